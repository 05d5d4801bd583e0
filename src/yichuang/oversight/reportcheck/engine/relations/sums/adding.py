"""What parts make together, as rounded as they are, and how a sum is told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, printed, total_of
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Certainty, Kind

SMALL = 50  # below it figures that nothing marks as a list may make a sum by chance,
LARGE = 200  # and below this the first few of a list


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts may make the total, as rounded as they are: n rounded parts may be n/2 steps away.

    Since some are rounded up and some down they hardly ever are: of four whole 万 two are an error.
    """
    return meets_sum(total, sum_of(parts)) and _is_of_rounding(total, parts)


_HARDLY = 7  # the square of so many standard deviations (2.6): one such sum of a hundred is farther off
_VARIANCE = 12  # what is rounded to a step is off by a twelfth of its square, on average


def _is_of_rounding(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a sum is off by no more than the greatest step, or by what so many rounded numbers are by chance."""
    gap, figures = gap_of(total, parts), (total, *parts)
    if not gap or not all(figure.is_exact for figure in figures):
        return True
    steps = [figure.step for figure in figures]
    return gap <= max(steps) or gap**2 * _VARIANCE <= _HARDLY * sum(step**2 for step in steps)


def sum_of(parts: Sequence[Figure]) -> Interval:
    """What the parts may make together."""
    return total_of([part.numeral.added for part in parts])


def range_of(part: Figure) -> Interval:
    """What a part may stand for in a sum: rounded, half a step more or less."""
    return part.numeral.added


def meets_sum(total: Figure, made: Interval) -> bool:
    """Whether a total as printed may be such a sum. Its own rounding counts only where it is the coarser."""
    if not total.is_exact:
        return total.interval.meets(made) and _is_near(total, made)
    width = made.high - made.low
    if total.step > width:
        return printed(total.value, total.step).meets(made)
    if total.step and not _is_of_whole_steps(
        width, total.step
    ):  # 2.97亿 and 1436万: the total is rounded, too
        return Interval(total.value - total.step / 2, total.value + total.step / 2).meets(made)
    return made.has(total.value)


def _is_of_whole_steps(width: Decimal, step: Decimal) -> bool:
    """Whether a range is as wide as some whole steps; one without end is."""
    if not width.is_finite():
        return True
    steps = divide(width, step)
    return steps == steps.to_integral_value()


def _is_near(total: Figure, made: Interval) -> bool:
    """Whether a total told as "超过1亿" is near to what is made: 40 of "超过1" is none of it."""
    reach = max(total.step, abs(total.value) * _NEAR)
    return total.value - reach <= made.high and made.low <= total.value + reach


_NEAR = Decimal("0.15")


def arithmetic(total: Figure, parts: Sequence[Figure]) -> str:
    """23454 + 28956 + 2982 = 55392"""
    made = sum((part.value for part in parts), Decimal(0))
    return f"{' + '.join(said(part) for part in parts)} = {with_scale(made, _finest(total, parts))}"


def _finest(total: Figure, parts: Sequence[Figure]) -> Figure:
    return min((total, *parts), key=lambda figure: (figure.step, figure.numeral.scale))


def held_sum(passages: Sequence[Passage], total: Figure, parts: tuple[Figure, ...]) -> Judged:
    """The relation that parts make their total, which holds."""
    figures = (total, *parts)
    made = sum((part.value for part in parts), Decimal(0))
    note = "，与原文相符" if made == total.value else f"，原文为 {said(total)}，在舍入范围内"
    kind = Kind.SCORE if total.unit == "分" else Kind.SUM
    return Judged(
        kind, figures, quotes(passages, figures), True, arithmetic(total, parts) + note, claim=total
    )


def failed_sum(
    passages: Sequence[Passage],
    total: Figure,
    parts: tuple[Figure, ...],
    certainty: Certainty = Certainty.CONTRADICTION,
    slipped: str | None = None,
    *,
    more: bool = False,
) -> Judged:
    """The finding that parts miss their total. `slipped`: the unit that is wrong; `more`: others may be left out."""
    figures = (total, *parts)
    made = sum((part.value for part in parts), Decimal(0))
    gap = total.value - made
    told = arithmetic(total, parts)
    fixes = changes(
        instead(total, made),
        *(instead(part, part.value + gap) for part in parts),
        f"所列各项之外还有 {with_scale(gap, _finest(total, parts))}{total.word.removeprefix('万')}没有列出，应当补列"
        if more
        else None,
    )
    kind = Kind.SCORE if total.unit == "分" else Kind.SUM
    if slipped:
        kind, fixes = Kind.UNIT, (slipped, *fixes)
    apart = with_scale(abs(gap), _finest(total, parts))
    return Judged(
        kind, figures, quotes(passages, figures), False, f"{told}，原文为 {said(total)}，相差 {apart}",
        fixes, certainty, claim=total,
    )  # fmt: skip


def sure_sum(
    passages: Sequence[Passage], total: Figure, parts: tuple[Figure, ...], *, is_error: bool
) -> Judged | None:
    """A sum of which words leave no doubt: held, or told whatever the digits if it may be an error; else nothing."""
    if not parts:
        return None
    if adds_up(total, parts):
        return held_sum(passages, total, parts)
    failed = failed_sum(passages, total, parts)
    return replace(failed, frame=Frame.PROVEN, odds=FORCED) if is_error else None


def gap_of(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """By how much the parts miss their total, either way."""
    return abs(total.value - sum((part.value for part in parts), Decimal(0)))
