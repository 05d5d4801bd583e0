"""Rates that their sentence closes on all sides are told, by however much they are off; what is summed up isn't."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

CLOSED = [
    ("在册党员志愿者1,420人，占常住人口2.1万人的{}。", "6.8%", "16.8%"),
    ("安排应急储备金640万元，占本级预算支出32,000万元的{}，余下部分年中再定。", "2.0%", "1.3%"),
    ("受理物业纠纷125起，调成111起，调成率{}，剩14起转入诉讼。", "88.8%", "93.4%"),
    ("应交作业本96本，收上来84本，上交率{}，还有12本没有交。", "87.5%", "91.7%"),
    ("需复检的34台设备中，已复检29台，复检率{}。", "85.3%", "95.1%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), CLOSED)
def test_nothing_else_can_be_meant(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.RATE) == []
    (found,) = contradictions(text.format(wrong), Kind.RATE)
    assert wrong in found


OPEN = [
    "电影41场、戏曲57场、讲座34场，占全部200场的66.0%。",  # the row together
    "一般债务19.4亿元，专项债务32.2亿元，占核定限额52.4亿元的98.5%。",
    "社工由59名增至77名，志愿者突破1.1万，占常住人口9.0万人的12.4%。",  # the number in front is of others
]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_summed_up_or_not_read_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.RATE) == []
