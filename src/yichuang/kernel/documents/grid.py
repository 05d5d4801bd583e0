"""The grid of an official paper and how a text falls into it (GB/T 9704-2012, 5.2 and 6).

One sign takes one cell, a letter or digit half of one; both drawings reckon with these widths, so that their lines end
alike. All lengths are whole twips, a twentieth of a point, which is what Word keeps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
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


@dataclass(frozen=True, slots=True)
class Program:
    """How an office program reckons a line, where programs differ."""

    apart: int
    """The gap between a Chinese sign and a letter or digit, as a part of a sign: 4 is a quarter."""
    closes_up: bool
    """Whether the last sign before letters or digits stands closer too, and the last of them before a Chinese one."""
    hangs: bool
    """Whether a mark behind a letter or digit may stand beyond the edge; otherwise that takes its mark along."""


_STRETCH: Final = 3
"""Twips that LibreOffice adds where the script changes, by rounding each stretch of a line."""
LIBREOFFICE: Final = Program(apart=5, closes_up=False, hangs=False)
"""As measured in its version 7.4."""
WORD: Final = Program(apart=4, closes_up=True, hangs=True)
"""As documented for autoSpaceDE, autoSpaceDN, spacing and overflowPunct (ISO/IEC 29500-1, 17.3)."""
CLOSERS: Final = (CLOSER, -5, -7, -8, -9, -10)
"""What may stand between the signs of a line, the usual first: at most a fifth of a point away from it."""


ROUNDING: Final = 24
"""Twips by which a program may reckon a whole line wider or narrower than it is here."""


@lru_cache(maxsize=4096)
def fitted(text: str, room: int, *, first: int = 0, size: int = SIZE) -> tuple[tuple[str, int], ...]:
    """The lines of a text with their spaces and line breaks, each with what is put between its signs so that it ends
    there in every program, and by more than rounding. Where nothing in `CLOSERS` does that, with what does most of it.
    """
    found: list[tuple[str, int]] = []
    parts = text.split("\n")
    for n, part in enumerate(parts):
        rest, left = part, room - (0 if n else first)
        while rest or not part:
            closer = _surest(rest, left, room, size)
            line = next(_pieces(rest, left, room, size, closer, LIBREOFFICE))
            found.append((line, closer))
            rest, left = rest[len(line) :], room
            if not part:
                break
        if n + 1 < len(parts):
            found[-1] = (found[-1][0] + "\n", found[-1][1])
    return tuple(found)


def _surest(text: str, left: int, room: int, size: int) -> int:
    """What put between the signs of a text leaves the least doubt where its first line ends, the usual first."""
    doubts: dict[int, int] = {}
    for closer in CLOSERS:
        doubts[closer] = _doubts(text, left, room, size, closer)
        if not doubts[closer]:
            break
    return min(doubts, key=doubts.__getitem__)


def _doubts(text: str, left: int, room: int, size: int, closer: int) -> int:
    """How many ways of reckoning end the first line of a text elsewhere; a program that rounds counts for two."""
    line = next(_pieces(text, left, room, size, closer, LIBREOFFICE))
    return sum(
        weight
        for by, weight in ((LIBREOFFICE, 2), (WORD, 1))
        for more in (-ROUNDING, 0, ROUNDING)
        if next(_pieces(text, left + more, room, size, closer, by)) != line
    )


def overhang(line: str, room: int, size: int = SIZE, closer: int = 0) -> bool:
    """Whether the last mark of a line stands beyond its edge."""
    return _may_hang(line, LIBREOFFICE) and width(line, size, closer) > room


def _may_hang(line: str, by: Program) -> bool:
    return len(line) > 1 and line[-1] in HANGING and (by.hangs or not is_half(line[-2]))


def width(text: str, size: int = SIZE, closer: int = 0, *, by: Program = LIBREOFFICE) -> int:
    """How wide a text is, in twips."""
    signs = sum(wide + closer for sign in text if (wide := sign_width(sign, size)))
    return signs + sum(gap(before, after, size, closer, by=by) for before, after in pairwise(text))


def gap(before: str, after: str, size: int = SIZE, closer: int = 0, *, by: Program = LIBREOFFICE) -> int:
    """What is added between two signs: the gap between a Chinese one and a letter or digit, and what `closer` takes
    from a sign that a program doesn't bring closer to the next."""
    if is_half(before) == is_half(after):
        return 0
    apart = size // by.apart if _is_word(before) and _is_word(after) else 0
    return apart if by.closes_up else apart - closer + _STRETCH


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"


@lru_cache(maxsize=8192)
def sign_width(sign: str, size: int) -> int:
    """A whole size for a sign, half of it for a letter or digit, none for marks that combine."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return size // 2 if is_half(sign) else size


def is_half(sign: str) -> bool:
    """Whether a sign takes half a cell in the faces of the standard: letters of Europe, digits, ASCII."""
    return " " <= sign <= "~" or ("\u00c0" <= sign <= "\u024f" and sign not in "×÷")


def broken(
    text: str, room: int, *, first: int = 0, size: int = SIZE, closer: int = 0, by: Program = LIBREOFFICE
) -> list[str]:
    """The lines of a text in `room` twips, the first of them `first` narrower. A text of nothing is one line."""
    part, *others = text.split("\n")
    lines = list(_pieces(part, room - first, room, size, closer, by))
    for other in others:
        lines += _pieces(other, room, room, size, closer, by)
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str, left: int, room: int, size: int, closer: int, by: Program) -> Iterator[str]:
    """The lines as pieces of the text: the first in `left` twips, the others in `room`."""
    line, wide = "", 0
    for unit in units(text):
        more = width(unit, size, closer, by=by)
        joined = gap(line[-1], unit[0], size, closer, by=by) if line else 0
        if line and wide + joined + more - _hanging(line + unit, size, closer, by) > left:
            yield line
            line, wide, left = unit, more, room
        else:
            line, wide = line + unit, wide + joined + more
        while wide - _hanging(line, size, closer, by) > left and len(line) > 1:  # one word, wider than a line
            cut = _longest(line, left, size, closer, by)
            yield line[:cut]
            line, left = line[cut:], room
            wide = width(line, size, closer, by=by)
    yield line


def _longest(line: str, left: int, size: int, closer: int, by: Program) -> int:
    """How many signs of a word that is wider than a line stand on it; one at least."""
    cut = len(line) - 1
    while cut > 1 and width(line[:cut], size, closer, by=by) - _hanging(line[:cut], size, closer, by) > left:
        cut -= 1
    return max(1, cut)


def _hanging(line: str, size: int, closer: int, by: Program) -> int:
    """How much of a line may stand beyond its edge: spaces, and a mark."""
    kept = line.rstrip(" ")
    if _may_hang(kept, by):
        kept = kept[:-1]
    if not kept or len(kept) == len(line):
        return 0
    rest = line[len(kept) :]
    return width(rest, size, closer, by=by) + gap(kept[-1], rest[0], size, closer, by=by)


def units(text: str) -> Iterator[str]:
    """Pieces between which a line may end, each found when it is asked for: most ask for one line alone."""
    begin = 0
    for n, (before, after) in enumerate(pairwise(text), start=1):
        if _may_part(before, after):
            yield text[begin:n]
            begin = n
    if text:
        yield text[begin:]


def _may_part(before: str, after: str) -> bool:
    if after == " " or after in NO_START or before in NO_END:
        return False
    if before == " ":
        return True
    return not (is_half(before) and is_half(after))
