"""The working days of the years whose notices are out, and the years after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunardate import LunarDate

from yichuang.kernel.calendar import festivals
from yichuang.kernel.calendar.rules import Calendar, DatedRow, DayKind, OutOfRange
from yichuang.kernel.calendar.seeds import national_calendar, national_rows

# The notices of three years: weekdays off, weekends worked, working days in all (first and last day of a stretch)
NOTICES = {
    2024: (
        "01-01 02-12~02-16 04-04~04-05 05-01~05-03 06-10 09-16~09-17 10-01~10-04 10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
        251,
    ),
    2025: (
        "01-01 01-28~01-31 02-03~02-04 04-04 05-01~05-02 05-05 06-02 10-01~10-03 10-06~10-08",
        "01-26 02-08 04-27 09-28 10-11",
        248,
    ),
    2026: (
        "01-01~01-02 02-16~02-20 02-23 04-06 05-01 05-04~05-05 06-19 09-25 10-01~10-02 10-05~10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
        248,
    ),
}
DAYS = st.dates(date(2005, 1, 1), date(2090, 12, 31))


def stretch(year: int, text: str) -> set[date]:
    """The days of a table cell."""
    found: set[date] = set()
    for part in text.split():
        first, _, last = part.partition("~")
        day, end = (date.fromisoformat(f"{year}-{each}") for each in (first, last or first))
        while day <= end:
            found.add(day)
            day += timedelta(1)
    return found


def year_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", NOTICES)
def test_seeded_years_are_exactly_the_notices(year: int) -> None:
    off, worked, total = NOTICES[year]
    calendar = national_calendar()
    days = year_days(year)
    assert {d for d in days if d.weekday() < 5 and not calendar.is_working(d)} == stretch(year, off)
    assert {d for d in days if d.weekday() >= 5 and calendar.is_working(d)} == stretch(year, worked)
    assert sum(calendar.is_working(d) for d in days) == total
    assert not any(calendar.day(d).provisional for d in days)


def test_a_year_without_a_notice_counts_weekdays_less_the_statutory_festivals() -> None:
    calendar = national_calendar()
    # 2027: 除夕 is 02-05, 清明 04-05, 端午 06-09, 中秋 09-15
    expected = {
        date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5), date(2027, 6, 9),
        date(2027, 9, 15), date(2027, 10, 1),
    }  # fmt: skip
    off = {d for d in year_days(2027) if d.weekday() < 5 and not calendar.is_working(d)}
    assert off == expected
    assert not any(d.weekday() >= 5 and calendar.is_working(d) for d in year_days(2027))
    assert all(calendar.is_provisional(d) for d in year_days(2027))
    seen = calendar.day(date(2027, 2, 5))
    assert (seen.kind, seen.working, seen.why) == (DayKind.HOLIDAY, False, "春节（法定节日，暂定）")
    assert seen.source == "全国年节及纪念日放假办法"


@pytest.mark.parametrize("year", range(festivals.FIRST_YEAR, festivals.LAST_YEAR + 1))
def test_lunar_festivals_agree_with_an_independent_computation(year: int) -> None:
    days = festivals.statutory(year)
    first = LunarDate(year, 1, 1).to_solar_date()
    assert festivals.spring_festival(year) == first
    assert {first + timedelta(n) for n in (-1, 0, 1, 2)} <= days.keys()
    assert "端午节" in days[LunarDate(year, 5, 5).to_solar_date()]
    assert "中秋节" in days[LunarDate(year, 8, 15).to_solar_date()]
    assert 12 <= len(days) <= 13
    assert festivals.tomb_sweeping(year).day in (4, 5)


def test_known_tomb_sweeping_days() -> None:
    # 清明 has been the 4th or 5th; the notices of these years name it
    known = {2008: 4, 2011: 5, 2016: 4, 2019: 5, 2023: 5, 2024: 4, 2025: 4, 2026: 5}
    assert {year: festivals.tomb_sweeping(year).day for year in known} == known


def test_two_festivals_on_one_day_are_named_both() -> None:
    assert festivals.statutory(2031)[date(2031, 10, 1)] == "中秋节、国庆节"


def test_a_year_stays_provisional_until_its_whole_notice_is_in() -> None:
    one = DatedRow(date(2027, 1, 1), DayKind.HOLIDAY, "元旦", "通知")
    partly = Calendar([*national_rows(), one])
    assert partly.is_provisional(date(2027, 1, 1))
    anchors = [date(2027, 1, 1), date(2027, 2, 6), date(2027, 5, 1), date(2027, 10, 1)]
    whole = Calendar([*national_rows(), *(DatedRow(day, DayKind.HOLIDAY, "节日", "通知") for day in anchors)])
    assert not whole.is_provisional(date(2027, 7, 1))
    # the notice is the law of its year: what it doesn't name is no day off
    assert whole.is_working(date(2027, 4, 5))


@given(start=DAYS, n=st.integers(1, 400))
def test_counting_forward_and_back_agree(start: date, n: int) -> None:
    calendar = national_calendar()
    end = calendar.nth_working_day_after(start, n)
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == n
    assert calendar.working_days_between(start, end - timedelta(1)) == n - 1


@given(start=DAYS, length=st.integers(0, 200))
def test_prefix_sums_equal_counting_day_by_day(start: date, length: int) -> None:
    calendar = national_calendar()
    days = [start + timedelta(n) for n in range(1, length + 1)]
    assert calendar.working_days_between(start, start + timedelta(length)) == sum(
        calendar.day(day).working for day in days
    )


@given(day=DAYS)
def test_neighbours_are_working_days_with_none_between(day: date) -> None:
    calendar = national_calendar()
    after, before = calendar.on_or_after(day), calendar.last_working_day_before(day)
    assert before < day <= after
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    between = (before + timedelta(n) for n in range(1, (after - before).days))
    assert not any(calendar.is_working(each) for each in between)


def test_the_nearest_scope_wins_and_within_it_the_latest_version() -> None:
    day = date(2026, 11, 25)
    rows = [
        DatedRow(day, DayKind.CLOSED, "停办", "文一", "停电", scope="/1/", version=2),
        DatedRow(day, DayKind.WORKDAY, "照常", "文二", "提前来电", scope="/1/", version=3),
        DatedRow(day, DayKind.CLOSED, "停办", "文三", "暴雨", scope="/1/7/", version=1),
    ]
    assert not Calendar(rows).is_working(day)
    assert Calendar(rows[:2]).is_working(day)
    assert not Calendar(rows[:1]).is_working(day)
    seen = Calendar(rows).day(day)
    assert (seen.kind, seen.why, seen.source) == (DayKind.CLOSED, "停办：暴雨", "文三")


def test_an_opened_day_serves_but_never_counts() -> None:
    saturday, holiday, monday = date(2026, 11, 28), date(2026, 10, 1), date(2026, 11, 30)
    rows = [DatedRow(day, DayKind.OPENED, "周末开放", "文") for day in (saturday, holiday, monday)]
    calendar = Calendar([*national_rows(), *rows])
    for day in (saturday, holiday):
        assert calendar.is_open(day)
        assert not calendar.is_working(day)
        assert calendar.day(day).kind is DayKind.OPENED
    assert calendar.is_working(monday)
    assert calendar.day(monday).kind is DayKind.WORKDAY
    assert calendar.working_days_between(date(2026, 11, 27), monday) == 1


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2100, 1, 1)])
def test_days_beyond_the_calendar_are_refused_in_words(day: date) -> None:
    with pytest.raises(OutOfRange, match="2004 年到 2099 年"):
        national_calendar().day(day)
    with pytest.raises(OutOfRange):
        Calendar([DatedRow(day, DayKind.CLOSED, "停办", "文")])


def test_counting_stops_at_the_end_of_the_calendar() -> None:
    with pytest.raises(OutOfRange):
        national_calendar().nth_working_day_after(date(2099, 12, 31), 1)
    with pytest.raises(ValueError, match="from 1"):
        national_calendar().nth_working_day_after(date(2026, 1, 1), 0)


def test_reasons_are_words_for_people() -> None:
    calendar = national_calendar()
    assert calendar.day(date(2026, 10, 1)).why == "国庆节放假"
    assert calendar.day(date(2026, 10, 10)).why == "国庆节调休上班（周六）"
    assert calendar.day(date(2026, 11, 28)).why == "周六"
    assert calendar.day(date(2026, 11, 27)).why == "工作日（周五）"
    assert calendar.day(date(2026, 10, 1)).source == "国务院办公厅关于2026年部分节假日安排的通知"
