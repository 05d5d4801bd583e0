"""File names: what is a name, and which extension it claims."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from yichuang.kernel.documents.uploads.rejection import UploadRejected

NAME_LIMIT: Final = 120
NAME_BYTES: Final = 255  # what file systems take; 120 characters of a rare script are more

EXTENSIONS: Final = {
    "pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "docx": "docx", "xlsx": "xlsx", "txt": "txt",
}  # fmt: skip
"""Extension as typed → kind of file."""

ACCEPTED: Final = "PDF、JPG、PNG、Word（docx）、Excel（xlsx）、TXT"
WORKBOOK: Final = "用 Excel 打开，另存为 xlsx 再上传"
"""What to do where only a workbook will do."""

_REMEDIES: Final = {
    "doc": "请用 Word 另存为 docx 再上传",
    "xls": "请用 Excel 另存为 xlsx 再上传",
    "wps": "请在 WPS 里另存为 docx 再上传",
    "et": "请在 WPS 里另存为 xlsx 再上传",
    "docm": "请另存为不带宏的 docx 再上传",
    "xlsm": "请另存为不带宏的 xlsx 再上传",
    "heic": "请在手机里改存为 JPG 再上传",
    "heif": "请在手机里改存为 JPG 再上传",
    "ofd": "请导出为 PDF 再上传",
    "zip": "请解压后逐个上传",
    "rar": "请解压后逐个上传",
    "7z": "请解压后逐个上传",
}

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def check_name(filename: str, wanted: str = "") -> tuple[str, str]:
    """The name in composed form, and the kind that its extension claims. Raises UploadRejected.

    `wanted` says what to do where not every kind will do, as "用 Excel 打开，另存为 xlsx 再上传".
    """
    name = unicodedata.normalize("NFC", filename)
    if not name.strip():
        raise UploadRejected("文件没有名字，请改名后再上传")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        raise UploadRejected("文件名里有看不见的字符，请改名后再上传")
    if "/" in name or "\\" in name or ":" in name or name.startswith(".") or _RESERVED.match(name):
        raise UploadRejected("文件名不能带路径，请改名后再上传")
    if len(name) > NAME_LIMIT or len(name.encode()) > NAME_BYTES:
        raise UploadRejected(f"文件名太长，请缩短到 {NAME_LIMIT} 个字以内")
    stem, dot, typed = name.rpartition(".")
    if not dot or not stem.strip() or not typed:
        raise UploadRejected(f"文件名没有扩展名，请{wanted or f'上传 {ACCEPTED} 文件'}")
    kind = EXTENSIONS.get(typed.strip().lower())
    if kind is None:
        remedy = _REMEDIES.get(typed.lower(), f"请{wanted or f'上传 {ACCEPTED} 文件'}")
        raise UploadRejected(f"不收 {typed} 文件，{remedy}")
    return name, kind
