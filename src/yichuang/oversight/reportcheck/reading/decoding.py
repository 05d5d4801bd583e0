"""The signs of a text file: UTF-8, UTF-16 with a mark, or GB 18030, as programs in China write it."""

from __future__ import annotations

import re
from typing import Final

from yichuang.oversight.reportcheck.reading.refusal import Unreadable
from yichuang.oversight.reportcheck.reading.text import decoded as signs

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str:
    """The text, without a byte order mark and with line ends as they are. Raises Unreadable if it isn't text."""
    try:
        text = signs(content)
    except UnicodeDecodeError:
        raise Unreadable("文件里不是文字，或者编码认不出来，请另存为 UTF-8 编码再检查") from None
    if len(_UNPRINTABLE.findall(text)) > len(text) // 1000:
        raise Unreadable("文件里不是文字，请检查是不是选错了文件")
    return text
