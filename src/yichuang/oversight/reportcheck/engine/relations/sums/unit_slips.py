"""A sum of money that comes out with a 万 more or less on one of its figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.units import is_money


def unit_slip(total: Figure, parts: Sequence[Figure]) -> str | None:
    """The one figure of money whose 万 was left out or put in by mistake, if that alone makes the sum right."""
    if not is_money(total.unit):
        return None
    made = sum((part.value for part in parts), Decimal(0))
    for figure in (total, *parts):
        for factor, word in ((Decimal(10**4), "万"), (Decimal(1) / 10**4, "")):
            other = figure.value * factor
            changed = made - other if figure is total else made - figure.value + other - total.value
            steps = [each.step * (factor if each is figure else 1) for each in (total, *parts)]
            tolerance = min(sum(steps, Decimal(0)) / 2, total.value / 100)
            if abs(changed) <= tolerance < other and other != figure.value:
                unit = f"{word}{figure.unit}" if word else figure.unit
                return f"“{figure.written}{figure.word}”的单位应为{unit}"
    return None
