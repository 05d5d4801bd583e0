"""补正 at the counter: ticked paper by paper, refused with everything kept, by those of the place alone."""

from __future__ import annotations

import pytest
from tests import worlds
from tests.domains.cases.pages import as_, hidden, page, text_of

from yichuang.domains.cases import actions
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.county()


@pytest.fixture
def asked_for(world):
    """A case whose applicant was told that two papers are wanting."""
    ref = worlds.submitted(world).ref
    wanting = worlds.checked("missing", "wrong", note="请交盖章的复印件")
    perform(actions.request_supplement, ref, by=world.clerk, at=worlds.AT, materials=wanting)
    return worlds.case_of(ref)


def test_a_supplement_is_ticked_paper_by_paper_and_what_is_wanting_shows(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    shown = page(client.get(f"/desk/cases/{asked_for.pk}/"))
    assert to in "".join(shown.xpath("//div[contains(@class,'actbar')]//a/@href"))
    tree = page(client.get(to))
    assert tree.xpath("//input[@type='radio'][@checked]/@value") == ["missing", "missing"]
    assert "请交盖章的复印件" in tree.text_content()
    given = {**hidden(tree, "//form[contains(@action,'supplement')]"), "m-m1-check": "ok"}
    text = text_of(client.post(to, given, follow=True))
    assert "还差：营业执照" in text
    assert "申请人还要补 1 份" in text
    asked_for.refresh_from_db()
    assert asked_for.state == "supplement_requested"


def test_a_whole_supplement_leads_to_the_answer(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    form = hidden(page(client.get(to)), "//form[contains(@action,'supplement')]")
    response = client.post(to, {**form, "m-m1-check": "ok", "m-m2-check": "later"})
    assert response["Location"] == f"/desk/intake/{asked_for.pk}/"
    tree = page(client.get(response["Location"]))
    assert tree.xpath("//input[@name='m-m1-check'][@checked]/@value") == ["ok"]
    assert tree.xpath("//input[@name='m-m2-check'][@checked]/@value") == []


def test_a_refused_supplement_keeps_what_was_ticked_and_changes_nothing(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    form = hidden(page(client.get(to)), "//form[contains(@action,'supplement')]")
    given = {**form, "m-m1-check": "ok", "m-m2-check": "mismatch", "remark": "先收一份"}
    tree = page(client.post(to, given), 422)
    assert "请写明“营业执照”还要怎么改" in tree.text_content()
    assert tree.xpath("//input[@type='radio'][@checked]/@value") == ["ok", "mismatch"]
    assert tree.xpath("//input[@name='remark']/@value") == ["先收一份"]
    assert tree.xpath("//input[@name='key']/@value") == [form["key"]]
    assert worlds.case_of(asked_for.ref).version == asked_for.version


def test_a_supplement_that_somebody_else_has_recorded_says_so(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    form = hidden(page(client.get(to)), "//form[contains(@action,'supplement')]")
    given = [{"code": "m1", "name": "申请书", "verdict": "ok"}]
    perform(actions.supplement, asked_for.ref, by=world.clerk, at=worlds.AT, materials=given)
    assert "已经“补正”" in text_of(client.post(to, {**form, "m-m2-check": "ok"}), 409)


def test_a_supplement_after_the_case_went_on_says_who_was_first_and_keeps_the_ticks(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    form = hidden(page(client.get(to)), "//form[contains(@action,'supplement')]")
    perform(actions.supplement, asked_for.ref, by=world.clerk, at=worlds.AT)
    tree = page(client.post(to, {**form, "m-m1-check": "ok", "m-m2-check": "later"}), 409)
    assert "已经“补正”" in tree.text_content()
    assert tree.xpath("//input[@type='radio'][@checked]/@value") == ["ok", "later"]


def test_the_same_supplement_sent_twice_is_one(world, asked_for):
    client, to = as_(world.clerk), f"/desk/cases/{asked_for.pk}/supplement/"
    form = hidden(page(client.get(to)), "//form[contains(@action,'supplement')]")
    given = {**form, "m-m1-check": "ok", "m-m2-check": "later"}
    assert client.post(to, given)["Location"] == client.post(to, given)["Location"]
    assert worlds.case_of(asked_for.ref).version == asked_for.version + 1


def test_of_two_clerks_at_one_check_the_second_is_told_and_keeps_the_checklist(world):
    ref = worlds.submitted(world, materials=[]).ref
    case = worlds.case_of(ref)
    client, to = as_(world.clerk), f"/desk/intake/{case.pk}/"
    form = hidden(page(client.get(to)), "//form[@data-intake]")
    given = {**form, "act": "accept", "m-m1-check": "ok", "m-m2-check": "ok", "m-m4-check": "ok"}
    assert as_(world.clerk).post(to, {**given, "key": "first"}).status_code == 302
    tree = page(client.post(to, {**given, "key": "second"}), 409)
    assert "已经“受理”" in tree.text_content()
    assert tree.xpath("//input[@name='m-m2-check'][@checked]/@value") == ["ok"]
    assert (
        client.post(to, {**given, "key": "first"}).status_code == 302
    )  # the same form again is the same act
    assert worlds.case_of(ref).version == case.version + 1


def test_only_those_of_the_place_record_a_supplement(world, asked_for):
    to = f"/desk/cases/{asked_for.pk}/supplement/"
    for stranger in (world.stranger, world.other_clerk):
        assert as_(stranger).get(to).status_code == 404
        assert as_(stranger).post(to, {"m-m1-check": "ok"}).status_code == 404
    assert as_(world.reviewer).post(to, {"m-m1-check": "ok"}).status_code == 403
    assert worlds.case_of(asked_for.ref).version == asked_for.version
