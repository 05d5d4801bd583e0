"""What was said is read again by who said it, not by whoever holds the case's papers: those pass through the clerk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.sites.portal.test_apply import text_of
from tests.sites.portal.test_progress import open_case
from tests.sites.portal.test_sign_in import person_of
from tests.sites.portal.test_sign_in import sign_in as sign_in_by_phone
from tests.worlds import ZHANG, World, county, delivered

from yichuang.domains.cases.models import Case
from yichuang.domains.feedback.invitations import address_of_result, address_on_paper, token_of
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.residents.actions import link_account
from yichuang.ui.formats import the_day

pytestmark = pytest.mark.django_db
WORDS = "等了一个多小时没人理"


@pytest.fixture
def world() -> World:
    return county()


@pytest.fixture
def case(world) -> Case:
    made = delivered(world)
    type(made).objects.filter(pk=made.pk).update(delivered_on=the_day(timezone.now()) - timedelta(1))
    made.refresh_from_db()
    return made


@pytest.fixture
def phone(case) -> Client:
    """The browser in which it was given, by the code of the receipt."""
    browser = Client()
    browser.post(address_on_paper(case.ref, ""), {"level": "1", "words": WORDS})
    assert Evaluation.objects.get().level == 1
    return browser


def test_the_browser_in_which_it_was_given_shows_it_and_takes_the_addition(case, phone) -> None:
    where = address_on_paper(case.ref, "")
    assert WORDS in text_of(phone.get(where))
    phone.post(where, {"add": "1", "addition": "后来也没有人解释"})
    assert Evaluation.objects.get().addition == "后来也没有人解释"


def test_with_the_receipt_or_the_query_code_alone_one_learns_only_that_there_is_one(
    client, case, phone
) -> None:
    """As the clerk could, who printed both."""
    open_case(client, case)
    progress = f"/progress/{case.number}/"
    for where in (address_on_paper(case.ref, ""), f"{progress}evaluate/", progress):
        page = text_of(client.get(where))
        assert "已经评价过" in page or "已评价" in page
        for secret in (WORDS, "不满意", "满意程度", "核实", "整改好"):
            assert secret not in page.replace("整改到哪一步", ""), (where, secret)
    for where in (address_on_paper(case.ref, ""), f"{progress}evaluate/"):
        for more in (
            {"add": "1", "addition": "不是这样的"},
            {"reply": "1", "reply_level": "5"},
            {"level": "5"},
        ):
            assert client.post(where, more).status_code == 422
    found = Evaluation.objects.get()
    assert (found.level, found.addition, found.reply_level) == (1, "", None)


def test_the_links_that_were_sent_to_the_phone_and_the_applicants_account_show_it(
    client, world, case, phone
) -> None:
    invited = f"/evaluate/{token_of(case.ref)}/"
    result = "/evaluate/" + address_of_result(Evaluation.objects.get().ref).partition("/evaluate/")[2]
    for where in (invited, result):
        assert WORDS in text_of(client.get(where))
    person = person_of(world, ZHANG, ZHANG["phone"])
    type(case).objects.filter(pk=case.pk).update(person=person.pk)
    sign_in_by_phone(client, ZHANG["phone"])
    link_account(person.pk, ZHANG["phone"], by=world.clerk, at=timezone.now())
    assert "您给的是“非常不满意”" in text_of(client.get(f"/progress/{case.number}/"))
    assert WORDS in text_of(client.get(f"/progress/{case.number}/evaluate/"))


def test_the_session_keeps_a_mark_from_which_nobody_can_tell_the_case(case, phone) -> None:
    kept = str(dict(phone.session.items()))
    assert case.ref not in kept
    assert case.number not in kept
