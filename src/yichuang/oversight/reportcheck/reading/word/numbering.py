"""The numbers that Word sets before paragraphs by itself: 一、 （一） 1. ① as the reader of the page sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.reading.markup import child, local, number, value

LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_DIGITS: Final = "零一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "ideographDigital", "japaneseDigitalTenThousand", "chineseLegalSimplified"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, from where, and the text around its numbers."""

    form: str = "none"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, identifier: str, depth: int) -> str:
        """The number of the next paragraph of that list at that level; "" for bullets and unknown lists."""
        if identifier not in self.lists or not 0 <= depth < LEVELS:
            return ""
        family, levels = self.lists[identifier]
        counted = self.counts.setdefault(family, {})
        for deeper in [level for level in counted if level > depth]:
            del counted[deeper]
        start = levels.get(depth, Level()).start
        counted[depth] = counted.get(depth, start - 1) + 1
        level = levels.get(depth, Level())
        if level.form in ("bullet", "none"):
            return ""

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = levels.get(at, Level())
            return counting(shown.form, counted.get(at, shown.start))

        return _PLACE.sub(written, level.text)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The part numbering.xml; nothing if there is none."""
    if root is None:
        return Numbering()
    families: dict[str, dict[int, Level]] = {}
    read = Numbering()
    for element in root:
        if local(element) == "abstractNum":
            families[_identifier(element, "abstractNumId")] = _levels(element)
        elif local(element) == "num":
            family = value(element, "abstractNumId") or ""
            levels = dict(families.get(family, {}))
            own = [inner for inner in element if local(inner) == "lvlOverride"]
            for override in own:
                levels |= _levels(override)
            identifier = _identifier(element, "numId")
            read.lists[identifier] = (f"{family}/{identifier}" if own else family, levels)
    return read


def _identifier(element: etree._Element, name: str) -> str:
    return next((said for key, said in element.items() if key.endswith(name)), "")


def _levels(element: etree._Element) -> dict[int, Level]:
    levels = {}
    for inner in element:
        if local(inner) == "lvl":
            at = number(_identifier(inner, "ilvl"), 0)
            text = value(inner, "lvlText") or ""
            start = number(value(inner, "start"), 1)
            form = value(inner, "numFmt") or "decimal"
            levels[at] = Level(form, text[:40], min(max(start, 0), 9999))
    return levels


def counting(form: str, n: int) -> str:
    """A whole number in a form of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59); plain digits for rare forms."""
    if form in _CHINESE:
        return chinese(n)
    if form == "ideographTraditional":
        return _STEMS[(n - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(n - 1) % 12]
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(n).upper() if form == "upperRoman" else _roman(n)
    if form.startswith("decimalEnclosedCircle") and 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if form == "decimalZero":
        return f"{n:02d}"
    return str(n)


def chinese(n: int) -> str:
    """一, 十, 十一, 二十, 一百零五: whole numbers below ten thousand; digits above."""
    if not 0 < n < 10_000:
        return _DIGITS[0] if n == 0 else str(n)
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + name
            zero = False
        elif said:
            zero = True
    return said[1:] if said.startswith("一十") else said


def _roman(n: int) -> str:
    said = ""
    for worth, signs in _ROMAN:
        times, n = divmod(n, worth)
        said += signs * times
    return said


def numbered(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list and level that a paragraph's properties name; None where they name none."""
    found = child(properties, "numPr")
    if found is None:
        return None
    return value(found, "numId") or "", number(value(found, "ilvl"), 0)
