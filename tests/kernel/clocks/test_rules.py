"""Due instants, days used and warnings, by table and by property."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.clocks.clockwork import (
    AMOUNTS,
    CALENDAR,
    DAY,
    DAY_UNITS,
    HOUR,
    HOURS,
    NATURAL,
    STARTS,
    at,
    due_at,
    pause,
    started,
)

from yichuang.kernel.calendar.rules import Calendar, DatedRow, DayKind
from yichuang.kernel.calendar.seeds import national_rows
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import Hours, local, local_day
from yichuang.kernel.clocks.rules import Limit, Outcome, Pause, Unit


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("11-24 10:00", 5, "2026-12-01 17:30"),  # Tuesday to the Tuesday after
        ("11-24 23:59", 5, "2026-12-01 17:30"),  # the hour of the start doesn't matter
        ("11-27 09:00", 1, "2026-11-30 17:30"),  # over a weekend
        ("11-28 09:00", 1, "2026-11-30 17:30"),  # begun on a Saturday
        ("09-28 09:00", 5, "2026-10-10 17:30"),  # National Day, and a make-up Saturday that counts
        ("02-13 09:00", 1, "2026-02-14 17:30"),  # the make-up Saturday before the Spring Festival
        ("02-13 09:00", 2, "2026-02-24 17:30"),
        ("02-13 09:00", 20, "2026-03-19 17:30"),
        ("11-24 10:00", 0, "2026-11-24 17:30"),  # the same day
        ("11-28 10:00", 0, "2026-11-30 17:30"),  # the same day, but the place is closed
        ("11-27 17:30", 0, "2026-11-30 17:30"),  # after closing
        ("2024-09-30 09:00", 5, "2024-10-12 17:30"),
        ("2025-01-24 09:00", 3, "2025-02-05 17:30"),  # Sunday 26 January was worked
    ],
)
def test_the_nth_counted_working_day_ends_at_closing_time(start: str, amount: int, expected: str) -> None:
    assert due_at(start, Limit(amount)) == expected


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("11-25", "11-25", "2026-12-01 17:30"),  # inside one day: nothing changes
        ("11-25", "11-26", "2026-12-02 17:30"),
        ("11-27", "11-29", "2026-12-01 17:30"),  # a weekend stands still anyhow
        ("11-20", "11-25", "2026-12-02 17:30"),  # began before the clock
        ("11-24", "12-04", "2026-12-11 17:30"),
        ("12-01", "12-31", "2026-12-01 17:30"),  # on the due day itself: that day counts
        ("12-01", None, "2026-12-01 17:30"),
        ("11-30", None, None),  # still standing before the last day
    ],
)
def test_a_pause_takes_out_the_days_after_its_begin(
    begin: str, end: str | None, expected: str | None
) -> None:
    assert due_at("11-24 10:00", Limit(5), pause(begin, end)) == expected


def test_pauses_count_as_a_union() -> None:
    overlapping = [pause("11-24", "11-26"), pause("11-25", "11-27"), pause("11-25", "11-26")]
    whole = [pause("11-24", "11-27")]
    assert due_at("11-24 10:00", Limit(5), *overlapping) == due_at("11-24 10:00", Limit(5), *whole)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("11-24 10:00", 15, "2026-12-09 17:30"),
        ("11-25 10:00", 10, "2026-12-07 17:30"),  # ends on a Saturday
        ("09-20 10:00", 15, "2026-10-08 17:30"),  # ends on 5 October
        ("09-30 10:00", 10, "2026-10-10 17:30"),  # ends on a make-up Saturday: stays
    ],
)
def test_calendar_days_that_end_on_a_day_off_move_on(start: str, amount: int, expected: str) -> None:
    assert due_at(start, Limit(amount, NATURAL)) == expected


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("11-24 09:00", 3, "2026-11-24 12:00"),  # ends at noon, not after lunch
        ("11-24 10:00", 4, "2026-11-24 15:30"),
        ("11-24 12:30", 1, "2026-11-24 14:30"),  # begun in the break
        ("11-24 16:30", 4, "2026-11-25 12:00"),
        ("11-27 17:00", 2, "2026-11-30 10:30"),
        ("11-28 10:00", 4, "2026-11-30 14:30"),  # begun on a Saturday
        ("11-24 07:00", 7, "2026-11-24 17:30"),
        ("11-24 20:00", 7, "2026-11-25 17:30"),
        ("11-24 20:00", 8, "2026-11-26 10:00"),
    ],
)
def test_working_hours_run_in_service_time_only(start: str, amount: int, expected: str) -> None:
    assert due_at(start, Limit(amount, HOUR)) == expected


def test_working_hours_stand_still_on_paused_days() -> None:
    assert due_at("11-24 16:30", Limit(4, HOUR), pause("11-24", "11-26")) == "2026-11-27 12:00"
    assert due_at("11-24 16:30", Limit(4, HOUR), pause("11-24", None)) is None
    assert due_at("11-24 10:00", Limit(4, HOUR), pause("11-24", None)) == "2026-11-24 15:30"


def test_due_days_in_a_year_without_a_notice_are_provisional() -> None:
    ends = rules.due(CALENDAR, HOURS, at("12-30 10:00"), Limit(1))
    assert (ends.on, ends.provisional) == (date(2026, 12, 31), False)
    ends = rules.due(CALENDAR, HOURS, at("12-30 10:00"), Limit(2))
    assert (ends.on, ends.provisional) == (date(2027, 1, 4), True)


def test_a_local_closing_day_moves_the_due_day_there_alone() -> None:
    closed = DatedRow(date(2026, 11, 26), DayKind.CLOSED, "停办", "县府函〔2026〕9号", "暴雨")
    calendar = Calendar([*national_rows(), closed])
    assert due_at("11-24 10:00", Limit(5), calendar=calendar) == "2026-12-02 17:30"
    assert due_at("11-24 10:00", Limit(5)) == "2026-12-01 17:30"


def test_the_centres_own_hours_decide_when_a_day_ends() -> None:
    summer = Hours((("08:30", "12:00"), ("15:00", "18:00")))
    ends = rules.due(CALENDAR, summer, at("11-24 10:00"), Limit(1))
    assert ends.at == at("11-25 18:00")


@pytest.mark.parametrize(
    ("end", "used"), [("11-23", 0), ("11-24", 0), ("11-25", 1), ("11-28", 3), ("11-30", 4), ("12-01", 5)]
)
def test_days_used_start_at_nought_on_the_day_itself(end: str, used: int) -> None:
    assert rules.days_used(CALENDAR, date(2026, 11, 24), date.fromisoformat(f"2026-{end}")) == used


def test_days_used_leave_out_pauses_that_still_stand() -> None:
    start, end = date(2026, 11, 24), date(2026, 12, 11)
    assert rules.days_used(CALENDAR, start, end, [pause("11-26", None)]) == 2
    assert rules.days_used(CALENDAR, start, end, [pause("11-26", "12-08")], NATURAL) == 5


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(20), "2026-12-18 17:30"),  # 18 of 20 days, before "one left"
        (Limit(15), "2026-12-14 14:00"),  # 13.5 of 15 days: half of the 14th
        (Limit(10), "2026-12-07 17:30"),  # 9 of 10 days, one left: the same
        (Limit(5), "2026-11-30 17:30"),  # one left, before 4.5 of 5
        (Limit(2), "2026-11-25 17:30"),
        (Limit(1), "2026-11-25 14:00"),  # half of the service time
        (Limit(0), "2026-11-24 14:30"),
        (Limit(4, HOUR), "2026-11-24 12:00"),
        (Limit(10, NATURAL), "2026-12-03 17:30"),
    ],
)
def test_warnings_come_at_nine_tenths_or_one_day_before(limit: Limit, expected: str) -> None:
    warn = rules.warn_at(CALENDAR, HOURS, at("11-24 10:00"), limit)
    assert warn is not None
    assert f"{local(warn):%Y-%m-%d %H:%M}" == expected


def test_no_warning_is_known_while_the_clock_stands_still() -> None:
    assert rules.warn_at(CALENDAR, HOURS, at("11-24 10:00"), Limit(5), [pause("11-25", None)]) is None


def test_a_calendar_limit_over_the_holidays_warns_one_working_day_before() -> None:
    # 10 days from 28 September end on 8 October; 90 % would be 7 October, the last working day is 30 September
    warn = rules.warn_at(CALENDAR, HOURS, at("09-28 10:00"), Limit(10, NATURAL))
    assert warn == at("09-30 17:30")


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [
        ("11-30 17:30", Outcome.EARLY),
        ("12-01 00:10", Outcome.ON_TIME),
        ("12-01 17:30", Outcome.ON_TIME),
        ("12-01 17:31", Outcome.LATE),
    ],
)
def test_early_is_one_working_day_before_the_due_day(stopped: str, expected: Outcome) -> None:
    assert rules.outcome(CALENDAR, at("12-01 17:30"), at(stopped)) is expected


@pytest.mark.parametrize("amount", [-1, 3661])
def test_limits_have_bounds(amount: int) -> None:
    with pytest.raises(ValueError, match="0 到 3660"):
        Limit(amount)


def test_a_pause_may_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="早于开始日"):
        pause("11-25", "11-24")


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 11, 24, 10))


def counts(day: date, unit: Unit, pauses: list[Pause]) -> bool:
    """The formula of one day, word by word."""
    if any(p.begin < day and (p.end is None or day <= p.end) for p in pauses):
        return False
    return unit is NATURAL or CALENDAR.day(day).working


def slow_due(start: date, limit: Limit, pauses: list[Pause]) -> date:
    """The due day, found by walking."""
    day, counted = start, 0
    while counted < limit.amount:
        day += timedelta(1)
        counted += counts(day, limit.unit, pauses)
    while not counts(day, DAY, pauses):
        day += timedelta(1)
    return day


@given(case=started(), amount=AMOUNTS, unit=DAY_UNITS)
def test_due_equals_walking_day_by_day(case: tuple[datetime, list[Pause]], amount: int, unit: Unit) -> None:
    start, pauses = case
    limit = Limit(amount, unit)
    ends = rules.due(CALENDAR, HOURS, start, limit, pauses)
    assert ends.on == slow_due(local_day(start), limit, pauses)


@given(case=started(), amount=AMOUNTS)
def test_days_used_on_the_due_day_are_the_limit(case: tuple[datetime, list[Pause]], amount: int) -> None:
    start, pauses = case
    ends = rules.due(CALENDAR, HOURS, start, Limit(amount), pauses)
    assert ends.on is not None
    assert rules.days_used(CALENDAR, local_day(start), ends.on, pauses) == amount
    assert rules.days_used(CALENDAR, local_day(start), ends.on - timedelta(1), pauses) == amount - 1


@given(case=started(), length=st.integers(-5, 120), unit=DAY_UNITS)
def test_days_used_equal_walking(case: tuple[datetime, list[Pause]], length: int, unit: Unit) -> None:
    start, pauses = local_day(case[0]), case[1]
    walked = sum(counts(start + timedelta(n), unit, pauses) for n in range(1, length + 1))
    assert rules.days_used(CALENDAR, start, start + timedelta(length), pauses, unit) == walked


@given(
    case=started(), amount=AMOUNTS, unit=st.sampled_from(Unit), a=st.integers(-5, 60), b=st.integers(0, 30)
)
def test_one_more_pause_never_brings_the_due_instant_nearer(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit, a: int, b: int
) -> None:
    start, pauses = case
    day = local_day(start)
    limit = Limit(amount, unit)
    before = rules.due(CALENDAR, HOURS, start, limit, pauses).at
    more = [*pauses, Pause(day + timedelta(a), day + timedelta(a + b))]
    after = rules.due(CALENDAR, HOURS, start, limit, more).at
    assert before is not None
    assert after is not None
    assert after >= before
    standing = rules.due(CALENDAR, HOURS, start, limit, [*pauses, Pause(day + timedelta(a), None)]).at
    assert standing is None or standing == before


@given(case=started(), amount=AMOUNTS, unit=st.sampled_from(Unit), a=st.integers(-5, 60))
def test_a_pause_inside_one_day_changes_nothing(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit, a: int
) -> None:
    start, pauses = case
    day = local_day(start) + timedelta(a)
    limit = Limit(amount, unit)
    one_day = [*pauses, Pause(day, day)]
    assert rules.due(CALENDAR, HOURS, start, limit, pauses) == rules.due(
        CALENDAR, HOURS, start, limit, one_day
    )


@given(case=started(), amount=st.integers(0, 40), unit=st.sampled_from(Unit))
def test_a_warning_lies_between_start_and_due(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit
) -> None:
    start, pauses = case
    limit = Limit(amount, unit)
    ends = rules.due(CALENDAR, HOURS, start, limit, pauses)
    warn = rules.warn_at(CALENDAR, HOURS, start, limit, pauses)
    assert ends.at is not None
    assert warn is not None
    assert start <= warn <= ends.at


@given(start=STARTS, amount=st.integers(1, 40), hours=st.sampled_from([HOURS, Hours((("08:00", "14:00"),))]))
@settings(max_examples=60)
def test_working_hours_equal_walking_minute_by_minute(start: datetime, amount: int, hours: Hours) -> None:
    start = start.replace(second=0)
    limit = Limit(amount, HOUR)
    found = rules.due(CALENDAR, hours, start, limit).at
    left, now = amount * 60, start
    while left:
        minute = now.hour * 3600 + now.minute * 60
        serving = any(begin <= minute < end for begin, end in hours.spans)
        if not CALENDAR.is_working(now.date()):
            now = now.replace(hour=0, minute=0) + timedelta(days=1)
            continue
        left -= serving
        now += timedelta(minutes=1)
    assert found == now


@given(case=started(), amount=AMOUNTS, unit=st.sampled_from(Unit))
def test_at_the_due_instant_the_whole_limit_has_passed(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit
) -> None:
    start, pauses = case
    limit = Limit(amount, unit)
    ends = rules.due(CALENDAR, HOURS, start, limit, pauses)
    assert ends.at is not None
    used, whole = rules.elapsed(CALENDAR, HOURS, start, limit, pauses, ends.at)
    assert used == whole if unit is not NATURAL else used >= whole


@given(
    case=started(),
    amount=AMOUNTS,
    unit=st.sampled_from(Unit),
    later=st.integers(0, 60 * 24 * 60),
)
def test_what_a_minute_takes_is_what_passes_in_it(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit, later: int
) -> None:
    start, pauses = case
    now, limit = start + timedelta(minutes=later), Limit(amount, unit)
    used, whole = rules.elapsed(CALENDAR, HOURS, start, limit, pauses, now)
    then, _ = rules.elapsed(CALENDAR, HOURS, start, limit, pauses, now + timedelta(minutes=1))
    assert rules.passing(CALENDAR, HOURS, start, limit, pauses, now) == then - used
    assert rules.whole(CALENDAR, HOURS, start, limit) == whole > 0
