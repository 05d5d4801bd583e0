"""The version of a figure's rule: letters that change when what it says, counts or rounds changes."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from types import FunctionType
from typing import Any

from django.db.models import Expression, Model, Q, QuerySet
from django.db.models.expressions import Subquery
from django.db.models.lookups import Lookup
from django.db.models.sql.where import WhereNode

from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.declare import Counted, Figure, Median, Ratio, Stock, Total, explain

SAMPLE = Period.of(date(2001, 3, 1), date(2001, 5, 31))
LENGTH = 12
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@cache
def version_of(figure: Figure) -> str:
    """Twelve hexadecimal letters of SM3 over the declaration and over those that it is made of."""
    said = (figure.code, figure.name, figure.unit, figure.shape.value, figure.definition, figure.formula)
    spelt = "\n".join((*said, str(figure.places), figure.rule, _measure(figure)))
    return hashlib.new("sm3", spelt.encode()).hexdigest()[:LENGTH]


def spelt_counting(measure: Counted) -> str:
    """How a measure counts, as text: its table, its conditions for a fixed period, what it adds up."""
    parts = [measure.source.name, type(measure).__name__, spelt(measure.where(SAMPLE))]
    if isinstance(measure, Stock):
        parts += [spelt(measure.entered(SAMPLE)), spelt(measure.left(SAMPLE))]
    if isinstance(measure, Total | Median):
        parts.append(measure.of.__qualname__ if isinstance(measure.of, FunctionType) else spelt(measure.of))
    return " ".join(parts)


def spelt(node: Any) -> str:
    """A condition or expression as text that is the same in every process."""
    match node:
        case Q() | WhereNode():
            inner = ",".join(
                f"{child[0]}={spelt(child[1])}" if isinstance(child, tuple) else spelt(child)
                for child in node.children
            )
            return f"{'NOT ' if node.negated else ''}{node.connector}({inner})"
        case Lookup():
            return f"{node.lookup_name}({spelt(node.lhs)},{spelt(node.rhs)})"
        case Subquery():  # Exists too
            return f"{type(node).__name__}{spelt(node.query.where)}"
        case QuerySet():
            return f"{node.model._meta.label}{spelt(node.query.where)}"
        case Model():
            return f"{node._meta.label}:{node.pk}"
        case Expression() if node.get_source_expressions():
            inner = ",".join(spelt(one) for one in node.get_source_expressions())
            return f"{type(node).__name__}({inner})"
        case tuple() | list():
            return "[" + ",".join(spelt(one) for one in node) + "]"
    return _ADDRESS.sub("", repr(node))


def _measure(figure: Figure) -> str:
    measure = figure.measure
    if isinstance(measure, Ratio):
        top, bottom = version_of(explain(measure.top)), version_of(explain(measure.bottom))
        return f"ratio {top} {bottom} {measure.percent} {measure.rest_of}"
    parts = [version_of(explain(code)) for code in getattr(measure, "parts", ())]
    return " ".join([spelt_counting(measure), *parts])
