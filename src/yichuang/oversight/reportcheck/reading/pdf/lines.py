"""Signs on a page put together to lines of text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import Final

from yichuang.oversight.reportcheck.reading.pdf.signs import Sign

_WIDE: Final = re.compile(r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef\uf900-\ufaff]")
_NOTED: Final = re.compile(r"(?![米里寸尺])[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef%‰”’]")
_TOKEN: Final = re.compile(r"[A-Za-z0-9.,%‰/:+~-]+|.", re.DOTALL)
_CLOSING: Final = "，。、；：！？）》”’】〉」』,.;:!?)%‰"
_SAME: Final = 0.4  # of a sign's height: how far baselines of one line may differ
_MARK: Final = 0.7  # the same of a small sign that stands above: the next line would reach into it
_RAISED: Final = 0.8  # of the line's height: smaller signs above the baseline are marks of notes
_GAP: Final = 0.6
_COLUMN: Final = 1.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it stands, how high its signs are, and how wide its first word is."""

    text: str
    left: float
    right: float
    y: float
    size: float
    first: float


def lines_of(signs: list[Sign]) -> list[Line]:
    """The lines from top to bottom."""
    told: list[list[Sign]] = []
    tallest: Sign | None = None
    for sign in sorted(signs, key=lambda sign: (-sign.y, sign.left)):
        if tallest is not None and _is_beside(tallest, sign):
            told[-1].append(sign)
            tallest = sign if sign.size > tallest.size else tallest
        else:
            told.append([sign])
            tallest = sign
    lines = (_line(sorted(row, key=lambda sign: sign.left)) for row in told)
    return [line for line in lines if line is not None]


def _is_beside(above: Sign, sign: Sign) -> bool:
    """Whether a sign is of the line whose tallest sign so far stands as high or higher: so do marks of notes."""
    reach = _MARK if above.size < _RAISED * sign.size else _SAME
    return abs(above.y - sign.y) < reach * max(sign.size, above.size)


def _line(row: list[Sign]) -> Line | None:
    size = median(sign.size for sign in row)
    base = median(sign.y for sign in row)
    kept = [sign for n, sign in enumerate(row) if not _is_mark(row, n, size, base)]
    seen = [sign for sign in kept if not sign.said.isspace()]
    if not seen:
        return None
    text = ""
    before: Sign | None = None
    for sign in kept[kept.index(seen[0]) : kept.index(seen[-1]) + 1]:
        if before is not None:
            text += _between(before, sign, size)
        text += sign.said
        before = sign
    return Line(text, seen[0].left, seen[-1].right, base, size, _first(seen, size))


def _is_mark(row: list[Sign], n: int, size: float, base: float) -> bool:
    """Whether a sign is the raised number of a note: behind a figure or Chinese, but no power of a unit (m², 米²)."""
    sign = row[n]
    raised = sign.size < _RAISED * size and sign.y > base + 0.15 * size
    if not raised or not sign.said.isdigit():
        return False
    before = next((other for other in reversed(row[:n]) if other.size >= _RAISED * size), None)
    return before is not None and (before.said.isdigit() or bool(_NOTED.match(before.said)))


def _between(before: Sign, sign: Sign, size: float) -> str:
    """The blanks that a gap stands for, where the file has none itself."""
    gap = sign.left - before.right
    if before.said.isspace() or sign.said.isspace():
        return " " if gap > _COLUMN * size else ""
    if gap > _COLUMN * size:
        return "  "
    narrow = not _WIDE.match(before.said) and not _WIDE.match(sign.said)
    return " " if gap > (_GAP / 2 if narrow else _GAP) * size else ""


def _first(seen: list[Sign], size: float) -> float:
    """How much room the first word takes that can't be parted, with the signs that may not begin a line."""
    text = "".join(sign.said for sign in seen)
    found = _TOKEN.match(text)
    end = len(found.group()) if found else 1
    while end < len(seen) and seen[end].said in _CLOSING:
        end += 1
    return seen[min(end, len(seen)) - 1].right - seen[0].left if seen else size


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as running text: a blank only between two words of Latin letters."""
    blank = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return before + (" " if blank else "") + after
