"""What a change of the calendar does to open clocks: seen before, then done, in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from yichuang.kernel.calendar.queries import book_at, current_version
from yichuang.kernel.calendar.rules import DatedRow
from yichuang.kernel.clocks import moves
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import COLUMNS, Times
from yichuang.kernel.clocks.rulebook import rungs_now
from yichuang.kernel.clocks.rungs import Rungs, arm

CHUNK = 5000

# rungs are lists of their own length, so they come as text
MOVED = ("subject", "n", "due_at", "warn_at", "provisional", "next_at", "rungs", "rungs_at", "seen_to")
UPDATE = """
UPDATE clock SET due_at = new.due_at, warn_at = new.warn_at, provisional = new.provisional,
  next_at = new.next_at, rungs = new.rungs::text[], rungs_at = new.rungs_at::timestamptz[], seen_to = new.seen_to
FROM unnest(%s::text[], %s::smallint[], %s::timestamptz[], %s::timestamptz[], %s::boolean[],
  %s::timestamptz[], %s::text[], %s::text[], %s::timestamptz[])
  AS new (subject, n, due_at, warn_at, provisional, next_at, rungs, rungs_at, seen_to)
WHERE clock.subject = new.subject AND clock.n = new.n
"""

# a rule that falls due anew was warned about for an instant that is none any more
VOID = """
UPDATE warning SET void_at = now() FROM unnest(%s::text[], %s::smallint[], %s::text[]) AS anew (subject, n, rule)
WHERE warning.subject = anew.subject AND warning.n = anew.n AND warning.rule = anew.rule AND void_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """An open clock whose due instant moves."""

    subject: str
    n: int
    kind: str
    owed_by_id: int
    old_due: datetime
    new_due: datetime
    provisional: bool


def preview(rows: Sequence[DatedRow]) -> list[Moved]:
    """Which open clocks would move if these rows were entered; nothing is written."""
    book = book_at(current_version()).with_rows(rows)
    times = Times(book=book)
    clocks = _touched(rows, times)
    return [moved for chunk in _chunks(clocks) for moved in _moved(_changed(chunk, times, {}))]


def project(rows: Sequence[DatedRow], version: int) -> list[Moved]:
    """Move the open clocks that these rows touch, after `changes.enter` gave them their version; tells which moved.

    Belongs in the transaction that enters the rows; the caller writes the ledger. A verb that ran at the same time may
    still have used the calendar before: calling this once more after commit moves its clocks too, and nothing else.
    """
    entered = [replace(row, version=version) for row in rows]
    times = Times(book=book_at(version - 1).with_rows(entered))
    return _write(_touched(rows, times).select_for_update(), times, rungs_now())


def project_hours(office_path: str) -> list[Moved]:
    """Move the open clocks of the offices under that path after their hours changed; tells which moved."""
    times = Times()
    below = [office.id for office in times.offices.below(office_path)]
    return _write(_open().filter(owed_by_id__in=below).select_for_update(), times, rungs_now())


def rearm() -> int:
    """Derive the rungs of every open clock again, after the rules have changed; gives how many clocks changed."""
    rungs, count = rungs_now(), 0
    times = Times()
    for chunk in _chunks(Clock.objects.filter(stopped_at__isnull=True)):
        with transaction.atomic():
            chosen = Clock.objects.filter(subject__in={row.subject for row in chunk}, stopped_at__isnull=True)
            for locked in _chunks(chosen.select_for_update()):
                pairs = _changed(locked, times, rungs)
                _save(pairs)
                count += len(pairs)
    return count


def _open() -> QuerySet[Clock]:
    return Clock.objects.filter(stopped_at__isnull=True, due_at__isnull=False)


def _touched(rows: Sequence[DatedRow], times: Times) -> QuerySet[Clock]:
    """Open clocks that were running or are still to run on the days in question, under the scopes in question."""
    first, last = _stretch(rows)
    clocks = _open().filter(due_at__gte=instant(first, 0), started_at__lt=instant(last + timedelta(1), 0))
    if any(not row.scope for row in rows):
        return clocks
    offices = {office.id for row in rows for office in times.offices.below(row.scope)}
    return clocks.filter(owed_by_id__in=offices)


def _stretch(rows: Sequence[DatedRow]) -> tuple[date, date]:
    """First and last day that a change can touch: whole years for a notice, since it ends their being provisional."""
    days = [row.day for row in rows]
    national = [row.day.year for row in rows if not row.scope]
    if national:
        days += [date(min(national), 1, 1), date(max(national), 12, 31)]
    return min(days), max(days)


def _chunks(clocks: QuerySet[Clock]) -> Iterator[list[ClockRow]]:
    """The clocks in portions, by their key, so that memory stays small and locks are taken in one order."""
    ordered = clocks.order_by("subject", "n")
    after: tuple[str, int] | None = None
    while True:
        page = ordered.filter(pk__gt=after) if after else ordered
        rows = [ClockRow(*values) for values in page.values_list(*COLUMNS)[:CHUNK]]
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        after = (rows[-1].subject, rows[-1].n)


def _changed(rows: list[ClockRow], times: Times, rungs: Rungs) -> list[tuple[ClockRow, ClockRow]]:
    """Pairs of before and after, for the clocks that come out differently."""
    pairs = []
    for row in rows:
        calendar, hours = times.of(row.owed_by_id)
        after = replace(row)
        if row.due_at is not None:
            moves.project(after, calendar, hours)
        arm(after, rungs, calendar, hours)
        if after != row:
            pairs.append((row, after))
    return pairs


def _moved(pairs: list[tuple[ClockRow, ClockRow]]) -> list[Moved]:
    return [
        Moved(row.subject, row.n, row.kind, row.owed_by_id, row.due_at, after.due_at, after.provisional)
        for row, after in pairs
        if row.due_at is not None and after.due_at is not None and row.due_at != after.due_at
    ]


def _write(clocks: QuerySet[Clock], times: Times, rungs: Rungs) -> list[Moved]:
    found: list[Moved] = []
    for chunk in _chunks(clocks):
        pairs = _changed(chunk, times, rungs)
        _save(pairs)
        _void(pairs)
        found += _moved(pairs)
    return found


def _save(pairs: list[tuple[ClockRow, ClockRow]]) -> None:
    if not pairs:
        return
    new = [after for _, after in pairs]
    columns = [[_written(getattr(row, name)) for row in new] for name in MOVED]
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, columns)
        cursor.execute("NOTIFY clock_near")


def _void(pairs: list[tuple[ClockRow, ClockRow]]) -> None:
    """Warnings whose rule had been dealt with and falls due anew, because the days are counted otherwise now."""
    anew = [
        (row.subject, row.n, rule)
        for before, row in pairs
        if row.seen_to is not None
        for rule in row.rungs
        if rule not in before.rungs
    ]
    if anew:
        with connection.cursor() as cursor:
            cursor.execute(VOID, [list(column) for column in zip(*anew, strict=True)])


def _written(value: Any) -> Any:
    """A list as the text of an array; anything else as it is."""
    if not isinstance(value, list):
        return value
    return "{" + ",".join(f'"{one.isoformat() if isinstance(one, datetime) else one}"' for one in value) + "}"
