"""The version of a figure's rule: letters that change when what it says, counts or rounds changes."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from types import FunctionType

from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.declare import (
    Cohort,
    Counted,
    Figure,
    Median,
    Ratio,
    Source,
    Stock,
    Total,
    explain,
)
from yichuang.kernel.figures.spelling import fields_of, spelt

SAMPLE = Period.of(date(2001, 3, 1), date(2001, 5, 31))
LENGTH = 12


@cache
def version_of(figure: Figure) -> str:
    """Twelve hexadecimal letters of SM3 over the declaration and over those that it is made of."""
    said = (figure.code, figure.name, figure.unit, figure.shape.value, figure.definition, figure.formula)
    shown = [version_of(explain(code)) for code in (figure.shown.by, figure.shown.of)] if figure.shown else []
    spelt = "\n".join((*said, figure.told.words, str(figure.places), figure.rule, _measure(figure), *shown))
    return hashlib.new("sm3", spelt.encode()).hexdigest()[:LENGTH]


def spelt_counting(measure: Counted) -> str:
    """How a measure counts, as text: its rows, its conditions for a fixed period, its days, what it adds up."""
    where = measure.where(SAMPLE)
    parts = [
        measure.source.name,
        type(measure).__name__,
        spelt(where),
        _rows(measure.source, fields_of(where)),
    ]
    if isinstance(measure, Stock):
        parts += [spelt(measure.entered(SAMPLE)), spelt(measure.left(SAMPLE))]
        parts += [spelt(measure.entered_day), measure.left_day]
    elif not isinstance(measure, Cohort):  # whose conditions name both of its days
        parts.append(measure.day)
    if isinstance(measure, Total | Median):
        parts.append(measure.of.__qualname__ if isinstance(measure.of, FunctionType) else spelt(measure.of))
    return " ".join(parts)


def _rows(source: Source, looked_at: set[str]) -> str:
    """Which rows a source has, and how those of their values come about that aren't columns of the table."""
    query = source.rows().query
    made = {name: one for name, one in query.annotations.items() if name in looked_at}
    return spelt([query.model, query.where, made])


def _measure(figure: Figure) -> str:
    measure = figure.measure
    if isinstance(measure, Ratio):
        top, bottom = version_of(explain(measure.top)), version_of(explain(measure.bottom))
        return f"ratio {top} {bottom} {measure.percent} {measure.rest_of}"
    parts = [version_of(explain(code)) for code in getattr(measure, "parts", ())]
    return " ".join([spelt_counting(measure), *parts])
