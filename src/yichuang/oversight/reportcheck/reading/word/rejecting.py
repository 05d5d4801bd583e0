"""Tracked changes rejected: what was inserted goes, what was deleted is back.

Readers accept changes. To reject one is to accept its opposite, so each change becomes the opposite one.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.reading.markup import local

_OPPOSITE: Final = {
    "ins": "del",
    "del": "ins",
    "moveTo": "moveFrom",
    "moveFrom": "moveTo",
    "cellIns": "cellDel",
    "cellDel": "cellIns",
    "delText": "t",
}


def reject(root: etree._Element) -> etree._Element:
    """Turn all changes of a part round, in place."""
    for element in list(root.iter(etree.Element)):
        name = local(element)
        if name in _OPPOSITE:
            element.tag = f"{{{etree.QName(element).namespace}}}{_OPPOSITE[name]}"
    return root
