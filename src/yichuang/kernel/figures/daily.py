"""Figures day by day: every figure of a folded table as counts that add up over days.

A flow is counted on its day. A stock is what entered less what left, from the first day on. A cohort is counted on the
day of the end, spread over the days of the beginning. A median comes from how often each number occurs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import F
from django.db.models.expressions import Combinable

from yichuang.kernel.figures.declare import (
    Cohort,
    Count,
    Figure,
    Median,
    Ratio,
    Source,
    Stock,
    Total,
    Where,
    all_figures,
    counted,
)
from yichuang.kernel.figures.version import LENGTH, spelt_counting

EPOCH = date(2000, 1, 1)
KEYS = ("item_id", "department_id", "place_id", "department_path", "place_path")


@dataclass(frozen=True)
class Part:
    """Rows that are counted on a day of theirs, and added to a slot (`sign` 1) or taken from it (-1)."""

    slot: int
    where: Where
    day: str | Combinable
    of: Combinable | None = None
    sign: int = 1


@dataclass(frozen=True)
class SpreadPart:
    """Rows that are counted on a day of theirs by a whole number `x`; `begun`: `x` is a day, as days from 2000."""

    code: str
    where: Where
    day: str
    x: Combinable
    begun: str = ""


@dataclass(frozen=True)
class Daily:
    """All that is folded of one table. `slots` are the codes in the order of a fold's numbers."""

    source: Source
    slots: tuple[str, ...]
    parts: tuple[Part, ...]
    spreads: tuple[SpreadPart, ...]
    version: str

    @property
    def columns(self) -> dict[str, list[Part]]:
        """The parts that are counted on the day of a column, by column."""
        found: dict[str, list[Part]] = {}
        for part in self.parts:
            if isinstance(part.day, str):
                found.setdefault(part.day, []).append(part)
        return found

    @property
    def elsewhere(self) -> list[Part]:
        """The parts whose day stands in no column of the row."""
        return [part for part in self.parts if not isinstance(part.day, str)]

    @property
    def days(self) -> set[str]:
        """Every column by whose day rows are counted."""
        return {*self.columns, *(spread.day for spread in self.spreads)}


@cache
def daily(source: Source) -> Daily:
    """How the figures of a folded table are counted day by day, but for those that don't add up so."""
    figures = [one for one in all_figures() if is_folded(one) and counted(one).source is source]
    slots = tuple(one.code for one in figures if isinstance(one.measure, Count | Total | Stock))
    parts = [part for one in figures for part in _parts(one, slots)]
    spreads = [_spread(one) for one in figures if isinstance(one.measure, Median | Cohort)]
    spelt = "\n".join(f"{one.code} {spelt_counting(counted(one))}" for one in figures)
    version = hashlib.new("sm3", spelt.encode()).hexdigest()[:LENGTH]
    return Daily(source, slots, tuple(parts), tuple(spreads), version)


def folded_sources() -> list[Source]:
    """Every table that is folded, once."""
    found: dict[str, Source] = {}
    for figure in all_figures():
        if is_counted(figure) and counted(figure).source.folded:
            found[counted(figure).source.name] = counted(figure).source
    return list(found.values())


def is_counted(figure: Figure) -> bool:
    """Whether a figure is counted itself: it is neither a fraction nor the sum of others."""
    measure = figure.measure
    return not isinstance(measure, Ratio) and not (isinstance(measure, Count) and measure.parts)


def is_folded(figure: Figure) -> bool:
    """Whether a figure is counted, over a folded table, and adds up day by day."""
    if not is_counted(figure) or not counted(figure).source.folded:
        return False
    measure = counted(figure)
    return isinstance(measure, Stock | Cohort) or bool(measure.day)


def ordinal(day: date) -> int:
    """A day as a whole number, for a spread."""
    return (day - EPOCH).days


def _parts(figure: Figure, slots: tuple[str, ...]) -> Iterator[Part]:
    match figure.measure:
        case Count(day=day) | Total(day=day) as measure:
            of = _of(measure) if isinstance(measure, Total) else None
            yield Part(slots.index(figure.code), measure.where, day, of)
        case Stock() as stock:
            slot = slots.index(figure.code)
            yield Part(slot, stock.entered, stock.entered_day)
            yield Part(slot, stock.left, stock.left_day, sign=-1)


def _of(total: Total) -> Combinable:
    """What a row adds on any day. TypeError for a sum of a folded table whose rows add more in a longer period."""
    if callable(total.of):
        raise TypeError(f"{total.source.name} is folded: what a row adds can't follow from the period")
    return total.of


def _spread(figure: Figure) -> SpreadPart:
    measure = figure.measure
    if isinstance(measure, Cohort):
        return SpreadPart(figure.code, measure.left, measure.ended, F(measure.begun), measure.begun)
    assert isinstance(measure, Median)
    return SpreadPart(figure.code, measure.where, measure.day, measure.of)
