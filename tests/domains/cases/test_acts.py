"""An act as its form asks for it: on a page, in a dialog, or at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import worlds
from tests.domains.cases.pages import as_, hidden, page, text_of

from yichuang.domains.cases import actions, policies
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
IN_DIALOG = {"X-Dialog": "1"}


@pytest.fixture
def world():
    return worlds.county()


def test_an_act_that_is_not_offered_says_why_before_anything_is_typed(world):
    client, case = as_(world.reviewer), worlds.reviewed(world)
    here = f"/desk/cases/{case.pk}"
    assert "只有上报件才转报上级" in page(client.get(f"{here}/report_up/"), 409).text_content()
    assert "没有在等的听证期限" in page(client.get(f"{here}/waive_hearing/"), 409).text_content()
    assert (
        "这件现在是“审查中”，不能“送达”" in page(as_(world.clerk).get(f"{here}/deliver/"), 409).text_content()
    )
    assert "您的岗位不能“延期”" in page(as_(world.clerk).get(f"{here}/extend/"), 409).text_content()
    given: dict[str, Any] = {"proposed": "拟不予许可，理由是场所不符合规定的条件"}
    perform(actions.tell_hearing_right, case.ref, by=world.reviewer, at=timezone.now(), **given)
    assert "已经告知过听证权利" in page(client.get(f"{here}/tell_hearing_right/"), 409).text_content()


def test_a_decision_that_has_to_wait_is_asked_for_with_the_reason_beside_it(world):
    case = worlds.reviewed(world)
    text = text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/grant/"))
    assert "审查和决定不能是同一个人，请交给另一位同事决定" in text


def test_a_dialog_gets_its_errors_back_with_everything_typed(world):
    client, case = as_(world.chief), worlds.accepted(world, at=timezone.now())
    sent = {"days": "5", "reason": "太短", "key": "k1", "next": "/desk/tasks/?q=张"}
    answer = client.post(f"/desk/cases/{case.pk}/extend/", sent, headers=IN_DIALOG)
    assert (answer.status_code, answer["X-Dialog"]) == (422, "1")
    said = answer.content.decode()
    assert "<html" not in said
    assert "理由至少写 15 个字" in said
    assert hidden(page(answer, 422), "//form")["key"] == "k1"
    sent["reason"] = "现场核查要等汛期过去，经负责人批准延长"
    done = client.post(f"/desk/cases/{case.pk}/extend/", sent, headers=IN_DIALOG)
    assert (done.status_code, done["X-Next"]) == (204, "/desk/tasks/?q=%E5%BC%A0")
    assert "已延期" in text_of(client.get("/desk/tasks/"))
    assert worlds.case_of(case.ref).extended


def test_without_a_dialog_the_same_errors_stand_on_a_page(world):
    client, case = as_(world.chief), worlds.accepted(world, at=timezone.now())
    answer = client.post(f"/desk/cases/{case.pk}/extend/", {"days": "5", "reason": "太短", "key": "k1"})
    assert "X-Dialog" not in answer
    assert "<html" in answer.content.decode()
    assert "理由至少写 15 个字" in page(answer, 422).text_content()


def test_claiming_asks_nothing_and_is_done_at_once(world):
    client, case = as_(world.reviewer), worlds.accepted(world)
    form = page(client.get(f"/desk/cases/{case.pk}/")).xpath("//form[contains(@action, '/claim/')]")[0]
    sent = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert set(sent) >= {"key", "seen"}
    client.post(form.get("action"), sent)
    assert worlds.case_of(case.ref).assignee == world.reviewer.account
    back = page(client.get(f"/desk/cases/{case.pk}/"))
    assert back.xpath("//form[contains(@action, '/release/')]")
    assert not back.xpath("//form[contains(@action, '/claim/')]")


def test_a_limit_that_has_passed_cannot_be_lengthened_any_more(world):
    """行政许可法 art. 42: a case that is late stays late."""
    case = worlds.accepted(world, at=worlds.AT)
    late = worlds.AT + timedelta(days=30)
    why_not = {one.name: one.why_not for one in policies.offers(case, all_of(case.ref), world.chief, late)}[
        "case.extend"
    ]
    assert why_not == "承诺时限已经过了，不能再延期：要延长的，在期限内批准"
    with pytest.raises(Refused, match="不能再延期"):
        perform(
            actions.extend, case.ref, by=world.chief, at=late, days=5, reason="情况复杂，需要集体研究后再决定"
        )
    assert not worlds.case_of(case.ref).extended


def test_a_chief_representative_puts_back_what_an_absent_colleague_holds(world):
    case = worlds.accepted(world)
    perform(actions.claim, case.ref, by=world.reviewer, at=timezone.now())
    with pytest.raises(Refused, match="请同事或者首席代表放回待办"):
        perform(actions.release, case.ref, by=world.second_reviewer, at=timezone.now())
    perform(actions.release, case.ref, by=world.chief, at=timezone.now())
    assert worlds.case_of(case.ref).assignee is None


def test_what_was_sent_too_late_may_be_sent_again_from_the_same_form(world):
    client, case = as_(world.reviewer), worlds.accepted(world)
    form = hidden(page(client.get(f"/desk/cases/{case.pk}/")), "//form[@id='inline-act']")
    perform(actions.claim, case.ref, by=world.second_reviewer, at=timezone.now())
    sent = {**form, "opinion": "材料齐全，同意"}
    told = page(client.post(f"/desk/cases/{case.pk}/review/", sent), 409)
    assert "这次没有提交" in told.text_content()
    perform(actions.release, case.ref, by=world.second_reviewer, at=timezone.now())
    now = {**hidden(told, "//form[.//textarea]"), "seen": str(worlds.case_of(case.ref).version)}
    done = client.post(f"/desk/cases/{case.pk}/review/", {**sent, **now})
    assert done.status_code == 302
    assert worlds.case_of(case.ref).opinions


def test_a_department_asks_for_what_is_missing_before_it_accepts(world):
    client, case = as_(world.reviewer), worlds.case_of(worlds.submitted(world).ref)
    opened = page(client.get(f"/desk/cases/{case.pk}/"))
    to = opened.xpath("//a[contains(., '核对材料')]/@href")[0]
    form = hidden(page(client.get(to)), "//form[@data-intake]")
    sent = {**form, "m-m1-check": "ok", "m-m2-check": "missing", "m-m4-check": "ok", "act": "notify"}
    assert client.post(to, sent).status_code == 302
    assert worlds.case_of(case.ref).state == "supplement_requested"
    assert client.get("/desk/intake/").status_code == 403


def test_another_department_cannot_open_the_check(world):
    case = worlds.case_of(worlds.submitted(world).ref)
    assert as_(world.stranger).get(f"/desk/intake/{case.pk}/").status_code == 404
