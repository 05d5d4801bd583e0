"""Halls, names of regions, and hours of service."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from tests.domains.organisation import centre
from tests.narrow import there

from yichuang.domains.organisation import actions, rules
from yichuang.domains.organisation.models import OfficeFile
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks import moves
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.clocks.queries import Times
from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "shifts"),
    [
        ("09:00-12:00，13:30-17:30", (("09:00", "12:00"), ("13:30", "17:30"))),
        ("9：00至12:00、14:00—18:00", (("09:00", "12:00"), ("14:00", "18:00"))),
        ("8:30 - 16:30", (("08:30", "16:30"),)),
        ("", None),
        ("  ", None),
    ],
)
def test_hours_are_understood_as_people_type_them(typed, shifts):
    assert rules.shifts_of(typed) == shifts


@pytest.mark.parametrize(
    "typed", ["上午", "9-12", "25:00-26:00", "09:00", "9:00-10:00,11:00-12:00,13:00-14:00,15:00-16:00"]
)
def test_what_is_no_time_is_said(typed):
    with pytest.raises(ValueError, match=r"服务时间|不是一段时间"):
        rules.shifts_of(typed)


pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    centre.build()


def office(code: str) -> Office:
    return Office.objects.get(code=code)


def address(name: str, *args: int) -> str:
    return reverse(f"organisation:{name}", args=args)


def running(owed_by: Office, subject: str) -> Clock:
    calendar, hours = Times(tree()).of(owed_by.pk)
    row = moves.start(calendar, hours, subject, 1, "decision", owed_by.pk, Limit(2, Unit.WORKING_DAY), AT)
    names = {field.attname for field in Clock._meta.concrete_fields}
    Clock.objects.create(**{name: getattr(row, name) for name in names})
    return Clock.objects.get(subject=subject)


def test_new_hours_are_those_of_everything_below_and_move_what_is_due_at_closing(client, county):
    centre.enter(client, "manager")
    top, department = office("yunxi"), office("scjgj")
    clock = running(department, "case:1")
    given = {
        "hours": "8:30-12:00，14:00-18:00",
        "reason": "夏季作息",
        "seen": str(top.version),
        "key": "k" * 24,
    }
    assert client.post(address("hours", top.pk), given).status_code == 302
    assert tree().by_id[department.pk].hours == (("08:30", "12:00"), ("14:00", "18:00"))
    moved = Clock.objects.get(subject="case:1")
    assert (there(moved.due_at) - there(clock.due_at)).total_seconds() == 1800
    entry = there(LedgerEntry.objects.filter(verb="office.set_hours").first())
    assert "08:30-12:00" in entry.facts
    assert "夏季作息" in entry.facts


def test_hours_of_a_town_leave_the_county_alone_and_can_be_given_up_again(client, county):
    centre.enter(client, "manager")
    town, department = office("qinghe"), office("scjgj")
    clock = running(department, "case:1")
    perform(
        actions.set_hours, f"office:{town.pk}", by=SYSTEM, at=AT, hours="09:00-17:00", reason="赶集日作息"
    )
    assert tree().by_id[town.pk].hours == (("09:00", "17:00"),)
    assert Clock.objects.get(subject="case:1").due_at == clock.due_at
    perform(actions.set_hours, f"office:{town.pk}", by=SYSTEM, at=AT, hours="", reason="恢复统一作息")
    assert tree().by_id[town.pk].hours == tree().by_id[office("yunxi").pk].hours


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("九点到五点", "不是一段时间"),
        ("13:30-17:30，09:00-12:00", "要从早到晚填"),
        ("", "县本级的服务时间不能留空"),
    ],
)
def test_hours_that_cant_be_stand_beside_their_field_and_stay(client, county, hours, sentence):
    centre.enter(client, "manager")
    top = office("yunxi")
    response = client.post(address("hours", top.pk), {"hours": hours, "reason": "夏季作息", "key": "k" * 24})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{hours}"' in page
    assert 'href="#hours"' in page
    assert office("yunxi").hours == top.hours


def test_a_region_gets_another_name_and_keeps_its_code(client, county):
    centre.enter(client, "manager")
    town = office("qinghe")
    given = {"name": "青禾街道", "seen": str(town.version), "key": "r" * 24}
    assert client.post(address("region", town.pk), given).status_code == 302
    assert office("qinghe").name == "青禾街道"
    assert "青禾街道" in client.get(address("centres")).content.decode()


def test_a_hall_is_set_up_in_a_centre_and_windows_stand_in_it(client, county):
    centre.enter(client, "manager")
    place = next(one for one in tree().all if one.kind == "centre")
    given = {"place": str(place.id), "code": "hall-2", "name": "二楼不动产大厅", "key": "h" * 24}
    assert client.post(address("add_hall"), given).status_code == 302
    hall = office("hall-2")
    assert (hall.kind, hall.parent_id) == ("hall", place.id)
    assert "二楼不动产大厅" in client.get(address("centre", place.id)).content.decode()
    assert "二楼不动产大厅" in client.get(address("add_window")).content.decode()
    changed = {"name": "二楼综合大厅", "seen": str(hall.version), "key": "i" * 24}
    assert client.post(address("hall", hall.pk), changed).status_code == 302
    assert office("hall-2").name == "二楼综合大厅"


def test_an_act_for_another_kind_of_office_is_refused(county):
    with pytest.raises(Refused, match="不是大厅"):
        perform(actions.change_hall, f"office:{office('qinghe').pk}", by=SYSTEM, at=AT, name="大厅")
    with pytest.raises(Refused, match="不能这样改"):
        perform(actions.change_region, f"office:{office('scjgj').pk}", by=SYSTEM, at=AT, name="某镇")
    assert OfficeFile.objects.get(code="qinghe").version == 0


@pytest.mark.parametrize("page", ["region", "hours"])
def test_a_town_s_manager_changes_only_what_is_theirs(client, county, page):
    centre.enter(client, "town")
    assert client.get(address(page, office("yunxi").pk)).status_code == 404
