"""An average as it is told with all that it is made of: held, or wrong with each change that mends it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import range_of_average
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import sharers_of, sum_of, value_of
from yichuang.oversight.reportcheck.engine.relations.averages.offers import Sharing
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said, with_value
from yichuang.oversight.reportcheck.engine.weighing import by_odds
from yichuang.oversight.reportcheck.findings import Kind


def told_sharing(passages: Sequence[Passage], average: Figure, sharing: Sharing, sure: float) -> Judged:
    """The average of a sharing, held if its odds of being wrong are 0."""
    figures = (*sharing.figures, average)
    value = value_of(sharing)
    step = average.step or Decimal(1)
    told = f"{_formula(sharing)} {about(value, max(0, -int(step.adjusted()) + 1))}"
    quoted = quotes(passages, figures)
    if not sure:
        told += f"，与原文 {said(average)} 相符"
        return Judged(Kind.AVERAGE, figures, quoted, True, told, claim=average)
    whole = divide(multiply(average.value, sharers_of(sharing)), sharing.factor)
    fixes = changes(
        instead(average, rounded(value, step) if average.step == 0 else value),
        instead(sharing.whole, whole - sum_of(sharing.wholes, None)),
        _how_many(average, sharing),
    )
    told += f"，原文为 {said(average)}"
    failed = Judged(Kind.AVERAGE, figures, quoted, False, told, fixes, claim=average, frame=Frame.PROVEN)
    return by_odds(failed, sure)


def _formula(sharing: Sharing) -> str:
    """How the average comes: 5.6万 ÷ 28."""
    whole = _added((*sharing.wholes, sharing.whole))
    among = _added((*sharing.amongs, sharing.among)) if sharing.among is not None else ""
    times = sharing.times.low
    over = said(sharing.span) if sharing.span is not None else shown(times) if times != 1 else ""
    factor = shown(sharing.factor) if sharing.factor != 1 else ""
    return whole + "".join(
        f" {sign} {told}" for sign, told in (("×", factor), ("÷", among), ("÷", over)) if told
    )


def _added(figures: Sequence[Figure]) -> str:
    told = " + ".join(said(figure) for figure in figures)
    return f"({told})" if len(figures) > 1 else told


def _how_many(average: Figure, sharing: Sharing) -> str | None:
    """The number of sharers with which the average comes out, if a whole one does it."""
    if sharing.among is None or sharing.amongs:
        return None
    over = multiply(average.value, sharing.times.low)
    among = with_value(sharing.among, divide(multiply(sharing.whole.value, sharing.factor), over))
    made = sharing.shared.over(
        Interval(among.interval.low * sharing.times.low, among.interval.high * sharing.times.high)
    )
    meets = made is not None and made.meets(range_of_average(average))
    return instead(sharing.among, among.value) if meets else None
