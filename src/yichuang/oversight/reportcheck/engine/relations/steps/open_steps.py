"""Steps that no way of writing explained: any two values near a change may be those that it is between. Pure.

"门诊均次费用168.4元，同比下降5.3%，…，上年分别为174.5元和4,559元": 168.4 of 174.5 is a fall of 3.5 %.

Tried are the value now and the value before, and the step in units with either of them; for a step in units, and for
what is left of something, two values. If a likely one gives the step it is left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.relations.steps.open_step_offers import (
    THEN,
    Made,
    fits,
    may_be,
    miss_of,
    near,
    offers,
    step_between,
)
from yichuang.oversight.reportcheck.engine.relations.steps.open_step_signs import weigh
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    NOT_PLAIN,
    Of,
    compares_otherwise,
    is_of_another_thing,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS, compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

ENOUGH = 11  # tenths from which on a reading is told
_MARGIN = 35  # so much less likely ones may be meant, too


def open_steps(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the steps that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    parts = wholes_of(judged)
    for whole, passage in zip(passages, map(partial(_without, parts=parts), passages), strict=True):
        for change in passage.figures:
            if change.span in claimed or change.span in accused or not may_be(passage, change):
                continue
            best = _best(passage, change)
            if best and not (_is_no_chance(whole, change) or {f.span for f in best.figures} & accused):
                told = _told(passages, passage, change, best)
                bare = miss_of(passage, change, best) in ("copied", "digit")
                yield replace(told, frame=Frame.PROVEN) if bare else told


def _without(passage: Passage, parts: Mapping[Span, Span]) -> Passage:
    """The passage without the figures that are parts of a sum which holds: what came and what went are totals."""
    return replace(passage, figures=tuple(f for f in passage.figures if f.span not in parts))


def _best(passage: Passage, change: Figure) -> Made | None:
    weighed = [(weigh(passage, change, made), made) for made in offers(passage, change)]
    slipped = [
        each
        for each in weighed
        if miss_of(passage, change, each[1])
        and not fits(passage, change, each[1])
        and not _is_of_another(passage, change, each[1])
    ]
    if not slipped:
        return None
    points, best = max(slipped, key=lambda each: each[0])
    likely = [made for other, made in weighed if other > points - _MARGIN or made.second is best.second]
    if (
        points < ENOUGH
        or any(fits(passage, change, made) for made in likely)
        or _is_of_three(passage, change)
        or _is_of_pairs(passage, change)
        or _is_against_another(passage, change, best)
    ):
        return None
    return best


def _is_no_chance(passage: Passage, change: Figure) -> bool:
    """Whether two values near give the step to the last of three digits: whatever the words say, that isn't chance."""
    if len(digits_of(change)) < TELLING:
        return False
    if change.is_percent:
        return _is_grown(passage, change)
    return any(made.value == change.value for made in offers(passage, change))


def _is_grown(passage: Passage, change: Figure) -> bool:
    """Whether two values of the sentence give a growth, though a unit is cut short: 减时前7.8个工作日，减时后2.1个."""
    begins, _ = passage.sentence_range(change.sentence)
    values = [
        f for f in passage.between(begins, change.at) if not f.is_percent and f.value > 0 and f.is_exact
    ]
    return any(
        change.interval.has(abs(divide((now.value - before.value) * HUNDRED, before.value)))
        for before, now in permutations(values, 2)
        if before.step == now.step
    )


def _is_of_another(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a growth would be against a value that isn't told to be of before: what else grew by so much."""
    if change.unit != PERCENT:
        return False
    if made.of is not Of.VALUES:
        return _has_a_value_of_its_own(passage, change, made)
    if is_of_another_thing(change, made.figures):
        return True
    untold = made.second.role is not Role.BASE and not THEN.search(made.second.lead)
    otherwise = compares_otherwise(change, made.second)
    return untold or otherwise or bool(NOT_PLAIN.search(made.first.lead))


def _has_a_value_of_its_own(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a growth stands behind a level of another kind than the step: 多9家，总值15.13亿元，同比增长13.1%."""
    front = passage.between(max(f.after for f in made.figures), change.at)
    beside = front[-1] if front else None
    return (
        beside is not None
        and beside.role is Role.LEVEL
        and beside.unit != made.first.unit
        and bool(beside.unit)
    )


def _is_of_three(passage: Passage, change: Figure) -> bool:
    """Whether a step in units comes of three figures near it: 5000 less 1600 less 700, or what came less what went."""
    if change.is_percent:
        return False
    values = [f.value for f in near(passage, change) if compatible(f.unit, change.unit)]
    sums = {one + other for one, other in combinations(values, 2)}
    return any(each in (whole - change.value, whole + change.value) for each in sums for whole in values)


def _is_of_pairs(passage: Passage, change: Figure) -> bool:
    """Whether a step is between two sums of two: 较上月减少192次（上月超速1,216次、疲劳104次）."""
    if change.is_percent or len(digits_of(change)) < TELLING:
        return False
    values = [f for f in near(passage, change) if compatible(f.unit, change.unit)][:_PAIRED]
    return any(
        abs(one.value + other.value - third.value - fourth.value) == change.value
        for one, other in combinations(values, 2)
        for third, fourth in combinations(values, 2)
        if not {one, other} & {third, fourth}
    )


_PAIRED = 8


def _is_against_another(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a step in units is so much of another count told before: 受理438件…发放412件。受理量减39件，降8.2%."""
    if change.unit != PERCENT or made.of is Of.VALUES:
        return False
    step = made.first.value
    bases = (
        f.value + way * step
        for f in passage.between(0, change.at)
        if f.unit == made.first.unit
        for way in (-1, 0, 1)
    )
    return any(change.interval.has(divide(step * HUNDRED, base)) for base in bases if base > 0)


def _told(passages: Sequence[Passage], passage: Passage, change: Figure, made: Made) -> Judged:
    if change.unit == PERCENT:
        return wrong_growth(passages, step_between(passage, change, made), change)
    figures = (*made.figures, change)
    high, low = sorted(made.figures, key=lambda f: -f.value)
    points = "个百分点" if change.unit == POINTS else ""
    finest = min((change, high, low), key=lambda f: (f.step, f.numeral.scale))
    told = f"{said(high)} - {said(low)} = {with_scale(made.value, finest)}{points}，原文为 {said(change)}{points}"
    fixes = changes(
        instead(change, made.value),
        instead(high, low.value + change.value),
        instead(low, high.value - change.value),
    )
    return Judged(Kind.DIFFERENCE, figures, quotes(passages, figures), False, told, fixes, claim=change)
