"""What is told out of a whole isn't more than the whole; what is told of something else may be."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

SAID = (
    "全县46座加油站中，已有{}座完成油气回收改造。",
    "随机抽查的46户中，有{}户符合条件。",
    "46个村中，已建成图书室的有{}个。",
    "在辖区46家企业当中，{}家已签约。",
)


@pytest.mark.parametrize("text", SAID)
def test_a_part_of_a_whole_is_at_most_as_much(text: str) -> None:
    assert_held_and_told(text, 41, 48, Kind.IMPOSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "今年新建的46座加油站中，累计已有48座完成改造。",
        "培训的46人中，48人次获得证书。",
        "全年招收初中46名，高中48名。",
        "在抽查的46家企业中，全县另有48家自查。",
        "收到的46件提案中，一半已答复，比上年的48件少。",
    ],
)
def test_what_is_told_of_something_else_is_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings


def test_what_is_not_counted_in_is_no_part() -> None:
    text = "余额25,715元趴在卡里，还没算去年留下的31,470元，两下加起来57,185元。"
    assert examine(read_text(text)).findings == ()
