"""What is present at windows, and what new versions of items spare people: counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.kernel.figures.histories import FIRST, County, at_hour, county

from yichuang.domains.catalogue import actions
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.domains.organisation.models import Window
from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.figures import Period, Scope, State, rows, split, value, values
from yichuang.kernel.figures.listed import recount
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
YEAR = Period.of(date(2026, 1, 1), date(2026, 12, 31))
SPARED = (
    "catalogue.stages_removed", "catalogue.materials_removed", "catalogue.days_cut", "catalogue.days_cut_average",
    "catalogue.optimised_items",
)  # fmt: skip


@pytest.fixture
def world() -> County:
    return county()


def renewed(world: County, which: int, n: int, day: date, days: int, stages: int, materials: int) -> None:
    """A further version of an item, with so many stages and materials."""
    old = world.versions[which]
    columns: dict[str, Any] = {
        field.attname: getattr(old, field.attname) for field in ItemVersion._meta.concrete_fields
    }
    content = {"stages": [{"name": "审查"}] * stages, "materials": [{"name": "表"}] * materials}
    ItemVersion.objects.create(
        **{**columns, "id": None, "n": n, "promised_days": days, "in_force_from": day, "content": content}
    )


def test_what_new_versions_spare_is_the_sum_of_what_each_has_less(world: County) -> None:
    # the first versions have one stage and no materials; they promise 5 and 10 working days
    renewed(world, 1, 2, date(2026, 3, 1), days=4, stages=3, materials=6)
    renewed(world, 1, 3, date(2026, 6, 1), days=4, stages=2, materials=2)
    renewed(world, 1, 4, date(2026, 9, 1), days=2, stages=2, materials=2)
    renewed(world, 2, 2, date(2026, 5, 1), days=7, stages=1, materials=1)
    renewed(world, 3, 2, date(2026, 5, 1), days=9, stages=1, materials=0)  # longer: nothing is spared
    renewed(world, 0, 2, date(2027, 1, 1), days=0, stages=0, materials=0)  # not in the year
    scope = Scope.of(world.top.pk)
    found = {code: got.number for code, got in values(SPARED, scope, YEAR).items()}
    assert found == dict(zip(SPARED, (1, 4, 6, Decimal("3.00"), 2), strict=True))
    listed = rows("catalogue.materials_removed", scope, YEAR, SYSTEM)
    assert [row.amount for row in listed.rows] == [4]
    assert all(recount(value(code, scope, YEAR)).same for code in SPARED)


def test_items_are_counted_as_they_stood_when_the_period_ended(world: County) -> None:
    """One is suspended, resumed and retired; another suspended and then retired: the ledger tells."""
    one, other = (ServiceItem.objects.get(pk=world.versions[n].item_id) for n in (1, 2))
    acts = (
        (3, actions.suspend, one), (5, actions.resume, one), (6, actions.suspend, other), (8, actions.retire, other),
        (10, actions.retire, one),
    )  # fmt: skip
    for day, verb, item in acts:
        perform(verb, item.ref, by=manager(world), at=at_hour(FIRST + timedelta(day), 9), reason="上级决定")
    found = [on(FIRST + timedelta(day), world) for day in range(12)]
    assert found == [4, 4, 4, 3, 3, 4, 3, 3, 3, 3, 2, 2]


def on(day: date, world: County) -> int:
    """How many items a day ended with, the same by its rows and by power type."""
    scope, period = Scope.of(world.top.pk), Period.of(day, day)
    got = value("catalogue.items", scope, period)
    assert recount(got).same
    assert len(rows("catalogue.items", scope, period, SYSTEM).rows) == got.number
    departments = split(["catalogue.items"], scope, period, "department")
    assert sum(part["catalogue.items"].number or 0 for part in departments.values()) == got.number
    return int(got.number or 0)


def test_before_the_first_item_there_is_no_data_of_departments_either(world: County) -> None:
    scope, before = Scope.of(world.top.pk), Period.of(date(2001, 1, 1), date(2001, 1, 31))
    codes = ("catalogue.items", "catalogue.departments_present")
    assert {got.state for got in values(codes, scope, before).values()} == {State.NO_DATA}
    assert value("catalogue.departments_present", scope, YEAR).number == 2


def manager(world: County) -> Actor:
    """Somebody who may keep the catalogue."""
    return world.actor("centre_manager", world.top)


def test_an_item_is_present_where_a_window_takes_it_and_authorised_where_that_decides(world: County) -> None:
    scope = Scope.of(world.top.pk)
    ItemVersion.objects.filter(pk=world.versions[1].pk).update(content={"at_window": True})
    codes = ("catalogue.presence_rate", "catalogue.authorised_rate")
    assert [got.text for got in values(codes, scope, YEAR).values()] == ["100.00%", "25.00%"]
    # without the window that takes everything only the police, with two of the four items, have one of their own
    Window.objects.get(number="01").office.__class__.objects.filter(code="w1").update(active=False)
    presence, authorised = values(codes, scope, YEAR).values()
    assert (presence.text, presence.numerator, presence.denominator) == ("50.00%", 2, 4)
    assert (authorised.text, authorised.numerator, authorised.denominator) == ("50.00%", 1, 2)
    assert recount(presence).same
