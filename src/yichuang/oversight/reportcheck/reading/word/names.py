"""What stands around the text in WordprocessingML: containers, changes, alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.reading.markup import local
from yichuang.oversight.reportcheck.reading.refusal import Unreadable

DEEPEST: Final = 40
"""Containers within containers, tables within tables."""

GONE: Final = frozenset({"del", "moveFrom"})
COME: Final = frozenset({"ins", "moveTo"})
AROUND: Final = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo", "dir", "AlternateContent",
     "Choice", "Fallback", "ins", "moveTo", "oMath", "oMathPara", "ruby", "rubyBase"}
)  # fmt: skip
"""Elements that only stand around what is read."""


def opened(element: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """The children, with containers opened, deletions left out, and one of several alternatives taken."""
    if depth > DEEPEST:
        raise Unreadable("文件的嵌套太深，请用 Word 或者 WPS 另存一份再检查")
    for inner in element:
        name = local(inner)
        if name in AROUND:
            yield from opened(_taken(inner) if name == "AlternateContent" else inner, depth + 1)
        elif name and name not in GONE:
            yield inner


def _taken(alternatives: etree._Element) -> etree._Element:
    """The first alternative: what a present-day Word shows."""
    return next((inner for inner in alternatives if local(inner) in ("Choice", "Fallback")), alternatives)
