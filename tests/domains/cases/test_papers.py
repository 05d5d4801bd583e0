"""Papers from real cases: every kind that the verbs issue can be drawn, by those who may see it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.test import Client
from PIL import Image
from tests import worlds
from tests.domains.cases.pages import as_, text_of
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.domains.cases.actions.keeping import attach_file
from yichuang.domains.cases.demonstration_seal import drawing, picture
from yichuang.domains.cases.policies import offers
from yichuang.domains.cases.rendered import (
    document_of_code,
    dossier,
    drawn,
    drawn_for_query,
    paper_of,
    verify_code,
)
from yichuang.domains.cases.trail import papers_of, steps_of
from yichuang.domains.organisation.models import Site
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.documents import store
from yichuang.kernel.documents.models import Document, StoredFile
from yichuang.kernel.documents.render import render_docx
from yichuang.kernel.offices.queries import raise_epoch
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
BASE = "https://zwfw.example.cn"
REASON = "经营场所与污染源的距离不够，不符合条件"


@pytest.fixture
def world():
    return worlds.county()


def said(case, kind: str) -> str:
    """Everything that a paper of the case says, in one text."""
    document = Document.objects.get(subject=case.ref, kind=kind)
    return str(paper_of(document, case, BASE))


def refused(world):
    case = worlds.reviewed(world)
    given: dict[str, Any] = {"facts": "现场核查不合格", "reason": REASON, "basis": "《食品安全法》第三十三条"}
    perform(actions.refuse, case.ref, by=world.chief, at=worlds.AT + timedelta(days=2), **given)
    return worlds.case_of(case.ref)


def specially(world):
    case = worlds.accepted(world)
    given: dict[str, Any] = {"procedure": "testing", "organ": "县检验所", "days": 8}
    perform(
        actions.start_special_procedure,
        case.ref,
        by=world.reviewer,
        at=worlds.AT + timedelta(days=1),
        **given,
    )
    return worlds.case_of(case.ref)


def extended(world):
    case = worlds.accepted(world)
    at = worlds.AT + timedelta(days=1)
    perform(
        actions.extend,
        case.ref,
        by=world.chief,
        at=at,
        days=5,
        reason="经营场所正在改造，要改造完成后再核查一次",
    )
    return worlds.case_of(case.ref)


def supplemented(world):
    ref = worlds.submitted(world).ref
    wanting = worlds.checked("ok", "wrong", note="请交盖章的复印件")
    perform(actions.request_supplement, ref, by=world.clerk, at=worlds.AT, materials=wanting)
    return worlds.case_of(ref)


def lapsed(world):
    case = supplemented(world)
    perform(actions.lapse, case.ref, by=SYSTEM, at=worlds.AT + timedelta(days=60))
    return worlds.case_of(case.ref)


def declined(world):
    ref = worlds.submitted(world).ref
    given: dict[str, Any] = {
        "ground": "not_ours",
        "reason": "经营场所在邻县，不归本机关受理",
        "whose": "邻县市场监管局",
    }
    perform(actions.decline, ref, by=world.clerk, at=worlds.AT, **given)
    return worlds.case_of(ref)


def withdrawn(world):
    case = worlds.accepted(world)
    perform(actions.withdraw, case.ref, by=world.clerk, at=worlds.AT + timedelta(days=1), reason="不办了")
    return worlds.case_of(case.ref)


def revoked(world):
    case = worlds.delivered(world)
    given: dict[str, Any] = {
        "reason": "以欺骗手段取得行政许可，经查证属实",
        "basis": "《行政许可法》第六十九条",
    }
    perform(actions.revoke, case.ref, by=world.chief, at=worlds.AT + timedelta(days=9), **given)
    return worlds.case_of(case.ref)


CASES = {
    "receipt": (worlds.accepted, ["申请书", "营业执照", "2026"]),
    "acceptance_notice": (worlds.accepted, ["5个工作日内办结", "20个工作日", "2026年11月9日", "李窗口"]),
    "supplement_notice": (supplemented, ["营业执照", "不符合要求", "请交盖章的复印件"]),
    "decline_notice": (declined, ["邻县市场监管局", "云溪县人民政府", "云溪县人民法院"]),
    "special_procedure_notice": (specially, ["检测", "县检验所", "8个工作日", "2026年11月3日"]),
    "extension_notice": (extended, ["5个工作日", "王首席", "2026年11月9日", "2026年11月16日"]),
    "grant_decision": (worlds.decided, ["准予食品经营", "《中华人民共和国食品安全法》第三十五条", "5 年"]),
    "refusal_decision": (refused, ["现场核查不合格", REASON, "行政复议", "6个月"]),
    "delivery_record": (worlds.delivered, ["准予行政许可决定书", "云市监〔2026〕", "窗口领取", "张三"]),
    "termination_notice": (lapsed, ["逾期没有补正", "重新申请"]),
}


def benefit(world):
    """最低生活保障: a 行政给付 with a stage, which isn't a licence."""
    stages = [{"code": "review", "name": "审核", "days": 3}]
    basis = [{"name": "《社会救助暂行办法》", "article": "第十一条"}]
    return worlds.item(
        world.department, "mzj-9", "最低生活保障", kind="benefit", stages=stages, legal_basis=basis
    )


def test_a_refused_benefit_speaks_of_no_licence_on_paper_on_its_button_or_in_its_trail(world):
    case = worlds.reviewed(world, benefit(world), materials=[])
    offered = {one.name: one.label for one in offers(case, [], world.chief, worlds.AT)}
    assert (offered["case.refuse"], offered["case.grant"]) == ("不予办理", "准予")
    given: dict[str, Any] = {
        "facts": "家庭财产超过标准",
        "reason": REASON,
        "basis": "《社会救助暂行办法》第九条",
    }
    perform(actions.refuse, case.ref, by=world.chief, at=worlds.AT + timedelta(days=2), **given)
    case = worlds.case_of(case.ref)
    papers = papers_of(case)
    issued = {paper.n: paper for paper in Document.objects.filter(subject=case.ref)}
    assert [paper.title for paper in papers] == [paper_of(issued[one.n], case, BASE).title for one in papers]
    assert papers[-1].title == "不予办理决定书"
    assert steps_of(case, papers)[0].act == "不予办理"
    with pytest.raises(Refused, match="现在不能“不予办理”"):
        perform(actions.refuse, case.ref, by=world.chief, at=worlds.AT + timedelta(days=3), **given)


def test_what_is_no_licence_is_extended_only_by_a_rule_that_is_named(world):
    case = worlds.accepted(world, benefit(world), materials=[])
    at = worlds.AT + timedelta(days=1)
    given: dict[str, Any] = {"days": 5, "reason": "入户调查遇到汛期，经负责人批准延长办理期限"}
    with pytest.raises(Refused, match="写明哪条规定允许延期"):
        perform(actions.extend, case.ref, by=world.chief, at=at, **given)
    assert not worlds.case_of(case.ref).extended
    given["basis"] = "《最低生活保障审核确认办法》第二十条"
    perform(actions.extend, case.ref, by=world.chief, at=at, **given)
    text = said(worlds.case_of(case.ref), "extension_notice")
    assert "依照《最低生活保障审核确认办法》第二十条的规定" in text
    assert "行政许可" not in text


@pytest.mark.parametrize("made", [lapsed, withdrawn, revoked])
def test_the_dossier_calls_every_paper_as_it_calls_itself(world, made):
    case = made(world)
    issued = {paper.pk: paper for paper in Document.objects.filter(subject=case.ref)}
    assert [one.title for one in papers_of(case)] == [
        paper_of(issued[one.id], case, BASE).title for one in papers_of(case)
    ]


@pytest.mark.parametrize("kind", CASES)
def test_every_paper_says_what_the_law_asks_for(world, kind):
    make, words = CASES[kind]
    text = said(make(world), kind)
    assert [word for word in words if word not in text] == []
    assert "云溪县市场监督管理局" in text


@pytest.mark.parametrize("make", [withdrawn, revoked])
def test_other_endings_have_their_papers(world, make):
    assert said(make(world), "termination_notice")


def test_an_instant_service_gets_its_result_without_a_word_of_licences(world):
    ref = worlds.submitted(world, world.instant, materials=[{"code": "m1", "name": "申请书"}]).ref
    perform(actions.finish_at_once, ref, by=world.clerk, at=worlds.AT)
    text = said(worlds.case_of(ref), "grant_decision")
    assert "许可" not in text.replace("是否受理", "")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_paper_is_drawn_once_and_kept_by_what_it_says(world, form):
    case = worlds.accepted(world)
    document = Document.objects.get(subject=case.ref, kind="receipt")
    first = drawn(document, case, form, BASE)
    assert drawn(document, case, form, BASE) == first
    assert StoredFile.objects.filter(subject=f"paper:{document.pk}").count() == 1
    drawn(document, case, form, "https://elsewhere.example.cn")
    assert StoredFile.objects.filter(subject=f"paper:{document.pk}").count() == 2


def test_papers_open_for_who_may_see_the_case_and_for_nobody_else(world):
    case = worlds.accepted(world)
    document = there(Document.objects.filter(subject=case.ref).first())
    client = Client()
    worlds.sign_in(client, world.clerk)
    response = client.get(f"/desk/papers/{document.pk}.pdf")
    assert response.content.startswith(b"%PDF")
    assert response["X-Content-Type-Options"] == "nosniff"
    worlds.sign_in(client, world.stranger)
    assert client.get(f"/desk/papers/{document.pk}.pdf").status_code == 404
    assert client.get(f"/desk/papers/{document.pk}.exe").status_code == 404


def test_a_paper_of_another_case_is_not_given_out_by_a_query_code(world):
    mine, other = worlds.accepted(world), worlds.accepted(world)
    document = there(Document.objects.filter(subject=other.ref).first())
    assert drawn_for_query(mine, document.pk, "pdf", BASE) is None


def test_the_dossier_binds_papers_pictures_and_pdf_together(world):
    case = worlds.submitted(world)
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(picture, "PNG")
    attach_file(case.ref, picture.getvalue(), "照片.png", material="m1", by=world.clerk, at=worlds.AT)
    attach_file(case.ref, b"some words\n", "说明.txt", material="m2", by=world.clerk, at=worlds.AT)
    found = worlds.case_of(case.ref)
    receipt = Document.objects.get(subject=found.ref)
    paper = pikepdf.open(io.BytesIO(drawn(receipt, found, "pdf", BASE))).pages
    whole = pikepdf.open(io.BytesIO(dossier(found, BASE, worlds.AT))).pages
    cover = len(whole) - len(paper) - 1  # then the receipt, then the picture; the text is only listed
    assert cover >= 1
    assert [page.Contents.read_bytes() for page in whole[cover:-1]] == [
        p.Contents.read_bytes() for p in paper
    ]
    assert len(whole[-1].get_images()) == 1


def test_a_file_that_is_gone_keeps_nobody_from_the_dossier(world):
    case = worlds.submitted(world)
    picture = io.BytesIO()
    Image.new("RGB", (310, 210), "white").save(picture, "PNG")
    attach_file(case.ref, picture.getvalue(), "照片.png", material="m1", by=world.clerk, at=worlds.AT)
    found = worlds.case_of(case.ref)
    before = pikepdf.open(io.BytesIO(dossier(found, BASE, worlds.AT)))
    store.destroy(StoredFile.objects.get(subject=found.ref).sha256)
    after = pikepdf.open(io.BytesIO(dossier(found, BASE, worlds.AT)))
    assert len(after.pages) == len(before.pages) - 1


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ\x90\x00", "表.pdf", "不收程序"),
        (b"", "空.pdf", "文件是空的"),
        (b"%PDF-1.7", "", "请选一个文件"),
        (b"<html><script>", "页.txt", "不收网页"),
    ],
)
def test_files_that_run_lie_or_are_not_there_are_refused(world, data, name, sentence):
    ref = worlds.submitted(world).ref
    with pytest.raises(Refused) as caught:
        attach_file(ref, data, name, material="m1", by=world.clerk, at=worlds.AT)
    assert sentence in caught.value.text
    assert not StoredFile.objects.filter(subject=ref).exists()


def test_a_file_is_served_to_who_may_see_it_under_its_own_name(world):
    ref = worlds.submitted(world).ref
    attach_file(ref, b"some words\n", "说明.txt", material="m1", by=world.clerk, at=worlds.AT)
    file = StoredFile.objects.get(subject=ref)
    client = Client()
    worlds.sign_in(client, world.clerk)
    response = client.get(f"/desk/files/{file.pk}/")
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%AF%B4")
    worlds.sign_in(client, world.stranger)
    assert client.get(f"/desk/files/{file.pk}/").status_code == 404


def test_a_decision_can_be_read_before_it_is_taken_and_nothing_is_recorded(world):
    case = worlds.reviewed(world)
    client = Client()
    worlds.sign_in(client, world.chief)
    response = client.post(f"/desk/cases/{case.pk}/preview/grant/", {"content": "准予食品经营"})
    assert response.content.startswith(b"%PDF")
    assert worlds.case_of(case.ref).version == case.version
    assert client.post(f"/desk/cases/{case.pk}/preview/grant/", {"content": ""}).status_code == 422


def test_the_code_in_the_foot_tells_ours_from_others(world):
    case = worlds.accepted(world)
    document = there(Document.objects.filter(subject=case.ref).first())
    code = verify_code(document.pk)
    assert document_of_code(code) == document
    assert document_of_code(code[:-1] + ("0" if code[-1] != "0" else "1")) is None
    page = Client().get(f"/verify/{code}/").content.decode()
    assert document.number in page
    assert "张三" not in page
    assert Client().get("/verify/1-000000000000/").status_code == 404


def test_the_acceptance_says_what_may_follow_and_by_when(world):
    ref = worlds.submitted(world).ref
    follows = [*worlds.checked("ok", "ok"), {"code": "m4", "name": "安全管理制度", "verdict": "follows"}]
    perform(actions.accept, ref, by=world.clerk, at=worlds.AT, materials=follows)
    text = said(worlds.case_of(ref), "acceptance_notice")
    assert "安全管理制度" in text
    assert "2026年11月5日" in text


def test_the_papers_of_a_demonstration_alone_bear_a_drawn_seal(world) -> None:
    case = worlds.accepted(world)
    notice = Document.objects.get(subject=case.ref, kind="acceptance_notice")
    assert paper_of(notice, case, BASE).seal_picture == b""
    Site.objects.update(demonstration=True)
    raise_epoch()
    paper = paper_of(notice, case, BASE)
    assert paper.seal_picture.startswith(b"\x89PNG")
    assert paper.seal_picture == picture(paper.organ)
    assert "演示专用" in drawing(paper.organ)
    with zipfile.ZipFile(io.BytesIO(render_docx(paper))) as word:
        assert paper.seal_picture in [word.read(name) for name in word.namelist() if "media" in name]
        assert b"wp:anchor" in word.read("word/document.xml")


def test_the_clerk_is_told_of_a_name_that_no_face_can_print(world) -> None:
    rare = {**worlds.ZHANG, "name": "张𠮷"}
    case = worlds.case_of(worlds.submitted(world, applicant=rare).ref)
    receipt = text_of(as_(world.clerk).get(f"/desk/cases/{case.pk}/receipt/"))
    assert "有 1 个生僻字，文书的字体里没有，PDF 上会印成方框" in receipt
    trail = text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/?tab=trail"))
    assert "有 1 个生僻字" in trail
    assert "𠮷" not in trail  # it stands behind the mask
    other = worlds.case_of(worlds.submitted(world).ref)
    assert "生僻字" not in text_of(as_(world.clerk).get(f"/desk/cases/{other.pk}/receipt/"))


def test_a_seal_says_its_organ_whatever_it_is_called() -> None:
    shown = drawing("甲<乙>局" + "很" * 40)
    assert "&lt;" in shown
    assert shown.count("<text") == 31
