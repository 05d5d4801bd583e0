"""The grid of an official paper and how a text falls into it (GB/T 9704-2012, 5.2 and 6).

One sign takes one cell, a letter or digit half of one; both drawings reckon with these widths, so that their lines end
alike. All lengths are whole twips, a twentieth of a point, which is what Word keeps.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

LINES: Final = 22
SIGNS: Final = 28
TEXT_WIDTH: Final = 8844
"""156 mm."""
TEXT_HEIGHT: Final = 12755
"""225 mm, rounded down."""
PITCH: Final = TEXT_HEIGHT // LINES
"""From line to line: 579 twips, 28.95 pt. One more would let a page hold 21."""
BASELINE: Final = 0.8
"""Where in its line the foot of the signs stands, as a share of the pitch; so sets Word an exact line height."""
SIZE: Final = 320
"""三号, 16 pt."""
CLOSER: Final = -6
"""Between signs, so that 28 of 16 pt fit into 156 mm with a little to spare."""
CELL: Final = TEXT_WIDTH // SIGNS
"""A cell of the grid, 315 twips."""
ROOM: Final = TEXT_WIDTH - 4
"""What a line may fill: LibreOffice reckons the grid in hundredths of a millimetre and loses a little."""
TITLE_SIZE: Final = 440
"""二号, 22 pt."""
SMALL_SIZE: Final = 240
"""Tables: 小四号, 12 pt."""
SMALL_PITCH: Final = 360
CELL_PADDING: Final = (65, 100)
"""Of a cell of a table: above and below, left and right."""

NO_START: Final = "!),.:;?]}%、。〉》」』】〕〗！），．：；？］｝～％…—·’”℃"
"""Signs that may not begin a line."""
NO_END: Final = "([{（〔［｛《〈「『【〖￥“‘"
"""Signs that may not end one."""


HANGING: Final = "、。，．：；！？"
"""Marks that may stand beyond the edge of a full line; office programs let them."""


def overhang(line: str, room: int, size: int = SIZE, closer: int = 0) -> bool:
    """Whether the last mark of a line stands beyond its edge."""
    return _may_hang(line) and width(line, size, closer) > room


def _may_hang(line: str) -> bool:
    """Whether the last mark may: not behind a letter or digit, which takes its mark along to the next line."""
    return len(line) > 1 and line[-1] in HANGING and not is_half(line[-2])


def _fits(line: str, room: int, size: int, closer: int) -> bool:
    shown = line.rstrip(" ")
    return width(shown[:-1] if _may_hang(shown) else shown, size, closer) <= room


def width(text: str, size: int = SIZE, closer: int = 0) -> int:
    """How wide a text is, in twips."""
    signs = sum(wide + closer for sign in text if (wide := sign_width(sign, size)))
    return signs + sum(gap(before, after, size) for before, after in pairwise(text))


def gap(before: str, after: str, size: int = SIZE) -> int:
    """A quarter of a sign between a Chinese one and a letter or digit, as office programs put it there."""
    apart = is_half(before) != is_half(after) and _is_word(before) and _is_word(after)
    return size // 4 if apart else 0


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"


def sign_width(sign: str, size: int) -> int:
    """A whole size for a sign, half of it for a letter or digit, none for marks that combine."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return size // 2 if is_half(sign) else size


def is_half(sign: str) -> bool:
    """Whether a sign takes half a cell in the faces of the standard: letters of Europe, digits, ASCII."""
    return " " <= sign <= "~" or ("\u00c0" <= sign <= "\u024f" and sign not in "×÷")


def broken(text: str, room: int, *, first: int = 0, size: int = SIZE, closer: int = 0) -> list[str]:
    """The lines of a text in `room` twips, the first of them `first` narrower. A text of nothing is one line."""
    lines: list[str] = []
    line, left = "", room - first
    for unit in units(text):
        if line and not _fits(line + unit, left, size, closer):
            lines.append(line.rstrip(" "))
            line, left = unit.lstrip(" "), room
        else:
            line += unit
        while not _fits(line, left, size, closer):  # one word, wider than a line
            cut = next(n for n in range(len(line), 0, -1) if n == 1 or _fits(line[:n], left, size, closer))
            lines.append(line[:cut])
            line, left = line[cut:], room
            if not line:
                return lines
    return [*lines, line.rstrip(" ")]


def units(text: str) -> list[str]:
    """Pieces between which a line may end."""
    found, begin = [], 0
    for n, (before, after) in enumerate(pairwise(text), start=1):
        if _may_part(before, after):
            found.append(text[begin:n])
            begin = n
    return [*found, text[begin:]] if text else []


def _may_part(before: str, after: str) -> bool:
    if after == " " or after in NO_START or before in NO_END:
        return False
    if before == " ":
        return True
    return not (is_half(before) and is_half(after))
