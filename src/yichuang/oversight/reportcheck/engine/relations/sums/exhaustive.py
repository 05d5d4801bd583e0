"""Whether the parts that a text names are all there are, and none twice. Pure.

其中 alone doesn't say so. What does: a rest that is named ("其他"), two sides of one thing (男 and 女, 办结 and
未办结), the months of a quarter, kinds of one row (A类, B类) that exceed their total, or digits that show a slip.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.relations.sums.told_whole import mended_by_slip
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    bands,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    parallel,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of
from yichuang.oversight.reportcheck.findings import Certainty

SURE = Certainty.CONTRADICTION


@dataclass(frozen=True, slots=True)
class Shape:
    """A total and its parts as the text sets them. `among`: behind 其中; `plain`: behind nothing that marks a list.

    `counted`: the text says how many parts there are ("三个窗口共办件"). `listed`: in brackets or behind a colon.
    `above`: a stronger sign parts the total from them than they are parted by.
    """

    total: Figure
    parts: tuple[Figure, ...]
    among: bool
    plain: bool
    more: bool
    rank: int
    counted: bool = False
    listed: bool = False
    above: bool = False


def is_exhaustive(shape: Shape) -> Certainty | None:
    """How sure it is that a sum that doesn't come out is wrong; None if nothing can be said."""
    gap = shape.total.value - sum((part.value for part in shape.parts), Decimal(0))
    labels = labels_of(shape.parts)
    near = abs(gap) * 5 <= shape.total.value
    all_named = (
        complementary(labels) or whole_scale(labels) or (near and months(shape.parts)) or bands(labels)
    )
    if shape.counted:
        return SURE
    if shape.plain:
        slipped = mended_by_slip(shape.total, shape.parts)
        apart = shape.above and disjoint(labels) and shape.total.value >= _TELLING and shape.rank == 1
        return (
            SURE
            if not shape.more and ((all_named and (near or slipped)) or (apart and slipped and gap < 0))
            else None
        )
    if shape.among and swapped(shape.total.value, shape.total.value - gap):
        return SURE
    if gap * 5 > shape.total.value * 3 and shape.among:
        return None  # they speak of different things
    if all_named or names_rest(labels) or (shape.total.unit == "分" and len(labels) > 1):
        return SURE if not shape.more or gap < 0 or shape.rank == 1 else None
    if shape.rank > 2 and len(shape.parts) == 2 and not disjoint(labels):
        return None  # "其中专题会议 9 次；开展督查 6 次": the second is of something else
    if shape.listed and any(may_overlap(label) for label in labels) and not disjoint(labels):
        return None  # "职工45人（党员23人，本科以上30人）"
    if gap < 0:
        return _exceeds(shape, labels, -gap)
    if abs(gap) * 2 > shape.total.value:
        return None  # they speak of different things
    if not shape.among:
        return None if shape.more and shape.rank > 1 else SURE
    return _slip(shape, gap)


_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年|(?P<month>\d{1,2})月份?|(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)[^，\d]{0,6}$"
)


def months(parts: Sequence[Figure]) -> bool:
    """Whether the parts are months, quarters or half-years that follow each other and make a longer period."""
    found = [_MONTH.search(part.lead) for part in parts]
    if not all(found):
        return False
    numbers: list[int] = []
    for match in found:
        if match and match["year"]:
            numbers.append(int(match["year"]))
        elif match and match["month"]:
            numbers.append(int(match["month"]))
        elif match and match["quarter"]:
            numbers.append("一二三四".index(match["quarter"]))
        elif match:
            numbers.append("上下".index(match["half"]))
    return len(numbers) in (2, 3, 4, 6, 12) and all(
        after == before + 1 for before, after in pairwise(numbers)
    )


def _exceeds(shape: Shape, labels: Sequence[str], excess: Decimal) -> Certainty | None:
    """Parts that make more than their total: wrong unless they may overlap (党员 41 人, 35 岁以下 63 人)."""
    if not shape.among or disjoint(labels):
        return SURE if excess <= shape.total.value * 9 else None
    if any(may_overlap(label) for label in labels):
        return None
    if shape.total.unit not in _WHO and shape.rank == 1 and parallel(labels) and _is_slipped(shape):
        return SURE
    return SURE if excess * 20 <= shape.total.value and shape.total.unit != "人" else None


def _is_slipped(shape: Shape) -> bool:
    """Whether a slip of the pen explains the gap, or the total is the number of a part, copied."""
    copied = any(part.value == shape.total.value for part in shape.parts)
    return copied or mended_by_slip(shape.total, shape.parts)


_TELLING = 100  # below it a slip of some number explains about any sum
_WHO = frozenset({"人", "户"})  # one may be under several heads


def _slip(shape: Shape, gap: Decimal) -> Certainty | None:
    """Parts behind 其中 that make less: only a slip of the pen in large numbers shows that all were meant.

    One digit wrong, or two neighbours swapped, while two or more digits of the sum agree.
    """
    numbers = [shape.total.value, *(part.value for part in shape.parts)]
    if any(number != int(number) for number in numbers) or len(shape.parts) < 2:
        return None
    whole = [int(number) for number in numbers]
    unit = 1
    while all(number % (unit * 10) == 0 for number in whole if number) and unit < 10**12:
        unit *= 10
    off = int(gap) // unit
    close = off >= 10 and off * 200 <= whole[0] // unit  # of a rest that small nobody says 其中
    if not (off >= 100 or close) or whole[0] // unit < 1000:
        return None
    one_digit = len(str(off).rstrip("0")) == 1
    swapped = any(abs(number // unit - other) == off for number in whole for other in swaps(number // unit))
    return SURE if one_digit or swapped else None


def swapped(total: Decimal, made: Decimal) -> bool:
    """Whether a number of four digits or more is another with two neighbours swapped, which no chance makes."""
    whole = total == int(total) and made == int(made) and min(total, made) >= 1000
    return whole and int(made) in swaps(int(total))


def swaps(number: int) -> list[int]:
    """The numbers that come of swapping two neighbouring digits."""
    digits = str(abs(number))
    return [
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) for at in range(len(digits) - 1)
    ]
