"""Recomputes the equations of the corpus: exact fractions, and the interval that a rounded figure stands for.

Written for the labels alone: it shares nothing with the engine that the corpus measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yichuang.oversight.reportcheck.labelled import NUMERAL

SCALES = {"万": Fraction(10_000), "亿": Fraction(100_000_000), "%": Fraction(1, 100), "‰": Fraction(1, 1000)}
ABOUT = Fraction(5, 100)  # "~": as near as 约 may be
SMALL_BASE = 100_000


@dataclass(frozen=True)
class Interval:
    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        assert other.low > 0, "a divisor is positive"
        return self * Interval(1 / other.high, 1 / other.low)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def standing_for(value: str) -> Interval:
    """What a value stands for: a whole number itself, a rounded one ("271." to the unit) an interval."""
    digits, scale = value.replace(",", ""), Fraction(1)
    whole = "." not in digits
    while digits[-1] in SCALES:
        scale *= SCALES[digits[-1]]
        digits = digits[:-1]
    number = Fraction(digits) * scale
    decimals = len(digits.partition(".")[2])
    if scale == 1 and whole:
        return Interval(number, number)
    unit = scale / 10**decimals
    return Interval(number - unit / 2, number + unit - unit / 1_000_000)


def exact(value: str) -> Interval:
    digits, scale = value.replace(",", ""), Fraction(1)
    while digits[-1] in SCALES:
        scale *= SCALES[digits[-1]]
        digits = digits[:-1]
    return Interval(Fraction(digits) * scale, Fraction(digits) * scale)


def compute(side: str, names: tuple[str, ...]) -> Interval:
    """One side of an equation. A constant ("#12") is exact."""
    values: dict[str, Interval] = {}

    def stand_in(found: re.Match[str]) -> str:
        name = f"v{len(values)}"
        if found["constant"] == "names":
            values[name] = exact(str(len(names)))
        elif found["constant"]:
            values[name] = exact(found["constant"])
        else:
            values[name] = standing_for(found["value"] or found["plain"].partition("@")[0])
        return name

    expression = NUMERAL.sub(stand_in, side)
    assert re.fullmatch(r"[v\d\s+\-*/()]+", expression), f"not arithmetic: {side!r}"
    result = eval(expression, {"__builtins__": {}}, values)
    assert isinstance(result, Interval)
    return result


def holds(equation: str, names: tuple[str, ...] = ()) -> bool:
    """Whether an equation, a bound ("<=", ">="), an approximation ("~"), a date or a GRIM test holds."""
    if equation.startswith("date "):
        return exists(equation)
    if equation.startswith("grim "):
        return some_count_gives(equation)
    left, sign, right = re.split(r"(<=|>=|[=<>~])", equation)
    a, b = compute(left, names), compute(right, names)
    if sign == "=":
        return a.meets(b)
    if sign == "~":
        return abs(a.low - b.low) <= ABOUT * b.low
    return {
        "<=": a.low <= b.high,
        "<": a.low < b.high,
        ">=": a.high >= b.low,
        ">": a.high > b.low,
    }[sign]


def exists(equation: str) -> bool:
    found = NUMERAL.search(equation)
    assert found
    try:
        date.fromisoformat(found["value"])
    except ValueError:
        return False
    return True


def some_count_gives(equation: str) -> bool:
    rate, base = (standing_for(found["value"] or found["plain"]) for found in NUMERAL.finditer(equation))
    assert base.low == base.high < SMALL_BASE
    ratios = (Fraction(count) / base.low for count in range(int(base.low) + 1))
    return any(rate.low <= ratio <= rate.high for ratio in ratios)
