"""What can be done to a clock: start, pause, resume, extend, stop. Pure; a move changes and returns the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import Hours, instant, local_day
from yichuang.kernel.clocks.rules import Limit, Outcome, Pause, Unit


@dataclass(slots=True)
class ClockRow:
    """A clock as the table keeps it, column by column. Instants are aware; `pauses` as `Pause.as_json`."""

    subject: str
    n: int
    kind: str
    owed_by_id: int
    unit: str
    amount: int
    started_at: datetime
    pauses: list[dict[str, Any]] = field(default_factory=list)
    standing: bool = False
    due_at: datetime | None = None
    warn_at: datetime | None = None
    provisional: bool = False
    stopped_at: datetime | None = None
    outcome: str = ""
    used: int | None = None
    # the rungs to come, as `rungs.arm` derives them
    next_at: datetime | None = None
    rungs: list[str] = field(default_factory=list)
    rungs_at: list[datetime] = field(default_factory=list)
    seen_to: datetime | None = None

    @property
    def limit(self) -> Limit:
        """The limit as the rules take it."""
        return rules.limit_of(self.amount, self.unit)

    @property
    def stood(self) -> tuple[Pause, ...]:
        """The pauses as the rules take them."""
        return tuple(Pause.from_json(stored) for stored in self.pauses)


def start(
    calendar: Calendar,
    hours: Hours,
    subject: str,
    n: int,
    kind: str,
    owed_by: int,
    limit: Limit,
    at: datetime,
) -> ClockRow:
    """Start a clock on a subject; the day of `at` isn't counted (民法典 art. 201)."""
    row = ClockRow(subject, n, kind, owed_by, limit.unit.value, limit.amount, at)
    return project(row, calendar, hours)


def stop(
    row: ClockRow, calendar: Calendar, hours: Hours, at: datetime, outcome: str | None = None
) -> ClockRow:
    """Stop a running clock: its outcome (early, on time, late, or the word given) and the time used.

    A clock that stands still is resumed on that day first. ValueError when stopped already.
    """
    _must_run(row)
    if row.standing:
        resume(row, calendar, hours, at)
    assert row.due_at is not None
    row.stopped_at = at
    row.outcome = outcome or _outcome(calendar, row.due_at, at)
    row.used = _used(row, calendar, hours, at)
    return row


def pause(row: ClockRow, at: datetime, reason: str, document: str) -> ClockRow:
    """Let a clock stand still after this day; the reason must be one that the law names (行政许可法 art. 45).

    The due instant is unknown from now on, unless the due day has come already. ValueError when it stands
    or has stopped.
    """
    _must_run(row)
    if row.standing:
        raise ValueError(f"clock {row.subject}/{row.n} stands still already")
    day = local_day(at)
    row.pauses = [*row.pauses, Pause(day, None, reason, document).as_json()]
    row.standing = True
    if row.due_at is not None and local_day(row.due_at) > day:
        row.due_at = row.warn_at = None
        row.provisional = False
    return row


def resume(row: ClockRow, calendar: Calendar, hours: Hours, at: datetime) -> ClockRow:
    """Let a clock run on: this day is the last that isn't counted. ValueError unless it stands still."""
    _must_run(row)
    if not row.standing:
        raise ValueError(f"clock {row.subject}/{row.n} doesn't stand still")
    last = Pause.from_json(row.pauses[-1])
    ended = Pause(last.begin, max(last.begin, local_day(at)), last.reason, last.document)
    row.pauses = [*row.pauses[:-1], ended.as_json()]
    row.standing = False
    return project(row, calendar, hours)


def extend(row: ClockRow, calendar: Calendar, hours: Hours, extra: Limit) -> ClockRow:
    """Lengthen the limit of a clock by another one of the same unit (行政许可法 art. 42: once, 10 days)."""
    _must_run(row)
    if extra.unit.value != row.unit:
        raise ValueError(f"clock {row.subject}/{row.n} counts in {row.unit}")
    row.amount += extra.amount
    return project(row, calendar, hours)


def working_days_used(row: ClockRow, calendar: Calendar) -> int:
    """Working days that a stopped clock took, whatever unit it counts in: figures add no others (RULEBOOK 9)."""
    assert row.stopped_at is not None
    if row.unit == Unit.WORKING_DAY:
        return row.used or 0
    return rules.days_used(calendar, local_day(row.started_at), local_day(row.stopped_at), row.stood)


def project(row: ClockRow, calendar: Calendar, hours: Hours) -> ClockRow:
    """Derive due, warning and provisional again from limit, start and pauses."""
    if row.pauses or row.unit == Unit.WORKING_HOUR or row.amount == 0:
        limit, stood = row.limit, row.stood
        ends = rules.due(calendar, hours, row.started_at, limit, stood)
        row.due_at, row.provisional = ends.at, ends.provisional
        row.warn_at = rules.warn_at(calendar, hours, row.started_at, limit, stood)
        return row
    due_at, warn_at, row.provisional = _plain(
        calendar, hours, local_day(row.started_at), row.amount, Unit(row.unit)
    )
    row.due_at, row.warn_at = due_at, max(warn_at, row.started_at)
    return row


@lru_cache(maxsize=1 << 16)
def _plain(
    calendar: Calendar, hours: Hours, day: date, amount: int, unit: Unit
) -> tuple[datetime, datetime, bool]:
    """Due and warning of a limit in days that never stood still: they hang on the day of the start alone."""
    began, limit = instant(day, 0), Limit(amount, unit)
    ends = rules.due(calendar, hours, began, limit)
    warn = rules.warn_at(calendar, hours, began, limit)
    assert ends.at is not None
    assert warn is not None
    return ends.at, warn, ends.provisional


def _must_run(row: ClockRow) -> None:
    if row.stopped_at is not None:
        raise ValueError(f"clock {row.subject}/{row.n} has stopped")


def _outcome(calendar: Calendar, due_at: datetime, at: datetime) -> Outcome:
    return rules.outcome(calendar, due_at, at)


def _used(row: ClockRow, calendar: Calendar, hours: Hours, at: datetime) -> int:
    """Time used in the clock's own unit: whole counted days, or begun hours of service."""
    if row.unit == Unit.WORKING_HOUR:
        used, _ = rules.elapsed(calendar, hours, row.started_at, row.limit, row.stood, at)
        return -(-used // 3600)
    return rules.days_used(calendar, local_day(row.started_at), local_day(at), row.stood, Unit(row.unit))
