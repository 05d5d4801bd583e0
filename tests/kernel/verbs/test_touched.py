"""An act leaves the days that it touches, in its own transaction, whichever way it is performed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.kernel.figures.histories import FIRST, REASON, WANTING, Story, at_hour, county

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.organisation.actions import change_calendar
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.clocks.queries import all_for
from yichuang.kernel.verbs import Refused, touched
from yichuang.kernel.verbs.models import TouchedDay
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
DUE = FIRST + timedelta(7)  # five working days from a Monday


def marks(name: str = "cases") -> set[date]:
    found = touched.pending({name: date.max})[name]
    TouchedDay.objects.all().delete()
    return found


@pytest.fixture
def world():
    return county()


def received(world) -> str:
    return perform(
        actions.receive, None, by=SYSTEM, at=at_hour(FIRST), item_version=world.versions[1].pk,
        applicant={"name": "张三", "identity": "519921189001010018"}, place=world.centre.pk,
    ).ref  # fmt: skip


def do(verb, ref: str, day: date, **given) -> None:
    perform(verb, ref, by=SYSTEM, at=at_hour(day, 11), **given)


def test_the_day_of_each_act_is_touched_and_the_day_on_which_its_clock_will_run_out(world):
    ref = received(world)
    assert marks() == {FIRST}
    do(actions.accept, ref, FIRST)
    statutory = next(row for row in all_for([ref])[ref] if row.kind == "statutory").due_at
    assert statutory
    assert marks() == {FIRST, DUE, local_day(statutory)}
    do(actions.review, ref, FIRST + timedelta(1), opinion="同意")
    assert marks() == set()


def test_what_changes_a_number_of_an_earlier_day_touches_that_day(world):
    ref = received(world)
    marks()
    do(actions.request_supplement, ref, FIRST + timedelta(3), materials=WANTING)
    assert FIRST in marks()  # of cases received then, one more was asked for a supplement
    ref = received(world)
    marks()
    do(actions.accept_by_law, ref, FIRST + timedelta(8))
    assert {FIRST, DUE} <= marks()  # accepted from the day of receipt


def test_an_extension_touches_the_due_day_before_and_after(world):
    ref = received(world)
    do(actions.accept, ref, FIRST)
    marks()
    do(actions.extend, ref, FIRST + timedelta(1), days=2, reason=REASON)
    assert {DUE, DUE + timedelta(2)} <= marks()


def test_a_change_of_the_calendar_touches_the_due_days_of_the_clocks_that_it_moves(world):
    ref = received(world)
    do(actions.accept, ref, FIRST)
    marks()
    change_calendar(
        SYSTEM, at_hour(FIRST), office=world.top.pk, kind="closed", first=FIRST + timedelta(2),
        last=FIRST + timedelta(2), name="停电", reason="全县停电一天", source="云政办〔2026〕1号",
    )  # fmt: skip
    assert {DUE, DUE + timedelta(1)} <= marks()


def test_a_refused_act_touches_nothing(world):
    ref = received(world)
    marks()
    with pytest.raises(Refused):
        do(actions.deliver, ref, FIRST, way="window", receiver="张三")
    assert marks() == set()


def test_a_batch_leaves_each_day_once(world):
    Story(world, 3).tell(20)
    days = list(TouchedDay.objects.filter(name="cases").values_list("day", flat=True))
    assert len(days) == len(set(days))
    assert set(Case.objects.values_list("received_on", flat=True)) <= set(days)
    assert touched.pending({"evaluations": date.max})["evaluations"]


def test_taken_days_are_gone_and_the_others_stay(world):
    Story(world, 3).tell(10)
    first = min(TouchedDay.objects.filter(name="cases").values_list("day", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(touched.TAKE, ["cases", first, first])
    assert first not in touched.pending({"cases": date.max})["cases"]
    assert touched.pending({"cases": date.max})["cases"]
    assert touched.pending({"cases": first}) == {"cases": set()}
