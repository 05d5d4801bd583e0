"""What a figure is made of: rows that add up to it, in pages or all of them, and the recount that proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Count as RowCount
from django.db.models import F, QuerySet, Sum

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.figures.answers import Value, value
from yichuang.kernel.figures.asking import Period, Scope, check_may_ask
from yichuang.kernel.figures.counting import source_rows
from yichuang.kernel.figures.declare import (
    Cohort,
    Count,
    Counted,
    Figure,
    Median,
    Ratio,
    Row,
    Source,
    Stock,
    Total,
    counted,
    explain,
)
from yichuang.kernel.seek import PAGE, Found, Seek, page_of
from yichuang.kernel.verbs.refusals import Because, Refused

FIRST = Seek()
EXPORT_BLOCK = 2000
EXPORT_LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class RowPage(Found):
    """A page of rows. `total` is how many rows of the figure this actor may see, `beyond` how many more there are."""

    rows: tuple[Row, ...]
    figure: Figure
    source: Source
    total: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Recount:
    """The same figure counted a second time from its rows."""

    same: bool
    rows: int
    number: Decimal | None


def whose_rows(figure: Figure) -> Figure:
    """The counted figure whose rows stand behind a figure: those over the line of a fraction."""
    while isinstance(figure.measure, Ratio):
        figure = explain(figure.measure.top)
    return figure


def rows(
    code: str, scope: Scope, period: Period, by: Actor, asked: Seek = FIRST, size: int = PAGE
) -> RowPage:
    """A page of the rows that a figure is made of, those inside the actor's own scope alone.

    KeyError for an unknown code; Refused when the actor may ask for neither the number nor the rows.
    """
    figure = whose_rows(explain(code))
    source = counted(figure).source
    check_may_open(by, scope, source)
    seen = _rows(figure, scope, period).filter(source.visible(by))
    whole = _how_many(figure, scope, period)
    sees_all = by.kind is ActorKind.SYSTEM or by.covers(scope.path)
    total = whole if sees_all else seen.count()
    found = page_of(seen, counted(figure).order, asked, total, size)
    shown = tuple(source.present(found.rows))
    return RowPage(shown, found.number, found.before, found.next, figure, source, total, whole - total)


def _how_many(figure: Figure, scope: Scope, period: Period) -> int:
    """How many rows stand behind a figure: a count's own value, which folded days answer; `recount` proves it."""
    if isinstance(counted(figure), Count | Stock | Cohort):
        return int(value(figure.code, scope, period).number or 0)
    return _rows(figure, scope, period).count()


def every_row(code: str, scope: Scope, period: Period, by: Actor) -> Iterator[Row]:
    """All rows that the actor may see, read in blocks; Refused when there are more than a file should hold."""
    figure = whose_rows(explain(code))
    source = counted(figure).source
    check_may_open(by, scope, source)
    seen = _rows(figure, scope, period).filter(source.visible(by))
    total = seen.count()
    if total > EXPORT_LARGEST:
        raise Refused(
            Because.BAD_INPUT,
            f"共 {total:,} 行，一次最多导出 {EXPORT_LARGEST:,} 行",
            remedy="请缩短区间，或选一个部门再导出",
        )
    return _presented(source, seen.order_by(*_order(counted(figure))).iterator(EXPORT_BLOCK))


def recount(got: Value) -> Recount:
    """Count a value a second time, from the rows themselves and without the pass that made it."""
    again = value_of_rows(got.figure, got.scope, got.period)
    held = got.numerator if isinstance(got.figure.measure, Ratio) else got.number
    figure = whose_rows(got.figure)
    count = _rows(figure, got.scope, got.period).count()
    return Recount(held is None or again is None or again == held, count, again)


def value_of_rows(figure: Figure, scope: Scope, period: Period) -> Decimal | None:
    """What the rows of a figure make: their number, their sum, or the middle one; None where there is no middle."""
    behind = whose_rows(figure)
    found = _rows(behind, scope, period)
    match counted(behind):
        case Count() | Stock() | Cohort():
            return Decimal(found.aggregate(n=RowCount("pk"))["n"])
        case Total():
            return Decimal(found.aggregate(n=Sum("amount"))["n"] or 0)
        case Median():
            return _middle(found)


def _middle(found: QuerySet[Any, Any]) -> Decimal | None:
    count = found.count()
    two = list(
        found.order_by("amount").values_list("amount", flat=True)[max(0, (count - 1) // 2) : count // 2 + 1]
    )
    return sum((Decimal(one) for one in two), Decimal(0)) / len(two) if two else None


def check_may_open(by: Actor, scope: Scope, source: Source) -> None:
    """Refuse when this actor may not open rows of that table."""
    check_may_ask(by, scope)
    if by.kind is not ActorKind.SYSTEM and not by.may(source.right):
        raise Refused(
            Because.NO_RIGHT,
            f"您的岗位只能看数字，不能看{source.label}的明细",
            remedy="请中心管理员或监察员代查",
        )


def _rows(figure: Figure, scope: Scope, period: Period) -> QuerySet[Any, Any]:
    """The rows behind a counted figure, none where it can't be told; those of a sum carry their `amount`."""
    measure = counted(figure)
    found: QuerySet[Any, Any] = source_rows(measure.source, scope, period).filter(measure.where(period))
    if not figure.told.then(period):
        found = found.none()
    if isinstance(measure, Count | Stock | Cohort):
        return found
    summed: QuerySet[Any, Any] = found.annotate(amount=measure.amount(period)).exclude(amount=None)
    return summed


def _order(measure: Counted) -> list[Any]:
    return ["pk"] if measure.order == "pk" else [F(measure.order).desc(), "-pk"]


def _presented(source: Source, found: Iterator[Any]) -> Iterator[Row]:
    while block := list(islice(found, EXPORT_BLOCK)):
        yield from source.present(block)
