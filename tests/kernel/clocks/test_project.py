"""A change of the calendar: which open clocks move, seen before and done after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest

from yichuang.kernel.calendar import changes
from yichuang.kernel.calendar import queries as calendars
from yichuang.kernel.calendar.rules import DatedRow, DayKind
from yichuang.kernel.clocks import moves, project, queries
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import Limit
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def offices(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Office]]:
    """A county with two departments; the second one closes at four."""
    calendars.forget()
    monkeypatch.setattr("yichuang.kernel.offices.queries._kept", None)  # epochs are rolled back between tests
    county = Office.objects.create(code="t-1", name="县", kind="county", path="/9001/")
    first = Office.objects.create(code="t-2", name="甲局", kind="department", parent=county, path="/9001/1/")
    second = Office.objects.create(
        code="t-3", name="乙局", kind="department", parent=county, path="/9001/2/", hours=[["08:00", "16:00"]]
    )
    raise_epoch()
    yield {"first": first, "second": second}
    calendars.forget()


def keep(row: ClockRow) -> ClockRow:
    Clock.objects.create(**asdict(row))
    return row


def begin(office: Office, subject: str, limit: int = 5, when: str = "11-24 10:00") -> ClockRow:
    calendar, hours = queries.Times().of(office.id)
    return moves.start(calendar, hours, subject, 1, "decision", office.id, Limit(limit), at(when))


def storm(scope: str) -> list[DatedRow]:
    return [DatedRow(date(2026, 11, 26), DayKind.CLOSED, "停办", "县府函〔2026〕9号", "暴雨", scope)]


def due_of(subject: str) -> datetime | None:
    return Clock.objects.get(subject=subject).due_at


def test_a_preview_names_the_clocks_that_would_move_and_writes_nothing(offices: dict[str, Office]) -> None:
    keep(begin(offices["first"], "case:1"))
    keep(begin(offices["second"], "case:2"))
    keep(begin(offices["first"], "case:3", limit=1))  # due before the storm
    keep(begin(offices["first"], "case:4", when="11-26 10:00"))  # begun on the day, which isn't counted
    moved = project.preview(storm("/9001/1/"))
    assert [(m.subject, m.kind, m.old_due, m.new_due) for m in moved] == [
        ("case:1", "decision", at("12-01 17:30"), at("12-02 17:30"))
    ]
    assert due_of("case:1") == at("12-01 17:30")
    assert {m.subject for m in project.preview(storm("/9001/"))} == {"case:1", "case:2"}


def test_entering_the_change_moves_what_the_preview_said(offices: dict[str, Office]) -> None:
    keep(begin(offices["first"], "case:1"))
    keep(begin(offices["second"], "case:2"))
    rows = storm("/9001/")
    seen = project.preview(rows)
    version = changes.enter(rows, "staff:3", NOW)
    assert project.project(rows, version) == seen
    assert (due_of("case:1"), due_of("case:2")) == (at("12-02 17:30"), at("12-02 16:00"))
    assert Clock.objects.get(subject="case:1").warn_at == at("12-01 17:30")
    assert project.project(rows, version) == []


def test_stopped_and_standing_clocks_stay_as_they_are(offices: dict[str, Office]) -> None:
    calendar, hours = queries.Times().of(offices["first"].id)
    stopped = moves.stop(begin(offices["first"], "case:1"), calendar, hours, at("11-25 10:00"))
    standing = moves.pause(begin(offices["first"], "case:2"), at("11-25 10:00"), "检验", "文")
    keep(stopped)
    keep(standing)
    rows = storm("/9001/")
    assert project.project(rows, changes.enter(rows, "staff:3", NOW)) == []
    assert (due_of("case:1"), due_of("case:2")) == (at("12-01 17:30"), None)


def test_the_notice_of_the_next_year_makes_due_days_certain(offices: dict[str, Office]) -> None:
    row = keep(begin(offices["first"], "case:1", when="12-29 10:00"))  # 5 days: 30, 31, 4, 5, 6 January
    assert row.provisional
    keep(begin(offices["first"], "case:2", limit=60))
    days = {date(2027, 1, n): "元旦" for n in (1, 2, 3, 4)}
    days |= {date(2027, 2, 6): "春节", date(2027, 5, 1): "劳动节", date(2027, 10, 1): "国庆节"}
    notice = [DatedRow(day, DayKind.HOLIDAY, name, "国办通知") for day, name in days.items()]
    version = changes.enter(notice, "staff:3", NOW)
    moved = project.project(notice, version)
    assert [m.subject for m in moved] == ["case:1", "case:2"]
    clock = Clock.objects.get(subject="case:1")
    assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 7, 17, 30, tzinfo=SHANGHAI), False)


def test_new_hours_of_an_office_move_its_clocks(offices: dict[str, Office]) -> None:
    keep(begin(offices["first"], "case:1"))
    keep(begin(offices["second"], "case:2"))
    Office.objects.filter(path="/9001/1/").update(hours=[["09:00", "18:00"]])
    raise_epoch()
    assert [m.subject for m in project.project_hours("/9001/1/")] == ["case:1"]
    assert (due_of("case:1"), due_of("case:2")) == (at("12-01 18:00"), at("12-01 16:00"))


def test_many_clocks_are_moved_in_portions(
    offices: dict[str, Office], monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr(project, "CHUNK", 4)
    rows = [begin(offices["first"], f"case:{n}") for n in range(10)]
    Clock.objects.bulk_create(Clock(**asdict(row)) for row in rows)
    change = storm("/9001/1/")
    version = changes.enter(change, "staff:3", NOW)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        moved = project.project(change, version)
    assert len(moved) == 10
    assert set(Clock.objects.values_list("due_at", flat=True)) == {at("12-02 17:30")}


def test_open_clocks_are_found_by_subject(offices: dict[str, Office]) -> None:
    first = begin(offices["first"], "case:1")
    keep(first)
    calendar, hours = queries.Times().of(offices["first"].id)
    keep(moves.stop(begin(offices["first"], "case:2"), calendar, hours, at("11-25 10:00")))
    found = queries.open_for(["case:1", "case:2", "case:3"])
    assert list(found) == ["case:1"]
    assert [clock.kind for clock in found["case:1"]] == ["decision"]


def test_a_stored_clock_explains_itself_and_shows_its_light(offices: dict[str, Office]) -> None:
    keep(begin(offices["second"], "case:1"))
    clock = Clock.objects.get(subject="case:1")
    days = queries.explain(clock)
    assert (days[-1].date, sum(day.counted for day in days)) == (date(2026, 12, 1), 5)
    shown = queries.light_of(clock, at("12-01 15:00"))
    assert (shown.words, shown.due_at) == ("剩 1 小时", at("12-01 16:00"))


def test_a_standing_clock_explains_itself_up_to_the_day_asked_for(offices: dict[str, Office]) -> None:
    keep(moves.pause(begin(offices["first"], "case:1"), at("11-25 10:00"), "检验", "特程〔2026〕1号"))
    clock = Clock.objects.get(subject="case:1")
    assert queries.explain(clock)[-1].date == date(2026, 11, 25)
    last = queries.explain(clock, date(2026, 11, 27))[-1]
    assert (last.counted, last.why) == (False, "停表：检验（特程〔2026〕1号）")
