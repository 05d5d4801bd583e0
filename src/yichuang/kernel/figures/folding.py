"""Folding: the days that are over are counted once and kept as sums by office and item.

A day is folded from the rows as they are now. Acts that touch a folded day leave a mark in their own transaction
(`kernel.verbs.touched`); until it is taken that day is counted live, so no answer is ever stale. Taking the marks comes
before counting, in one transaction: an act that commits in between leaves its mark, and the day is folded once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import Aggregate, Min, Sum
from django.db.models import Count as RowCount

from yichuang.kernel import statements
from yichuang.kernel.clocks.hours import instant, local_day
from yichuang.kernel.figures import spans
from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.daily import KEYS, Daily, Part, daily, folded_sources, ordinal
from yichuang.kernel.figures.declare import Source
from yichuang.kernel.figures.models import Fold, FoldState, Spread
from yichuang.kernel.figures.rollup import roll_up
from yichuang.kernel.figures.version import SAMPLE
from yichuang.kernel.verbs import touched

Key = tuple[Any, ...]
FoldRow = tuple[date, Key, list[int]]
SpreadRow = tuple[date, Key, str, int, int]
Given = tuple[str, Sequence[Any]]  # a statement and its values
# what is asked is the same whatever the day; to plan it for each day anew takes a quarter of the time
PLAN_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
DELETE = "DELETE FROM {} WHERE source = %s AND level = 'd' AND day BETWEEN %s AND %s"
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
    given = [name, first, last]
    taken: list[Given] = [
        (PLAN_ONCE, ()),
        (touched.TAKE, given),
        (DELETE.format("figure_fold"), given),
        (DELETE.format("figure_spread"), given),
    ]
    sums, spreads = count(plan, first, last, taken)
    cursor = psycopg.Cursor(statements.raw())
    names = ("source", "level", "day", *KEYS)
    _copy(cursor, "figure_fold", (*names, "n"), ((name, "d", day, *key, _array(n)) for day, key, n in sums))
    rows = ((name, "d", day, *key, code, x, n) for day, key, code, x, n in spreads)
    _copy(cursor, "figure_spread", (*names, "code", "x", "n"), rows)


def count(
    plan: Daily, first: date, last: date, before: Sequence[Given] = ()
) -> tuple[list[FoldRow], list[SpreadRow]]:
    """The sums and spreads of these days from the rows, in one round trip, after the statements that come before.

    One statement for each column that names a day, whatever the range.
    """
    put = _statements(plan.source)
    given = [one.given_for(first, last) for one in (*put.sums, *put.spreads)]
    found = _in_one_trip(before, given)
    sums: dict[tuple[date, Key], list[int]] = defaultdict(lambda: [0] * len(plan.slots))
    for statement, rows in zip(put.sums, found, strict=False):
        for day, *rest in rows:
            numbers = sums[day, tuple(rest[: len(KEYS)])]
            for part, number in zip(statement.parts, rest[len(KEYS) :], strict=True):
                if number:
                    numbers[part.slot] += part.sign * int(number)
    spreads: list[SpreadRow] = []
    for spread, rows in zip(plan.spreads, found[len(put.sums) :], strict=True):
        for day, x, *rest in rows:
            if x is not None:
                number = ordinal(x) if spread.begun else int(x)
                spreads.append((day, tuple(rest[: len(KEYS)]), spread.code, number, rest[-1]))
    return [(day, key, n) for (day, key), n in sums.items() if any(n)], spreads


def _in_one_trip(before: Sequence[Given], asked: Sequence[Given]) -> list[list[tuple[Any, ...]]]:
    """Run statements in order and together; the rows of those that ask."""
    connection_ = statements.raw()
    first, *cursors = [psycopg.Cursor(connection_) for _ in (None, *asked)]
    with connection_.pipeline():
        for sql, given in before:
            first.execute(sql, given, prepare=True)
        for cursor, (sql, given) in zip(cursors, asked, strict=True):
            cursor.execute(sql, given, prepare=True)
    return [cursor.fetchall() for cursor in cursors]


@dataclass(frozen=True)
class _Statement:
    """A statement put together once, for days that no row has; for other days its values are exchanged."""

    sql: str
    given: tuple[Any, ...]
    parts: tuple[Part, ...] = ()

    def given_for(self, first: date, last: date) -> Given:
        """The statement with its values for these days."""
        meant = dict(zip(_moments(SAMPLE), _moments(Period.of(first, last)), strict=True))
        return self.sql, [meant.get(one, one) for one in self.given]


@dataclass(frozen=True)
class _Statements:
    sums: tuple[_Statement, ...]
    spreads: tuple[_Statement, ...]


@cache
def _statements(source: Source) -> _Statements:
    """The statements that count a table's days: to put one together takes longer than to run it."""
    plan, rows = daily(source), source.rows().order_by()
    sums = []
    for column, parts in plan.columns.items():
        found = rows.filter(**{f"{column}__range": SAMPLE.days})
        sums.append(_put_together(found.values_list(column, *KEYS).annotate(**_aggregates(parts)), parts))
    for part in plan.elsewhere:
        found = rows.annotate(its_day=part.day).filter(part.where(SAMPLE)).values_list("its_day", *KEYS)
        sums.append(_put_together(found.annotate(**_aggregates([part])), [part]))
    spreads = []
    for spread in plan.spreads:
        found = rows.filter(spread.where(SAMPLE)).annotate(its_x=spread.x)
        counted = found.values_list(spread.day, "its_x", *KEYS).annotate(its_n=RowCount("pk"))
        spreads.append(_put_together(counted, []))
    return _Statements(tuple(sums), tuple(spreads))


def _put_together(rows: Any, parts: list[Part]) -> _Statement:
    sql, given = rows.query.sql_with_params()
    return _Statement(sql, tuple(given), tuple(parts))


def _moments(period: Period) -> tuple[Any, ...]:
    """Everything of a period that a condition may look at: first and last day, the instants of both ends."""
    return period.first, period.last, instant(period.first, 0), period.cut_off


def aggregate_of(part: Part, condition: Any) -> Aggregate:
    """How a part is counted in a statement."""
    return RowCount("pk", filter=condition) if part.of is None else Sum(part.of, filter=condition)


def _aggregates(parts: list[Part]) -> dict[str, Aggregate]:
    return {f"p{n}": aggregate_of(part, part.where(SAMPLE)) for n, part in enumerate(parts)}


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
    found = (
        plan.source.rows().order_by().aggregate(**{f"m{n}": Min(column) for n, column in enumerate(columns)})
    )
    return min((day for day in found.values() if day is not None), default=None)


def _alone(name: str) -> bool:
    """Whether nobody else folds this table now; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"figures.fold.{name}"])
        row = cursor.fetchone()
    return bool(row and row[0])


def _array(numbers: Sequence[int]) -> str:
    """Whole numbers as the database reads an array of them; the driver would ask each for its kind."""
    return f"{{{','.join(map(str, numbers))}}}"


def _copy(
    cursor: psycopg.Cursor[Any], table: str, names: Iterable[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    with cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
