"""Rates of a handful that no whole number of it gives, and rates of others."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("药品经营监管：药品抽检75批次，合格率{}%，医疗器械抽检20批次，全部合格。", "98.5", "98.7"),
    ("收到投诉不实申诉25件，经复核认定成立的占{}%，已在考核中剔除。", "33.3", "32.0"),
    ("随机抽取我县14个村、280户开展评估。14个村中，村容村貌达标率为{}%。", "90.0", "92.9"),
    ("回访服务对象50户，满意率{}%。", "97.5", "98.0"),
    ("参加考试32人，及格率{}%，优秀率25.0%。", "90.5", "90.6"),
    ("本季度受理投诉40件，按期办结率{}%。", "98.6", "97.5"),
    ("组织16名窗口人员参加业务测试，合格率{}%。", "91.2", "93.8"),
]

LAWFUL = [
    "抽取14个村，村民满意率90.0%。",
    "检查药店36家，药品合格率98.5%。",
    "评议单位12个，综合得分加权后满意率96.4%。",
    "走访农户1,240户，满意率98.6%。",
    "督办件办结309份，办结率97.2%。",
    "考核优秀9名，优秀率17.6%。",
    "验收不合格冷库4座不补，合格率92.0%。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_whole_number_gives_the_rate_of_a_handful(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_rates_of_others_are_left_alone(text: str) -> None:
    assert told(text) == []
