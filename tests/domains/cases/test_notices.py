"""What the law wants each paper to say (RULEBOOK section 3), found again in the drawn PDF and Word files."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import docx
import pikepdf
import pytest
from tests.domains.cases.notice_facts import COMMON, OWN, facts

from yichuang.domains.cases.notices import NOTICES, Ending, MissingFacts, NoticeFacts, build
from yichuang.domains.catalogue.inputs import KINDS
from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.documents.paper import Paper
from yichuang.kernel.documents.render import render_docx, render_pdf

MUST_SAY = {
    "receipt": [
        "申请材料接收凭证",
        "营业执照",
        "复印件",
        "电子件",
        "2026年12月1日前答复",
        "K7M2QX9R",
        "第三十二条第一款第四项",
    ],
    "supplement_notice": [
        "房屋租赁合同",
        "合同已过期",
        "提供有效期内的租赁合同",
        "从业人员健康证明",
        "2027年1月7日前到",
        "二楼12号窗口补正",
    ],
    "acceptance_notice": [
        "自2026年11月24日起受理",
        "20个工作日",
        "5个工作日内办结",
        "到期日为2026年12月1日",
        "李青",
        "查询办理进度",
    ],
    "decline_notice": [
        "第三十二条第一款第二项",
        "理由：申请的经营场所在邻县",
        "请向临江县市场监督管理局申请",
        "60日内向云溪县人民政府",
        "6个月内向云溪县人民法院",
    ],
    "special_procedure_notice": [
        "进行检验",
        "云溪县食品药品检验所承办",
        "需要8个工作日",
        "第四十五条",
        "自2026年11月26日起停止计算",
    ],
    "hearing_right_notice": [
        "听证告知书",
        "第四十七条",
        "拟不予许可",
        "利害关系人云溪县建设路12号2单元住户代表何桂芳",
        "5个工作日内",
        "2026年12月3日前",
        "20个工作日内组织听证",
    ],
    "hearing_notice": [
        "听证通知书",
        "2026年12月16日（星期三）09:30",
        "三楼听证室",
        "县司法局阮明德主持",
        "申请回避",
        "第四十八条",
    ],
    "extension_notice": [
        "理由：经营场所正在按消防要求改造",
        "负责人周宁批准",
        "延长10个工作日",
        "2027年1月6日",
        "第四十二条第一款",
    ],
    "grant_decision": [
        "准予行政许可决定书",
        "第三十八条第一款",
        "食品安全法》第三十五条",
        "热食类食品制售",
        "2031年11月29日",
        "应当遵守的条件",
        "第四十条",
    ],
    "refusal_decision": [
        "现场核查",
        "申请人表示不能整改",
        "食品安全法》第三十三条",
        "第三十八条第二款",
        "60日内向云溪县人民政府",
        "6个月内向云溪县人民法院",
    ],
    "upper_decision_notice": [
        "上级机关决定通知书",
        "第三十五条",
        "本机关审查，于2026年11月27日将审查意见和全部申请材料报省林业和草原局决定",
        "省林业和草原局以省林许〔2026〕31号作出决定：不予行政许可",
        "养殖场所不符合野生动物生存条件",
        "60日内申请行政复议",
        "6个月内提起行政诉讼",
    ],
    "delivery_record": [
        "准予行政许可决定书",
        "食品经营许可证",
        "窗口领取",
        "送达地点",
        "2026年11月30日10时05分",
        "王小满",
        "李青",
    ],
    "termination_notice": [
        "终止办理",
        "理由：2026年11月26日一次告知补正",
        "可以重新申请",
        "60日内向云溪县人民政府",
    ],
}

EVERYWHERE = [
    "云溪县市场监督管理局",
    "云市监许〔2026〕17号",
    "食品经营许可（新办）",
    "519921-20261124-00017-4",
    "2026年11月30日",
]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def text_of_pdf(pdf: bytes) -> str:
    found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(found.stdout.decode())


def text_of_docx(word: bytes) -> str:
    document = docx.Document(io.BytesIO(word))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts += [cell.text for table in document.sections[0].footer.tables for cell in table.rows[0].cells]
    return squeezed("".join(texts))


def said_by(paper: Paper) -> str:
    return text_of_docx(render_docx(paper))


def test_each_paper_has_facts_and_wording_to_be_tested_with() -> None:
    assert set(NOTICES) == set(MUST_SAY) == set(OWN)


@pytest.mark.parametrize("kind", NOTICES)
def test_word_file_says_what_the_law_wants(kind: str) -> None:
    said = said_by(build(kind, facts(kind)))
    assert [words for words in (*EVERYWHERE, *MUST_SAY[kind]) if words not in said] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext isn't installed")
@pytest.mark.parametrize("kind", NOTICES)
def test_pdf_says_what_the_law_wants(kind: str) -> None:
    said = text_of_pdf(render_pdf(build(kind, facts(kind))))
    assert [words for words in (*EVERYWHERE, *MUST_SAY[kind]) if words not in said] == []


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("licence", [True, False])
def test_every_paper_can_be_drawn_on_few_pages(kind: str, licence: bool) -> None:
    paper = build(kind, facts(kind, is_licence=licence))
    with pikepdf.open(io.BytesIO(render_pdf(paper))) as document:
        assert len(document.pages) <= 2
        box = document.pages[0].mediabox
        assert [round(float(side)) for side in box] == [0, 0, 595, 842]


SERVICE_TITLES = {"grant_decision": "办理结果通知书", "refusal_decision": "不予办理决定书"}
LICENCE_WORDS = ("行政许可", "准予许可", "不予许可", "许可决定")


@pytest.mark.parametrize("of", KINDS)
@pytest.mark.parametrize("kind", NOTICES)
def test_every_paper_is_headed_and_worded_by_the_kind_of_the_item(kind: str, of: str) -> None:
    """RULEBOOK 2 and 3: 准予、不予行政许可决定书 are papers of a 行政许可; 行政给付, 行政确认 … have others."""
    licence = of == "administrative_licence"
    own = facts(kind, is_licence=licence, matter="最低生活保障", number="云民〔2026〕3号")
    own["documents"] = [NOTICES[kind].called(licence)]
    own["basis"] = ["《社会救助暂行办法》第十一条"]
    if kind == "hearing_right_notice":
        own["proposed"] = "拟不予办理：家庭财产超过规定的标准"
    paper = build(kind, own)
    title = NOTICES[kind].title
    assert paper.title == (title if licence else SERVICE_TITLES.get(kind, title))
    said = paper.title + said_by(paper)
    assert licence or [words for words in LICENCE_WORDS if words in said] == []


@pytest.mark.parametrize(
    "ending",
    [
        (Ending.LAPSED, "终止办理通知书"),
        (Ending.TERMINATED, "终止办理通知书"),
        (Ending.WITHDRAWN, "准予撤回申请通知书"),
        (Ending.REVOKED, "撤销办理结果决定书"),
        (Ending.RECALLED, "撤回办理结果决定书"),
        (Ending.CANCELLED, "注销办理结果决定书"),
    ],
)
def test_what_ends_a_service_is_not_headed_as_a_licence(ending: tuple[Ending, str]) -> None:
    assert NOTICES["termination_notice"].called(False, ending[0]) == ending[1]


def test_a_kind_that_nobody_named_is_taken_for_no_licence() -> None:
    with pytest.raises(MissingFacts, match="事项类型"):
        build("refusal_decision", facts("refusal_decision", is_licence=None))


def test_acceptance_by_law_says_that_nothing_was_told_in_time() -> None:
    told = said_by(build("acceptance_notice", facts("acceptance_notice", by_law=True)))
    assert "没有在5个工作日内告知是否受理" in told
    assert "第三十二条第一款第四项" in told
    assert "经审查" not in told


@pytest.mark.parametrize("kind", NOTICES)
def test_paper_of_a_service_has_no_word_of_licences(kind: str) -> None:
    plain = facts(
        kind,
        is_licence=False,
        matter="老年人优待证办理",
        documents=["老年人优待证"],
        number="云民〔2026〕3号",
    )
    if kind != "delivery_record":
        del plain["documents"]
    said = said_by(build(kind, plain))
    assert "行政许可" not in said
    assert "准予许可" not in said


@pytest.mark.parametrize("kind", NOTICES)
def test_every_needed_fact_is_asked_for_by_its_name(kind: str) -> None:
    for fact in NOTICES[kind].needs:
        lacking = {name: value for name, value in facts(kind).items() if name != fact}
        with pytest.raises(MissingFacts) as missing:
            build(kind, lacking)
        assert missing.value.facts == (fact,)
        assert fact not in missing.value.text


def test_all_missing_facts_are_named_at_once_in_chinese() -> None:
    with pytest.raises(MissingFacts) as missing:
        build("extension_notice", COMMON)
    assert missing.value.text == "延长期限通知书还缺：受理日期、理由、批准人、延长天数、原到期日期、到期日期"


def test_matter_of_another_organ_needs_to_say_whose_it_is() -> None:
    with pytest.raises(MissingFacts, match="该找的机关"):
        build("decline_notice", facts("decline_notice", whose=""))
    assert build("decline_notice", facts("decline_notice", whose="", ground="not_needed"))


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("not_needed", "第三十二条第一款第一项"),
        ("not_complete", "第三十二条第一款第四项、第五项"),
        ("barred", "第七十八条、第七十九条"),
    ],
)
def test_refusal_to_accept_cites_its_case(ground: str, article: str) -> None:
    assert article in said_by(build("decline_notice", facts("decline_notice", ground=ground)))


@pytest.mark.parametrize(
    ("ending", "title", "article"),
    [
        ("recalled", "撤回行政许可决定书", "第八条第二款"),
        ("revoked", "撤销行政许可决定书", "第六十九条"),
        ("cancelled", "注销行政许可决定书", "第七十条"),
    ],
)
def test_ending_of_a_grant_needs_basis_and_names_the_decision(ending: str, title: str, article: str) -> None:
    with pytest.raises(MissingFacts, match="依据、原决定文号"):
        build("termination_notice", facts("termination_notice", ending=ending))
    paper = build(
        "termination_notice",
        facts(
            "termination_notice",
            ending=ending,
            basis=["《某办法》第三条"],
            decision_number="云市监许〔2025〕2号",
        ),
    )
    said = said_by(paper)
    assert paper.title == title
    assert [
        words
        for words in (article, "《某办法》第三条", "云市监许〔2025〕2号", "行政复议")
        if words not in said
    ] == []


def test_withdrawal_at_the_applicants_wish_offers_no_remedy() -> None:
    paper = build("termination_notice", facts("termination_notice", ending="withdrawn", reason="暂不经营"))
    assert paper.title == "准予撤回申请通知书"
    assert "行政复议" not in said_by(paper)


def test_articles_of_one_law_in_a_row_name_it_once() -> None:
    basis = [
        "《某条例》第二十一条",
        "《某条例》第二十四条",
        "《某办法》第三条",
        "《某条例》第三十条",
        "《某通知》",
    ]
    said = said_by(build("termination_notice", facts("termination_notice", ending="withdrawn", basis=basis)))
    assert "《某条例》第二十一条、第二十四条、《某办法》第三条、《某条例》第三十条、《某通知》的规定" in said


def test_post_needs_a_tracking_number() -> None:
    with pytest.raises(MissingFacts, match="tracking"):
        build("delivery_record", facts("delivery_record", way="post"))
    assert "邮寄送达（单号EX123）" in said_by(
        build("delivery_record", facts("delivery_record", way="post", tracking="EX123"))
    )


def test_promise_of_the_same_day_is_said_so() -> None:
    said = said_by(build("acceptance_notice", facts("acceptance_notice", promised=Limit(0), statutory=None)))
    assert "承诺当日办结" in said
    assert "法定" not in said.split("办理期限")[1].split("承办")[0]


def test_each_limit_is_told_in_its_own_days() -> None:
    limits = {"promised": Limit(5), "statutory": Limit(30, Unit.CALENDAR_DAY)}
    said = said_by(build("acceptance_notice", facts("acceptance_notice", **limits)))
    assert "法定办理期限为30个自然日，本机关承诺5个工作日内办结" in said
    longer = said_by(
        build("extension_notice", facts("extension_notice", extended=Limit(3, Unit.CALENDAR_DAY)))
    )
    assert "延长3个自然日" in longer


def test_what_the_upper_organ_decides_is_promised_as_our_review() -> None:
    said = said_by(build("acceptance_notice", facts("acceptance_notice", reports_up=True)))
    assert "法定审查期限为20个工作日，本机关承诺5个工作日内审查完毕并报上级机关决定" in said
    assert "上级机关审批的时间另算" in said


def test_person_is_spoken_to_as_a_person() -> None:
    said = said_by(build("acceptance_notice", facts("acceptance_notice", is_person=True, applicant="张三")))
    assert "你于2026年11月24日" in said
    assert "你单位" not in said


def test_facts_out_of_json_are_read_and_unknown_ones_refused() -> None:
    read = NoticeFacts.of({"ending": "lapsed", "day": "2026-11-30", "basis": "《某法》第一条"})
    assert (read.ending, read.day and read.day.day, read.basis) == (Ending.LAPSED, 30, ("《某法》第一条",))
    with pytest.raises(TypeError, match="applicnat"):
        NoticeFacts.of({"applicnat": "张三"})
