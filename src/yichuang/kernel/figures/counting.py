"""Counting over rows: which statements answer for the figures of a table, and which tables have any row at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Aggregate, FloatField, Q, Sum
from django.db.models import Count as RowCount
from django.db.models import Value as Constant

from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    Cohort,
    Count,
    Counted,
    Figure,
    Median,
    Source,
    Stock,
    Total,
    Where,
    counted,
    rest_of,
)


def source_rows(source: Source, scope: Scope, period: Period) -> Any:
    """The rows of a source that belong to a scope; none where the source doesn't know what narrows it."""
    return narrowed(source, scope, period, source.rows())


def narrowed(source: Source, scope: Scope, period: Period, rows: Any) -> Any:
    """Those rows, or sums of rows, that belong to a scope."""
    found = rows.filter(source.within(scope, period))
    for by, identity in scope.only:
        found = found.filter(**{source.groups[by]: identity}) if by in source.groups else found.none()
    return found


def alias(figure: Figure) -> str:
    """The name of a figure's column in a statement."""
    return "f_" + figure.code.replace(".", "_")


class _Percentile(Aggregate):
    """The middle of ordered numbers, halfway between two."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def counted_together(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures of one table by statement: those that share a dear condition, and all that share none."""
    found: dict[Where | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        measure = counted(figure)
        found[measure.reach if rest_of(measure) else None].append(figure)
    return list(found.values())


def statement(
    source: Source, scope: Scope, figures: Sequence[Figure], period: Period
) -> tuple[Any, dict[str, Aggregate]]:
    """The rows of a scope that any of these figures may count, and how each is counted over them, by alias."""
    reach, meets = conditions([counted(figure) for figure in figures], period)
    rows = source_rows(source, scope, period).filter(reach).order_by()
    return rows, {
        alias(figure): _aggregate(counted(figure), period, condition)
        for figure, condition in zip(figures, meets, strict=True)
    }


def conditions(measures: Sequence[Counted], period: Period) -> tuple[Q, list[Q | None]]:
    """Which rows one statement looks at, and which of these each measure counts (None: all). What they share is asked
    once.
    """
    rests = [rest for rest in map(rest_of, measures) if rest]
    if len(rests) == len(measures) and len({measure.reach for measure in measures}) == 1:
        return measures[0].reach(period), [rest(period) or None for rest in rests]
    if len(measures) == 1:
        (one,) = measures
        return one.where(period) if one.where is one.reach else one.reach(period) & one.where(period), [None]
    reach = Q()
    for condition in {str(q): q for q in (measure.reach(period) for measure in measures)}.values():
        reach |= condition
    return reach, [measure.where(period) for measure in measures]


def _aggregate(measure: Counted, period: Period, meets: Q | None) -> Aggregate:
    match measure:
        case Count() | Stock() | Cohort():
            return RowCount("pk", filter=meets)
        case Total():
            return Sum(measure.amount(period), filter=meets)
        case Median():
            return _Percentile(measure.amount(period), filter=meets)


def with_data(sources: Iterable[Source], scope: Scope, period: Period) -> set[Source]:
    """Those tables of which there was any row in the scope at the period's end; one statement."""
    tables = list(sources)
    first, *others = (
        source_rows(source, scope, period)
        .filter(source.until(period))
        .order_by()
        .values_list(Constant(n))[:1]
        for n, source in enumerate(tables)
    )
    return {tables[n] for (n,) in (first.union(*others, all=True) if others else first)}


def groups_with_data(source: Source, scope: Scope, period: Period, by: str, keys: set[int]) -> set[int]:
    """Those groups of which there was any row at the period's end."""
    if not keys:
        return set()
    column = source.groups[by]
    rows = source_rows(source, scope, period).filter(source.until(period), **{f"{column}__in": keys})
    return set(rows.order_by().values_list(column, flat=True).distinct())
