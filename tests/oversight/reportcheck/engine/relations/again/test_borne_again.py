"""A number told again with two digits swapped is told where others bear out the first alone."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

TOLD = [
    (
        "（一）巡查情况。开展日间巡查1,206次、夜间巡查813次、联合巡查352次，合计2,371次。\n"
        "（二）存在问题。虽然巡查了{}次，但记录不全。",
        "2,371",
        "2,731",
    ),
    (
        "帮扶对象4,862户，走访到位4,820户，未遇42户。其中城区3,107户、集镇1,246户、库区509户，共计{}户。",
        "4,862",
        "4,826",
    ),
    (
        "全年接送旅客52,806人次，比上年的48,100人次增加4,706人次。\n"
        "明年在今年接送旅客{}人次的基础上再加班次。",
        "52,806",
        "58,206",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_swapped_digits_are_told(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.REPEAT) == []
    assert len(contradictions(text.format(wrong), Kind.REPEAT)) == 1


PEACE = [
    # called by a noun of its own, of another time, borne out by others too, said to be a slip
    "本年度筛查7,216人，比上年的7,100人多116人。心电图做了的7,261人。",
    "全年接送旅客5,286人次，比上年的4,100人次增加1,186人次。\n上年同期接送旅客5,826人次。",
    "开展巡查2,371次，比上年的2,300次多71次。另开展巡查2,731次，比上年的2,700次多31次。",
    "接送旅客5,286人次，比上年的4,100人次增加1,186人次。快报中“接送旅客5,826人次”系笔误。",
]


@pytest.mark.parametrize("text", PEACE)
def test_what_may_be_another_number_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.REPEAT) == []
