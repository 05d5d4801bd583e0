"""What the upper level decides, from our review to the handing over (行政许可法 art. 35, 43; 上报件, RULEBOOK 2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import worlds
from tests.domains.cases.pages import as_, text_of

from yichuang.domains.cases import actions
from yichuang.domains.cases.rendered import dossier, paper_of
from yichuang.domains.cases.trail import papers_of, steps_of
from yichuang.domains.cases.worklist import awaiting_upper
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.documents.models import Document
from yichuang.kernel.outbox.queries import newest
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
BASE = "https://zwfw.example.cn"
ORGAN, NUMBER = "省药品监督管理局", "省药监许〔2026〕9号"


@pytest.fixture
def world():
    return worlds.county()


def answered(world, granted: bool = True, content: str = "准予生产，许可范围：片剂"):
    case = worlds.passed_up(world)
    at = worlds.AT + timedelta(days=10)
    given: dict[str, Any] = {"granted": granted, "number": NUMBER, "content": content}
    perform(actions.upper_answered, case.ref, by=world.reviewer, at=at, **given)
    return worlds.case_of(case.ref)


def clocks_of(case):
    return {clock.kind: clock for clock in all_of(case.ref)}


def test_our_clocks_end_and_the_upper_organs_runs_apart(world):
    case = worlds.passed_up(world)
    clocks = clocks_of(case)
    assert {kind for kind, clock in clocks.items() if clock.stopped_at is None} == {"upper"}
    assert clocks["upper"].limit.amount == 15
    page = text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/?tab=clocks"))
    assert f"我方已办完，等{ORGAN}批复" in page
    assert "上级审批" in page
    (line,) = awaiting_upper(world.reviewer)
    assert line.clock is not None
    assert line.clock.amount == 15


def test_without_a_limit_of_its_own_the_upper_organ_has_that_of_the_law(world):
    case = worlds.reviewed(world, world.report_up, materials=[])
    given: dict[str, Any] = {"organ": ORGAN, "opinion": "同意上报"}
    perform(actions.report_up, case.ref, by=world.reviewer, at=worlds.AT + timedelta(days=2), **given)
    assert clocks_of(case)["upper"].limit.amount == 20


def test_the_upper_organs_time_never_counts_as_ours(world):
    case = answered(world)
    assert (case.state, case.used_days, case.timing) == ("decided_granted", 2, "early")
    clocks = clocks_of(case)
    assert (clocks["upper"].used, clocks["upper"].outcome) == (6, "early")
    assert clocks["delivery"].stopped_at is None


@pytest.mark.parametrize("granted", [True, False])
def test_the_applicant_is_told_whose_decision_it_is_on_paper_and_by_message(world, granted):
    case = answered(world, granted, "生产条件经现场检查不符合规定，不予许可")
    document = Document.objects.get(subject=case.ref, kind="upper_decision_notice")
    paper = paper_of(document, case, BASE)
    said = str(paper)
    assert paper.title == "上级机关决定通知书"
    assert f"{ORGAN}以{NUMBER}作出决定：{'准予' if granted else '不予'}行政许可" in said
    assert ("申请行政复议" in said) is not granted
    assert not Document.objects.filter(subject=case.ref, kind__in=["grant_decision", "refusal_decision"])
    told = [row.title for row in newest(Seek())[0].rows if row.channel == "短信"]
    assert told[:2] == ["上级已批复", "已转报上级"]


def test_it_is_handed_over_like_any_decision_and_the_dossier_tells_it(world):
    case = answered(world)
    at = worlds.AT + timedelta(days=11)
    perform(actions.deliver, case.ref, by=world.clerk, at=at, way="window", receiver="张三")
    case = worlds.case_of(case.ref)
    papers = papers_of(case)
    assert [one.title for one in papers][-2:] == ["上级机关决定通知书", "送达回证"]
    record = Document.objects.get(subject=case.ref, kind="delivery_record")
    assert f"上级机关决定通知书（{papers[-2].number}）" in str(paper_of(record, case, BASE))
    notes = {step.act: step.note for step in steps_of(case, papers)}
    assert notes["转报上级"] == f"15 个工作日，{ORGAN}"
    assert notes["上级已批复"] == f"{ORGAN}，{NUMBER}"
    assert dossier(case, BASE, at).startswith(b"%PDF")


def test_what_the_upper_level_decides_is_not_decided_here(world):
    case = worlds.reviewed(world, world.report_up, materials=[])
    client = as_(world.chief)
    page = text_of(client.get(f"/desk/cases/{case.pk}/"))
    assert "转报上级" in page
    assert client.get(f"/desk/cases/{case.pk}/grant/").status_code == 409
    with pytest.raises(Refused, match="由上级决定"):
        perform(actions.grant_, case.ref, by=world.chief, at=worlds.AT + timedelta(days=2), content="准予")
    assert worlds.case_of(case.ref).state == "in_review"


def test_where_two_are_required_another_one_passes_it_up(world):
    two = worlds.item(world.department, "scjgj-8", "药品经营许可", case_kind="report_up", two_reviewers=True,
                      stages=list(worlds.STAGES))  # fmt: skip
    case = worlds.reviewed(world, two, materials=[])
    given: dict[str, Any] = {"organ": ORGAN, "opinion": "同意上报"}
    at = worlds.AT + timedelta(days=2)
    with pytest.raises(Refused, match="审查和转报不能是同一个人"):
        perform(actions.report_up, case.ref, by=world.reviewer, at=at, **given)
    perform(actions.report_up, case.ref, by=world.chief, at=at, **given)
    assert worlds.case_of(case.ref).state == "awaiting_upper"


def test_only_what_the_upper_level_decides_is_passed_up_and_with_a_limit(world):
    case = worlds.reviewed(world, world.report_up, materials=[])
    for days in (0, 366):
        given: dict[str, Any] = {"organ": ORGAN, "opinion": "同意上报", "days": days}
        with pytest.raises(Refused) as refused:
            perform(actions.report_up, case.ref, by=world.reviewer, at=worlds.AT + timedelta(days=2), **given)
        assert "上级的时限" in refused.value.errors["days"]
    assert worlds.case_of(case.ref).state == "in_review"


def test_the_list_of_those_passed_up_costs_the_same_for_ten(world):
    client = as_(world.reviewer)
    worlds.passed_up(world)
    client.get("/desk/tasks/?upper=1")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/tasks/?upper=1")
    for _ in range(4):
        worlds.passed_up(world)
    with CaptureQueriesContext(connection) as five:
        page = text_of(client.get("/desk/tasks/?upper=1"))
    assert len(five) <= len(one)
    assert page.count("药品生产许可") >= 5
