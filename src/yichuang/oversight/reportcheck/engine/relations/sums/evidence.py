"""How much speaks for it that a list of parts is meant to make a total that it doesn't make. Pure.

Where no single word decides, several signs together do: how near they come, a slip of one digit, a word that divides, a
plain list, names of one row. What speaks against it: names that overlap, other figures between, more of them behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.candidates import Candidate, Form
from yichuang.oversight.reportcheck.engine.relations.sums.exhaustive import months, swaps
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    bands,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of, rank_between
from yichuang.oversight.reportcheck.engine.units import compatible

NONE = -99
ENOUGH = 7

_NEAR = ((Decimal("0.02"), 3), (Decimal("0.06"), 2), (Decimal("0.15"), 1), (Decimal("0.25"), 0))
_WHOLE = re.compile(r"共|总|合计|全部|累计|全[年县市区镇乡村校局院站系]|[上下]半年")
_NUMBERED = re.compile(r"[两二三四五六七八九十][者项类馆家校村所区县镇种块级季]")
_DIVIDES = re.compile(
    r"分布|分为|分成|分别|分属|归属|来自|组成|构成|均为|包括|涵盖|依次|[按从以][^，。；]{1,12}[分看计]|其中有|除[^，。；]{0,12}$|(?:由|从)[^，。；]{0,10}$|：$"
)
_NAMES_ALL = re.compile(r"(?:包括|涵盖|包含)[^，。；]{0,12}$")
_MARKED = (Form.BRACKET, Form.COLON, Form.DIVIDED, Form.COUNTED, Form.ADDED)
_PENDING = re.compile(r"^(?:正在|尚|未|在办|待)")  # what is left when all others are told
_LONG = 10
_BARE = 3  # 累计, 总量
_REACH = 60


def weigh(passage: Passage, candidate: Candidate) -> int:
    """The signs added up; `NONE` if the list can't be meant."""
    total, parts = candidate.total, candidate.parts.figures
    gap = total.value - sum((part.value for part in parts), Decimal(0))
    slip = slip_weight(total, parts, gap)
    near = next((points for share, points in _NEAR if abs(gap) <= total.value * share), None)
    near = 0 if near is None and slip > 2 else near
    if near is None or not all(figure.is_exact for figure in (total, *parts)):
        return NONE
    if not stands_above(passage, candidate, sure=near > 1 and slip > 2) or (
        slip < 4 and total.value <= max(part.value for part in parts)
    ):
        return NONE
    return near + slip + _of_form(passage, candidate, gap) + _of_names(parts) + _of_shape(passage, candidate)


def divides(between: str) -> bool:
    """Whether the words between a total and its parts say that they divide it: 分布在, 分别为."""
    return bool(_DIVIDES.search(between))


def stands_above(passage: Passage, candidate: Candidate, *, sure: bool = False) -> bool:
    """Whether a total that nothing marks is parted from its list by a stronger sign than the parts are.

    By the same sign, if the numbers are `sure` to be meant for each other.
    """
    total, parts = candidate.total, candidate.parts.figures
    if candidate.form is Form.GATHERED:
        return rank_between(passage, parts[-1], total) >= candidate.parts.rank
    if candidate.form is not Form.PLAIN:
        return True
    apart = rank_between(passage, total, parts[0])
    if apart < candidate.parts.rank or (apart == candidate.parts.rank and not sure):
        return False
    return not is_sibling(passage, candidate)


def is_sibling(passage: Passage, candidate: Candidate) -> bool:
    """Whether what seems a total stands itself in a row with a figure before it."""
    total = candidate.total
    before = [
        f for f in passage.between(max(0, total.at - _REACH), total.at) if compatible(f.unit, total.unit)
    ]
    return bool(before) and rank_between(passage, before[-1], total) <= candidate.parts.rank


def slip_weight(total: Figure, parts: Sequence[Figure], gap: Decimal) -> int:
    """How much it says that one digit other than the last, or two neighbours swapped, explain the gap; 0 if they don't.

    The more digits the total has, the less often that happens by chance.
    """
    step = min((figure.step for figure in (total, *parts) if figure.step), default=Decimal(1))
    numbers = [number / step for number in (total.value, *(part.value for part in parts))]
    if numbers[0] < 100 or any(number != int(number) for number in numbers):
        return 0
    off = abs(int(gap / step))
    digits = len(str(int(numbers[0])))
    one = len(str(off).rstrip("0")) == 1 and off >= 10
    if one or (off % 9 == 0 and any(off == gone for number in numbers for gone in _swapped_by(int(number)))):
        return min(4, digits - 1)
    return 0


def _swapped_by(number: int) -> Iterator[int]:
    """How far two neighbours that change places take a number: each time nine times something."""
    return (abs(number - other) for other in swaps(number))


def _of_form(passage: Passage, candidate: Candidate, gap: Decimal) -> int:
    total, first = candidate.total, candidate.parts.figures[0]
    between = passage.text[min(total.after, first.at) : first.at]
    points = 2 * (candidate.form in _MARKED) + bool(_WHOLE.search(total.lead))
    if candidate.form is Form.AMONG and gap > 0 and not _NAMES_ALL.search(between):
        points -= 4
    if candidate.parts.rank > 2 and candidate.form in (Form.AMONG, Form.PLAIN):
        points -= 2
    if candidate.form is Form.GATHERED:
        points += bool(_NUMBERED.search(total.lead)) + (len(total.lead) <= _BARE)
    return points + 2 * bool(candidate.form is Form.PLAIN and _DIVIDES.search(between))


def _of_names(parts: Sequence[Figure]) -> int:
    labels = labels_of(parts)
    if _PENDING.search(labels[-1]) and len(labels) > 1:
        return 2
    if complementary(labels) or bands(labels) or whole_scale(labels) or names_rest(labels) or months(parts):
        return 3
    if disjoint(labels):
        return 2
    if any(may_overlap(label) for label in labels):
        return -4
    bare = "分别" not in parts[0].lead and any(len(label) < 2 for label in labels)
    return -sum(len(label) > _LONG for label in labels[1:]) - bare


def _of_shape(passage: Passage, candidate: Candidate) -> int:
    total, parts = candidate.total, candidate.parts.figures
    points = (candidate.parts.rank == 1) + (len(parts) > 2) - 2 * _goes_on(passage, candidate)
    points -= 2 * (parts[0].sentence != total.sentence)
    between = sum(
        len(
            [f for f in passage.between(one.after, other.at) if not f.is_percent and f.bracket == one.bracket]
        )
        for one, other in pairwise(parts)
    )
    begins = parts[0].at - len(parts[0].lead)
    headed = candidate.form is Form.GATHERED and passage.text[begins - 1 : begins] == "："
    return points - bool(between) + headed


def _goes_on(passage: Passage, candidate: Candidate) -> bool:
    """Whether figures of the unit follow the list before a sign as strong as the one that parts it from its total."""
    total, parts, longer = candidate.total, candidate.parts.figures, candidate.parts.longer
    if len(longer) == len(parts):
        return False
    apart = max(candidate.parts.rank, rank_between(passage, total, parts[0])) if total.at < parts[0].at else 3
    return rank_between(passage, parts[-1], longer[len(parts)]) <= apart


def is_doubtful(candidate: Candidate) -> bool:
    """Whether a reader would ask after parts behind 其中 that make less than their total.

    Two neighbouring digits of the total swapped make it right, or one digit within a fiftieth of it. Nothing overlaps.
    """
    total, parts = candidate.total, candidate.parts.figures
    made = sum((part.value for part in parts), Decimal(0))
    if made >= total.value or total.value < _ASKED or any(may_overlap(label) for label in labels_of(parts)):
        return False
    whole = total.value == int(total.value) and made == int(made)
    if whole and int(made) in swaps(int(total.value)):
        return True
    return (total.value - made) * 50 <= total.value and slip_weight(total, parts, total.value - made) > 2


_ASKED = 100
