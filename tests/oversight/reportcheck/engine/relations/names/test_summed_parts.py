"""How many things are said to be added up."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("疏浚水渠：东干渠3.2公里、西干渠2.7公里、北支渠1.4公里，{}条水渠共7.3公里。", "4", "3"),
    (
        "三月栽植香樟120株，四月栽植桂花260株，五月补植红枫85株，十月栽植银杏140株，{}批合计605株。",
        "五",
        "四",
    ),
    ("青山小学捐书310册、白沙小学捐书284册、柳林小学捐书196册，以上{}所学校总计790册。", "四", "三"),
]

LAWFUL = [
    "基本户18,420.35元，零余额户0元，食堂专户4,251.40元，两户合计22,671.75元。",
    "误工一年46天计3,680元，另两名委员合58天，4,640元，三人共8,320元。",
    "上午接待26人，下午接待31人，晚间接待12人，5个窗口共69人。",
    "东片植树310亩、西片植树220亩、南片植树140亩，15个村共670亩。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_as_many_are_added_up_as_make_the_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_counts_others_is_left_alone(text: str) -> None:
    assert told(text) == []
