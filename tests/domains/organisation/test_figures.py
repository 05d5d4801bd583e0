"""The network's coverage, its people, and what its windows do a day: counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county, office
from tests.narrow import there

from yichuang.domains.organisation import actions
from yichuang.domains.organisation.models import Centre
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.figures import Period, Scope, State, explain, known_since, rows, value, values
from yichuang.kernel.figures.listed import recount
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.verbs.perform import perform

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


def by(verb: Any, subject: str | None, day: date, **given: Any) -> None:
    perform(verb, subject, by=SYSTEM, at=at_hour(day, 9), **given)


def on(code: str, world: County, day: date, place: Office | None = None) -> tuple[State, int]:
    """A figure at the end of a day, counted a second time from its rows."""
    got = value(code, Scope.of((place or world.top).pk), Period.of(day, day))
    assert recount(got).same, code
    number = got.number if got.numerator is None else got.numerator
    assert len(rows(code, got.scope, got.period, SYSTEM).rows) == int(number or 0)
    return got.state, int(got.number or 0)


def test_places_are_counted_as_they_were_at_the_end_of_the_period(world: County) -> None:
    """A station that is closed, opened again and closed once more, and a centre that is set up in between."""
    codes = ("network.stations", "network.town_centres", "network.covered", "network.regions")

    def told(day: date) -> list[int]:
        return [on(code, world, day)[1] for code in codes]

    station = f"office:{world.station.pk}"
    by(actions.close, station, FIRST + timedelta(10), reason="修路，暂时停用")
    by(actions.reopen, station, FIRST + timedelta(20))
    town = Office.objects.get(code="qinghe")
    by(
        actions.add_centre, None, FIRST + timedelta(30), region=town.pk, code="qh-centre",
        name="青禾镇便民服务中心", region_code="519921",
    )  # fmt: skip
    by(actions.add_region, None, FIRST + timedelta(35), code="village-1", name="一村", above=town.pk)
    by(actions.close, station, FIRST + timedelta(40), reason="并到镇里去了")
    days = [FIRST + timedelta(n) for n in (9, 10, 19, 20, 29, 30, 34, 35, 39, 40)]
    assert [told(day) for day in days] == [
        [1, 0, 1, 2], [0, 0, 1, 2], [0, 0, 1, 2], [1, 0, 1, 2], [1, 0, 1, 2], [1, 1, 2, 2], [1, 1, 2, 2],
        [1, 1, 2, 3], [1, 1, 2, 3], [0, 1, 2, 3],
    ]  # fmt: skip


def test_before_anybody_had_a_post_here_nothing_is_known_of_places_and_people(world: County) -> None:
    eve = there(Post.objects.earliest("since")).since - timedelta(1)
    for code in ("network.stations", "network.covered", "catalogue.windows", "staff.posted"):
        assert on(code, world, eve)[0] is State.NO_DATA
        assert not known_since(code, Scope.of(world.top.pk), eve)
    assert on("network.stations", world, eve + timedelta(1)) == (State.NUMBER, 1)


def test_people_are_counted_where_they_held_a_post_when_the_period_ended(world: County) -> None:
    actor = world.actor("leader", world.centre)
    account, first = there(actor.account), Post.objects.get(pk=there(actor.post))
    by(actions.end_post, f"post:{first.pk}", FIRST + timedelta(10), reason="调到部门去工作")
    Post.objects.create(
        account_id=account, office=world.departments[0], role="leader", since=FIRST + timedelta(12)
    )
    by(actions.close_account, f"account:{account}", FIRST + timedelta(20), reason="调到外地去了")
    by(actions.reopen_account, f"account:{account}", FIRST + timedelta(30))

    def at(offset: int) -> list[int]:
        places = (world.top, world.centre, world.departments[0])
        return [on("staff.posted", world, FIRST + timedelta(offset), place)[1] for place in places]

    assert [at(offset) for offset in (-1, 0, 9, 10, 12, 19, 20, 29, 30)] == [
        [0, 0, 0], [1, 1, 0], [1, 1, 0], [0, 0, 0], [1, 0, 1], [1, 0, 1], [0, 0, 0], [0, 0, 0], [1, 0, 1],
    ]  # fmt: skip


def test_what_windows_took_before_they_were_changed_is_no_data_and_its_page_says_so(world: County) -> None:
    codes = ("catalogue.own_windows", "catalogue.presence_rate", "catalogue.authorised")
    day, later = FIRST + timedelta(5), FIRST + timedelta(6)
    assert [on(code, world, day)[0] for code in codes] == [State.NUMBER, State.NUMBER, State.ZERO]
    window = f"office:{world.windows[1].pk}"
    by(actions.change_window, window, later, name="公安 02 号窗", kind="comprehensive", departments=[])
    assert [on(code, world, day)[0] for code in codes] == [State.NO_DATA] * 3
    assert on("catalogue.windows", world, day) == (State.NUMBER, 2)
    assert [on(code, world, later)[0] for code in codes] == [State.ZERO, State.NUMBER, State.ZERO]
    for code in codes:
        assert "调整以前的期间没有数据" in explain(code).meaning


def test_a_window_that_was_closed_later_was_staffed_then(world: County) -> None:
    post = sit(world, "w1", FIRST)
    by(actions.end_post, f"post:{post.pk}", FIRST + timedelta(5), reason="窗口要停用了")
    by(actions.close, f"office:{world.windows[0].pk}", FIRST + timedelta(5), reason="大厅改造停用")
    codes = ("catalogue.staffed_windows", "catalogue.windows")
    assert [on(code, world, FIRST + timedelta(4))[1] for code in codes] == [1, 2]
    assert [on(code, world, FIRST + timedelta(5))[1] for code in codes] == [0, 1]
