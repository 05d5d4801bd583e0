"""Sums of a second count: what is divided without rest in one count is divided without rest in the other too.

"217户768人，其中集中安置62户229人、投亲靠友155户549人": 62 + 155 = 217 households, so 229 + 549 must be the persons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, rank_between

_APART = 24
# A household counted at two posts is one household: what was reached, touched or covered may be so more than once.
_REACHED = re.compile(r"涉及(?!病例|金额|资金)|覆盖|惠及|带动|受益|联系|服务|辐射|关联")


def partners(
    passage: Passage, total: Figure, parts: Sequence[Figure]
) -> tuple[Figure, tuple[Figure, ...]] | None:
    """The total and the parts in the other count, if each of them has one at the same side."""
    for step in (1, -1):
        beside = [_beside(passage, part, step) for part in parts]
        found = tuple(figure for figure in beside if figure)
        units = {figure.unit for figure in found}
        if len(found) < len(parts) or len(units) > 1 or not _is_looser(passage, parts, found):
            continue
        (unit,) = units
        sides = (_beside(passage, total, way, unit) for way in (step, 2 * step, -step))
        whole = next((figure for figure in sides if figure and figure not in found), None)
        if whole and unit != total.unit and not any(_REACHED.search(f.lead) for f in (whole, *found)):
            return whole, found
    return None


def _beside(passage: Passage, figure: Figure, step: int, unit: str | None = None) -> Figure | None:
    """The figure that stands so many places from another one, if it is near, counts and has the unit."""
    near = passage.between(max(0, figure.at - 3 * _APART), figure.after + 3 * _APART)
    index = near.index(figure) + step
    if not 0 <= index < len(near):
        return None
    other = near[index]
    first, second = sorted((figure, other), key=lambda each: each.at)
    close = second.at - first.after <= _APART * abs(step) and first.sentence == second.sentence
    return other if close and counts(other) and unit in (None, other.unit) else None


def _is_looser(passage: Passage, parts: Sequence[Figure], found: Sequence[Figure]) -> bool:
    """Whether each part stands closer to its partner than to the next part, or in a bracket with it."""
    pairs = [sorted(pair, key=lambda each: each.at) for pair in zip(parts, found, strict=True)]
    if len({figure.at for pair in pairs for figure in pair}) < 2 * len(parts):
        return False
    within = max(rank_between(passage, *pair) for pair in pairs)
    apart = min(rank_between(passage, one[1], other[0]) for one, other in pairwise(pairs))
    return within < apart or all(figure.bracket for figure in found)


_BESIDE = 2  # signs between a count and the one that goes with it
_REPEATED = frozenset("次期场批轮趟")  # of which each may reach the same ones again
_REACHED_AGAIN = frozenset({"人", "户", "家", "个", "所", "处"})


def go_together(
    parts: Sequence[Figure], others: Sequence[Figure], total: Figure, whole: Figure, made: Decimal
) -> bool:
    """Whether each part has its second count right beside it, and nothing can be counted twice in that one."""
    pairs = [sorted(pair, key=lambda each: each.at) for pair in zip(parts, others, strict=True)]
    beside = all(other.at - one.after <= _BESIDE for one, other in pairs)
    again = made > whole.value and total.unit in _REPEATED and whole.unit in _REACHED_AGAIN
    return beside and not again
