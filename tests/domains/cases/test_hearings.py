"""Hearings: the right is told, the days for asking are waited for, the notice is lawful (行政许可法 art. 46 to 48)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests import worlds
from tests.narrow import there

from yichuang.domains.cases import actions, rules, trail
from yichuang.domains.cases.desk.opened import buttons
from yichuang.domains.cases.notices import build
from yichuang.domains.cases.rendered import paper_of
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.documents import store
from yichuang.kernel.documents.models import Document
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
PROPOSED = "拟不予许可：经营场所紧邻居民楼，影响住户"
HEARING: dict[str, Any] = {
    "procedure": "hearing",
    "organ": "县市场监督管理局法规股",
    "days": 15,
    "hearing_on": date(2026, 11, 17),  # eleven working days after the 2nd
    "hearing_time": "9：30",
    "hearing_place": "县政务服务中心三楼听证室",
    "chair": "县司法局阮明德",
}


@pytest.fixture
def world():
    return worlds.county()


def papers(case) -> list[str]:
    return list(Document.objects.filter(subject=case.ref).order_by("n", "pk").values_list("kind", flat=True))


def test_the_right_to_a_hearing_is_told_and_no_clock_of_the_house_stands_still(world):
    case = worlds.reviewed(world)
    at = worlds.AT + timedelta(hours=5)
    perform(actions.tell_hearing_right, case.ref, by=world.chief, at=at, proposed=PROPOSED, others="何桂芳")
    asking = there(Clock.objects.filter(subject=case.ref, kind="hearing_request").first())
    assert asking.amount == 5
    assert not Clock.objects.filter(subject=case.ref, standing=True).exists()
    notice = Document.objects.get(subject=case.ref, kind="hearing_right_notice")
    said = str(paper_of(notice, worlds.case_of(case.ref), "https://zwfw.example.cn"))
    assert PROPOSED in said
    assert "何桂芳" in said
    assert "2026年11月9日" in said


def test_no_decision_while_a_hearing_may_still_be_asked_for(world):
    case = worlds.reviewed(world)
    at = worlds.AT + timedelta(days=1)
    perform(actions.tell_hearing_right, case.ref, by=world.chief, at=at, proposed=PROPOSED)
    with pytest.raises(Refused, match="11月10日前申请人还可以要求听证"):
        perform(actions.grant_, case.ref, by=world.chief, at=at + timedelta(days=1), content="准予")
    perform(actions.grant_, case.ref, by=world.chief, at=at + timedelta(days=8), content="准予")
    assert there(Clock.objects.filter(subject=case.ref, kind="hearing_request").first()).outcome == "void"


WAIVED: dict[str, Any] = {"waived_on": date(2026, 11, 4), "document": "放弃听证声明 2 份", "everybody": True}


def told(world) -> tuple[Any, Any]:
    """A case in which the right to a hearing was told on 3 November, and the instant a day later."""
    case = worlds.reviewed(world)
    at = worlds.AT + timedelta(days=1)
    perform(actions.tell_hearing_right, case.ref, by=world.chief, at=at, proposed=PROPOSED)
    return case, at + timedelta(days=1)


def test_who_gives_the_hearing_up_in_writing_ends_the_waiting(world):
    case, at = told(world)
    perform(actions.waive_hearing, case.ref, by=world.chief, at=at, **WAIVED)
    assert there(Clock.objects.filter(subject=case.ref, kind="hearing_request").first()).outcome == "waived"
    perform(actions.grant_, case.ref, by=world.chief, at=at, content="准予")
    fresh = worlds.case_of(case.ref)
    notes = [step.note for step in trail.steps_of(fresh, trail.papers_of(fresh))]
    assert "2026年11月4日书面放弃，放弃听证声明 2 份" in notes


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"waived_on": date(2026, 11, 2)}, "waived_on", "要在告知听证权利（11月3日）之后"),
        ({"waived_on": date(2026, 11, 5)}, "waived_on", "不能晚于今天"),
        ({"everybody": False}, "everybody", "他仍可以要求听证"),
        ({"document": ""}, "document", "放弃声明"),
    ],
)
def test_a_waiver_without_day_paper_or_everybody_s_consent_ends_nothing(world, wrong, field, sentence):
    case, at = told(world)
    with pytest.raises(Refused, match=sentence) as caught:
        perform(actions.waive_hearing, case.ref, by=world.chief, at=at, **{**WAIVED, **wrong})
    assert field in caught.value.errors
    assert there(Clock.objects.filter(subject=case.ref, kind="hearing_request").first()).stopped_at is None


def test_whether_everybody_agrees_is_asked_as_a_choice(world):
    case, at = told(world)
    given = {name: value for name, value in WAIVED.items() if name != "everybody"}
    with pytest.raises(Refused) as caught:
        perform(actions.waive_hearing, case.ref, by=world.chief, at=at, **given)
    assert caught.value.errors["everybody"].endswith("都书面放弃了：请选“是”或“否”")


def test_nothing_is_waived_that_nobody_was_told_of(world):
    case = worlds.reviewed(world)
    with pytest.raises(Refused, match="没有在等的听证期限"):
        perform(actions.waive_hearing, case.ref, by=world.chief, at=worlds.AT, **WAIVED)


def test_the_buttons_say_what_a_hearing_that_may_be_asked_for_holds_up(world):
    case = worlds.reviewed(world)
    before = offered(case, world.chief, worlds.AT)
    assert before["grant"] is None
    assert "tell_hearing_right" in before
    assert "waive_hearing" not in before
    case, at = told(world)
    while_asked = offered(case, world.chief, at)
    assert "11月10日前申请人还可以要求听证" in str(while_asked["grant"])
    assert while_asked["waive_hearing"] is None
    assert "tell_hearing_right" not in while_asked


def offered(case, actor, now) -> dict[str, str | None]:
    """The buttons of a case, each with the reason why it can't be used."""
    clocks = list(Clock.objects.filter(subject=case.ref))
    found = buttons(worlds.case_of(case.ref), clocks, actor, now, "/desk/")
    return {one.slug: one.why_not for one in found}


def test_the_signed_waiver_is_kept_with_the_case(world, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    case, at = told(world)
    paper = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    given = {"purpose": "hearing_waiver", "name": "声明.pdf", "content_type": "application/pdf"}
    kept = [{**given, "sha256": store.keep(paper), "size": len(paper)}]
    perform(actions.attach, case.ref, by=world.clerk, at=at, files=kept)
    assert [file.material for file in trail.files_of(worlds.case_of(case.ref))] == ["放弃听证声明"]


def test_a_hearing_is_convened_by_its_notice_and_stops_the_clocks(world):
    case = worlds.accepted(world)
    asked = date(2026, 11, 2)
    perform(
        actions.start_special_procedure, case.ref, by=world.reviewer, at=worlds.AT, **HEARING, asked_on=asked
    )
    assert papers(case)[-2:] == ["hearing_notice", "special_procedure_notice"]
    notice = Document.objects.get(subject=case.ref, kind="hearing_notice")
    said = str(paper_of(notice, worlds.case_of(case.ref), "https://zwfw.example.cn"))
    assert "2026年11月17日（星期二）09:30" in said
    assert "县司法局阮明德主持" in said
    assert there(Clock.objects.filter(subject=case.ref, kind="statutory").first()).standing


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"hearing_on": None}, "hearing_on", "请填写听证日期"),
        ({"hearing_on": date(2026, 11, 10)}, "hearing_on", "要在举行的 7 个工作日前发出，现在只隔 6 个"),
        ({"asked_on": date(2026, 10, 10)}, "hearing_on", "20 个工作日内举行听证，现在隔了 27 个"),
        ({"asked_on": date(2026, 11, 3)}, "asked_on", "不能晚于今天"),
        ({"hearing_time": "上午"}, "hearing_time", "请写成 09:30 这样"),
        ({"hearing_place": ""}, "hearing_place", "请填写听证地点"),
        ({"chair": ""}, "chair", "请填写听证主持人"),
        ({"chair": "何审查"}, "chair", "不能是审查这件的人"),
    ],
)
def test_an_unlawful_hearing_is_refused_and_its_field_is_named(world, wrong, field, sentence):
    case = worlds.accepted(world)
    with pytest.raises(Refused, match=sentence) as caught:
        perform(
            actions.start_special_procedure, case.ref, by=world.reviewer, at=worlds.AT, **{**HEARING, **wrong}
        )
    assert field in caught.value.errors
    after = worlds.case_of(case.ref)
    assert (after.state, after.version) == (case.state, case.version)


def test_the_other_procedures_ask_for_nothing_of_it(world):
    case = worlds.accepted(world)
    given: dict[str, Any] = {"procedure": "testing", "organ": "县检验所", "days": 5}
    perform(actions.start_special_procedure, case.ref, by=world.reviewer, at=worlds.AT, **given)
    assert "hearing_notice" not in papers(case)


@pytest.mark.parametrize(
    ("to_hearing", "from_request", "lawful"),
    [(7, None, True), (6, None, False), (7, 20, True), (7, 21, False), (200, None, True)],
)
def test_the_days_of_a_hearing(to_hearing, from_request, lawful):
    assert (rules.hearing_fault(to_hearing, from_request) is None) is lawful


def test_a_hearing_of_the_house_s_own_accord_names_another_article():
    from tests.domains.cases.notice_facts import facts

    asked = str(build("hearing_notice", facts("hearing_notice")))
    own = str(build("hearing_notice", facts("hearing_notice", hearing_asked=False, is_licence=True)))
    assert "第四十七条" in asked
    assert "第四十六条" in own
