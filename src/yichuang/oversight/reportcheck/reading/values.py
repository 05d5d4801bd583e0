"""How a workbook shows a number: decimals, thousands, per cent and dates of its format (ISO/IEC 29500-1, 18.8.30)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from yichuang.oversight.reportcheck.reading.markup import attribute, local, number, within

_ASIDE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"\.([0#?]+)")
_SHOWN: Final = re.compile(r'"([^"]*)"\s*$')
_LARGEST: Final = Decimal("1e15")
_DIGITS: Final = 10
"""Significant digits of a number without a format."""


@dataclass(slots=True)
class Formats:
    """The format of each style of cells, by the style's position."""

    codes: list[str] = field(default_factory=list)

    def shown(self, written: str, style: int) -> str:
        """The number as the sheet shows it; as written where it is none."""
        code = self.codes[style] if 0 <= style < len(self.codes) else "General"
        try:
            value = Decimal(written)
        except InvalidOperation:
            return written
        if not value.is_finite() or abs(value) >= _LARGEST:
            return written
        if is_date_format(code):
            return _date(value)
        return _general(value) if code in ("General", "@") else _formatted(value, code)


def read_formats(root: etree._Element | None) -> Formats:
    """The part styles.xml; the general format for everything if there is none."""
    own: dict[int, str] = {}
    for element in within(root, "numFmts"):
        own[number(attribute(element, "numFmtId"), -1)] = attribute(element, "formatCode") or "General"
    codes = []
    for element in within(root, "cellXfs"):
        if local(element) == "xf":
            at = number(attribute(element, "numFmtId"), 0)
            codes.append(own.get(at) or BUILTIN_FORMATS.get(at) or "General")
    return Formats(codes)


def _general(value: Decimal) -> str:
    """Without noughts at the end: 64.09999999999999, as programs write 64.1, is 64.1 and not more exact than that."""
    rounded = Decimal(f"{value:.{_DIGITS}g}")
    return f"{rounded.normalize():f}" if rounded else "0"


def _formatted(value: Decimal, code: str) -> str:
    """By the section for positive numbers; the sign is put before."""
    section = code.split(";", maxsplit=1)[0]
    plain = _ASIDE.sub("", section)
    percent = "%" in plain
    if not re.search(r"[0#?]", plain) or "E+" in plain.upper() or "/" in plain:
        return _general(value)
    decimals = _DECIMALS.search(plain)
    places = len(decimals[1]) if decimals else 0
    scaled = value * 100 if percent else value
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    optional = decimals is not None and "#" in decimals[1]
    shown = f"{rounded:,f}" if "," in plain else f"{rounded:f}"
    if optional and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    unit = _SHOWN.search(section)
    return shown + ("%" if percent else "") + (unit[1] if unit else "")


def _date(value: Decimal) -> str:
    try:
        told = from_excel(float(value))
    except (ValueError, OverflowError, TypeError):
        return f"{value:f}"
    return f"{told.year}年{told.month}月{told.day}日" if isinstance(told, datetime) else str(told)
