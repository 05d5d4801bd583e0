"""Whether a difference comes out with all its numbers rounded, or with all of them cut. Pure.

"98.3%，上年82.2%，提高16.2个百分点" may be of 98.27 and 82.12, "75.0%，上年65.5%，提高9.3个百分点" of nothing: 9.3 and
9.5 are too far apart for one way of printing them, and who rounds one number doesn't cut the one beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, total_of


def _rounded(figure: Figure) -> Interval:
    return figure.numeral.added


def _cut(figure: Figure) -> Interval:
    if not (figure.is_exact and figure.step):
        return figure.interval
    if figure.value < 0:
        return Interval(figure.value - figure.step, figure.value, low_open=True)
    return Interval(figure.value, figure.value + figure.step, high_open=True)


_WAYS: tuple[Callable[[Figure], Interval], ...] = (_rounded, _cut)


def comes_out(plus: Sequence[Figure], less: Sequence[Figure], result: Figure) -> bool:
    """Whether what is added less what is taken away may be the result, be that told with a minus or without."""
    ways = _WAYS if any(f.step for f in (*plus, *less, result)) else _WAYS[:1]
    return any(
        (total_of([way(f) for f in plus]) - total_of([way(f) for f in less])).meets(_magnitude(way(result)))
        for way in ways
    )


def are_apart(one: Figure, other: Figure, step: Figure) -> bool:
    """Whether two figures, whichever is the greater, may be so far apart."""
    high, low = (one, other) if one.value >= other.value else (other, one)
    return comes_out((high,), (low,), step)


def _magnitude(told: Interval) -> Interval:
    return told if told.high > Decimal(0) else Interval(-told.high, -told.low, told.high_open, told.low_open)
