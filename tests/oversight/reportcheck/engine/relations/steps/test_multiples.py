"""Multiples whose two values stand so that nothing else can be meant are told, whatever their digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

MULTIPLES = [
    ("种植面积由1,250亩扩大到3,125亩，是原来的{}倍。", "2.5", "1.5"),
    ("日均客流由1,200人次增至4,200人次，达到去年的{}倍。", "3.5", "2.5"),
    ("参训人数由去年的480人增至今年的1,440人，是去年的{}倍。", "3", "2"),
    ("基层站点由6个增加到24个，相当于改革前的{}倍。", "4", "3"),
    ("线上办件7.44万件，线下办件4.96万件；线上办件是上年2.48万件的{}倍。", "3", "4"),
    ("接种人数1,860人，其中老年人420人；接种人数是去年620人的{}倍。", "3", "2"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), MULTIPLES)
def test_a_multiple_of_what_it_names(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.RATE) == []
    (found,) = contradictions(text.format(wrong), Kind.RATE)
    assert wrong in found


LEFT = [
    "藏书由2.4万册增加到6万册，持证读者是原来的3倍。",  # of another thing
    "个人用户2.7万人，企业用户1,350家，个人用户是上年9,000人的3倍。",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_multiple_of_others_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.RATE) == []
