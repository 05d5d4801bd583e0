"""Which of two limits in days ends first, whatever day both start on, also where they count different days. Pure.

Within one unit the smaller amount ends first. Between units it hangs on the day: seven calendar days over the National
Day hold one working day, in June five. So they are compared over every start day of the notices that are known and of
the years after them, which are counted by the festivals alone: an amount is within a limit when it ends no later on any
of these days (docs/decisions/0036-units-of-limits.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks.rules import Limit, Unit

FIRST_YEAR = 2008  # since when the festivals are days off and the golden week of May is none
YEARS_AFTER = 3  # whose notices aren't out yet


def never_later(one: Limit, other: Limit) -> bool:
    """Whether a limit in days ends no later than another one, on whatever day both start."""
    return one.amount <= most_within(other, one.unit)


@lru_cache(maxsize=4096)
def most_within(limit: Limit, unit: Unit) -> int:
    """How many days of a unit end no later than a limit in days, on whatever day both start.

    ValueError for working hours. Source: 民法典 art. 201, 203; 行政许可法 art. 82; the State Council's notices.
    """
    if Unit.WORKING_HOUR in (unit, limit.unit):
        raise ValueError("hours of service aren't compared with days")
    if unit is limit.unit or limit.amount == 0:
        return limit.amount
    return min(
        _working_days_in(limit.amount) if unit is Unit.WORKING_DAY else _calendar_days_in(limit.amount)
    )


def _starts() -> Iterator[date]:
    day = date(FIRST_YEAR, 1, 1)
    while day <= _last():
        yield day
        day += timedelta(1)


@lru_cache(maxsize=1)
def _last() -> date:
    return date(max(national_calendar().known_years) + YEARS_AFTER, 12, 31)


def _working_days_in(amount: int) -> Iterator[int]:
    """For each start day, the working days up to the last of so many calendar days, moved on from a day off."""
    calendar, last = national_calendar(), _last()
    for start in _starts():
        due = calendar.on_or_after(start + timedelta(amount))
        if due > last:
            return
        yield calendar.count(due) - calendar.count(start)


def _calendar_days_in(amount: int) -> Iterator[int]:
    """For each start day, the days up to the last of so many working days."""
    calendar, last = national_calendar(), _last()
    for start in _starts():
        due = calendar.nth_working_day_after(start, amount)
        if due > last:
            return
        yield (due - start).days
