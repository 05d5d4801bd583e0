"""How figures add limits of two units."""

from __future__ import annotations

import pytest
from tests.worlds import item, office

from yichuang.domains.catalogue.limits import DAY_UNITS, in_working_days
from yichuang.domains.catalogue.models import ItemVersion
from yichuang.kernel.clocks.rules import Limit, Unit


@pytest.mark.parametrize(
    ("days", "working"),
    [
        (0, 0),
        (1, 1),
        (2, 1),
        (3, 2),
        (7, 5),
        (10, 7),
        (15, 10),
        (30, 20),
        (45, 31),
        (60, 41),
        (90, 61),
        (365, 248),
    ],
)
def test_calendar_days_are_added_by_the_share_of_a_year_that_is_worked(days: int, working: int) -> None:
    assert in_working_days(Limit(days, Unit.CALENDAR_DAY)) == working
    assert in_working_days(Limit(days)) == days


def test_an_item_counts_in_days_alone() -> None:
    assert DAY_UNITS == {"working_day": "工作日", "calendar_day": "自然日"}


@pytest.mark.django_db
def test_the_database_adds_them_as_the_rule_does() -> None:
    version = item(office("d", "某局", "department"), "a-1", "某事项", statutory=None, promised=5)
    row = ItemVersion.objects.get(pk=version)
    assert (row.statutory_working_days, row.promised_working_days) == (None, 5)
    for days in (1, 3, 7, 10, 15, 30, 45, 60, 89, 365):
        ItemVersion.objects.update(
            statutory_days=days,
            statutory_unit="calendar_day",
            promised_days=days,
            promised_unit="working_day",
        )
        row.refresh_from_db()
        assert row.statutory_working_days == in_working_days(Limit(days, Unit.CALENDAR_DAY))
        assert row.promised_working_days == days
