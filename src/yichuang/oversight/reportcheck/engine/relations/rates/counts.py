"""What a rate, or one of the counts that it is of, would be printed as if all the others are right. Pure.

The parts are so much of the base: of 22 women beside 38 men, who are 63.3 % of both, there may be 22 or the men 38.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide, point, total_of
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.units import PERMILLE

_NEVER = point(-1)


def factor(rate: Figure) -> Decimal:
    """What a rate of all is printed as."""
    return Decimal(1000) if rate.unit == PERMILLE else Decimal(100)


def percent(figure: Figure) -> Interval:
    """What a rate may stand for, in per cent."""
    return figure.interval.times(Decimal("0.1")) if figure.unit == PERMILLE else figure.interval


def wanted(rate: Figure, pair: Pair) -> Interval:
    """The numbers that may be printed for the share of a pair, rounded or cut."""
    share = point(max(pair.value, Decimal(0))).times(factor(rate)).over(pair.whole_range)
    return _prints(rate, share) if share else _NEVER


def wanted_count(rate: Figure, pair: Pair, figure: Figure) -> Interval:
    """The numbers that may be printed for one of the counts, if rate and others are right."""
    shares = rate.interval.times(divide(Decimal(1), factor(rate)))
    parts = _others(pair.parts, figure)
    bases = _others((pair.base, *pair.added), figure)
    if pair.taken:
        bases -= _others(pair.taken, figure)
    if ENDLESS in (shares.high, parts.high, bases.high) or -ENDLESS in (parts.low, bases.low):
        return _NEVER
    made = [
        _solved(pair, figure, share, whole, others)
        for share, whole, others in product(*map(_ends, (shares, bases, parts)))
    ]
    told = [each for each in made if each is not None]
    return _prints(figure, Interval(min(told), max(told))) if len(told) == len(made) else _NEVER


_NOTHING = point(0)


def _others(figures: Sequence[Figure], figure: Figure) -> Interval:
    """What the others of some figures make together."""
    left = [f.interval for f in figures if f is not figure]
    return total_of(left) if left else _NOTHING


def _ends(values: Interval) -> tuple[Decimal, ...]:
    return (values.low,) if values.is_point else (values.low, values.high)


def needed_count(rate: Figure, pair: Pair, figure: Figure) -> Decimal | None:
    """The value of one of the counts with which the rate comes out; None if none does."""
    parts = sum((f.value for f in pair.parts if f is not figure), Decimal(0))
    bases = sum((f.value for f in (pair.base, *pair.added) if f is not figure), Decimal(0))
    bases -= sum((f.value for f in pair.taken if f is not figure), Decimal(0))
    return _solved(pair, figure, divide(rate.value, factor(rate)), bases, parts)


def _solved(pair: Pair, figure: Figure, share: Decimal, bases: Decimal, parts: Decimal) -> Decimal | None:
    """The count that makes its fellows so much of the base, whichever side it stands on."""
    share = 1 - share if pair.rest else share
    of_parts = any(f is figure for f in pair.parts)
    added = pair.base is figure or any(f is figure for f in pair.added)
    of_bases = added - any(f is figure for f in pair.taken)
    per = of_parts - share * of_bases
    return divide(share * bases - parts, per) if per else None


def _prints(figure: Figure, meant: Interval) -> Interval:
    """What may be printed for a value that is meant."""
    step = figure.step
    return Interval(meant.low - step, meant.high + step / 2, low_open=bool(step))
