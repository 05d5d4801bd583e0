"""What a printed number may stand for: a range of exact values, and the arithmetic of such ranges. Pure, Decimal only.

A figure printed with k decimals was rounded or cut (RULEBOOK 11): 99.4 stands for [99.35, 99.5). "约" and "余" make
wider ranges. Two ranges contradict each other only if they don't meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import reduce
from operator import attrgetter

ENDLESS = Decimal("Infinity")
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; an open end isn't itself within."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        """Whether only one value is possible."""
        return self.low == self.high

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self._below(other) or other._below(self))

    def has(self, value: Decimal) -> bool:
        """Whether the value lies within."""
        above = self.low < value or (self.low == value and not self.low_open)
        return above and (value < self.high or (self.high == value and not self.high_open))

    def _below(self, other: Interval) -> bool:
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _EXACT.add(self.low, other.low),
            _EXACT.add(self.high, other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + Interval(-other.high, -other.low, other.high_open, other.low_open)

    def times(self, factor: Decimal) -> Interval:
        """All values multiplied by a factor of at least 0."""
        return Interval(
            _EXACT.multiply(self.low, factor),
            _EXACT.multiply(self.high, factor),
            self.low_open,
            self.high_open,
        )

    def over(self, other: Interval) -> Interval | None:
        """Quotient of two ranges that aren't negative; None if the divisor may be 0."""
        if other.low <= 0 or self.low < 0:
            return None
        low = Decimal(0) if other.high == ENDLESS else divide(self.low, other.high)
        high = ENDLESS if self.high == ENDLESS else divide(self.high, other.low)
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def widened(self, by: Decimal) -> Interval:
        """The range with both ends moved out."""
        return Interval(self.low - by, self.high + by, self.low_open, self.high_open)


def point(value: Decimal | int) -> Interval:
    """Exactly this value."""
    value = Decimal(value)
    return Interval(value, value)


def printed(value: Decimal, step: Decimal) -> Interval:
    """What a value printed in whole steps stands for, be it rounded half up or cut; a step of 0 is exact."""
    if step == 0:
        return point(value)
    if value < 0:
        return Interval(value - step, value + step / 2, low_open=True)
    return Interval(value - step / 2, value + step, high_open=True)


def total_of(ranges: Sequence[Interval]) -> Interval:
    """The sum of ranges, as `+` gives it; 0 of none."""
    if len(ranges) == 1:
        return ranges[0]
    return Interval(
        reduce(_EXACT.add, [each.low for each in ranges], Decimal(0)),
        reduce(_EXACT.add, [each.high for each in ranges], Decimal(0)),
        any(map(attrgetter("low_open"), ranges)),
        any(map(attrgetter("high_open"), ranges)),
    )


def divide(number: Decimal, by: Decimal) -> Decimal:
    """The quotient to sixty digits."""
    return _EXACT.divide(number, by)


def multiply(number: Decimal, by: Decimal) -> Decimal:
    """The product, exact for all figures of a report."""
    return _EXACT.multiply(number, by)
