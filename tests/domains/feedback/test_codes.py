"""The code on a paper that the applicant takes home: it opens the evaluation, and only on such papers."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from docx import Document as Word
from tests.sites.portal.test_apply import text_of
from tests.worlds import World, accepted, county, delivered, sign_in

from yichuang.domains.cases.rendered import drawn, paper_of
from yichuang.domains.feedback.invitations import address_on_paper, invitation_of
from yichuang.domains.feedback.models import Evaluation
from yichuang.kernel.documents.models import Document
from yichuang.ui.formats import the_day

pytestmark = pytest.mark.django_db
BASE = "https://zwfw.example.cn"


@pytest.fixture
def world() -> World:
    return county()


def path_of(case) -> str:
    return address_on_paper(case.ref, "")


def test_the_code_of_a_paper_opens_the_evaluation_and_is_recorded_as_its_channel(client, world) -> None:
    case = delivered(world)
    recently = the_day(timezone.now())
    type(case).objects.filter(pk=case.pk).update(delivered_on=recently)
    assert "您对这次服务满意吗" in text_of(client.get(path_of(case)))
    client.post(path_of(case), {"level": "4"})
    assert Evaluation.objects.get().channel == "qr"


def test_before_the_end_it_says_to_come_back(client, world) -> None:
    assert "办完后再评价" in text_of(client.get(path_of(accepted(world))))


def test_ninety_days_after_the_end_it_is_over(client, world) -> None:
    case = delivered(world)
    long_ago = the_day(timezone.now()) - timedelta(days=91)
    type(case).objects.filter(pk=case.pk).update(delivered_on=long_ago)
    assert client.get(path_of(case)).status_code == 404
    assert client.post(path_of(case), {"level": "5"}).status_code == 404


def test_what_the_applicant_keeps_has_the_code_and_the_decision_on_the_wall_hasnt(world) -> None:
    case = delivered(world)
    codes = {
        one.kind: paper_of(one, case, BASE).second_qr_text
        for one in Document.objects.filter(subject=case.ref)
    }
    assert {kind for kind, code in codes.items() if code} == {
        "receipt",
        "acceptance_notice",
        "delivery_record",
    }
    token = codes["receipt"].removeprefix(f"{BASE}/evaluate/").strip("/")
    invitation = invitation_of(token)
    assert invitation is not None
    assert (invitation.ref, invitation.channel) == (case.ref, "qr")


def test_a_paper_is_drawn_the_same_twice_and_keeps_its_pages(world) -> None:
    case = delivered(world)
    receipt = Document.objects.get(subject=case.ref, kind="receipt")
    first = drawn(receipt, case, "pdf", BASE)
    assert drawn(receipt, case, "pdf", BASE) == first
    with pikepdf.open(io.BytesIO(first)) as pages:
        assert len(pages.pages) == 1
    word = Word(io.BytesIO(drawn(receipt, case, "docx", BASE)))
    foot = word.sections[0].footer._element.xml
    assert foot.count("</pic:pic>") == 2
    assert "办完后扫码评价" in foot


def test_the_receipt_on_the_desk_shows_both_codes(client, world) -> None:
    case = accepted(world)
    sign_in(client, world.clerk)
    page = text_of(client.get(f"/desk/cases/{case.pk}/receipt/"))
    assert "扫码查进度" in page
    assert "办完后扫码评价" in page
