"""Counting time: due instants, days used and warnings. Pure. Why each day counted or didn't: `explaining.py`.

The formula (RULEBOOK 1): between start S and end E, working days d with S < d <= E count, less those inside a
pause, p.begin < d <= p.end. The due day is the N-th counted one; the days used are how many were counted.
Sources: 行政许可法 art. 45, 82 (working days; time that isn't counted); 民法典 art. 200 to 204.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks.hours import DAY, MINUTE, SHANGHAI, Hours, instant, local, local_day

__all__ = [
    "SHANGHAI", "Due", "Hours", "Limit", "Outcome", "Pause", "Unit",
    "after_closing", "days_used", "due", "elapsed", "limit_of", "outcome", "passing", "stops_of", "warn_at",
    "whole",
]  # fmt: skip
MAX_AMOUNT = 3660


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"

    @property
    def label(self) -> str:
        """The unit in Chinese, with its measure word."""
        return f"个{self.noun}"

    @property
    def noun(self) -> str:
        """The unit in Chinese, as one chooses it from a list."""
        return _UNIT_NAMES[self]


_UNIT_NAMES = {
    Unit.WORKING_DAY: "工作日",
    Unit.CALENDAR_DAY: "自然日",
    Unit.WORKING_HOUR: "工作小时",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time that was promised, 0 to 3660 units; 0 days is "the same day"."""

    amount: int
    unit: Unit = Unit.WORKING_DAY

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= MAX_AMOUNT:
            raise ValueError(f"时限要在 0 到 {MAX_AMOUNT} 之间")

    @property
    def words(self) -> str:
        """The limit in Chinese: 5 个工作日; 当日."""
        return f"{self.amount} {self.unit.label}" if self.amount else "当日"


@lru_cache(maxsize=1024)
def limit_of(amount: int, unit: str) -> Limit:
    """The limit that a row holds as two columns; there are few, and long lists show them again and again."""
    return Limit(amount, Unit(unit))


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stood still: after `begin`, up to and including `end`; None while it still does.

    ValueError (Chinese text) when it ends before it begins. Which reasons are lawful is said by who pauses.
    """

    begin: date
    end: date | None
    reason: str = ""
    document: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.begin:
            raise ValueError(f"停表的结束日 {self.end} 早于开始日 {self.begin}")

    def covers(self, day: date) -> bool:
        """Whether this pause takes that day out of the count."""
        return self.begin < day and (self.end is None or day <= self.end)

    def as_json(self) -> dict[str, Any]:
        """The form in which the clock table keeps it."""
        end = self.end.isoformat() if self.end else None
        return {"from": self.begin.isoformat(), "to": end, "reason": self.reason, "document": self.document}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Pause:
        """A pause as the clock table keeps it."""
        end = date.fromisoformat(stored["to"]) if stored["to"] else None
        return cls(date.fromisoformat(stored["from"]), end, stored["reason"], stored["document"])


class Due(NamedTuple):
    """When a limit ends; `at` and `on` are None while the clock stands still and nobody can know."""

    at: datetime | None
    on: date | None
    provisional: bool


class Outcome(StrEnum):
    """How a promise was kept (RULEBOOK 9)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


Stops = tuple[tuple[date, date | None], ...]


def stops_of(pauses: Sequence[Pause], start: date) -> Stops:
    """Pauses as a union of stretches (begin excluded, end included), in order, from the start day on."""
    if not pauses:
        return ()
    found: list[tuple[date, date | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.begin):
        begin, end = max(pause.begin, start), pause.end
        if end is not None and end <= begin:
            continue
        if found:
            last_begin, last_end = found[-1]
            if last_end is None:
                break
            if begin <= last_end:
                found[-1] = (last_begin, None if end is None else max(end, last_end))
                continue
        found.append((begin, end))
    return tuple(found)


def due(calendar: Calendar, hours: Hours, start: datetime, limit: Limit, pauses: Sequence[Pause] = ()) -> Due:
    """When a limit that began at `start` ends.

    Days: at closing time of the N-th counted day (行政许可法 art. 82, 民法典 art. 201, 203); calendar days that
    end on a day off move to the next working day (民法典 art. 203); 0 days end at closing of the start day, or of
    the next working day when the place was closed. Working hours count service time from the instant itself.
    Raises OutOfRange past the calendar.
    """
    began = local_day(start)
    stops = stops_of(pauses, began)
    if limit.unit is Unit.WORKING_HOUR:
        at = _after_service(calendar, hours, start, limit.amount * 3600, stops)
        on = None if at is None else local_day(at)
    else:
        on = _due_day(calendar, hours, start, limit, stops)
        at = None if on is None else instant(on, hours.closing)
    provisional = on is not None and calendar.provisional_between(began, on)
    return Due(at, on, provisional)


def days_used(
    calendar: Calendar, start: date, end: date, pauses: Sequence[Pause] = (), unit: Unit = Unit.WORKING_DAY
) -> int:
    """Counted days from start (excluded) to end (included), pauses left out; 0 on the start day itself.

    Working days, unless the unit is calendar days. Source: 行政许可法 art. 45, 82; 民法典 art. 201.
    """
    if end <= start:
        return 0
    used = _number(calendar, unit, end) - _number(calendar, unit, start)
    for begin, stop in stops_of(pauses, start):
        last = end if stop is None else min(stop, end)
        if last > begin:
            used -= _number(calendar, unit, last) - _number(calendar, unit, begin)
    return used


def warn_at(
    calendar: Calendar, hours: Hours, start: datetime, limit: Limit, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """When to warn: 90 % of the limit used or one working day left, whichever is first; under 2 days at half.

    Shares of a day are shares of its service time. None while the clock stands still. Source: RULEBOOK 5 (D).
    """
    ends = due(calendar, hours, start, limit, pauses)
    if ends.on is None:
        return None
    stops = stops_of(pauses, local_day(start))
    if limit.unit is Unit.WORKING_HOUR:
        total = limit.amount * 3600
        share = total // 2 if total < 2 * hours.length else min(total * 9 // 10, total - hours.length)
        return _after_service(calendar, hours, start, share, stops)
    if limit.amount < 2:
        opened = hours.passed(_second(start)) if ends.on == local_day(start) else 0
        return max(start, instant(ends.on, hours.reached((opened + hours.length) // 2)))
    whole, tenths = divmod(limit.amount * 9, 10)
    day = _nth(calendar, limit.unit, local_day(start), whole + (tenths > 0), stops)
    assert day is not None  # the due day is later, and known
    nine_tenths = instant(day, hours.reached(hours.length * tenths // 10) if tenths else hours.closing)
    one_left = instant(_counted_before(calendar, ends.on, stops), hours.closing)
    return max(start, min(nine_tenths, one_left))


def outcome(calendar: Calendar, due_at: datetime, at: datetime) -> Outcome:
    """Late after the due instant; early one working day or more before the due day; else on time (RULEBOOK 9)."""
    if at > due_at:
        return Outcome.LATE
    before = calendar.working_days_between(local_day(at), local_day(due_at))
    return Outcome.EARLY if before >= 1 else Outcome.ON_TIME


def after_closing(hours: Hours, at: datetime) -> bool:
    """Whether the service hours of that day were over at this instant."""
    return _second(at) >= hours.closing


class Reading(NamedTuple):
    """An instant as a calendar and the hours of a place see it; a page asks for the same one for every clock."""

    day: date
    working: bool
    number: int  # of working days up to and including this one
    passed: int  # seconds of service since the beginning of the day
    passing: int  # how many of the 60 seconds to come are service


@lru_cache(maxsize=256)
def reading(calendar: Calendar, hours: Hours, at: datetime) -> Reading:
    """What the calendar and the hours say of an instant."""
    wall = local(at)
    day, second = wall.date(), _of_day(wall)
    passed = hours.passed(second)
    return Reading(
        day, calendar.is_working(day), calendar.count(day), passed, hours.passed(second + MINUTE) - passed
    )


def elapsed(
    calendar: Calendar, hours: Hours, start: datetime, limit: Limit, pauses: Sequence[Pause], at: datetime
) -> tuple[int, int]:
    """Counted service time from start to `at`, and the whole of the limit, both in seconds of service."""
    now = reading(calendar, hours, at)
    beginning = local(start)
    began = beginning.date()
    by_days = limit.unit is Unit.CALENDAR_DAY
    used = 0
    if (limit.unit is Unit.WORKING_HOUR or limit.amount == 0) and calendar.is_working(began):
        until = now.passed if now.day == began else hours.length
        used = max(0, until - hours.passed(_of_day(beginning)))
    if now.day > began:
        if pauses or by_days:
            days = days_used(
                calendar, began, now.day, pauses, Unit.CALENDAR_DAY if by_days else Unit.WORKING_DAY
            )
        else:
            days = now.number - calendar.count(began)
        used += days * hours.length
        if (now.working or by_days) and not (pauses and _stands(stops_of(pauses, began), now.day)):
            used -= hours.length - now.passed
    return used, whole(calendar, hours, start, limit)


def whole(calendar: Calendar, hours: Hours, start: datetime, limit: Limit) -> int:
    """The whole of a limit in seconds of service; of the same day, what was left of it at the start."""
    if limit.amount == 0:
        beginning = local(start)
        rest = hours.length - hours.passed(_of_day(beginning))
        return rest if rest and calendar.is_working(beginning.date()) else hours.length
    return limit.amount * (3600 if limit.unit is Unit.WORKING_HOUR else hours.length)


def passing(
    calendar: Calendar, hours: Hours, start: datetime, limit: Limit, pauses: Sequence[Pause], at: datetime
) -> int:
    """How many of the 60 seconds after `at` count: what `elapsed` grows by; 0 while a day's service rests."""
    now = reading(calendar, hours, at)
    if not now.passing or not (now.working or limit.unit is Unit.CALENDAR_DAY):
        return 0
    began = local_day(start)
    starts_later = now.day <= began and limit.unit is not Unit.WORKING_HOUR and limit.amount > 0
    stands = bool(pauses) and _stands(stops_of(pauses, began), now.day)
    return 0 if starts_later or stands else now.passing


def even_until(hours: Hours, at: datetime) -> datetime:
    """An instant up to which the day is the same and `passing` as it is at `at`; no later than midnight."""
    wall = local(at)
    second = _of_day(wall)
    return instant(wall.date(), second + min(hours.even(second), DAY - second))


def _of_day(wall: datetime) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def _second(at: datetime) -> int:
    return _of_day(local(at))


def _number(calendar: Calendar, unit: Unit, day: date) -> int:
    return day.toordinal() if unit is Unit.CALENDAR_DAY else calendar.count(day)


def _numbered(calendar: Calendar, unit: Unit, number: int) -> date:
    return date.fromordinal(number) if unit is Unit.CALENDAR_DAY else calendar.numbered(number)


def _nth(calendar: Calendar, unit: Unit, start: date, n: int, stops: Stops) -> date | None:
    """The n-th counted day after start, None if the clock still stands before it."""
    wanted = _number(calendar, unit, start) + n
    for begin, end in stops:
        if wanted <= _number(calendar, unit, begin):
            break
        if end is None:
            return None
        wanted += _number(calendar, unit, end) - _number(calendar, unit, begin)
    return _numbered(calendar, unit, wanted)


def _due_day(calendar: Calendar, hours: Hours, start: datetime, limit: Limit, stops: Stops) -> date | None:
    began = local_day(start)
    if limit.amount == 0:
        closed = after_closing(hours, start)
        return _moved_on(calendar, began + timedelta(days=closed), stops)
    last = _nth(calendar, limit.unit, began, limit.amount, stops)
    return None if last is None else _moved_on(calendar, last, stops)


def _moved_on(calendar: Calendar, day: date, stops: Stops) -> date | None:
    """The first working day from this one on that no pause takes out (民法典 art. 203)."""
    found = calendar.on_or_after(day)
    for begin, end in stops:
        if found <= begin:
            break
        if end is None:
            return None
        if found <= end:
            found = calendar.on_or_after(end + timedelta(1))
    return found


def _counted_before(calendar: Calendar, day: date, stops: Stops) -> date:
    """The working day before this one that no pause takes out."""
    found = calendar.last_working_day_before(day)
    for begin, end in reversed(stops):
        if end is not None and begin < found <= end:
            found = calendar.last_working_day_before(begin + timedelta(1))
    return found


def _after_service(
    calendar: Calendar, hours: Hours, start: datetime, seconds: int, stops: Stops
) -> datetime | None:
    """The instant at which so many seconds of service have passed since start."""
    began = local_day(start)
    if seconds <= 0:
        return start
    passed = hours.passed(_second(start))
    left = hours.length - passed if calendar.is_working(began) else 0
    if seconds <= left:
        return instant(began, hours.reached(passed + seconds))
    whole, part = divmod(seconds - left - 1, hours.length)
    day = _nth(calendar, Unit.WORKING_DAY, began, whole + 1, stops)
    return None if day is None else instant(day, hours.reached(part + 1))


def _stands(stops: Stops, day: date) -> bool:
    return any(begin < day and (end is None or day <= end) for begin, end in stops)
