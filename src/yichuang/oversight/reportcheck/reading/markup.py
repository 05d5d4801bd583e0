"""Elements of an office file's XML by their local names, the same in the ordinary and in the strict form."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree


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


def within(element: etree._Element | None, name: str) -> Iterable[etree._Element]:
    """The children of the first child of that name; none if there is no such child."""
    found = child(element, name)
    return () if found is None else found
