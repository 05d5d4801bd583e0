"""The one door for files: what kind it is by its content, and then the reader of that kind."""

from __future__ import annotations

import re
from typing import Final

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.reading.decoding import decoded
from yichuang.oversight.reportcheck.reading.markdown import read_markdown
from yichuang.oversight.reportcheck.reading.package import Package
from yichuang.oversight.reportcheck.reading.pdf import read_pdf
from yichuang.oversight.reportcheck.reading.refusal import (
    PARAGRAPHS,
    SIGNS,
    SIZE,
    Unreadable,
    empty,
    too_long,
    too_many_paragraphs,
)
from yichuang.oversight.reportcheck.reading.separated import read_separated
from yichuang.oversight.reportcheck.reading.text import read_text
from yichuang.oversight.reportcheck.reading.web import read_web
from yichuang.oversight.reportcheck.reading.word import read_word

READABLE: Final = ("docx", "pdf", "html", "htm", "md", "txt", "xlsx", "csv")
"""The extensions that reports usually have; the content decides."""

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_OLD_EXCEL: Final = ("Workbook".encode("utf-16-le"), "B\0o\0o\0k\0\0\0".encode("ascii"))
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
_PAGE: Final = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|meta|title|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"</?(?:p|div|table|tr|td|br|span|h[1-6]|ul|li|a)\b[^<>]{0,500}>", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"^\s*<\?xml\b|^\s*<[A-Za-z][\w.-]*:[A-Za-z]")


def opened(content: bytes, name: str, *, rejected: bool = False) -> Document:
    """The report in a file. Raises Unreadable with the reason, and for nothing else."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的，请重新选择")
    if len(content) > SIZE:
        raise Unreadable(f"文件超过 {SIZE // 1024 // 1024} MB，请删去图片或者分成几份再检查")
    document = _of_its_kind(content, name, rejected=rejected)
    if len(document.blocks) > PARAGRAPHS:
        raise too_many_paragraphs()
    return document


def _of_its_kind(content: bytes, name: str, *, rejected: bool) -> Document:
    if b"%PDF-" in content[:1024]:
        return read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _read_package(content, rejected=rejected)
    _refuse_known(content)
    return _read_signs(content, name.rpartition(".")[2].lower())


def _read_package(content: bytes, *, rejected: bool) -> Document:
    kind = Package(content).kind()
    if kind == "docx":
        return read_word(content, rejected=rejected)
    if kind == "xlsx":
        # Its library takes longer to load than a short report to check.
        from yichuang.oversight.reportcheck.reading.workbook import read_workbook

        return read_workbook(content)
    raise Unreadable("读不了这种文件，请另存为 docx 或者 PDF 再检查")


def _refuse_known(content: bytes) -> None:
    """What can't be read but is well known gets its own sentence."""
    if content.startswith(_OLD_OFFICE):
        if _LOCKED in content:
            raise Unreadable("文件加了密码，请去掉密码再检查")
        if _OLD_WORD in content:
            raise Unreadable("这是旧的 doc 或者 wps 格式，请用 Word 或者 WPS 另存为 docx 再检查")
        if any(mark in content for mark in _OLD_EXCEL):
            raise Unreadable("这是旧的 xls 或者 et 格式，请用 Excel 或者 WPS 另存为 xlsx 再检查")
        raise Unreadable("这是旧格式的 Office 文件，请另存为 docx 或者 xlsx 再检查")
    if content.startswith(b"{\\rtf"):
        raise Unreadable("这是 RTF 文件，请用 Word 或者 WPS 另存为 docx 再检查")
    if content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise Unreadable("这是图片，没有文字可读，请用文字版的报告")
    if content.startswith(_ARCHIVES):
        raise Unreadable("这是压缩包，请解压后再检查")
    if content[:64].lstrip().lower().startswith(b"mime-version:"):
        raise Unreadable("这是单个文件的网页（mht），请用 Word 另存为 docx 再检查")


def _read_signs(content: bytes, named: str) -> Document:
    """Files that are text: pages, tables and Markdown by what they look like, else plain text."""
    text = decoded(content)
    if not text.strip():
        raise empty()
    head = text[:5_000]
    if _PAGE.match(head) or (named in ("html", "htm", "xhtml", "doc", "docx") and _TAG.search(text)):
        return read_web(text)
    if _ELEMENT.match(head):
        raise Unreadable("这是 XML 文件，不是报告，请另存为 docx 再检查")
    if named in ("md", "markdown"):
        return read_markdown(text)
    if named in ("csv", "tsv"):
        return read_separated(text)
    if len(text) > SIGNS:
        raise too_long()
    return read_text(text)
