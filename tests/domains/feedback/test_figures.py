"""The figures of evaluations: what is mistaken isn't counted, what is open past its limit isn't forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.domains.feedback.bad import FOUND, GIVEN_AT, bad_one, do, rectified, verified
from tests.worlds import World, county, delivered, staff

from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.figures.answers import values
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.listed import recount, rows

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def world() -> World:
    return county()


def shown(world: World, *names: str, period: Period | None = None) -> list[str]:
    codes = [f"evaluation.{name}" for name in names]
    found = values(codes, Scope.of(world.county.pk), period or Period.of(FIRST, LAST))
    return [found[code].text for code in codes]


def test_a_mistaken_one_leaves_the_rates_and_is_shown_as_what_it_is(world) -> None:
    bad_one(world, level=5)
    found = verified(world, "mistaken")
    assert shown(world, "count", "bad", "not_counted", "satisfaction_rate") == ["2", "1", "0", "50.00%"]
    do(actions.discount, found, staff(posts.SUPERVISOR, world.county), answer=f"{FOUND}，是误评")
    assert shown(world, "count", "bad", "not_counted", "satisfaction_rate") == ["1", "0", "1", "100.00%"]


def test_the_rate_of_rectification_counts_the_open_ones_too(world) -> None:
    rectified(world)
    bad_one(world)
    assert shown(world, "rectified_rate") == ["50.00%"]


def test_on_time_is_of_those_whose_limit_has_ended(world) -> None:
    rectified(world)
    late = GIVEN_AT + timedelta(days=10)
    rectified(world, at=late)
    bad_one(world)  # never answered
    assert shown(world, "on_time_rectified_rate") == ["33.33%"]
    before = Period.until(FIRST, GIVEN_AT.date(), GIVEN_AT + timedelta(hours=6))
    assert shown(world, "on_time_rectified_rate", "rectified_rate", period=before) == ["100.00%", "33.33%"]


def test_without_bad_ones_there_is_no_rate(world) -> None:
    bad_one(world, level=5)
    assert shown(world, "bad", "rectified_rate", "on_time_rectified_rate") == ["0", "—", "—"]


def test_an_old_ledgers_bad_one_is_counted_and_owed_nothing(world) -> None:
    service = service_of(delivered(world))
    actions.evaluate(service, level=1, words="", tags=[], channel="imported", at=GIVEN_AT)
    assert shown(world, "bad", "owed", "rectified_rate") == ["1", "0", "—"]


def test_who_stays_dissatisfied_is_shown(world) -> None:
    found = rectified(world)
    actions.answer_back(found, level=2, words="", at=GIVEN_AT + timedelta(days=3))
    assert shown(world, "replies", "still_unsatisfied") == ["1", "1"]


@pytest.mark.parametrize("name", ["bad", "owed", "rectified", "rectified_on_time", "rectification_ended"])
def test_the_rows_behind_a_figure_are_as_many_as_it_says_and_name_no_case(world, name) -> None:
    rectified(world)
    rectified(world, at=GIVEN_AT + timedelta(days=10))
    bad_one(world)
    scope, period = Scope.of(world.county.pk), Period.of(FIRST, LAST)
    value = values([f"evaluation.{name}"], scope, period)[f"evaluation.{name}"]
    assert recount(value).same
    found = rows(value.code, scope, period, world.manager)
    assert found.total == value.number
    assert "519921" not in str(found)
