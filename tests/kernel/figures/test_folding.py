"""Folded is the same as counted: over random histories, after late acts, for every figure, office, item and period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county

from yichuang.domains.cases.figures import CASES
from yichuang.domains.cases.models import Case
from yichuang.kernel.figures import Period, Scope, all_figures, split, values
from yichuang.kernel.figures.answers import groups_of, tables_of
from yichuang.kernel.figures.daily import daily
from yichuang.kernel.figures.folding import fold, fold_source
from yichuang.kernel.figures.models import Fold, FoldState
from yichuang.kernel.figures.proof import differences, folded_days

pytestmark = pytest.mark.django_db
CODES = [figure.code for figure in all_figures()]
SPLIT = {
    by: [figure.code for figure in all_figures() if by in groups_of(figure)]
    for by in ("item", "department", "place", "window")
}
stories = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10**6)
NOW = at_hour(FIRST + timedelta(75))


@pytest.fixture
def world() -> County:
    return county()


def folded(now: datetime) -> None:
    """Fold until there is nothing left to fold."""
    while fold(now):
        pass


def asked(world: County, seed: int) -> list[tuple[Scope, Period, str]]:
    """Offices, an item and a window, periods over, across and after what is folded, and what to split by."""
    n = seed % 20
    item = Scope.of(world.top.pk).narrowed("item", world.versions[n % 4].item_id)
    return [
        (Scope.of(world.top.pk), Period.of(date(2026, 1, 1), FIRST + timedelta(120)), "item"),
        (Scope.of(world.departments[n % 2].pk), Period.of(date(2026, 3, 1), date(2026, 4, 30)), "place"),
        (item, Period.of(FIRST + timedelta(n), FIRST + timedelta(n + 33)), "department"),
        (
            Scope.of(world.top.pk),
            Period.until(FIRST + timedelta(n + 9), FIRST + timedelta(75), NOW),
            "department",
        ),
        (Scope.of(world.station.pk), Period.of(FIRST + timedelta(n), FIRST + timedelta(n)), "item"),
        (Scope.of(world.top.pk), Period.of(date(2026, 3, 1), date(2026, 4, 30)), "window"),
        (
            Scope.of(world.centre.pk).narrowed("window", world.windows[n % 2].pk),
            Period.of(date(2026, 1, 1), FIRST + timedelta(60)),
            "item",
        ),
    ]


def answers(world: County, seed: int) -> list[Any]:
    found: list[Any] = []
    for scope, period, by in asked(world, seed):
        got = values(CODES, scope, period)
        found.append({code: (v.state, v.number, v.numerator, v.denominator) for code, v in got.items()})
        parts = split(SPLIT[by], scope, period, by)
        found.append({k: {c: (v.state, v.number) for c, v in part.items()} for k, part in parts.items()})
    return found


def counted(world: County, seed: int) -> list[Any]:
    """The same from the rows alone."""
    with transaction.atomic():
        FoldState.objects.all().delete()
        found = answers(world, seed)
        transaction.set_rollback(True)
    return found


def difference(world: County, seed: int) -> list[Any]:
    """Where the answers differ from those counted from the rows."""
    pairs = zip(answers(world, seed), counted(world, seed), strict=True)
    return [
        (n, key, one.get(key), other.get(key))
        for n, (one, other) in enumerate(pairs)
        for key in {*one, *other}
        if one.get(key) != other.get(key)
    ]


@given(seed=seeds)
@stories
def test_folded_is_the_same_as_counted(world, seed):
    with transaction.atomic():
        Story(world, seed).tell(30)
        folded(NOW)
        assert Fold.objects.filter(level="m").exists()
        assert difference(world, seed) == []
        transaction.set_rollback(True)


@given(seed=seeds)
@stories
def test_acts_about_folded_days_are_seen_at_once_and_folded_again(world, seed):
    """Acts come late here: told after the days on which they were done had been folded."""
    with transaction.atomic():
        Story(world, seed).tell(12)
        folded(NOW)
        Story(world, seed + 1).tell(12)
        assert difference(world, seed) == []
        folded(NOW)
        assert difference(world, seed) == []
        transaction.set_rollback(True)


@given(seed=seeds)
@settings(stories, max_examples=2)
def test_the_proof_finds_nothing_where_nothing_is_wrong(world, seed):
    with transaction.atomic():
        Story(world, seed).tell(15)
        folded(NOW)
        assert list(differences()) == []
        assert folded_days() > 60
        Story(world, seed + 1).tell(5)
        assert list(differences()) == []  # days that wait are counted live
        transaction.set_rollback(True)


def test_the_proof_names_a_sum_that_the_rows_do_not_make(world):
    Story(world, 5).tell(15)
    folded(NOW)
    one = Fold.objects.filter(source="cases", level="d").earliest("day")
    slot = daily(CASES).slots.index("cases.received")
    one.n[slot] += 1
    one.save()
    named = [(found.code, found.level, found.kept - found.counted) for found in differences()]
    assert named == [("cases.received", "d", 1), ("cases.received", "m", -1)]
    assert "收件数（cases.received；" in next(differences()).text


def test_a_case_that_moved_without_an_act_is_found(world):
    Story(world, 5).tell(15)
    folded(NOW)
    moved = Case.objects.filter(accepted_on__isnull=False, concluded_on=None).first()
    assert moved
    assert moved.accepted_on
    Case.objects.filter(pk=moved.pk).update(accepted_on=moved.accepted_on + timedelta(1))
    assert {"cases.accepted", "cases.open"} <= {found.code for found in differences()}


def test_changed_declarations_are_counted_live_until_they_are_folded_anew(world):
    Story(world, 5).tell(15)
    folded(NOW)
    FoldState.objects.filter(source="cases").update(version="of-last-year")
    Fold.objects.filter(source="cases").update(n=[0] * len(daily(CASES).slots))
    assert difference(world, 5) == []
    folded(NOW)
    assert FoldState.objects.get(source="cases").version == daily(CASES).version
    assert difference(world, 5) == []


def test_folded_days_are_answered_without_the_rows_unless_a_window_is_asked_for(world):
    Story(world, 5).tell(8)
    folded(NOW)
    scope, month = Scope.of(world.top.pk), Period.of(FIRST, FIRST + timedelta(40))
    codes = [figure.code for figure in all_figures() if tables_of(figure) == {CASES}]
    assert "cases.overdue_rate" in codes

    def reads_rows(ask: Callable[..., Any], *given: Any) -> bool:
        with CaptureQueriesContext(connection) as asked:
            ask(codes, *given)
        return any(' FROM "case"' in one["sql"] for one in asked)

    assert not reads_rows(values, scope, month)
    for by in ("item", "department", "place"):
        assert not reads_rows(split, scope, month, by)
    assert not reads_rows(values, scope.narrowed("place", world.centre.pk), month)
    assert reads_rows(values, scope.narrowed("window", world.windows[0].pk), month)
    assert reads_rows(split, scope, month, "window")


def test_two_workers_do_not_fold_the_same_table(world, owner_connection):
    Story(world, 5).tell(5)
    owner_connection.execute("SELECT pg_advisory_lock(hashtext('figures.fold.cases'))")
    try:
        assert fold_source(CASES, NOW) == 0
    finally:
        owner_connection.execute("SELECT pg_advisory_unlock_all()")
    assert fold_source(CASES, NOW) > 0


def test_today_is_never_folded(world):
    Story(world, 5).tell(5)
    today = at_hour(FIRST + timedelta(10))
    folded(today)
    assert FoldState.objects.get(source="cases").through == FIRST + timedelta(9)
    assert not Fold.objects.filter(day__gt=FIRST + timedelta(9)).exists()
