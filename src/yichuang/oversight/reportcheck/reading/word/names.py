"""Tags and attributes of WordprocessingML by their local names, the same in the ordinary and the strict form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

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


def local(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.items():
        if key == name or key.endswith("}" + name):
            return value
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    if element is None:
        return None
    return next((inner for inner in element if local(inner) == name), None)


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `val` of a property down that path; None where it isn't set."""
    for name in path:
        element = child(element, name)
    return None if element is None else attribute(element, "val")


def number(text: str | None, otherwise: int) -> int:
    """A small whole number as written in an attribute; the other one if it is none."""
    if text is None or len(text) > 9:
        return otherwise
    try:
        return int(text)
    except ValueError:
        return otherwise


def switched(element: etree._Element | None, name: str) -> bool:
    """Whether a property of the on-and-off kind is on."""
    found = child(element, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")


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
