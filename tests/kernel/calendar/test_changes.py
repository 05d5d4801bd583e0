"""Entering days, reading calendars by version and by office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from yichuang.kernel.calendar import changes, queries
from yichuang.kernel.calendar.changes import BadDay
from yichuang.kernel.calendar.models import CalendarDay
from yichuang.kernel.calendar.rules import DatedRow, DayKind
from yichuang.kernel.calendar.seeds import national_rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
STORM = DatedRow(date(2026, 11, 26), DayKind.CLOSED, "停办", "县府函〔2026〕9号", "暴雨", scope="/1/7/")


@pytest.fixture(autouse=True)
def fresh_books() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def test_migrating_enters_every_notice_once() -> None:
    assert CalendarDay.objects.count() == len(national_rows())
    assert changes.missing_years() == []
    before = queries.current_version()
    assert changes.seed(NOW) == 0
    assert queries.current_version() == before
    assert queries.calendar_for("/1/").known_years == set(range(2004, 2027))


def test_a_missing_year_is_entered_again_and_only_that_year() -> None:
    CalendarDay.objects.filter(day__year=2026).delete()
    entered = changes.seed(NOW)
    assert entered == sum(row.day.year == 2026 for row in national_rows())
    assert CalendarDay.objects.count() == len(national_rows())


def test_a_local_closing_holds_for_its_subtree_and_from_its_version_on() -> None:
    before = queries.current_version()
    version = changes.enter([STORM], "staff:3", NOW)
    assert version == before + 1 == queries.current_version()
    for path, working in (
        ("/1/7/", False),
        ("/1/7/12/", False),
        ("/1/8/", True),
        ("/1/", True),
        ("/1/70/", True),
    ):
        assert queries.calendar_for(path).is_working(STORM.day) is working
        assert queries.calendar_for(path, before).is_working(STORM.day)
    stored = CalendarDay.objects.get(version=version)
    assert (stored.entered_by, stored.entered_at, stored.reason) == ("staff:3", NOW, "暴雨")


def test_a_closing_taken_back_stays_on_record() -> None:
    changes.enter([STORM], "staff:3", NOW)
    changes.enter([replace(STORM, kind=DayKind.WORKDAY, reason="雨停了，照常上班")], "staff:3", NOW)
    assert queries.calendar_for("/1/7/").is_working(STORM.day)
    assert CalendarDay.objects.filter(day=STORM.day, office_path="/1/7/").count() == 2


def test_offices_that_no_local_row_touches_share_one_calendar() -> None:
    changes.enter([STORM], "staff:3", NOW)
    assert queries.calendar_for("/1/8/") is queries.calendar_for("/1/9/4/")
    assert queries.calendar_for("/1/7/") is queries.calendar_for("/1/7/3/")
    assert queries.calendar_for("/1/7/") is not queries.calendar_for("/1/8/")


def test_a_known_version_is_read_without_a_query(django_assert_num_queries: object) -> None:
    version = queries.current_version()
    queries.calendar_for("/1/", version)
    with django_assert_num_queries(0):  # type: ignore[operator]
        queries.calendar_for("/1/5/", version)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (replace(STORM, source=" "), "source", "依据的文件"),
        (replace(STORM, reason=""), "reason", "停办的原因"),
        (replace(STORM, scope=""), "office_path", "停办的机构"),
        (replace(STORM, kind=DayKind.HOLIDAY), "kind", "国务院规定"),
        (replace(STORM, kind=DayKind.MAKE_UP, scope=""), "kind", "只能填在周六、周日"),
        (replace(STORM, name="停" * 61), "name", "最多填 60 个字"),
        (replace(STORM, reason="雨" * 201), "reason", "最多填 200 个字"),
        (replace(STORM, day=date(2100, 1, 1)), "day", "2099"),
    ],
)
def test_rows_that_cannot_stand_are_refused_in_words(row: DatedRow, field: str, words: str) -> None:
    before = (CalendarDay.objects.count(), queries.current_version())
    with pytest.raises(BadDay, match=words) as refused:
        changes.enter([row], "staff:3", NOW)
    assert refused.value.field == field
    assert (CalendarDay.objects.count(), queries.current_version()) == before


def test_a_day_given_twice_or_none_at_all_is_refused() -> None:
    with pytest.raises(BadDay, match="填了两次"):
        changes.check([STORM, STORM])
    with pytest.raises(BadDay, match="至少填一天"):
        changes.check([])
