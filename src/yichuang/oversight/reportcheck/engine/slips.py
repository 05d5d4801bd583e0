"""Slips of the pen: how a number that was copied or typed wrong differs from the one that was meant. Pure.

A digit for another, two neighbours swapped, a decimal point moved. Where the words leave some doubt about what a
printed number was made of, that the number made is such a slip away decides: it happens by chance once in thirty times.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply
from yichuang.oversight.reportcheck.engine.numerals import digits_in_steps

_LONG = Context(prec=120)
TELLING = 3  # digits from which on a slip says something by itself


def digits_of(figure: Figure) -> str:
    """The digits that a figure is printed with, without leading zeros, point and scale: 12.9 % is 129."""
    return figure.numeral.digits


def is_slip(figure: Figure, value: Decimal) -> bool:
    """Whether the printed figure may be `value` with a slip: one digit, two neighbours, the point or a nought."""
    if value <= 0 or not figure.value:
        return False
    printed = digits_of(figure)
    step = figure.step or Decimal(1)
    return any(
        is_slip_of(printed, digits_in_steps(meant, step)) for meant in _printed(value, step)
    ) or _moved(abs(figure.value), value)


def is_slip_of(one: str, other: str) -> bool:
    """Whether two rows of digits differ by one digit, or by two neighbours that changed places."""
    if one == other or len(one) != len(other) or len(one) < 2:
        return False
    apart = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


def may_be_slip_within(figure: Figure, wanted: Interval) -> bool:
    """Whether the figure, with one digit changed or two neighbours swapped, lies in a range; it has three at least."""
    digits, step = digits_of(figure), figure.step or Decimal(1)
    if len(digits) < TELLING:
        return False
    found = {digits[:at] + other + digits[at + 1 :] for at in range(len(digits)) for other in "0123456789"}
    found |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    return any(wanted.has(Decimal(each) * step) for each in found - {digits} if each[0] != "0")


def is_moved(figure: Figure, value: Decimal) -> bool:
    """Whether the printed figure is the value with its point moved, as far as it is printed."""
    return value > 0 and figure.value != 0 and len(digits_of(figure)) > 1 and _moved(abs(figure.value), value)


def _moved(one: Decimal, other: Decimal) -> bool:
    """Whether the point stands elsewhere: 0.03 and 0.26 don't, 0.58 and 0.058 do."""
    low, high = min(one, other), max(one, other)
    if high <= low * _LEAST_MOVED:
        return False
    share = divide(high, low)
    return any(abs(share / factor - 1) < Decimal("0.02") for factor in (10, 100, 1000, 10**4))


_LEAST_MOVED = Decimal("9.8")


def _printed(value: Decimal, step: Decimal) -> Iterator[Decimal]:
    """The value as it is printed in whole steps, rounded and cut."""
    if step == 1 and value == int(value):
        yield value
        return
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        yield multiply(divide(value, step).quantize(Decimal(1), rounding=rounding, context=_LONG), step)
