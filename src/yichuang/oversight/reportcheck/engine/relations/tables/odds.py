"""What the numbers of a table say for a formula: digits that come out, and digits that are a slip away. Pure.

A number of three digits that comes out is one of nine hundred; one that doesn't is likelier if a digit, two neighbours
or the point of it, or of a number that it is made of, explain it, or if it stands in the cell beside it as well.
`odds.py` says the same of running text; here every row is asked, so that what the others follow speaks for the one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Context, Decimal
from math import log
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide, printed
from yichuang.oversight.reportcheck.engine.odds import ANY, DIGIT, MOVED, SWAP, chance

Compute = Callable[[Sequence[Interval]], Interval | None]
"""The result of a formula from the numbers that it is of; None if it has none."""

ERRORS: Final = 0.03  # cells that are written wrong
_COPIED: Final = 0.04  # of them, those that repeat a given neighbour
_MOST_COPIED: Final = 2.0
_MOST: Final = 7.0  # what one row may say at most, in logarithms
_FACTORS: Final = (Decimal(10), Decimal("0.1"))
_LONG: Final = Context(prec=120)
_LONGEST: Final = 12  # terms up to which each is tried for a slip


def of_holding(result: Figure, value: Interval) -> float:
    """Logarithm of how much likelier a printed result is if it is of this value than if it is any number."""
    return min(_MOST, log(max(1.0, _agreement(result, value))))


def of_failing(compute: Compute, given: Sequence[Figure], result: Figure, near: Collection[Decimal]) -> float:
    """Logarithm of how much likelier numbers that don't fit are if the formula is meant and one is written wrong."""
    return log(ERRORS * (ANY + slips(compute, given, result, near)))


def slips(compute: Compute, given: Sequence[Figure], result: Figure, near: Collection[Decimal]) -> float:
    """How well a slip in one of the numbers, or a neighbour's number in its place, explains what doesn't fit.

    `near` are the values that stand beside the result.
    """
    ranges = [figure.interval for figure in given]
    value = compute(ranges)
    if value is None:
        return 0.0
    found = sum(share for share, meant in _meant(result) if meant.meets(value)) * _agreement(result, value)
    for n, figure in enumerate(given if len(given) <= _LONGEST else ()):
        for share, meant in _meant(figure):
            made = compute([*ranges[:n], meant, *ranges[n + 1 :]])
            if made is not None and made.meets(result.interval):
                found += share * _agreement(result, made)
    copied = min(_MOST_COPIED, _COPIED * chance(result)) if result.value in near else 0.0
    return found / (1 + len(given)) + copied


def _agreement(result: Figure, value: Interval) -> float:
    step = result.step or Decimal(1)
    width = 1e9 if value.high == ENDLESS else max(1.0, float((value.high - value.low) / step))
    return chance(result) / width


def _meant(figure: Figure) -> Iterator[tuple[float, Interval]]:
    """What may have been meant by who wrote a figure with a slip, and which share of slips leads there."""
    step = _last_place(figure)
    digits = f"{divide(abs(figure.value), step).quantize(Decimal(1), context=_LONG):f}"
    step = -step if figure.value < 0 else step
    for at in range(len(digits)):
        for other in "0123456789":
            if other != digits[at]:
                told = digits[:at] + other + digits[at + 1 :]
                yield DIGIT / (9 * len(digits)), printed(Decimal(told) * step, figure.step)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            told = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield SWAP / (len(digits) - 1), printed(Decimal(told) * step, figure.step)
    for factor in _FACTORS if figure.step else ():
        yield MOVED / 2, printed(figure.value * factor, figure.step)


def _last_place(figure: Figure) -> Decimal:
    """What the last printed digit is worth, also of numbers that aren't rounded."""
    exponent = figure.value.normalize(_LONG).as_tuple().exponent
    exact = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return figure.step or exact
