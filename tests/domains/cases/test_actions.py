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
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.documents.models import Document
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.privacy import unseal_text
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
    assert clock(ref, "follow:m4").amount == 3
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
    assert clock(ref, "follow:m4").outcome == "early"
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
    assert clock(ref, "follow:m4").outcome == "void"


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


def test_each_paper_that_may_follow_has_its_own_limit_and_its_own_clock(world):
    licence = worlds.item(
        world.department,
        "scjgj-9",
        "烟花爆竹经营许可",
        stages=list(worlds.STAGES),
        promised=10,
        materials=[
            {"code": "m1", "name": "平面图", "may_follow": True, "follow_days": 2},
            {"code": "m2", "name": "保险单", "may_follow": True, "follow_days": 8},
        ],
    )
    names = {"m1": "平面图", "m2": "保险单"}
    owed = [{"code": code, "name": name, "verdict": "follows"} for code, name in names.items()]
    ref = worlds.submitted(world, licence, materials=owed).ref
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=owed)
    assert (clock(ref, "follow:m1").amount, clock(ref, "follow:m2").amount) == (2, 8)
    due = {one["code"]: one["due"] for one in worlds.case_of(ref).materials}
    assert due == {"m1": "2026-11-04", "m2": "2026-11-12"}
    perform(actions.bring_owed, ref, by=world.clerk, at=LATER, code="m2")
    assert clock(ref, "follow:m2").outcome == "early"
    assert clock(ref, "follow:m1").stopped_at is None


def asked_for(world, *verdicts: str) -> str:
    """A case whose applicant has been told what is missing."""
    ref = worlds.submitted(world).ref
    wanting = worlds.checked(*verdicts)
    perform(actions.request_supplement, ref, by=world.clerk, at=worlds.AT, materials=wanting)
    return ref


def came(code: str, verdict: str, note: str = "") -> dict[str, str]:
    return {"code": code, "name": code, "verdict": verdict, "note": note}


def test_what_a_clerk_ticks_at_a_supplement_stands_and_the_rest_stays_wanting(world):
    ref = asked_for(world, "missing", "wrong")
    perform(
        actions.supplement, ref, by=world.clerk, at=LATER, materials=[came("m1", "ok"), came("m2", "missing")]
    )
    case = worlds.case_of(ref)
    assert {one["code"]: one["verdict"] for one in case.materials} == {"m1": "ok", "m2": "wrong"}
    assert case.state == "supplement_requested"
    assert clock(ref, "supplement").stopped_at is None
    perform(actions.supplement, ref, by=world.clerk, at=LATER, materials=[came("m2", "unchecked")])
    case = worlds.case_of(ref)
    assert case.state == "supplemented"
    assert {one["code"]: one["verdict"] for one in case.materials} == {"m1": "ok", "m2": "unchecked"}
    assert clock(ref, "supplement").outcome == "met"
    assert clock(ref, "acceptance").started_at == LATER


def test_a_paper_that_came_back_wrong_is_still_wanting_and_needs_its_reason(world):
    ref = asked_for(world, "missing")
    with pytest.raises(Refused, match="请写明“申请书”还要怎么改"):
        perform(actions.supplement, ref, by=world.clerk, at=LATER, materials=[came("m1", "wrong")])
    given = [came("m1", "wrong", "没有签名")]
    perform(actions.supplement, ref, by=world.clerk, at=LATER, materials=given)
    case = worlds.case_of(ref)
    assert case.state == "supplement_requested"
    assert case.supplements == 1
    assert [(one["verdict"], one["note"]) for one in case.materials if one["code"] == "m1"] == [
        ("wrong", "没有签名")
    ]


def test_an_applicant_who_brings_no_more_gets_an_answer_all_the_same(world):
    ref = asked_for(world, "missing", "missing")
    given = [came("m1", "ok"), came("m2", "missing")]
    perform(actions.supplement, ref, by=world.clerk, at=LATER, materials=given, last=True)
    case = worlds.case_of(ref)
    assert case.state == "supplemented"
    assert {one["code"]: one["verdict"] for one in case.materials} == {"m1": "ok", "m2": "missing"}
    with pytest.raises(Refused, match="不合格：营业执照"):
        perform(actions.accept, ref, by=world.clerk, at=LATER)
    why: dict[str, Any] = {"ground": "not_complete", "reason": "补正后营业执照仍然没有提交，不能受理"}
    perform(actions.decline, ref, by=world.clerk, at=LATER, **why)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([("m1", "missing")], "请标出这次带来了哪些材料"),
        ([("m9", "ok")], "“m9”不在要补的材料里"),
        ([("m2", "ok")], "“m2”不在要补的材料里"),
        ([("m1", "follows")], "受理时再定"),
    ],
)
def test_a_supplement_speaks_of_what_was_asked_for_alone(world, given, sentence):
    ref = asked_for(world, "missing", "ok")
    with pytest.raises(Refused, match=sentence):
        perform(actions.supplement, ref, by=world.clerk, at=LATER, materials=[came(*one) for one in given])
    assert worlds.case_of(ref).version == 2


def test_an_applicant_cannot_pass_their_own_papers(world):
    ref = asked_for(world, "missing")
    mine = citizen(None, None, cases=[ref])
    perform(actions.supplement, ref, by=mine, at=LATER, materials=[came("m1", "ok")])
    assert [one["verdict"] for one in worlds.case_of(ref).materials] == ["unchecked"]


@pytest.mark.parametrize("way", ["post", "home"])
def test_what_is_sent_goes_to_the_address_that_the_applicant_left(world, way):
    case = worlds.decided(world, delivery=way)
    perform(actions.deliver, case.ref, by=world.clerk, at=LATER, way=way, receiver="张三", tracking="SF1")
    assert worlds.ZHANG["address"] in paper_facts(case, "delivery_record")


def test_what_is_sent_needs_an_address_from_somewhere(world):
    case = worlds.decided(world, applicant={**worlds.ZHANG, "address": ""})
    given: dict[str, Any] = {"way": "post", "receiver": "张三", "tracking": "SF1"}
    with pytest.raises(Refused, match="没有留地址") as caught:
        perform(actions.deliver, case.ref, by=world.clerk, at=LATER, **given)
    assert caught.value.field == "address"
    perform(actions.deliver, case.ref, by=world.clerk, at=LATER, **given, address="青禾镇二村 9 号")
    assert "青禾镇二村 9 号" in paper_facts(case, "delivery_record")


def paper_facts(case, kind: str) -> str:
    """What a paper was issued with."""
    return unseal_text(there(Document.objects.filter(subject=case.ref, kind=kind).first()).facts, "document")


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
