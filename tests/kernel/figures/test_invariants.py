"""What must hold of figures whatever has happened, on random histories made with the real verbs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernel.figures.histories import FIRST, County, Story, county

from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.figures import Period, Scope, all_figures, rows, split, value, values
from yichuang.kernel.figures.answers import groups_of
from yichuang.kernel.figures.declare import Count, Ratio, Total
from yichuang.kernel.figures.listed import every_row, recount, whose_rows

pytestmark = pytest.mark.django_db
CODES = [figure.code for figure in all_figures()]
stories = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def world() -> County:
    return county()


def told(world: County, seed: int, count: int = 30) -> None:
    Story(world, seed).tell(count)


periods = st.tuples(st.integers(0, 50), st.integers(0, 40)).map(
    lambda n: Period.of(FIRST + timedelta(n[0]), FIRST + timedelta(n[0] + n[1]))
)
seeds = st.integers(0, 10**6)


def scopes(world: County) -> list[Scope]:
    return [Scope.of(one.pk) for one in (world.top, world.centre, world.station, *world.departments)]


def open_at_the_start_and_accepted_less_concluded_is_open_at_the_end(world: County, period: Period) -> None:
    eve = Period.of(period.first - timedelta(1), period.first - timedelta(1))
    for scope in scopes(world):
        codes = ("cases.accepted", "cases.concluded", "cases.open")
        got = {code: v.number or 0 for code, v in values(codes, scope, period).items()}
        before = value("cases.open", scope, eve).number or 0
        assert before + got["cases.accepted"] - got["cases.concluded"] == got["cases.open"]


def parts_add_up_to_their_wholes(world: County, period: Period) -> None:
    for scope in scopes(world):
        all_of = values(CODES, scope, period)
        got = {code: v.number or Decimal(0) for code, v in all_of.items()}
        kinds = ("instant", "promise", "report_up")
        assert sum(got[f"cases.accepted_{kind}"] for kind in kinds) == got["cases.accepted"]
        assert got["cases.accepted_joint"] <= got["cases.accepted"]
        assert got["cases.on_time"] + got["cases.overdue"] == got["cases.due"]
        assert got["cases.early"] <= got["cases.on_time"] <= got["cases.concluded"]
        assert got["cases.overdue_open"] <= got["cases.open"]
        assert got["cases.second_supplement"] <= got["cases.supplemented"] <= got["cases.received"]
        assert got["evaluation.satisfied"] + got["evaluation.bad"] == got["evaluation.count"]
        powers = [code for code in CODES if code.startswith("catalogue.items_")]
        assert sum(got[code] for code in powers) == got["catalogue.items"]
        if all_of["cases.on_time_rate"].number is not None:
            assert got["cases.on_time_rate"] + got["cases.overdue_rate"] == 100


def rows_add_up_to_the_value(world: County, period: Period) -> None:
    scope = Scope.of(world.top.pk)
    for got in values(CODES, scope, period).values():
        held = got.numerator if isinstance(got.figure.measure, Ratio) else got.number
        listed = list(every_row(got.code, scope, period, SYSTEM))
        behind = whose_rows(got.figure).measure
        if isinstance(behind, Count):
            assert len(listed) == (held or 0), got.code
            assert rows(got.code, scope, period, SYSTEM).total == len(listed)
        elif isinstance(behind, Total):
            assert sum(row.amount for row in listed) == (held or 0), got.code
        assert recount(got).same, got.code


def departments_items_and_windows_add_up_to_the_whole(world: County, period: Period) -> None:
    codes = [c for c in CODES if c.startswith("cases.") and c != "cases.promised_speed_up_rate"]
    codes = [c for c in codes if isinstance(made_of_itself(c), Count)]
    whole = values(codes, Scope.of(world.top.pk), period)
    for by in ("department", "item", "place", "window"):
        parts = split(codes, Scope.of(world.top.pk), period, by)
        for code in codes:
            assert sum(part[code].number or 0 for part in parts.values()) == (whole[code].number or 0), code


def a_part_is_the_same_in_a_split_and_on_its_own_page(world: County, period: Period) -> None:
    """No data, zero and nothing to divide by are told apart alike wherever the same value is shown."""
    whole = Scope.of(world.top.pk)
    for by in ("department", "item", "place"):
        codes = [figure.code for figure in all_figures() if by in groups_of(figure)]
        for key, part in split(codes, whole, period, by).items():
            alone = values(codes, whole.narrowed(by, key), period)
            assert {c: (v.state, v.number) for c, v in part.items()} == {
                c: (v.state, v.number) for c, v in alone.items()
            }, (by, key)


def made_of_itself(code: str):
    from yichuang.kernel.figures import explain

    return explain(code).measure


def days_add_up_to_their_period(world: County, period: Period) -> None:
    scope = Scope.of(world.departments[0].pk)
    flows = ["cases.received", "cases.accepted", "cases.concluded", "cases.declined", "evaluation.count"]
    whole = values(flows, scope, period)
    sums = dict.fromkeys(flows, Decimal(0))
    for offset in range((period.last - period.first).days + 1):
        day = period.first + timedelta(offset)
        for code, got in values(flows, scope, Period.of(day, day)).items():
            sums[code] += got.number or 0
    assert sums == {code: got.number or Decimal(0) for code, got in whole.items()}


RULES = (
    open_at_the_start_and_accepted_less_concluded_is_open_at_the_end,
    parts_add_up_to_their_wholes,
    rows_add_up_to_the_value,
    departments_items_and_windows_add_up_to_the_whole,
    a_part_is_the_same_in_a_split_and_on_its_own_page,
    days_add_up_to_their_period,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(seed=seeds, period=periods)
@stories
def test_what_must_hold_of_figures_holds_of_any_history(world, rule, seed, period):
    with transaction.atomic():
        told(world, seed)
        rule(world, period)
        transaction.set_rollback(True)
