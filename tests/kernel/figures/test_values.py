"""Values counted by hand: a few cases, whose every figure is known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.kernel.figures.histories import REASON, WANTING, Story, at_hour, county
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.figures import (
    Period,
    Scope,
    State,
    all_figures,
    explain,
    known_since,
    rows,
    split,
    value,
    values,
)
from yichuang.kernel.figures.folding import fold
from yichuang.kernel.figures.listed import every_row
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
WEEK = Period.of(MONDAY, MONDAY + timedelta(6))
CODES = [figure.code for figure in all_figures()]


@pytest.fixture
def world():
    return county()


def received(world, n: int, day: date = MONDAY, **given) -> str:
    return perform(
        actions.receive, None, by=SYSTEM, at=at_hour(day), item_version=world.versions[n].pk,
        applicant={"name": "张三", "identity": "519921189001010018"},
        place=world.centre.pk, **given,
    ).ref  # fmt: skip


def do(verb, ref: str, day: date, hour: int = 11, **given) -> None:
    perform(verb, ref, by=SYSTEM, at=at_hour(day, hour), **given)


def accepted(world, n: int = 1, day: date = MONDAY, **given) -> str:
    ref = received(world, n, day, **given)
    do(actions.accept, ref, day)
    return ref


def granted(world, used: int, n: int = 1) -> str:
    ref = accepted(world, n)
    do(actions.review, ref, MONDAY, 12, opinion="材料齐全，同意")
    do(actions.grant_, ref, MONDAY + timedelta(used), 14, content="准予")
    return ref


def got(world, period: Period = WEEK, office=None) -> dict[str, Decimal | None]:
    return {c: v.number for c, v in values(CODES, Scope.of((office or world.top).pk), period).items()}


def test_before_there_is_anything_there_is_no_data(world):
    found = values(CODES, Scope.of(world.top.pk), WEEK)
    assert found["cases.accepted"].state is State.NO_DATA
    assert found["cases.on_time_rate"].state is State.NO_DATA
    assert found["evaluation.count"].state is State.NO_DATA
    assert found["cases.accepted"].text == "—"
    assert found["catalogue.items"].number == 4


def test_zero_isnt_the_same_as_no_data_or_nothing_to_divide_by(world):
    received(world, 1)
    found = values(CODES, Scope.of(world.top.pk), WEEK)
    assert (found["cases.accepted"].state, found["cases.accepted"].text) == (State.ZERO, "0")
    assert (found["cases.on_time_rate"].state, found["cases.on_time_rate"].text) == (
        State.NOTHING_TO_DIVIDE_BY,
        "—",
    )
    assert found["cases.median_days"].state is State.NOTHING_TO_DIVIDE_BY
    assert (found["cases.supplement_rate"].state, found["cases.supplement_rate"].text) == (
        State.ZERO,
        "0.00%",
    )


def test_one_of_three_is_a_rate_of_two_decimals_half_up(world):
    granted(world, 2)
    accepted(world)
    accepted(world)
    rate = value("cases.conclusion_rate", Scope.of(world.top.pk), WEEK)
    assert (rate.text, rate.numerator, rate.denominator) == ("33.33%", 1, 3)
    assert rate.exact == Decimal(100) / 3


def test_early_on_time_and_late_are_told_apart(world):
    for used in (1, 4, 7, 8, 9):  # 5 working days from Monday: due the next Monday, day 7
        granted(world, used)
    found = got(world, Period.of(MONDAY, MONDAY + timedelta(13)))
    assert (found["cases.early"], found["cases.on_time"], found["cases.overdue"]) == (2, 3, 2)
    assert there(found["cases.on_time_rate"]) + there(found["cases.overdue_rate"]) == 100
    assert found["cases.average_days"] == Decimal("4.60")
    assert found["cases.median_days"] == 5


def test_a_case_past_its_due_day_is_overdue_while_it_is_open(world):
    accepted(world)
    due = MONDAY + timedelta(7)
    eve = Period.of(MONDAY, due - timedelta(1))
    assert got(world, eve)["cases.overdue"] == 0
    day = Period.of(due, due)
    assert got(world, day)["cases.overdue"] == 1
    assert got(world, day)["cases.on_time_rate"] == 0
    morning = Period.until(due, due, at_hour(due, 9))
    assert got(world, morning)["cases.overdue"] == 0


def test_a_report_upwards_ends_our_time_but_not_the_case(world):
    ref = accepted(world, 2)
    do(actions.review, ref, MONDAY, 12, opinion="同意上报")
    do(actions.report_up, ref, MONDAY + timedelta(3), organ="市级机关", opinion="同意上报")
    later = MONDAY + timedelta(60)
    found = got(world, Period.of(MONDAY, later))
    assert (found["cases.open"], found["cases.overdue"], found["cases.statutory_overdue"]) == (1, 0, 0)
    do(actions.upper_answered, ref, later, granted=True, content="批准")
    found = got(world, Period.of(MONDAY, later))
    assert (found["cases.concluded"], found["cases.early"], found["cases.overdue"]) == (1, 1, 0)


def test_a_report_upwards_after_the_statutory_limit_stays_late(world):
    ref = accepted(world, 2)
    do(actions.review, ref, MONDAY, 12, opinion="同意上报")
    late = MONDAY + timedelta(35)
    do(actions.report_up, ref, late, organ="市级机关", opinion="同意上报")
    assert got(world, Period.of(MONDAY, late))["cases.statutory_overdue"] == 1
    do(actions.upper_answered, ref, late + timedelta(1), granted=True, content="批准")
    assert got(world, Period.of(MONDAY, late + timedelta(1)))["cases.statutory_overdue"] == 1


def test_declined_and_paused_cases_are_counted_on_their_day(world):
    ref = received(world, 1)
    do(actions.decline, ref, MONDAY + timedelta(1), ground="not_needed", reason=REASON)
    ref = accepted(world)
    do(actions.start_special_procedure, ref, MONDAY, 12, procedure="testing", organ="检测中心", days=3)
    do(actions.end_special_procedure, ref, MONDAY + timedelta(3), finding="合格")
    do(actions.review, ref, MONDAY + timedelta(3), 12, opinion="同意")
    do(actions.grant_, ref, MONDAY + timedelta(4), content="准予")
    found = got(world)
    assert (found["cases.declined"], found["cases.pause_days"]) == (1, 3)
    assert got(world, Period.of(MONDAY, MONDAY))["cases.declined"] == 0


def test_supplements_count_cases_not_requests(world):
    ref = received(world, 1)
    for offset in (0, 1):
        do(actions.request_supplement, ref, MONDAY + timedelta(offset), 13, materials=WANTING)
        do(actions.supplement, ref, MONDAY + timedelta(offset), 14)
    received(world, 1)
    found = got(world)
    assert (found["cases.supplemented"], found["cases.second_supplement"]) == (1, 1)
    assert found["cases.supplement_rate"] == 50


def test_speed_up_compares_days_used_with_the_statute(world):
    granted(world, 2)  # 2 of 20
    granted(world, 4, n=3)  # no statutory limit: left out
    found = got(world)
    assert found["cases.speed_up_rate"] == 90
    assert found["cases.promised_speed_up_rate"] == Decimal("63.41")  # (1-0 + 20-5 + 20-10) of 41


def test_limits_in_calendar_days_are_added_by_the_share_of_a_year_that_is_worked(world):
    """30 calendar days of the law are 20 working days, 15 promised ones 10; the days used are counted as they were."""
    of = ItemVersion.objects.filter(pk=world.versions[1].pk)
    of.update(
        statutory_days=30, statutory_unit="calendar_day", promised_days=15, promised_unit="calendar_day"
    )
    granted(world, 4, n=1)
    found = got(world)
    assert (found["cases.statutory_days"], found["cases.days_saved"], found["cases.speed_up_rate"]) == (
        20,
        16,
        80,
    )
    assert found["cases.promised_speed_up_rate"] == Decimal("51.22")  # (1-0 + 20-10 + 20-10) of 41
    shown = rows("cases.statutory_days", Scope.of(world.top.pk), WEEK, SYSTEM)
    assert [row.amount for row in shown.rows] == [20]
    assert "自然日" in explain("cases.speed_up_rate").definition


def test_a_place_and_a_department_see_their_own_and_the_county_sees_each_once(world):
    accepted(world, 1)  # department 1, centre
    received(world, 0)  # department 0, centre
    assert got(world)["cases.received"] == 2
    assert got(world, office=world.departments[1])["cases.received"] == 1
    assert got(world, office=world.centre)["cases.received"] == 2
    assert got(world, office=world.station)["cases.received"] is None


def test_one_item_of_an_office(world):
    accepted(world, 1)
    accepted(world, 3)
    scope = Scope.of(world.top.pk).narrowed("item", world.versions[1].item_id)
    assert value("cases.accepted", scope, WEEK).number == 1
    assert value("catalogue.items", scope, WEEK).number == 1
    assert value("network.stations", scope, WEEK).number is None


def test_what_is_told_of_this_instant_alone_has_no_data_in_a_past_period(world):
    accepted(world)
    scope = Scope.of(world.top.pk)
    today = Period.until(MONDAY, MONDAY, at_hour(MONDAY, 12))
    assert value("cases.running", scope, today).number == 1
    assert rows("cases.running", scope, today, SYSTEM).total == 1
    over = Period.of(MONDAY, MONDAY)
    assert value("cases.running", scope, over).state is State.NO_DATA
    assert (
        rows("cases.running", scope, over, SYSTEM).total,
        list(every_row("cases.running", scope, over, SYSTEM)),
    ) == (0, [])
    assert {
        code: got
        for part in split(["cases.running"], scope, over, "item").values()
        for code, got in part.items()
    } == {}
    assert not known_since("cases.running", scope, MONDAY)
    assert "过去的期间没有数据" in explain("cases.running").meaning
    assert explain("cases.running").when == "此刻数"
    assert explain("cases.open").meaning == explain("cases.open").definition
    assert explain("cases.open").when == "期末数"


def test_items_are_counted_by_the_version_of_the_day(world):
    old = world.versions[1]
    ItemVersion.objects.create(
        **{f.attname: getattr(old, f.attname) for f in ItemVersion._meta.concrete_fields if f.attname != "id"}
        | {"n": 2, "promised_days": 1, "in_force_from": MONDAY + timedelta(3)}
    )
    assert got(world, Period.of(MONDAY, MONDAY))["cases.promised_speed_up_rate"] == Decimal("63.41")
    found = got(world)
    assert (found["catalogue.items"], found["cases.promised_speed_up_rate"]) == (4, Decimal("73.17"))
    ServiceItem.objects.filter(pk=old.item_id).update(state="retired")
    assert got(world)["catalogue.items"] == 3


@pytest.mark.parametrize("folded", [False, True])
def test_a_page_of_figures_takes_the_same_few_queries_whatever_the_rows(world, folded):
    def told(seed: int, count: int) -> None:
        Story(world, seed).tell(count)
        while folded and fold(at_hour(MONDAY + timedelta(61))):
            pass

    told(1, 20)
    scope = Scope.of(world.top.pk)
    period = Period.of(MONDAY, MONDAY + timedelta(60))
    values(CODES, scope, period)  # whose centre it is, is kept from here on
    with CaptureQueriesContext(connection) as few:
        values(CODES, scope, period)
    tables = {figure.measure.source.name for figure in all_figures() if hasattr(figure.measure, "source")}
    empty = {"cards", "commendations", "people", "urges"}  # told by one statement, and nothing is counted
    calendar = 1  # the epochs, for the working days of the windows
    assert len(few) <= 1 + len(tables) - len(empty) + calendar + (9 if folded else 2)
    told(2, 60)
    with CaptureQueriesContext(connection) as many:
        values(CODES, scope, period)
    assert len(many) == len(few)


def test_every_case_has_the_columns_that_figures_count_by(world):
    Story(world, 4).tell(60)
    assert not Case.objects.filter(concluded_on__isnull=False, timing="").exists()
    assert not Case.objects.filter(concluded_on__isnull=False, used_days=None).exists()
