"""The network's coverage, its people, and what its windows do a day: counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county, office
from tests.narrow import there

from yichuang.domains.organisation.models import Centre
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.figures import Period, Scope, State, rows, value, values
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch

pytestmark = pytest.mark.django_db
NOW = Period.of(FIRST, FIRST)


@pytest.fixture
def world() -> County:
    return county()


def sit(world: County, window: str, since: date, until: date | None = None) -> Post:
    """Somebody's post at a window."""
    actor = world.actor("window_clerk", world.centre)
    seat = Office.objects.get(code=window)
    Post.objects.filter(pk=there(actor.post)).update(
        seat=seat, since=since, until=until, active=until is None
    )
    return Post.objects.get(pk=there(actor.post))


def test_coverage_is_of_those_levels_that_should_have_a_place(world: County) -> None:
    scope = Scope.of(world.top.pk)
    covered = value(
        "network.coverage", scope, NOW
    )  # the county has a centre; the town has a village's station alone
    assert (covered.text, covered.numerator, covered.denominator) == ("50.00%", 1, 2)
    town = Office.objects.get(code="qinghe")
    office("village", "一村", "village", town)
    place = office("qinghe-centre", "青禾镇便民服务中心", "centre", town)
    Centre.objects.create(office=place, level="town")
    raise_epoch()
    covered = value("network.coverage", scope, NOW)
    assert (covered.text, covered.numerator, covered.denominator) == ("66.67%", 2, 3)
    Office.objects.filter(pk=place.pk).update(active=False)
    assert value("network.coverage", scope, NOW).numerator == 1


def test_people_are_counted_once_and_only_while_they_hold_a_post(world: County) -> None:
    post = sit(world, "w1", FIRST)
    Post.objects.create(account=post.account, office=world.top, role="leader", since=FIRST)
    world.actor("reviewer", world.departments[0])
    closed = world.actor("reviewer", world.departments[1])
    Account.objects.filter(pk=there(closed.account)).update(is_active=False)
    counts = [
        value("staff.posted", Scope.of(one.pk), NOW) for one in (world.top, world.centre, world.station)
    ]
    assert [(one.state, one.number) for one in counts] == [
        (State.NUMBER, 2), (State.NUMBER, 1), (State.NO_DATA, None),
    ]  # fmt: skip
    seen = rows("staff.posted", Scope.of(world.centre.pk), NOW, world.actor("leader", world.centre))
    assert {row.cells[0] for row in seen.rows} >= {post.account.name}


def test_what_a_window_does_a_day_is_of_staffed_windows_and_working_days(world: County) -> None:
    Story(world, 5).tell(30)
    two_weeks = Period.of(FIRST, FIRST + timedelta(13))
    scope = Scope.of(world.top.pk)
    assert value("cases.per_window_day", scope, two_weeks).state is State.NOTHING_TO_DIVIDE_BY
    sit(world, "w1", FIRST - timedelta(90))
    sit(world, "w2", FIRST - timedelta(90), until=FIRST - timedelta(1))  # nobody sat there any more
    found = values(("cases.concluded", "catalogue.staffed_windows", "cases.per_window_day"), scope, two_weeks)
    concluded, staffed, daily = found.values()
    assert staffed.number == 1
    assert daily.denominator == 10
    assert daily.number == (concluded.number or 0) / Decimal(10)
    sit(world, "w2", FIRST)
    assert value("cases.per_window_day", scope, two_weeks).denominator == 20
    begun = Period.until(FIRST, FIRST + timedelta(13), at_hour(FIRST + timedelta(2)))
    assert value("cases.per_window_day", scope, begun).denominator == 6  # three days of it have come
