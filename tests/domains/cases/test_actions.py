"""What the verbs of a case do, and what they refuse."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests import worlds
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
LATER = worlds.AT + timedelta(days=1)


@pytest.fixture
def world():
    return worlds.county()


def following(code: str = "m4", name: str = "安全管理制度"):
    return [
        {"code": one["code"], "name": one["name"], "verdict": "follows" if one["code"] == code else "ok"}
        for one in worlds.MATERIALS
        if not one.get("when") or one["code"] == code
    ]


def clock(ref: str, kind: str) -> Clock:
    return there(Clock.objects.filter(subject=ref, kind=kind).order_by("-n").first())


def test_a_paper_may_follow_only_where_the_item_allows_it(world):
    ref = worlds.submitted(world).ref
    with pytest.raises(Refused, match="不能容缺：营业执照"):
        perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=following("m2"))
    assert worlds.case_of(ref).state == "submitted"
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=following())
    case = worlds.case_of(ref)
    assert case.state == "accepted"
    assert clock(ref, "follow").amount == 3
    assert [one["due"] for one in case.materials if one["verdict"] == "follows"] == ["2026-11-05"]


def test_nothing_is_granted_while_a_paper_is_owed(world):
    ref = worlds.submitted(world).ref
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=following())
    perform(actions.review, ref, by=world.reviewer, at=LATER, opinion="同意，待补交")
    with pytest.raises(Refused, match="容缺的材料还没有补交：安全管理制度"):
        perform(actions.grant_, ref, by=world.chief, at=LATER, content="准予")
    with pytest.raises(Refused, match="请选一份还没有补交的容缺材料"):
        perform(actions.bring_owed, ref, by=world.clerk, at=LATER, code="m1")
    perform(actions.bring_owed, ref, by=world.clerk, at=LATER, code="m4")
    assert clock(ref, "follow").outcome == "early"
    perform(actions.grant_, ref, by=world.chief, at=LATER, content="准予")


def test_a_case_is_refused_while_a_paper_is_owed_and_its_clock_stops(world):
    ref = worlds.submitted(world).ref
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=following())
    perform(actions.review, ref, by=world.reviewer, at=LATER, opinion="没有补交，不同意", agree=False)
    given: dict[str, Any] = {
        "facts": "没有在期限内补交",
        "reason": "容缺的材料没有在承诺的期限内补交",
        "basis": "办事指南第三条",
    }
    perform(actions.refuse, ref, by=world.chief, at=LATER, **given)
    assert clock(ref, "follow").outcome == "void"


def test_acceptance_asks_for_a_word_on_every_required_material(world):
    ref = worlds.submitted(world).ref
    with pytest.raises(Refused, match="没有核对：安全管理制度"):
        perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=worlds.checked("ok", "ok"))


def test_materials_of_another_situation_are_not_asked_for(world):
    ref = worlds.submitted(world, situation={"place": "rent"}).ref
    with pytest.raises(Refused, match="租赁合同"):
        perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=following(""))


def test_what_is_done_at_once_cannot_wait_for_papers(world):
    ref = worlds.submitted(world, world.instant, materials=[{"code": "m1", "name": "申请书"}]).ref
    owed = [{"code": "m1", "name": "申请书", "verdict": "follows"}]
    with pytest.raises(Refused):
        perform(actions.finish_at_once, ref, by=world.clerk, at=worlds.AT, materials=owed)
    assert worlds.case_of(ref).state == "submitted"


def test_silence_for_five_days_accepts_from_the_day_of_receipt(world):
    ref = worlds.submitted(world).ref
    with pytest.raises(Refused):
        perform(actions.accept_by_law, ref, by=world.clerk, at=worlds.AT + timedelta(days=8))
    perform(actions.accept_by_law, ref, by=SYSTEM, at=worlds.AT + timedelta(days=8))
    case = worlds.case_of(ref)
    assert case.accepted_on == case.received_on
    assert clock(ref, "decision").started_at == case.received_at


def test_post_needs_its_number(world):
    case = worlds.decided(world)
    with pytest.raises(Refused, match="快递单号"):
        perform(actions.deliver, case.ref, by=world.clerk, at=LATER, way="post", receiver="张三")


def test_what_comes_back_after_a_supplement_is_checked_anew(world):
    ref = worlds.submitted(world).ref
    wanting = worlds.checked("ok", "missing")
    perform(actions.request_supplement, ref, by=world.clerk, at=worlds.AT, materials=wanting)
    perform(actions.supplement, ref, by=world.clerk, at=LATER)
    verdicts = {one["code"]: one["verdict"] for one in worlds.case_of(ref).materials}
    assert verdicts == {"m1": "ok", "m2": "unchecked"}


def test_the_name_of_an_enterprise_is_not_masked(world):
    from yichuang.domains.residents.actions import Identified, enrol
    from yichuang.domains.residents.queries import Kind

    shop = enrol(
        Identified(Kind.ENTERPRISE, worlds.SHOP["identity"], worlds.SHOP["name"]),
        by=world.clerk,
        at=worlds.AT,
    )
    ref = worlds.submitted(world, applicant={**worlds.SHOP, "enterprise": shop.pk}).ref
    assert worlds.case_of(ref).applicant_mask == worlds.SHOP["name"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_is_told_who_was_first(world):
    case = worlds.accepted(world)
    start, versions, told = threading.Barrier(2), list[int](), list[str]()

    def claim(actor) -> None:
        try:
            start.wait(5)
            versions.append(perform(actions.claim, case.ref, by=actor, at=LATER, seen=case.version).n)
        except Refused as refused:
            told.append(refused.text)
        finally:
            connection.close()

    people = [threading.Thread(target=claim, args=(who,)) for who in (world.reviewer, world.second_reviewer)]
    for one in people:
        one.start()
    for one in people:
        one.join(20)
    assert versions == [case.version + 1]
    assert len(told) == 1
    assert "已经“领取”" in told[0]
    after = worlds.case_of(case.ref)
    assert not list(walk({case.ref: (after.version, bytes(after.head))}))


@pytest.mark.django_db(transaction=True)
def test_the_same_key_sent_twice_at_the_same_moment_makes_one_case(world):
    start, refs = threading.Barrier(2), []

    def receive() -> None:
        try:
            start.wait(5)
            refs.append(worlds.submitted(world, key="same").ref)
        finally:
            connection.close()

    people = [threading.Thread(target=receive) for _ in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join(20)
    assert len(refs) == 2
    assert len(set(refs)) == 1
    assert Case.objects.count() == 1
    assert LedgerEntry.objects.count() == 1
