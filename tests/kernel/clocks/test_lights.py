"""What the clock light shows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks.hours import SHANGHAI, Hours
from yichuang.kernel.clocks.lights import LightState, Promise, glance, light, steady_until
from yichuang.kernel.clocks.rules import Limit, Pause, Unit


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def promise(limit: Limit = Limit(5), *pauses: Pause, start: str = "11-24 10:00") -> Promise:  # noqa: B008
    return Promise(national_calendar(), Hours.STANDARD, at(start), limit, pauses)


@pytest.mark.parametrize(
    ("now", "state", "words", "used", "over"),
    [
        ("11-24 10:00", "normal", "剩 5 日", 0, 0),
        ("11-25 17:30", "normal", "剩 4 日", 20, 0),
        ("11-26 12:00", "normal", "剩 3 日", 28, 0),
        ("11-29 12:00", "normal", "剩 2 日", 60, 0),  # a Sunday: nothing runs
        ("11-30 17:30", "warning", "剩 1 日", 80, 0),
        ("12-01 14:00", "warning", "剩 3 小时", 90, 0),
        ("12-01 16:50", "warning", "剩 40 分", 98, 0),
        ("12-01 17:30", "warning", "剩 1 分", 100, 0),
        ("12-01 17:31", "overdue", "超 1 分", 100, 1),
        ("12-01 20:00", "overdue", "超 2 小时", 100, 1),
        ("12-03 17:30", "overdue", "超 2 日", 100, 40),
        ("12-31 09:00", "overdue", "超 22 日", 100, 100),
    ],
)
def test_it_counts_down_in_the_largest_honest_unit(
    now: str, state: str, words: str, used: int, over: int
) -> None:
    shown = light(promise(), at(now))
    assert (shown.state, shown.words, shown.used, shown.over) == (state, words, used, over)


def test_the_sentence_says_limit_rest_and_due() -> None:
    assert light(promise(), at("11-24 10:00")).sentence == (
        "5 个工作日，还剩 5 个工作日，2026年12月1日（周二）17:30 到期"
    )
    assert light(promise(start="12-30 10:00"), at("12-30 10:00")).sentence.endswith("17:30 到期（暂定）")
    assert light(promise(), at("12-03 10:00")).sentence == (
        "5 个工作日，已于2026年12月1日（周二）17:30 到期，超期 2 个工作日"
    )


@pytest.mark.parametrize(
    ("now", "words", "sentence"),
    [
        ("11-27 17:30", "剩 4 自然日", "7 个自然日，还剩 4 个自然日，2026年12月1日（周二）17:30 到期"),
        ("12-05 10:00", "超 4 自然日", "7 个自然日，已于2026年12月1日（周二）17:30 到期，超期 4 个自然日"),
    ],
)
def test_calendar_days_are_called_by_their_name(now: str, words: str, sentence: str) -> None:
    seven = promise(Limit(7, Unit.CALENDAR_DAY))
    shown = light(seven, at(now))
    assert (shown.words, shown.sentence) == (words, sentence)
    assert light(seven, at("12-05 10:00"), stopped_at=at("11-30 10:00")).words == "用 6 自然日"


def test_a_clock_that_stands_still_is_grey_and_says_since_when() -> None:
    standing = Pause(date(2026, 11, 26), None, "检验", "文")
    shown = light(promise(Limit(5), standing), at("11-30 10:00"))
    assert (shown.state, shown.words, shown.used) == (LightState.PAUSED, "停 2 日", 40)
    assert shown.sentence == "5 个工作日，自2026年11月26日（周四）起停表：检验，停表的时间不算"
    assert light(promise(Limit(5), standing), at("11-26 16:00")).words == "暂停"
    ended = Pause(date(2026, 11, 26), date(2026, 11, 27), "检验", "文")
    assert light(promise(Limit(5), ended), at("11-27 10:00")).state == LightState.NORMAL


def test_a_pause_that_came_too_late_leaves_the_light_red() -> None:
    late = Pause(date(2026, 12, 3), None, "检验", "文")
    assert light(promise(Limit(5), late), at("12-04 10:00")).state == LightState.OVERDUE


def test_past_the_statutory_due_the_red_is_deep() -> None:
    now = at("12-30 10:00")
    assert not light(promise(), now, statutory_due=at("12-31 17:30")).deep
    assert light(promise(), now, statutory_due=at("12-22 17:30")).deep


@pytest.mark.parametrize(
    ("stopped", "words", "used", "sentence"),
    [
        ("11-24 15:00", "当日办结", 0, "5 个工作日，当日办结，没有超期"),
        ("11-27 17:30", "用 3 日", 60, "5 个工作日，用 3 个工作日，没有超期"),
        ("12-03 10:00", "超 2 日", 100, "5 个工作日，用 7 个工作日，超期 2 个工作日"),
    ],
)
def test_a_stopped_clock_keeps_the_arc_it_had(stopped: str, words: str, used: int, sentence: str) -> None:
    shown = light(promise(), at("12-31 10:00"), stopped_at=at(stopped))
    assert (shown.state, shown.words, shown.used, shown.sentence) == (LightState.DONE, words, used, sentence)


def test_working_hours_are_counted_in_service_time() -> None:
    overnight = promise(Limit(4, Unit.WORKING_HOUR), start="11-24 16:30")
    assert light(overnight, at("11-24 17:30")).words == "剩 3 小时"
    assert light(overnight, at("11-25 08:00")).words == "剩 3 小时"
    assert light(overnight, at("11-25 11:30")).words == "剩 30 分"


def test_a_same_day_limit_fills_during_the_day() -> None:
    shown = light(promise(Limit(0)), at("11-24 15:00"))
    assert (shown.words, shown.used, shown.state) == ("剩 2 小时", 58, LightState.WARNING)


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)),
    later=st.timedeltas(
        min_value=datetime(2025, 1, 1) - datetime(2025, 1, 1),
        max_value=datetime(2025, 3, 1) - datetime(2025, 1, 1),
    ),
    amount=st.integers(0, 30),
    unit=st.sampled_from(Unit),
)
def test_every_light_can_be_drawn(start: datetime, later: object, amount: int, unit: Unit) -> None:
    began = start.replace(tzinfo=SHANGHAI)
    now = began + later  # type: ignore[operator]
    shown = light(Promise(national_calendar(), Hours.STANDARD, began, Limit(amount, unit)), now)
    assert 0 <= shown.used <= 100
    assert 0 <= shown.over <= 100
    assert (shown.over > 0) == (shown.state is LightState.OVERDUE)
    assert (shown.state is LightState.OVERDUE) == (shown.due_at is not None and now > shown.due_at)
    assert shown.words[0] in "剩超"
    assert shown.sentence


def small(of: Promise, now: datetime) -> tuple[object, ...]:
    seen = glance(of, now)
    return seen.state, seen.used, seen.words, seen.due_at, of.passing(now)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)),
    later=st.one_of(
        st.timedeltas(timedelta(0), timedelta(days=40)), st.timedeltas(timedelta(0), timedelta(hours=9))
    ),
    amount=st.integers(0, 20),
    unit=st.sampled_from(Unit),
    stood=st.one_of(st.none(), st.tuples(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 12)))),
    share=st.floats(0, 1, exclude_max=True),
)
@settings(max_examples=400)
def test_a_light_stays_until_the_instant_that_is_said(
    start: datetime,
    later: timedelta,
    amount: int,
    unit: Unit,
    stood: tuple[int, int | None] | None,
    share: float,
) -> None:
    began = start.replace(tzinfo=SHANGHAI)
    pauses = []
    if stood is not None:
        begin = began.date() + timedelta(days=stood[0])
        pauses = [Pause(begin, None if stood[1] is None else begin + timedelta(days=stood[1]), "检验", "文")]
    of = Promise(national_calendar(), Hours.STANDARD, began, Limit(amount, unit), pauses)
    now = began + later
    until = steady_until(of, now)
    first = small(of, now)
    for then in (now + (until - now) * share, until - timedelta(microseconds=1)):
        if now <= then < until:
            assert small(of, then) == first, (now, then, until)


@pytest.mark.parametrize(
    ("unit", "change"),
    [
        (Unit.WORKING_DAY, "11-25 00:00"),  # a day less
        (Unit.WORKING_DAY, "11-25 09:00"),  # the arc begins to move
        (Unit.WORKING_DAY, "12-01 10:30"),  # the hours left
        (Unit.WORKING_DAY, "12-01 17:30"),  # due
        (Unit.WORKING_DAY, "12-01 18:30"),  # an hour over
        (Unit.WORKING_HOUR, "11-24 15:30"),  # the warning
        (Unit.WORKING_HOUR, "11-24 16:30"),  # due
    ],
)
def test_no_light_is_said_to_stay_past_a_change(unit: Unit, change: str) -> None:
    of = promise(Limit(5, unit))
    for before in (1, 59, 60, 61, 600, 3600, 20_000):
        now = at(change) - timedelta(seconds=before)
        assert steady_until(of, now) <= at(change), before


def test_most_lights_stay_for_minutes() -> None:
    of = promise(Limit(10))
    stays = [steady_until(of, at("11-25 09:10") + timedelta(minutes=n)) for n in range(100)]
    assert sum(until - at("11-25 09:10") >= timedelta(minutes=n + 10) for n, until in enumerate(stays)) > 50
    night = steady_until(of, at("11-25 18:10"))
    assert night == at("11-25 18:30")  # the hours until the due instant, whole ones
