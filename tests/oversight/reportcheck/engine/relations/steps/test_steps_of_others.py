"""Steps that seem to be of the figures beside them and are of others: in peace, and told where they are broken."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

RIGHT = [
    "应收账款周转143天，比年初168天快25天。",
    "申请到公示11天，公示到发放6天，合计17天，比规定22天快5天。",
    "认定准确率98.6%，目标值98%，高于目标0.6个百分点。",
    "支出占可用财力的82.0%，警戒线85%，低于警戒线3.0个百分点。",
    "对照田亩产571公斤，百亩方增118公斤，增20.7%。",
    "全县有进出口实绩企业67家，比去年同期多9家，进出口总值15.13亿元人民币，同比增长13.1%。",
    "总体近视率48.6%，去年49.7%，下降1.1个百分点，达到每年下降0.5个百分点的要求。",
    "三层窗口依次为22个、18个、25个，比老大厅的47个多出18个。",
    "大厅窗口由24个减为18个再减为13个，腾出11人充实到征纳互动中心。",
    "贷款最高额度单职工由40万元调至50万元，双职工由60万元调至80万元，分别提高10万元和20万元。",
    "减时前平均7.8个工作日，减时后2.1个，平均减5.7个，减幅73.1%。",
    "年初应收账款与存货合计28614.37万元，到年末压降为24190.05万元，净压降4424.32万元，降幅15.46%。",
    "推进会应到218人、实到207人，请假9人，缺席2人。",
    "合同收购价每公斤3.56元，同比下跌12.7%（上年同期4.08元）。",
    "棉被540床已到，按两人一床还差53床。",
]

BROKEN = [
    ("合同收购价每公斤3.56元，同比下跌{}%（上年同期4.08元）。", "17.2", "12.7"),
    ("应收账款周转143天，比年初168天快{}天。", "35", "25"),
    ("认定准确率98.6%，目标值98%，高于目标{}个百分点。", "1.6", "0.6"),
    ("支出占可用财力的82.0%，警戒线85%，低于警戒线{}个百分点。", "5.0", "3.0"),
]


@pytest.mark.parametrize("text", RIGHT, ids=lambda text: text[:12])
def test_what_is_of_others_is_left_in_peace(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "wrong", "right"), BROKEN, ids=lambda value: value[:12])
def test_and_is_told_where_it_does_not_come_out(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)
