"""Averages whose sharers are named in them and told once: told whatever the digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("今年修渠8条，合计12.4公里，平均每条{}公里。", "1.55", "2.13"),
        ("全年查处案件16起，涉案金额960万元，起均{}元。", "60万", "60"),
        ("庙会5天累计投入警力1,850人次，日均{}人次。", "370", "730"),
        ("慰问老党员250人，发放慰问金12.5万元，人均{}元。", "500", "900"),
    ],
)
def test_what_named_sharers_have_is_told_if_it_does_not_come_out(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "理论学习发言84人次，其中班子成员7人人均4次，其余为中层干部。",
        "设备改造680万元：火化炉3台每台98万元，其余为土建。",
        "林下经济产值9.4亿元，带动1.3万户，户均增收4,200元。",
        "大棚收入456,000元，分红给76户，户均2400元（按收入的四成分红）。",
    ],
)
def test_what_is_of_a_part_or_of_something_else_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
