"""Steps of averages: an average before and now, of a whole and its sharers that are told for both times.

"车间由18家发展到24家，用工由540人增至768人；车间平均用工由30人提高到34人": 540 ÷ 18 is 30, 768 ÷ 24 is 32.

That one of the two comes out proves what the other is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, is_near
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import (
    Pair,
    fits_average,
    told_average,
    value_of,
)
from yichuang.oversight.reportcheck.engine.relations.steps.steps import TURNS
from yichuang.oversight.reportcheck.engine.slips import digits_of

_MEAN = re.compile(r"(?:平均|均)[^，。；：]{0,10}(?:由|从)[^，。；：]{0,6}$")
_MOST = 12
_Step = tuple[Figure, Figure]


def average_steps(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All averages of a document that went from one value to another."""
    for passage in passages:
        for index, (before, now) in enumerate(pairwise(passage.figures)):
            if _MEAN.search(before.lead) and _is_step(before, now):
                yield from _judged(passages, passage, index, (before, now))


def _is_step(before: Figure, now: Figure) -> bool:
    turns = before.role is Role.BASE and bool(TURNS.search(now.lead)) and before.unit == now.unit
    told = all(len(digits_of(f)) > 1 for f in (before, now))  # one digit comes out by chance
    return turns and told and now.clause - before.clause <= 1 and before.is_exact and now.is_exact


def _judged(passages: Sequence[Passage], passage: Passage, index: int, mean: _Step) -> Iterator[Judged]:
    near = [f for f in passage.figures[max(0, index - _MOST) : index] if mean[0].sentence - f.sentence <= 1]
    steps = [
        (before, now) for before, now in pairwise(near)
        if before.role is Role.BASE and now.role is Role.LEVEL and before.unit == now.unit
        and now.clause - before.clause <= 1 and not before.is_percent and before.is_exact and now.is_exact
    ]  # fmt: skip
    tried = [
        (Pair(whole[0], among[0]), Pair(whole[1], among[1]))
        for whole in steps
        for among in steps
        if whole is not among and whole[0].unit == mean[0].unit and among[0].value > 1 and among[1].value > 1
    ]
    for pairs in tried:
        held = [fits_average(pair, each) for pair, each in zip(pairs, mean, strict=True)]
        if not any(held):
            continue
        for pair, each, holds in zip(pairs, mean, held, strict=True):
            if not holds or is_near(each, value_of(pair)):
                told = told_average(passages, each, pair, holds=holds)
                yield told if holds else replace(told, frame=Frame.PROVEN)
        return
