"""Texts that differ in one place: the right one gives no finding, the wrong one gives one of its kind."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.noise import CROWDED
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

PAIRS = [
    (Kind.IMPOSSIBLE, "东镇{}分，列第一；西镇94.8分，列第二；南乡93.1分，列第三。", "96.2", "94.2"),
    (Kind.SCORE, "东镇96.2分，居第一；西镇94.8分，居第二；南乡{}分，居第三；北乡92.4分，居第四。", "93.1", "92.1"),
    (Kind.IMPOSSIBLE, "投诉量从高到低依次为：城关镇41件、东街30件、西街{}件、北街12件。", "27", "37"),
    (Kind.COUNT_NAMES, "“{}个一批”成效明显：发展产业一批、转移就业一批、生态补偿一批、社会兜底一批。", "四", "五"),
    (Kind.COUNT_NAMES, "对照“{}有”标准，即有场地、有设施、有标牌、有制度、有队伍，全面达标。", "五", "六"),
    (Kind.COUNT_NAMES, "办件量前{}的乡镇依次为东镇、西镇、南乡、北乡。", "四", "三"),
    (Kind.COUNT_NAMES, "活动包括：灯会、巡游、展演、书画、市集共{}大板块，吸引市民参与。", "五", "六"),
    (Kind.SUM, "排查情况如下：\n1.消防类103处；\n2.用电类216处；\n3.燃气类98处。\n三类合计{}处。", "417", "471"),
    (Kind.SUM, "安置群众217户{}人，其中集中安置62户229人、投亲靠友155户549人。", "778", "768"),
    (Kind.SUM, "滞留人员共{}人，分布在精神病院35人、养老院19人、福利院8人。", "62", "63"),
    (Kind.SUM, "全镇13个村按远近分：5公里内的4个，5至10公里的6个，10公里外的{}个。", "3", "4"),
    (Kind.DIFFERENCE, "教职工86人，除校级领导4人、工勤人员6人外，其余{}人均参与。", "76", "78"),
    (Kind.DIFFERENCE, "年初在站37人，全年新增58人，返家46人，落户13人，死亡2人，年末在站{}人。", "34", "36"),
    (Kind.DIFFERENCE, "进出口总额6.28亿元，其中出口5.41亿元，进口0.87亿元；贸易顺差{}亿元。", "4.54", "4.45"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), PAIRS, ids=lambda value: str(value)[:16])
def test_only_the_wrong_one_of_two_texts_is_told(kind: Kind, text: str, right: str, wrong: str) -> None:
    assert examine(read_text(text.format(right))).findings == ()
    told = examine(read_text(text.format(wrong))).findings
    assert [finding.check.kind for finding in told] == [kind]


SILENT = [
    "“四上”企业11家，其中规上服务业5家、限上批零住餐业4家、规上工业2家。",
    "“三个一批”扎实推进，开工一批、建成一批等项目加快实施。",
    "第一批整改46项，已完成46项；第二批整改38项，已完成33项，剩余5项；两批共84项，完成79项。",
    "全年新登记经营主体7141户，其中企业2142户、个体工商户4939户，其余为农民专业合作社。",
    "除镇区的罗坪社区、新街社区各3名外，其余11个村各2名，共28名代办员。",
    "上年结转3件，本年应办理48件，实际办结46件，结转下年2件。",
    "监督抽查210批次，合格201批次，其中燃气具14批次、电动车32批次、童装45批次、其他119批次。",
    "每村1名第一书记、2名队员，28个村共84名驻村干部。",
    "最高的东镇96.2分，列第二组第一；西镇97.8分，列第一组第一。",
]


@pytest.mark.parametrize("text", SILENT, ids=lambda text: text[:16])
def test_what_can_be_read_in_a_way_that_holds_is_left_in_peace(text: str) -> None:
    assert examine(read_text(text)).findings == ()


def test_a_paragraph_of_nothing_but_numbers_is_counted_and_not_read() -> None:
    examination = examine(read_text("，".join(str(number) for number in range(10_000, 12_000))))
    assert (examination.figures, examination.skipped) == (2_000, {CROWDED: 2_000})
