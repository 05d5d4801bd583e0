"""The signs of a text file: UTF-8, UTF-16 with a mark, or GB 18030, as programs in China write it."""

from __future__ import annotations

import re
from typing import Final

from yichuang.oversight.reportcheck.reading.refusal import Unreadable

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str:
    """The text, without a byte order mark and with line ends as they are. Raises Unreadable if it isn't text."""
    try:
        text = _signs(content)
    except UnicodeDecodeError:
        raise Unreadable("文件里不是文字，或者编码认不出来，请另存为 UTF-8 编码再检查") from None
    if len(_UNPRINTABLE.findall(text)) > len(text) // 1000:
        raise Unreadable("文件里不是文字，请检查是不是选错了文件")
    return text


def _signs(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
