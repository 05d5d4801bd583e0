"""A clock's life: start, pause, resume, extend, stop."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks import moves, rules
from yichuang.kernel.clocks.hours import SHANGHAI, Hours
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import Limit, Unit

CALENDAR, HOURS = national_calendar(), Hours.STANDARD


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def started(limit: Limit = Limit(5), when: str = "11-24 10:00") -> ClockRow:  # noqa: B008 - frozen
    return moves.start(CALENDAR, HOURS, "case:1", 2, "decision", 7, limit, at(when))


def test_a_started_clock_carries_its_due_and_its_warning() -> None:
    row = started()
    assert (row.subject, row.n, row.kind, row.owed_by_id) == ("case:1", 2, "decision", 7)
    assert (row.unit, row.amount, row.pauses, row.standing) == ("working_day", 5, [], False)
    assert (row.due_at, row.warn_at) == (at("12-01 17:30"), at("11-30 17:30"))
    assert (row.stopped_at, row.outcome, row.used) == (None, "", None)


def test_a_pause_stops_the_due_instant_and_resuming_brings_it_back_later() -> None:
    row = moves.pause(started(), at("11-26 09:00"), "鉴定", "特程〔2026〕3号")
    assert row.standing
    assert (row.due_at, row.warn_at) == (None, None)
    assert row.pauses == [{"from": "2026-11-26", "to": None, "reason": "鉴定", "document": "特程〔2026〕3号"}]
    row = moves.resume(row, CALENDAR, HOURS, at("12-04 15:00"))
    assert not row.standing
    assert row.due_at == at("12-09 17:30")
    assert row.pauses[0]["to"] == "2026-12-04"


def test_moves_leave_the_pauses_of_the_row_before_alone() -> None:
    row = moves.pause(started(), at("11-26 09:00"), "检验", "文")
    before = deepcopy(row.pauses)
    moves.resume(replace(row), CALENDAR, HOURS, at("12-04 15:00"))
    assert row.pauses == before


def test_a_pause_on_the_due_day_or_after_it_comes_too_late() -> None:
    for day in ("12-01 09:00", "12-03 09:00"):
        row = moves.pause(started(), at(day), "检验", "文")
        assert row.standing
        assert row.due_at == at("12-01 17:30")


def test_a_clock_resumed_on_the_same_day_is_as_it_was() -> None:
    row = moves.pause(started(), at("11-26 09:00"), "检验", "文")
    row = moves.resume(row, CALENDAR, HOURS, at("11-26 16:00"))
    assert (row.due_at, row.warn_at) == (started().due_at, started().warn_at)


@pytest.mark.parametrize(
    ("stopped", "outcome", "used"),
    [
        ("11-24 16:00", "early", 0),
        ("11-30 09:00", "early", 4),
        ("12-01 17:30", "on_time", 5),
        ("12-01 18:00", "late", 5),
        ("12-03 09:00", "late", 7),
    ],
)
def test_a_stopped_clock_says_how_it_went(stopped: str, outcome: str, used: int) -> None:
    row = moves.stop(started(), CALENDAR, HOURS, at(stopped))
    assert (row.stopped_at, row.outcome, row.used) == (at(stopped), outcome, used)


def test_an_outcome_may_be_given() -> None:
    assert moves.stop(started(), CALENDAR, HOURS, at("11-25 09:00"), "withdrawn").outcome == "withdrawn"


def test_stopping_a_clock_that_stands_still_ends_its_pause() -> None:
    row = moves.pause(started(), at("11-26 09:00"), "听证", "文")
    row = moves.stop(row, CALENDAR, HOURS, at("12-10 09:00"))
    assert (row.standing, row.used, row.outcome) == (False, 2, "early")
    assert row.pauses[0]["to"] == "2026-12-10"


def test_an_extension_lengthens_the_limit() -> None:
    row = moves.extend(started(Limit(20)), CALENDAR, HOURS, Limit(10))
    assert (row.amount, row.due_at) == (30, started(Limit(30)).due_at)
    with pytest.raises(ValueError, match="counts in working_day"):
        moves.extend(row, CALENDAR, HOURS, Limit(10, Unit.CALENDAR_DAY))


def test_an_extension_of_a_standing_clock_waits_for_it_to_run() -> None:
    row = moves.pause(started(), at("11-26 09:00"), "检验", "文")
    row = moves.extend(row, CALENDAR, HOURS, Limit(2))
    assert (row.due_at, row.amount, row.standing) == (None, 7, True)


def test_moves_that_make_no_sense_are_errors() -> None:
    running = started()
    with pytest.raises(ValueError, match="doesn't stand still"):
        moves.resume(running, CALENDAR, HOURS, at("11-25 09:00"))
    standing = moves.pause(started(), at("11-25 09:00"), "检验", "文")
    with pytest.raises(ValueError, match="stands still already"):
        moves.pause(standing, at("11-26 09:00"), "检验", "文")
    stopped = moves.stop(started(), CALENDAR, HOURS, at("11-25 09:00"))
    with pytest.raises(ValueError, match="has stopped"):
        moves.stop(stopped, CALENDAR, HOURS, at("11-26 09:00"))


def test_hours_used_are_begun_hours() -> None:
    row = started(Limit(4, Unit.WORKING_HOUR), "11-24 16:30")
    assert moves.stop(row, CALENDAR, HOURS, at("11-25 09:30")).used == 2


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)),
    amount=st.integers(0, 60),
    unit=st.sampled_from(Unit),
)
def test_kept_results_equal_the_rules(start: datetime, amount: int, unit: Unit) -> None:
    began = start.replace(tzinfo=SHANGHAI)
    row = moves.start(CALENDAR, HOURS, "case:1", 1, "decision", 7, Limit(amount, unit), began)
    ends = rules.due(CALENDAR, HOURS, began, Limit(amount, unit))
    assert (row.due_at, row.provisional) == (ends.at, ends.provisional)
    assert row.warn_at == rules.warn_at(CALENDAR, HOURS, began, Limit(amount, unit))
    assert row.warn_at is not None
    assert row.warn_at >= began - timedelta(0)
