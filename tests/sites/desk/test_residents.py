"""A resident's own file at the desk: masked, opened for a reason, put right by who may."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import worlds

from yichuang.domains.residents.actions import Identified, enrol
from yichuang.domains.residents.models import Person, PortalAccount
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.privacy import keyed_hash, mask_phone, seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.county()


@pytest.fixture
def zhang(world) -> Person:
    who = Identified(
        Kind.PERSON,
        worlds.ZHANG["identity"],
        worlds.ZHANG["name"],
        worlds.ZHANG["phone"],
        worlds.ZHANG["address"],
    )
    party = enrol(who, by=world.clerk, at=worlds.AT)
    return Person.objects.get(pk=party.pk)


def as_(actor) -> Client:
    client = Client()
    worlds.sign_in(client, actor)
    return client


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.mark.parametrize("asked", ["519921189001010018", " 张三 "])
def test_a_file_is_found_by_number_or_whole_name_and_shown_masked(world, zhang, asked):
    page = text_of(as_(world.clerk).get("/desk/residents/", {"q": asked}))
    assert f"/desk/residents/person/{zhang.pk}/" in page
    assert "138****1234" in page
    assert worlds.ZHANG["phone"] not in page
    assert "库里没有" in text_of(as_(world.clerk).get("/desk/residents/", {"q": "张"}))


def test_the_file_shows_masks_cases_of_one_s_own_office_and_who_looked(world, zhang):
    applicant = {**worlds.ZHANG, "person": zhang.pk}
    mine = worlds.accepted(world, applicant=applicant)
    other = worlds.accepted(world, world.foreign, applicant=applicant, materials=[])
    page = text_of(as_(world.reviewer).get(f"/desk/residents/person/{zhang.pk}/"))
    assert mine.number in page
    assert other.number not in page
    for clear in ("identity", "phone", "address"):
        assert worlds.ZHANG[clear] not in page


def test_a_look_needs_its_reason_shows_once_and_stays_where_the_person_finds_it(world, zhang):
    client, to = as_(world.reviewer), f"/desk/residents/person/{zhang.pk}/"
    before = LedgerEntry.objects.count()
    assert "请填写查看原因" in text_of(client.post(f"{to}reveal/", {"purpose": ""}), 422)
    assert LedgerEntry.objects.count() == before
    shown = client.post(f"{to}reveal/", {"purpose": "电话核实经营地址"})
    page = text_of(shown)
    assert worlds.ZHANG["phone"] in page
    assert worlds.ZHANG["address"] in page
    assert shown["Cache-Control"] == "no-store"
    again = text_of(client.get(to))
    assert worlds.ZHANG["phone"] not in again
    assert "电话核实经营地址" in again
    assert "电话核实经营地址" in LedgerEntry.objects.get(verb="person.reveal").facts


def test_a_clerk_puts_a_file_right_and_a_wrong_number_loses_nothing(world, zhang):
    client, to = as_(world.clerk), f"/desk/residents/person/{zhang.pk}/update/"
    wrong = text_of(client.post(to, {"phone": "12345", "address": "青禾镇二村"}), 422)
    assert "手机号" in wrong
    assert "青禾镇二村" in wrong
    assert client.post(to, {"phone": "139 0000 7777"}).status_code == 302
    assert Person.objects.get().phone_mask == "139****7777"


def test_an_account_is_linked_with_the_document_in_hand(world, zhang):
    client, to = as_(world.clerk), f"/desk/residents/person/{zhang.pk}/account/"
    phone = worlds.ZHANG["phone"]
    page = text_of(client.post(to, {"account_phone": phone}), 422)
    assert "还没有在网上登录过" in page
    assert 'href="#account_phone"' in page
    PortalAccount.objects.create(
        phone_hash=keyed_hash(phone, "phone"),
        phone_sealed=seal(phone, "phone"),
        phone_mask=mask_phone(phone),
        created_at=worlds.AT,
    )
    assert client.post(to, {"account_phone": phone}).status_code == 302
    assert PortalAccount.objects.get().person_id == zhang.pk


def test_who_may_not_look_finds_no_file_and_changes_none(world, zhang):
    to = f"/desk/residents/person/{zhang.pk}/"
    for actor in (world.manager, world.administrator):
        client = as_(actor)
        assert client.get("/desk/residents/").status_code == 403
        assert client.get(to).status_code == 403
        assert client.post(f"{to}reveal/", {"purpose": "随便看看"}).status_code == 403
    reviewer = as_(world.reviewer)
    assert reviewer.post(f"{to}update/", {"phone": "13900007777"}).status_code == 403
    assert reviewer.post(f"{to}account/", {"account_phone": "13900007777"}).status_code == 403
    assert Person.objects.get().phone_mask == "138****1234"
    assert not LedgerEntry.objects.filter(verb="person.reveal").exists()


@pytest.mark.parametrize("address", ["/desk/residents/person/999/", "/desk/residents/case/1/"])
def test_a_file_that_is_not_there_is_told(world, address):
    assert as_(world.clerk).get(address).status_code == 404


def test_the_page_costs_the_same_however_many_cases(world, zhang):
    client, to = as_(world.clerk), f"/desk/residents/person/{zhang.pk}/"
    applicant = {**worlds.ZHANG, "person": zhang.pk}

    def cost() -> int:
        client.get(to)
        with CaptureQueriesContext(connection) as caught:
            client.get(to)
        return len(caught)

    worlds.accepted(world, applicant=applicant)
    few = cost()
    for _ in range(3):
        worlds.accepted(world, applicant=applicant)
    assert cost() == few
