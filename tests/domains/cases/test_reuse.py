"""A paper that the house holds isn't asked for again: taken over from an earlier case, lawfully and on record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import worlds
from tests.domains.cases.pages import as_, text_of
from tests.sites.portal.test_sign_in import sign_in

from yichuang.domains.cases import actions, rules, trail
from yichuang.domains.cases.actions.reusing import take_over
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.rendered import paper_of
from yichuang.domains.residents.actions import link_account
from yichuang.domains.residents.models import Person
from yichuang.domains.residents.queries import looks_at
from yichuang.kernel.documents.models import Document, StoredFile
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.county()


def person() -> Person:
    """The file of 张三, as a counter opens it."""
    found = Person.objects.first()
    assert found is not None
    return found


def typed(world, key: str, **more) -> dict[str, object]:
    return {
        "item": world.promise,
        "kind": "person",
        "identity": worlds.ZHANG["identity"],
        "name": "张三",
        "s-place": "own",
        "m-m1-check": "ok",
        "m-m2-check": "ok",
        "m-m4-check": "ok",
        "key": key,
        **more,
    }


def handed_in(world, **more) -> Case:
    """An application at the counter with a licence in hand, and its scan."""
    as_(world.clerk).post("/desk/intake/", typed(world, "first", act="accept", **more))
    case = Case.objects.get()
    scan = {"purpose": "m2", "sha256": "ab" * 32, "name": "执照.pdf", "content_type": "application/pdf"}
    perform(actions.attach, case.ref, by=world.clerk, at=worlds.AT, files=[{**scan, "size": 9}])
    return worlds.case_of(case.ref)


def material(case: Case, code: str) -> dict[str, Any]:
    return next(one for one in case.materials if one["code"] == code)


def test_a_clerk_takes_a_paper_over_and_everybody_can_see_from_where(world):
    first = handed_in(world)
    client = as_(world.clerk)
    offered = text_of(client.post("/desk/intake/", typed(world, "second", act="look")))
    assert " 交的：营业执照" in offered
    assert "交的：申请书" not in offered  # a form is filled in anew
    client.post("/desk/intake/", typed(world, "second", act="accept", **{"m-m2-earlier": first.ref}))
    second = Case.objects.exclude(pk=first.pk).get()
    assert second.state == "accepted"
    assert material(second, "m2")["verdict"] == "reused"
    assert material(second, "m2")["reused"] == {
        "case": first.ref,
        "number": first.number,
        "since": first.received_on.isoformat(),
    }
    scans = StoredFile.objects.filter(purpose="m2")
    assert {one.subject for one in scans} == {first.ref, second.ref}
    assert len({one.sha256 for one in scans}) == 1
    notes = [step.note for step in trail.steps_of(second, trail.papers_of(second))]
    assert f"营业执照沿用 {first.number} 的，1 个文件" in notes
    receipt = str(paper_of(Document.objects.get(subject=second.ref, kind="receipt"), second, "https://c.cn"))
    assert "沿用，免交" in receipt
    shown = text_of(client.get(f"/desk/cases/{second.pk}/?tab=materials"))
    assert f"免提交，沿用 {first.number}" in shown
    looks = looks_at(person().pk, [])
    assert any(look.verb == "person.use_again" and second.number in look.facts for look in looks)


def test_the_same_form_twice_takes_over_once(world):
    first = handed_in(world)
    client = as_(world.clerk)
    form = typed(world, "second", act="accept", **{"m-m2-earlier": first.ref})
    assert client.post("/desk/intake/", form)["Location"] == client.post("/desk/intake/", form)["Location"]
    assert StoredFile.objects.filter(purpose="m2").count() == 2


def test_a_case_that_waits_is_checked_with_a_paper_from_an_earlier_one(world):
    first = handed_in(world)
    client = as_(world.clerk)
    waits = typed(world, "second", act="save", **{"m-m2-check": ""})
    client.post("/desk/intake/", waits)
    second = Case.objects.exclude(pk=first.pk).get()
    form = {name: value for name, value in typed(world, "third").items() if str(name).startswith("m-")}
    form |= {"act": "accept", "key": "third", "seen": second.version, "m-m2-earlier": first.ref}
    assert client.post(f"/desk/intake/{second.pk}/", form).status_code == 302
    second.refresh_from_db()
    assert (second.state, material(second, "m2")["verdict"]) == ("accepted", "reused")
    assert Person.objects.count() == 1


def test_a_paper_that_is_taken_over_grows_no_younger(world):
    first = handed_in(world)
    first.received_on = first.received_on - timedelta(days=300)
    first.save()
    client = as_(world.clerk)
    client.post("/desk/intake/", typed(world, "second", act="accept", **{"m-m2-earlier": first.ref}))
    second = Case.objects.exclude(pk=first.pk).get()
    client.post("/desk/intake/", typed(world, "third", act="accept", **{"m-m2-earlier": second.ref}))
    third = Case.objects.exclude(pk__in=[first.pk, second.pk]).get()
    assert material(third, "m2")["reused"]["since"] == first.received_on.isoformat()
    assert not rules.may_be_reused(first.received_on, first.received_on + timedelta(days=366))


@pytest.mark.parametrize("spoilt", ["another's", "too old", "wrong then", "revoked", "a form", "not there"])
def test_what_may_not_be_taken_over_is_refused_and_nothing_is_received(world, spoilt):
    first = handed_in(world)
    given = {"m-m2-earlier": first.ref}
    if spoilt == "another's":
        given |= {"identity": worlds.LI["identity"], "name": "李四"}
    elif spoilt == "too old":
        Case.objects.update(received_on=date(2020, 1, 2))
    elif spoilt == "wrong then":
        Case.objects.update(materials=[{**one, "verdict": "wrong"} for one in first.materials])
    elif spoilt == "revoked":
        Case.objects.update(state="revoked")
    elif spoilt == "a form":
        given = {"m-m1-earlier": first.ref}
    else:
        given = {"m-m2-earlier": "case:999999999"}
    files = StoredFile.objects.count()
    refused = as_(world.clerk).post("/desk/intake/", typed(world, "second", act="accept", **given))
    assert "这份材料不能沿用，请申请人提交" in text_of(refused, 422)
    assert Case.objects.count() == 1
    assert StoredFile.objects.count() == files


def test_a_case_of_another_place_lends_nothing(world):
    first = handed_in(world)
    Case.objects.update(department_path="/9/", place_path="/9/")
    client = as_(world.clerk)
    refused = client.post(
        "/desk/intake/", typed(world, "second", act="accept", **{"m-m2-earlier": first.ref})
    )
    assert refused.status_code == 422
    assert Case.objects.count() == 1


def test_who_may_not_see_the_case_takes_nothing_over_into_it(world):
    first = handed_in(world)
    with pytest.raises(Refused, match="没有"):
        take_over(first.ref, {"m2": first.ref}, by=world.stranger, at=worlds.AT, key="k")


def asked_again(world, first: Case) -> Case:
    """A second application of the same person, of which the licence was found wrong."""
    as_(world.clerk).post("/desk/intake/", typed(world, "second", act="save", **{"m-m2-check": ""}))
    second = Case.objects.exclude(pk=first.pk).get()
    wanting = worlds.checked("ok", "wrong", "ok", "ok", note="复印件不清楚")
    del wanting[2]
    perform(actions.request_supplement, second.ref, by=world.clerk, at=worlds.AT, materials=wanting)
    return worlds.case_of(second.ref)


def test_a_clerk_takes_a_paper_over_at_the_supplement(world):
    first = handed_in(world)
    second = asked_again(world, first)
    client, to = as_(world.clerk), f"/desk/cases/{second.pk}/supplement/"
    assert " 交的：营业执照" in text_of(client.get(to))
    form = {"key": "k", "seen": second.version, "m-m2-check": "missing", "m-m2-earlier": first.ref}
    assert client.post(to, {**form, "m-m2-check": "mismatch", "m-m2-note": "再补"}).status_code == 302
    assert material(worlds.case_of(second.ref), "m2")["verdict"] == "wrong"
    form["key"], form["seen"] = "k2", worlds.case_of(second.ref).version
    assert client.post(to, form)["Location"] == client.post(to, form)["Location"]
    second.refresh_from_db()
    assert (second.state, material(second, "m2")["verdict"]) == ("supplemented", "reused")
    assert StoredFile.objects.filter(subject=second.ref, purpose="m2").count() == 1
    assert any(look.verb == "person.use_again" for look in looks_at(person().pk, []))


def test_applicants_take_over_what_is_theirs_once_they_have_proved_who_they_are(client, world):
    first = handed_in(world)
    second = asked_again(world, first)
    to = f"/progress/{second.number}/supplement/"
    client.post("/progress/", {"number": second.number, "code": second.query_code})
    assert "沿用" not in text_of(client.get(to))
    assert client.post(to, {"earlier-m2": "1"}).status_code == 422
    sign_in(client, "13800001234")
    link_account(person().pk, "13800001234", by=world.clerk, at=timezone.now())
    assert first.number in text_of(client.get(to))
    assert client.post(to, {"earlier-m2": "1"}).status_code == 302
    second.refresh_from_db()
    assert (second.state, material(second, "m2")["verdict"]) == ("supplemented", "reused")
    assert material(second, "m2")["reused"]["case"] == first.ref


def test_nobody_says_reused_without_saying_from_where(world):
    ref = worlds.submitted(world).ref
    said = worlds.checked("ok", "reused", "ok", "ok")
    del said[2]
    with pytest.raises(Refused, match="没有写明沿用自哪一件：营业执照"):
        perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=said)
    assert worlds.case_of(ref).state == "submitted"
