"""Growths against a year that is named, of which the value of another year was taken. Pure.

"受理4,286件。2023年为5,017件，2024年为4,652件，今年比2024年下降14.6%": 14.6 % is the fall from 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    Step,
    direction,
    holds,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_AGAINST = re.compile(r"[比较](?P<year>(?:19|20)\d\d)年")
_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:[^，。；：、\d]{0,8})$")
_FRONT = 40  # signs in front of a figure where its year stands
_BACK = 2  # sentences in front of the growth where the value now may stand


def named_years(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All growths of a document that come out only against another year than the one that is named."""
    for passage in passages:
        for change in passage.figures:
            if change.unit == PERCENT and change.role is Role.CHANGE and len(digits_of(change)) >= TELLING:
                yield from _judged(passages, passage, change)


def _judged(passages: Sequence[Passage], passage: Passage, change: Figure) -> Iterator[Judged]:
    begins, _ = passage.clause_range(change.clause)
    named, down = _AGAINST.search(passage.text, begins, change.at), direction(change)
    if named is None or down is None or not change.is_exact:
        return
    first, _ = passage.sentence_range(max(0, change.sentence - _BACK))
    front = [f for f in passage.between(first, change.at) if f.role in (Role.LEVEL, Role.BASE) and f.is_exact]
    years = {f: year for f in front if (year := _year(passage, f))}
    meant = [f for f, year in years.items() if year == named["year"]]
    if len(meant) != 1:
        return
    (before,) = meant
    nows = [f for f in front if f.unit == before.unit and f.value > 0 and years.get(f) != named["year"]]
    if any(holds(Step(now, before, None, change, down), change) for now in nows):
        return
    others = [f for f in years if f.unit == before.unit and f is not before]
    taken = [
        now for now in nows for other in others
        if now is not other and holds(Step(now, other, None, change, down), change)
    ]  # fmt: skip
    if len({now.value for now in taken}) == 1:
        step = Step(taken[0], before, None, change, down)
        yield replace(wrong_growth(passages, step, change), frame=Frame.PROVEN, odds=FORCED)


def _year(passage: Passage, figure: Figure) -> str:
    """The year that a figure is told of, in front of it; "" if none is told."""
    begins, _ = passage.clause_range(figure.clause)
    found = _OF_YEAR.search(passage.text[max(begins, figure.at - _FRONT) : figure.at])
    return found["year"] if found else ""
