"""Folding: the days that are over are counted once and kept as sums by office and item.

A day is folded from the rows as they are now. Acts that touch a folded day leave a mark in their own transaction
(`kernel.verbs.touched`); until it is taken that day is counted live, so no answer is ever stale. Taking the marks comes
before counting, in one transaction: an act that commits in between leaves its mark, and the day is folded once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import Aggregate, Min, Sum
from django.db.models import Count as RowCount

from yichuang.kernel import statements
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.figures import spans
from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.daily import KEYS, Daily, Part, daily, folded_sources, ordinal
from yichuang.kernel.figures.declare import Source
from yichuang.kernel.figures.models import Fold, FoldState, Spread
from yichuang.kernel.figures.rollup import roll_up
from yichuang.kernel.verbs import touched

Key = tuple[Any, ...]
FoldRow = tuple[date, Key, list[int]]
SpreadRow = tuple[date, Key, str, int, int]
MOST_REFOLDED = 60  # touched days that one round counts again


def fold(now: datetime) -> int:
    """One round of folding over all tables: a month that isn't folded yet, and touched days; gives the days folded."""
    return sum(fold_source(source, now) for source in folded_sources())


def fold_source(source: Source, now: datetime) -> int:
    """One round for one table; gives the days folded. Another process that folds it is left alone."""
    plan = daily(source)
    yesterday = local_day(now) - spans.DAY
    with transaction.atomic():
        if not _alone(source.name):
            return 0
        state = _state(plan, now)
        if state is None:
            return 0
        marks = sorted(touched.pending({source.name: state.through})[source.name])
        again = spans.runs(marks[:MOST_REFOLDED])
        first = state.through + spans.DAY
        ahead = spans.months_between(first, yesterday)[:1]
        for begin, end in [*again, *ahead]:
            fold_range(plan, begin, end)
        if ahead:
            state.through = ahead[0][1]
        if again or ahead:
            begun = [spread.code for spread in plan.spreads if spread.begun]
            roll_up(source.name, [*again, *ahead], state.through, begun)
            state.since = min([state.since, *marks])
            state.folded_at = now
            state.save()
    return sum((end - begin).days + 1 for begin, end in [*again, *ahead])


def fold_range(plan: Daily, first: date, last: date) -> None:
    """Count these days and keep their sums in place of what was kept of them."""
    name = plan.source.name
    touched.take(name, first, last)
    Fold.objects.filter(source=name, level="d", day__range=(first, last)).delete()
    Spread.objects.filter(source=name, level="d", day__range=(first, last)).delete()
    cursor = psycopg.Cursor(statements.raw())
    names = ("source", "level", "day", *KEYS)
    sums = ((name, "d", day, *key, n) for day, key, n in count_sums(plan, first, last))
    _copy(cursor, "figure_fold", (*names, "n"), sums)
    counted = list(
        count_spreads(plan, first, last)
    )  # read to the end: while it copies, a connection asks nothing
    spread = ((name, "d", day, *key, code, x, n) for day, key, code, x, n in counted)
    _copy(cursor, "figure_spread", (*names, "code", "x", "n"), spread)


def count_sums(plan: Daily, first: date, last: date) -> list[FoldRow]:
    """The sums of these days from the rows: one statement for each column that names a day, whatever the range."""
    period = Period.of(first, last)
    found: dict[tuple[date, Key], list[int]] = defaultdict(lambda: [0] * len(plan.slots))
    for column, parts in plan.columns.items():
        rows = _base(plan.source).filter(**{f"{column}__range": period.days})
        _add(found, rows.values(column, *KEYS).annotate(**_aggregates(parts, period)), column, parts)
    for part in plan.elsewhere:
        rows = _base(plan.source).annotate(its_day=part.day).filter(part.where(period))
        _add(found, rows.values("its_day", *KEYS).annotate(**_aggregates([part], period)), "its_day", [part])
    return [(day, key, n) for (day, key), n in found.items() if any(n)]


def count_spreads(plan: Daily, first: date, last: date) -> Iterator[SpreadRow]:
    """How often each whole number occurs on these days, from the rows."""
    period = Period.of(first, last)
    for spread in plan.spreads:
        rows = _base(plan.source).filter(spread.where(period)).annotate(its_x=spread.x)
        for row in rows.values(spread.day, "its_x", *KEYS).annotate(its_n=RowCount("pk")):
            x = row["its_x"]
            if x is not None:
                x = ordinal(x) if spread.begun else int(x)
                yield row[spread.day], tuple(row[key] for key in KEYS), spread.code, x, row["its_n"]


def aggregate_of(part: Part, condition: Any) -> Aggregate:
    """How a part is counted in a statement."""
    return RowCount("pk", filter=condition) if part.of is None else Sum(part.of, filter=condition)


def _base(source: Source) -> Any:
    return source.rows().order_by()


def _aggregates(parts: list[Part], period: Period) -> dict[str, Aggregate]:
    return {f"p{n}": aggregate_of(part, part.where(period)) for n, part in enumerate(parts)}


def _add(
    found: dict[tuple[date, Key], list[int]], rows: Iterable[Any], column: str, parts: list[Part]
) -> None:
    for row in rows:
        sums = found[row[column], tuple(row[key] for key in KEYS)]
        for n, part in enumerate(parts):
            sums[part.slot] += part.sign * int(row[f"p{n}"] or 0)


def _state(plan: Daily, now: datetime) -> FoldState | None:
    """How far the table is folded under today's declarations; begun anew when they changed. None: it has no rows."""
    name = plan.source.name
    state = FoldState.objects.filter(source=name).first()
    if state and state.version == plan.version:
        return state
    for model in (Fold, Spread):
        model.objects.filter(source=name).delete()
    since = _first_day(plan)
    if since is None or since >= local_day(now):
        FoldState.objects.filter(source=name).delete()
        return None
    return FoldState(source=name, version=plan.version, since=since, through=since - spans.DAY, folded_at=now)


def _first_day(plan: Daily) -> date | None:
    columns = sorted(plan.days)
    found = _base(plan.source).aggregate(**{f"m{n}": Min(column) for n, column in enumerate(columns)})
    return min((day for day in found.values() if day is not None), default=None)


def _alone(name: str) -> bool:
    """Whether nobody else folds this table now; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"figures.fold.{name}"])
        row = cursor.fetchone()
    return bool(row and row[0])


def _copy(
    cursor: psycopg.Cursor[Any], table: str, names: Iterable[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    with cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
