"""The one door for files: name, size, real kind, and then the check of that kind."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import puremagic

from yichuang.kernel.documents.uploads.names import ACCEPTED, check_name
from yichuang.kernel.documents.uploads.office import check_office, office_kind
from yichuang.kernel.documents.uploads.pdf import check_pdf
from yichuang.kernel.documents.uploads.pictures import check_picture
from yichuang.kernel.documents.uploads.rejection import UploadRejected

LIMIT: Final = 20 * 1024 * 1024
"""Bytes of one file."""

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
}

_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|%)", re.IGNORECASE
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
)
_ARCHIVES: Final = (
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"PK",
    b"MSCF",
    b"\x28\xb5\x2f\xfd",
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: its true type, its extension, its hash and its size in bytes."""

    filename: str
    content_type: str
    extension: str
    sha256: str
    size: int


def inspect(data: bytes | Path, filename: str, *, limit: int = LIMIT, wanted: str = "") -> Accepted:
    """Check a file that somebody hands in. Raises UploadRejected with the reason and what to do.

    `wanted` says what to do where the content is none of the kinds that are taken.
    """
    name, claimed = check_name(filename, wanted)
    content = _content(data, limit)
    kind = _real_kind(content, claimed, wanted or f"上传真正的 {ACCEPTED} 文件")
    if kind != claimed:
        raise UploadRejected(f"文件名写的是 {claimed}，内容却是 {kind}，请改成真实的扩展名")
    if kind == "pdf":
        check_pdf(content)
    elif kind in ("jpg", "png"):
        check_picture(content, kind)
    elif kind in ("docx", "xlsx"):
        check_office(content, kind)
    return Accepted(name, CONTENT_TYPES[kind], kind, hashlib.sha256(content).hexdigest(), len(content))


def _content(data: bytes | Path, limit: int) -> bytes:
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    if not size:
        raise UploadRejected("文件是空的，请重新选择")
    if size > limit:
        megabytes = f"{limit / 1024 / 1024:.4g}"
        raise UploadRejected(f"文件超过 {megabytes} MB，请压缩或者分开上传")
    return data.read_bytes() if isinstance(data, Path) else data


def _real_kind(content: bytes, claimed: str, wanted: str) -> str:
    """The kind by content alone. Raises UploadRejected for every kind that isn't taken."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"PK\x03\x04") and (office := office_kind(content)):
        return office
    _refuse_known(content)
    if claimed == "txt":
        _check_text(content)
        return "txt"
    raise UploadRejected(f"文件内容不是 {claimed}{_guessed(content)}，请{wanted}")


def _refuse_known(content: bytes) -> None:
    if content.startswith(_PROGRAMS):
        raise UploadRejected("不收程序和脚本，请上传材料本身")
    if content.startswith(_ARCHIVES):
        raise UploadRejected("不收压缩包，请解压后逐个上传")
    if content.startswith(_OLD_OFFICE):
        raise UploadRejected("这是旧格式或者加了密码的 Office 文件，请去掉密码，另存为 docx 或者 xlsx")
    if _MARKUP.search(_decoded(content[:65_536], "replace")):
        raise UploadRejected("不收网页和 SVG 文件，请打印成 PDF 再上传")


def _decoded(content: bytes, errors: str = "strict") -> str:
    """Text as UTF-8, UTF-16 with a mark, or GB 18030 (Windows in China). Raises UnicodeDecodeError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors)


def _check_text(content: bytes) -> None:
    try:
        text = _decoded(content)
    except UnicodeDecodeError:
        raise UploadRejected("TXT 文件里不是文字，请重新保存后再上传") from None
    if _UNPRINTABLE.search(text):
        raise UploadRejected("TXT 文件里不是文字，请重新保存后再上传")
    if not text.strip():
        raise UploadRejected("文件是空的，请重新选择")


def _guessed(content: bytes) -> str:
    """What it looks like instead, for the sentence; "" when nobody knows."""
    try:
        extension = puremagic.from_string(content[:65_536]).lstrip(".")
    except (puremagic.PureError, ValueError):
        return ""
    return f"，像是 {extension}" if extension else ""
