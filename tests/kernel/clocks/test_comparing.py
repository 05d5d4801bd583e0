"""Limits of two units against each other: by table, and by walking over start days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.comparing import most_within, never_later
from yichuang.kernel.clocks.hours import SHANGHAI, Hours
from yichuang.kernel.clocks.rules import Limit, Unit

DAY, NATURAL, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WORKING_HOUR
CALENDAR = national_calendar()
STARTS = [date(2024, 1, 1) + timedelta(n) for n in range(1000)]


def ends(limit: Limit, start: date) -> date:
    at = datetime(start.year, start.month, start.day, 9, tzinfo=SHANGHAI)
    day = rules.due(CALENDAR, Hours.STANDARD, at, limit).on
    assert day is not None
    return day


@pytest.mark.parametrize(
    ("limit", "unit", "most"),
    [
        (Limit(20, DAY), DAY, 20),
        (Limit(7, NATURAL), NATURAL, 7),
        (Limit(0, NATURAL), DAY, 0),
        (Limit(1, NATURAL), DAY, 1),
        (Limit(7, NATURAL), DAY, 1),  # a Spring Festival takes the rest
        (Limit(15, NATURAL), DAY, 5),
        (Limit(30, NATURAL), DAY, 16),
        (Limit(45, NATURAL), DAY, 25),
        (Limit(60, NATURAL), DAY, 36),
        (Limit(5, DAY), NATURAL, 5),  # five days in a row are worked
        (Limit(20, DAY), NATURAL, 25),  # three make-up days make them as short as that
    ],
)
def test_what_fits_into_a_limit_of_the_other_unit(limit: Limit, unit: Unit, most: int) -> None:
    assert most_within(limit, unit) == most
    assert never_later(Limit(most, unit), limit)
    assert not never_later(Limit(most + 1, unit), limit)


@given(amount=st.integers(1, 365), unit=st.sampled_from([DAY, NATURAL]))
def test_what_fits_ends_no_later_on_any_of_a_thousand_start_days(amount: int, unit: Unit) -> None:
    """民法典 art. 201, 203: the law's last day moves on to a working day, and so does the promise's."""
    law = Limit(amount, unit)
    other = NATURAL if unit is DAY else DAY
    promise = Limit(most_within(law, other), other)
    assert all(ends(promise, start) <= ends(law, start) for start in STARTS[amount % 7 :: 7])


@pytest.mark.parametrize("law", [Limit(7, NATURAL), Limit(60, NATURAL), Limit(5, DAY), Limit(20, DAY)])
def test_one_more_ends_later_on_some_start_day(law: Limit) -> None:
    other = NATURAL if law.unit is DAY else DAY
    promise = Limit(most_within(law, other) + 1, other)
    known = (date(2008, 1, 1) + timedelta(n) for n in range(6500))
    assert any(ends(promise, start) > ends(law, start) for start in known)


def test_hours_are_compared_with_no_days() -> None:
    with pytest.raises(ValueError, match="hours"):
        most_within(Limit(8, HOUR), DAY)
