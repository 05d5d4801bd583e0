"""Totals that say of how many parts they are."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "护林防火投入：瞭望设施1.26亿元、隔离带0.84亿元、巡护装备0.37亿元，以上三项合计{}亿元，占六成。",
        "2.57",
        "2.47",
    ),
    ("换届后户数有变：分户增加318户，迁入增加1,264户，二者叠加全年增加{}户。", "1,528", "1,582"),
    ("社区食堂供餐2,140份，学校食堂供餐5,316份。两类食堂合计供餐{}份。", "7,546", "7,456"),
]

LAWFUL = [
    "新增分户318户，销户减少264户，两项合计净增54户。",
    "现有床位320张、备用床位46张，两院合计床位512张。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_so_many_parts_make_their_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_of_others_is_left_alone(text: str) -> None:
    assert told(text) == []
