"""Why each day counted or didn't, and that as many count as the limit has."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from tests.kernel.clocks.clockwork import (
    AMOUNTS,
    CALENDAR,
    DAY_UNITS,
    HOURS,
    NATURAL,
    due_at,
    pause,
    started,
)

from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.explaining import explain
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.clocks.rules import Limit, Pause, Unit


def explained(start: str, limit: Limit, until: str, *pauses: Pause) -> dict[str, tuple[bool, str]]:
    days = explain(
        CALENDAR, date.fromisoformat(f"2026-{start}"), limit, pauses, date.fromisoformat(f"2026-{until}")
    )
    return {f"{day.date:%m-%d}": (day.counted, day.why) for day in days}


def test_every_day_says_why_it_counted_or_not() -> None:
    days = explained("09-29", Limit(4), "10-12", pause("09-30", "10-08"))
    assert days == {
        "09-29": (False, "起始日不计（民法典第201条）"),
        "09-30": (True, "工作日（周三）"),
        **{f"10-0{n}": (False, "国庆节放假") for n in range(1, 8)},
        "10-08": (False, "停表：检验（特程〔2026〕1号）"),
        "10-09": (True, "工作日（周五）"),
        "10-10": (True, "国庆节调休上班（周六）"),
        "10-11": (False, "周日"),
        "10-12": (True, "工作日（周一）"),
    }


def test_calendar_days_explain_how_they_moved_on_and_that_they_are_over() -> None:
    days = explained("11-25", Limit(10, NATURAL), "12-08")
    assert days["11-28"] == (True, "周六（自然日，照算）")
    assert days["12-05"] == (True, "期满日不办公，顺延（民法典第203条）：周六")
    assert days["12-06"] == (False, "期满日不办公，顺延（民法典第203条）：周日")
    assert days["12-07"] == (False, "顺延到这天（民法典第203条）")
    assert days["12-08"] == (True, "期限已满，工作日（周二）")


def test_calendar_days_that_end_on_a_legal_holiday_say_so_and_move_on() -> None:
    """Seven days from 25 September end within the National Day; the eighth is the first working day after it."""
    assert due_at("09-25 16:00", Limit(7, NATURAL)) == "2026-10-08 17:30"
    days = explained("09-25", Limit(7, NATURAL), "10-08")
    assert days["09-25"] == (False, "起始日不计（民法典第201条）")
    assert days["09-26"] == (True, "中秋节放假（自然日，照算）")
    assert days["10-01"] == (True, "国庆节放假（自然日，照算）")
    assert days["10-02"] == (True, "期满日不办公，顺延（民法典第203条）：国庆节放假")
    assert days["10-07"] == (False, "期满日不办公，顺延（民法典第203条）：国庆节放假")
    assert days["10-08"] == (False, "顺延到这天（民法典第203条）")
    assert sum(counted for counted, _ in days.values()) == 7


def test_a_same_day_limit_explains_itself() -> None:
    assert explained("11-24", Limit(0), "11-24") == {"11-24": (False, "当日到期")}
    assert explained("11-28", Limit(0), "11-30")["11-30"] == (False, "顺延到这天（民法典第203条）")


@given(case=started(), amount=AMOUNTS, unit=DAY_UNITS)
def test_the_explanation_counts_exactly_the_limit(
    case: tuple[datetime, list[Pause]], amount: int, unit: Unit
) -> None:
    start, pauses = case
    ends = rules.due(CALENDAR, HOURS, start, Limit(amount, unit), pauses)
    assert ends.on is not None
    days = explain(CALENDAR, local_day(start), Limit(amount, unit), pauses, ends.on)
    assert sum(day.counted for day in days) == amount
    assert [day.date for day in days] == [
        local_day(start) + timedelta(n) for n in range((ends.on - local_day(start)).days + 1)
    ]
    assert all(day.why for day in days)
