"""One person, one file: found again, kept up to date, looked at for a reason."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection
from tests import worlds

from yichuang.domains.residents.actions import Identified, enrol, link_account, reveal_person
from yichuang.domains.residents.models import Enterprise, Person, PortalAccount
from yichuang.domains.residents.queries import Kind, search, snapshot
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.privacy import keyed_hash, mask_phone, seal
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
ZHANG = Identified(Kind.PERSON, worlds.ZHANG["identity"], "张三", worlds.ZHANG["phone"], "青禾镇一村 1 号")
SHOP = Identified(Kind.ENTERPRISE, worlds.SHOP["identity"], worlds.SHOP["name"])


@pytest.fixture
def world():
    return worlds.county()


def put(world, who: Identified = ZHANG, **more):
    return enrol(who, by=world.clerk, at=worlds.AT, **more)


def test_the_same_identity_twice_is_one_file_with_the_newer_phone(world):
    first = put(world)
    again = put(world, replace(ZHANG, phone="13911112222", address=""))
    assert first.pk == again.pk
    assert Person.objects.count() == 1
    assert again.phone_mask == "139****2222"
    assert snapshot(again).address == "青禾镇一村 1 号"


def test_nothing_new_leaves_no_trace(world):
    put(world)
    before = LedgerEntry.objects.count()
    put(world)
    assert LedgerEntry.objects.count() == before


def test_another_name_under_the_same_number_is_refused_until_the_clerk_confirms_it(world):
    put(world)
    other = replace(ZHANG, name="张山")
    with pytest.raises(Refused, match="登记的是“张\\*”"):
        put(world, other)
    assert snapshot(Person.objects.get()).name == "张三"
    assert snapshot(put(world, other, rename=True)).name == "张山"


def test_no_value_stands_in_clear_in_the_file_or_in_the_ledger(world):
    party = put(world)
    stored = b"".join(
        bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in vars(party).values()
    )
    entries = "".join(LedgerEntry.objects.values_list("facts", flat=True))
    for value in (worlds.ZHANG["identity"], worlds.ZHANG["phone"], "张三", "一村 1 号"):
        assert value.encode() not in stored
        assert value not in entries


def test_a_wrong_number_opens_no_file(world):
    with pytest.raises(Refused, match="最后一位对不上"):
        put(world, replace(ZHANG, identity=ZHANG.identity[:-1] + "1"))
    assert Person.objects.count() == 0


def test_an_enterprise_keeps_its_name_in_clear(world):
    assert put(world, SHOP).name_mask == worlds.SHOP["name"]
    assert Enterprise.objects.count() == 1


@pytest.mark.parametrize(
    "asked", [worlds.ZHANG["identity"], " 张三 ", "５１９９２１１８９００１０１００１８"]
)
def test_a_file_is_found_by_number_and_by_whole_name(world, asked):
    put(world)
    assert [one.name for one in search(asked, world.clerk)] == ["张*"]
    assert search("张", world.clerk) == []


def test_who_has_no_business_with_the_file_finds_nothing(world):
    put(world)
    assert search("张三", world.manager) == []
    assert search("张三", citizen(None, None)) == []


def test_a_look_needs_a_purpose_and_stays_in_the_ledger(world):
    party = put(world)
    with pytest.raises(Refused, match="请填写查看原因"):
        perform(reveal_person, party.ref, by=world.clerk, at=worlds.AT, purpose="")
    perform(reveal_person, party.ref, by=world.clerk, at=worlds.AT, purpose="电话核实")
    assert LedgerEntry.objects.filter(subject=party.ref, verb="person.reveal").count() == 1


def account(phone: str = worlds.ZHANG["phone"]) -> PortalAccount:
    return PortalAccount.objects.create(
        phone_hash=keyed_hash(phone, "phone"),
        phone_sealed=seal(phone, "phone"),
        phone_mask=mask_phone(phone),
        created_at=worlds.AT,
    )


def test_a_clerk_links_an_account_with_the_document_in_hand(world):
    party, found = put(world), account()
    link_account(party.pk, "138 0000 1234", by=world.clerk, at=worlds.AT)
    found.refresh_from_db()
    assert (found.person_id, found.linked_by) == (party.pk, world.clerk.reference)


def test_an_account_of_somebody_else_is_not_taken_over(world):
    party, found = put(world), account()
    other = put(world, Identified(Kind.PERSON, worlds.LI["identity"], "李四"))
    link_account(party.pk, worlds.ZHANG["phone"], by=world.clerk, at=worlds.AT)
    with pytest.raises(Refused, match="已经关联了另一个人"):
        link_account(other.pk, worlds.ZHANG["phone"], by=world.clerk, at=worlds.AT)
    found.refresh_from_db()
    assert found.person_id == party.pk


def test_a_reviewer_cannot_link_accounts(world):
    party, found = put(world), account()
    with pytest.raises(Refused):
        link_account(party.pk, worlds.ZHANG["phone"], by=world.reviewer, at=worlds.AT)
    found.refresh_from_db()
    assert found.person_id is None


@pytest.mark.django_db(transaction=True)
def test_two_windows_enrolling_the_same_person_at_once_make_one_file(world):
    start, found = threading.Barrier(2), []

    def one() -> None:
        try:
            start.wait(5)
            found.append(put(world).pk)
        finally:
            connection.close()

    people = [threading.Thread(target=one) for _ in range(2)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(20)
    assert len(found) == 2
    assert len(set(found)) == 1
