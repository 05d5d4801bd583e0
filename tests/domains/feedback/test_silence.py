"""Five days after its end a service without an evaluation is "not evaluated": counted, and nobody can tell which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.worlds import AT, LI, World, county, delivered

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions
from yichuang.domains.feedback.models import SilentDay
from yichuang.domains.feedback.silence import count_days
from yichuang.kernel.figures.answers import values
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.listed import rows
from yichuang.ui.formats import the_day

pytestmark = pytest.mark.django_db
SERVED = AT + timedelta(days=3)
OVER = SERVED + timedelta(days=6)


@pytest.fixture
def world() -> World:
    return county()


def evaluate(case: Case, days: int) -> None:
    actions.evaluate(service_of(case), level=5, channel="portal", at=SERVED + timedelta(days=days))


def silent() -> int:
    return sum(SilentDay.objects.values_list("silent", flat=True))


def test_who_says_nothing_for_five_days_is_counted_as_silent(world) -> None:
    evaluate(delivered(world), 1)
    delivered(world, applicant=LI)
    count_days(OVER)
    assert silent() == 1


def test_until_the_fifth_day_is_over_nothing_is_counted(world) -> None:
    delivered(world)
    assert count_days(SERVED + timedelta(days=5)) == 0
    assert silent() == 0


def test_what_comes_on_the_fifth_day_counts_and_on_the_sixth_not(world) -> None:
    evaluate(delivered(world), 5)
    evaluate(delivered(world, applicant=LI), 6)
    count_days(OVER + timedelta(days=3))
    assert silent() == 1


def test_counting_twice_gives_the_same(world) -> None:
    delivered(world)
    count_days(OVER)
    count_days(OVER)
    SilentDay.objects.all().delete()
    count_days(OVER)
    assert silent() == 1


def test_an_old_ledgers_cases_are_left_out(world) -> None:
    case = delivered(world)
    Case.objects.filter(pk=case.pk).update(channel="imported")
    count_days(OVER)
    assert silent() == 0


def test_the_figure_is_their_sum_and_its_rows_name_no_case(world) -> None:
    cases = [delivered(world), delivered(world, applicant=LI)]
    count_days(OVER)
    scope = Scope.of(world.county.pk)
    period = Period.of(the_day(SERVED), the_day(SERVED))
    value = values(["evaluation.not_evaluated"], scope, period)["evaluation.not_evaluated"]
    assert value.text == "2"
    shown = str(rows(value.code, scope, period, world.manager))
    assert not any(case.number in shown for case in cases)
