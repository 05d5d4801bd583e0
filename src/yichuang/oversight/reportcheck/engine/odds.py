"""Odds: how much likelier numbers are if an error was made in writing them than if they never belonged together. Pure.

A relation is proposed with a share of belief, from what the text says and not from its numbers (`shares_of_belief`).
Its numbers then say by themselves what they are worth: a figure of three digits is any of nine hundred if it has
nothing to do with the others, but one of twenty-nine if it is theirs with a digit or two neighbours wrong. So both are
weighed: an error there against a misreading of ours, and against another reading that comes out (`odds_of_errors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, exp, floor

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide
from yichuang.oversight.reportcheck.engine.slips import digits_of

DIGIT, SWAP, MOVED = 0.5, 0.25, 0.1  # of the errors in writing a number, what each kind has
LOST = 0.015  # a point moved to the left, and the last digit lost by it: 1.9 for 19.6
ANY = 0.15  # reckoned wrong altogether: no slip
NEAR = 8.0  # reckoned wrong, but by a third at most: what has nothing to do with it is seldom so near
COPIED = 1.5  # a neighbour's number in its place
ONCE_MORE = 25.0  # odds from which on a number may be accused that stands in another finding already
_ERRONEOUS = 0.06  # relations that are written wrong
_NEVER_SURE = 0.0005
_POINTS = 10  # weights are tenths of a natural logarithm


def shares_of_belief(points: Sequence[int]) -> tuple[list[float], float]:
    """How likely each of several readings is by its signs, and how likely it is that none of them is meant."""
    weights = [exp(point / _POINTS) for point in points]
    whole = 1 + sum(weights)
    return [weight / whole for weight in weights], 1 / whole


def odds_of_errors(errors: float, explained: float) -> float:
    """Odds that one of several readings is meant and written wrong, against none of them and those that come out.

    `errors` is the sum of their beliefs, each times what its slips say; `explained` the belief that none is meant and
    those of readings that come out, times what their agreement says.
    """
    return _ERRONEOUS * errors / (explained + _NEVER_SURE)


def chance(figure: Figure) -> float:
    """Of how many numbers of its length a printed one is one."""
    return 9.0 * 10 ** (len(digits_of(figure)) - 1)


def of_agreement(figure: Figure, wanted: Interval) -> float:
    """How much likelier a number is that comes out than any number of its length."""
    return chance(figure) / _width(figure, wanted)


def of_slip(figure: Figure, wanted: Interval) -> float:
    """How much likelier a printed number is if one within `wanted` was meant, than if any number was."""
    if wanted.high < 0 or wanted.high == ENDLESS:
        return 0.0
    digits = digits_of(figure)
    low, high = _whole_steps(wanted, figure.step or Decimal(1))
    low = max(low, 10 ** (len(digits) - 1))  # a number doesn't begin with 0
    found = DIGIT / (9 * len(digits)) * _other_digits(digits, low, high)
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if swapped != digits and low <= int(swapped) <= high:
            found += SWAP / (len(digits) - 1)
    for factor in (Decimal(10), Decimal("0.1")):
        if wanted.has(abs(figure.value) * factor):
            found += MOVED / 2
    lost = abs(figure.value) * 10
    if (
        figure.step
        and not wanted.has(lost)
        and wanted.meets(Interval(lost, lost + figure.step * 10, high_open=True))
    ):
        found += LOST
    return found * of_agreement(figure, wanted)


def of_copy(figure: Figure, most: float) -> float:
    """How much likelier a number that stands near once more is if it was copied from there, than if it is meant."""
    return min(most, _COPY * chance(figure))


_COPY = 0.02


def _whole_steps(wanted: Interval, step: Decimal) -> tuple[int, int]:
    """The least and the greatest number of whole steps within a range."""
    low, high = divide(max(Decimal(0), wanted.low), step), divide(wanted.high, step)
    least, most = ceil(low), floor(high)
    return least + (wanted.low_open and least == low), most - (wanted.high_open and most == high)


def _other_digits(digits: str, low: int, high: int) -> int:
    """How many numbers of the same length, one digit of which is another, lie from `low` to `high`."""
    number, found = int(digits), 0
    for at, digit in enumerate(digits):
        worth = 10 ** (len(digits) - 1 - at)
        bare = number - int(digit) * worth
        least, most = max(0, -((bare - low) // worth)), min(9, (high - bare) // worth)
        found += max(0, most - least + 1) - (least <= int(digit) <= most)
    return found


def _width(figure: Figure, wanted: Interval) -> float:
    step = figure.step or Decimal(1)
    return 1e9 if wanted.high == ENDLESS else max(1.0, float((wanted.high - wanted.low) / step))
