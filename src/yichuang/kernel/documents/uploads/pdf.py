"""PDF files: readable by everybody, and without anything that acts when they are opened."""

from __future__ import annotations

import io
from typing import Any, Final

import pikepdf

from yichuang.kernel.documents.uploads.rejection import UploadRejected

OBJECTS: Final = 400_000
PAGES: Final = 1_000

# qpdf's limits hold for the whole process and are set before any PDF is opened: a stream of a few kilobytes
# that unpacks into gigabytes stops here.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=96 * 1024 * 1024,
    png_max_memory=96 * 1024 * 1024,
    tiff_max_memory=96 * 1024 * 1024,
    run_length_max_memory=96 * 1024 * 1024,
    dct_max_memory=96 * 1024 * 1024,
    max_stream_filters=6,
    parser_max_nesting=120,
)

_ACTIONS: Final = {
    "/JavaScript": "脚本",
    "/Launch": "启动程序的动作",
    "/ImportData": "导入数据的动作",
    "/SubmitForm": "提交表单的动作",
    "/GoToE": "打开附件的动作",
    "/Rendition": "多媒体",
}
_KEYS: Final = {"/JS": "脚本", "/JavaScript": "脚本", "/XFA": "动态表单"}
_SUBTYPES: Final = {
    "/RichMedia": "多媒体",
    "/Movie": "多媒体",
    "/Sound": "多媒体",
    "/Screen": "多媒体",
    "/3D": "多媒体",
    "/FileAttachment": "附件",
}


def check_pdf(data: bytes) -> None:
    """Refuse an encrypted or broken PDF, and one with scripts, launches, attachments or media."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if document.is_encrypted:
                raise UploadRejected("PDF 加了密码或者限制，请去掉后再上传")
            pages = len(document.pages)
            if not pages:
                raise UploadRejected("PDF 里没有页面，请重新导出")
            if pages > PAGES:
                raise UploadRejected(f"PDF 有 {pages} 页，请分成每份 {PAGES} 页以内")
            _check_objects(document)
    except pikepdf.PasswordError:
        raise UploadRejected("PDF 加了密码或者限制，请去掉后再上传") from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, TypeError) as broken:
        if isinstance(broken, UploadRejected):
            raise
        raise UploadRejected("PDF 打不开，可能没有传完，请重新导出或者扫描") from None


def _check_objects(document: pikepdf.Pdf) -> None:
    """Walk every object, and every dictionary written directly inside another."""
    seen = 0
    for root in document.objects:
        waiting: list[Any] = [root]
        while waiting:
            thing = waiting.pop()
            seen += 1
            if seen > OBJECTS:
                raise UploadRejected("PDF 太复杂，请重新扫描成图片 PDF")
            if isinstance(thing, pikepdf.Array):
                waiting += [item for item in thing if _direct(item)]
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _check_dictionary(thing)
                waiting += [item for _, item in thing.items() if _direct(item)]


def _direct(thing: object) -> bool:
    """Whether it must be walked here: a container that isn't an object of its own."""
    return isinstance(thing, pikepdf.Array | pikepdf.Dictionary) and not thing.is_indirect


def _check_dictionary(thing: Any) -> None:
    found = next((word for key, word in _KEYS.items() if key in thing), None)
    found = found or _ACTIONS.get(_name(thing.get("/S"))) or _SUBTYPES.get(_name(thing.get("/Subtype")))
    if found is None and (_name(thing.get("/Type")) == "/EmbeddedFile" or "/EmbeddedFiles" in thing):
        found = "附件"
    if found:
        raise UploadRejected(f"PDF 里带有{found}，请打印成 PDF 或者扫描后再上传")


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
