"""Periods, what they are compared with, and who may ask about which office."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.figures.histories import FIRST, Story, county

from yichuang.kernel.figures import Period, Scope, rows, values
from yichuang.kernel.figures.asking import check_may_ask
from yichuang.kernel.verbs import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("first", "last", "before", "year_ago"),
    [
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")),
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        ("2026-01-01", "2026-03-31", ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        ("2026-03-10", "2026-03-19", ("2026-02-28", "2026-03-09"), ("2025-03-10", "2025-03-19")),
        ("2024-02-29", "2024-02-29", ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
    ],
)
def test_a_period_has_one_before_it_and_one_a_year_ago(first, last, before, year_ago):
    period = Period.of(date.fromisoformat(first), date.fromisoformat(last))
    assert tuple(day.isoformat() for day in period.before.days) == before
    assert tuple(day.isoformat() for day in period.a_year_ago.days) == year_ago


@given(st.dates(date(2005, 1, 1), date(2060, 1, 1)), st.integers(0, 900))
def test_the_period_before_ends_on_the_eve(first, length):
    period = Period.of(first, first + timedelta(length))
    assert period.before.last == first - timedelta(1)
    assert period.before.first <= period.before.last


def test_a_day_that_isnt_over_is_looked_at_up_to_now():
    now = datetime(2026, 3, 5, 10, tzinfo=SHANGHAI)
    assert Period.until(date(2026, 3, 1), date(2026, 3, 5), now).cut_off == now
    over = Period.until(date(2026, 3, 1), date(2026, 3, 4), now)
    assert over == Period.of(date(2026, 3, 1), date(2026, 3, 4))


@pytest.mark.parametrize(
    ("first", "last", "field"), [("2026-03-05", "2026-03-04", "to"), ("1980-01-01", "2026-01-01", "from")]
)
def test_a_period_that_makes_no_sense_is_refused(first, last, field):
    with pytest.raises(Refused) as refused:
        Period.until(date.fromisoformat(first), date.fromisoformat(last), datetime.now(SHANGHAI))
    assert refused.value.field == field


@pytest.mark.django_db
def test_a_chief_asks_about_the_own_department_alone():
    world = county()
    chief = world.actor("chief_representative", world.departments[0])
    check_may_ask(chief, Scope.of(world.departments[0].pk))
    for office in (world.top, world.centre, world.departments[1]):
        with pytest.raises(Refused) as refused:
            check_may_ask(chief, Scope.of(office.pk))
        assert refused.value.code == "no_right"


@pytest.mark.django_db
def test_numbers_go_beyond_the_own_office_but_rows_dont():
    world = county()
    Story(world, 5).tell(40)
    supervisor = world.actor("supervisor", world.departments[0])
    period = Period.of(FIRST, FIRST + timedelta(60))
    whole, own = Scope.of(world.top.pk), Scope.of(world.departments[0].pk)
    all_of = values(["cases.received"], whole, period)["cases.received"].number or 0
    mine = values(["cases.received"], own, period)["cases.received"].number or 0
    page = rows("cases.received", whole, period, supervisor)
    assert page.total == mine < all_of
    assert page.total + page.beyond == all_of


@pytest.mark.django_db
def test_an_evaluation_stays_hidden_from_the_department_that_got_it():
    world = county()
    chief = world.actor("chief_representative", world.departments[0])
    scope, period = Scope.of(world.departments[0].pk), Period.of(FIRST, FIRST)
    with pytest.raises(Refused) as refused:
        rows("evaluation.bad", scope, period, chief)
    assert refused.value.code == "no_right"
    with pytest.raises(Refused):
        rows("cases.received", scope, period, world.actor("window_clerk", world.centre))
