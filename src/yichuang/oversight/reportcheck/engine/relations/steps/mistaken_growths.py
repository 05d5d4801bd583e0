"""Growths that are just what comes out if one errs in reckoning: no chance makes that, so they are told.

"由80件降到60件，增长25%": what the two make, with the word of the other way.
"60件，比上年的48件增长20%" · "60件，比上年增加12件，增长20%": of the value now, not of the one before; it is 25 %.
"由1.6万人增至3.6万人，增长225%": so many times as much it is, so it grew by 125 %.

Told only if no two values and no step near it give the growth as it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import (
    BEFORE,
    is_asked_for,
    is_down,
    is_of_before,
)
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    NOT_PLAIN,
    Step,
    holds,
    is_level,
    is_of_another_thing,
    is_over_more_years,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.relations.steps.steps_apart import is_beside
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_ALONE = re.compile(r"(?:和|与|、)|(?:同比|环比)?[增减降升涨跌]幅(?:为|达|达到)*")
_MORE_OF = re.compile(
    r"(?:同比|环比|比上年|较上年|比去年|较去年)净?[多少增减][一-鿿]$"
)  # 同比多用294万千瓦时
_CLOSE = 3  # clauses that the values stand in front of the growth
_SIGNS = 2  # digits of a growth that say something
_WIDE = 16  # figures up to which all pairs are tried


@dataclass(frozen=True, slots=True)
class _Around:
    """The counts about a growth: all of them, those of before, the steps, and those of now in its sentence."""

    near: Sequence[Figure]
    then: Sequence[Figure]
    steps: Sequence[Figure]
    nows: Sequence[Figure]


def mistaken_growths(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such growths of a document."""
    for passage in passages:
        for index, change in enumerate(passage.figures):
            down = is_down(passage, change) if _may_be(passage, change) else None
            if down is None:
                continue
            around = _around(passage, change)
            if len(around.near) > _WIDE or _is_right(around, change, down=down):
                continue
            step = _mistaken(passage, index, around, change, down=down)
            if step:
                yield replace(wrong_growth(passages, step, change), frame=Frame.PROVEN, odds=FORCED)


def _may_be(passage: Passage, change: Figure) -> bool:
    if change.unit != PERCENT or change.value <= 0 or change.bound not in (Bound.EXACT, Bound.ABOUT):
        return False
    stepped = change.role is Role.CHANGE or _ALONE.fullmatch(change.lead)
    telling = len(change.written.strip("0").replace(".", "")) >= _SIGNS
    plain = not NOT_PLAIN.search(change.lead) and not is_asked_for(passage, change)
    return bool(stepped) and telling and plain


def _around(passage: Passage, change: Figure) -> _Around:
    begins, _ = passage.sentence_range(max(0, change.sentence - 1))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    near = [f for f in passage.between(begins, ends) if _counts(f)]
    then = [f for f in near if f.role is Role.BASE or BEFORE.search(f.lead)]
    steps = [f for f in near if _is_step(f)]
    front = [f for f in near if f.at < change.at and f.sentence == change.sentence]
    nows = [f for f in front if is_level(f) and (f not in then or _is_latest(f, then))]
    nows = [f for f in nows if not is_of_before(passage, f, change)]
    return _Around(near, then, steps, nows)


def _counts(figure: Figure) -> bool:
    return not figure.is_percent and figure.unit != "倍" and figure.is_exact and figure.value > 0


_YEAR = re.compile(r"(20\d\d)年")


def _is_latest(figure: Figure, then: Sequence[Figure]) -> bool:
    """Whether a figure is of the last of the years that are told: 2021年142人，2022年165人，2023年203人."""
    years = [int(found[-1]) for f in then if (found := _YEAR.findall(f.lead))]
    own = _YEAR.findall(figure.lead)
    return bool(own) and figure.role is not Role.BASE and int(own[-1]) == max(years)


def _is_right(around: _Around, change: Figure, *, down: bool) -> bool:
    """Whether two values near it, or a step and one of them, give the growth as it is told."""
    pairs = [(one, other) for one, other in permutations(around.near, 2) if one.unit == other.unit]
    before = {f.span for f in around.then} - {f.span for f in around.nows}
    steps = {f.span for f in around.steps}
    return any(
        holds(Step(one, other, None, change, down), change)
        or (
            one.span in steps and other.span in before and holds(Step(None, other, one, change, down), change)
        )
        or (one.span in steps and holds(Step(other, None, one, change, down), change))
        for one, other in pairs
    )


def _mistaken(passage: Passage, index: int, around: _Around, change: Figure, *, down: bool) -> Step | None:
    """The step that was meant, if the growth is what errors make of it."""
    for now in reversed(around.nows):
        for before in reversed(around.then):
            if _are_compared(passage, now, before, change) and _is_mistaken(now, before, change, down=down):
                return Step(now, before, None, change, down)
    return _of_units(passage, index, around, change, down=down)


def _are_compared(passage: Passage, now: Figure, before: Figure, change: Figure) -> bool:
    """Whether a growth may be between two values of its sentence, close by."""
    if now is before or now.unit != before.unit or before.sentence != change.sentence:
        return False
    last = max(f.clause for f in (now, before))
    behind = before.at > change.at
    following = next(iter(passage.between(change.after, len(passage.text))), None)
    if not change.clause - _CLOSE <= last <= change.clause + behind or (behind and following is not before):
        return False
    return not is_of_another_thing(change, (now, before)) and not is_over_more_years(change, now, before)


def _is_mistaken(now: Figure, before: Figure, change: Figure, *, down: bool) -> bool:
    """Whether the values give the growth the other way, over the value now, or as a multiple of what was."""
    if holds(Step(now, before, None, change, not down), change):
        return True
    if (now.value < before.value) is not down:
        return False
    if holds(Step(before, now, None, change, not down), change):
        return True
    times = now.interval.over(before.interval)
    return not down and times is not None and times.times(HUNDRED).meets(change.interval)


def _of_units(passage: Passage, index: int, around: _Around, change: Figure, *, down: bool) -> Step | None:
    """The step in units right in front, if the growth is that over the value now: 60件，增加12件，增长20%."""
    units = passage.figures[index - 1] if index else None
    if units is None or not _is_step(units) or change.clause - units.clause > 1:
        return None
    for now in reversed(around.nows):
        beside = now.at < units.at and now.unit == units.unit and units.clause - now.clause <= _CLOSE - 1
        if beside and not is_beside(now, units) and holds(Step(None, now, units, change, down), change):
            return Step(now, None, units, change, down)
    return None


def _is_step(figure: Figure) -> bool:
    return figure.role is Role.CHANGE or _MORE_OF.search(figure.lead) is not None
