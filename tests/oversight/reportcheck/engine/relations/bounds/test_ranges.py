"""A mean and ends against the range that they are of."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("各村人均纯收入在13,200元至18,600元之间，平均{}元。", "19,400", "15,400"),
    ("各组得分在82.5分至96.3分之间，平均{}分。", "97.4", "91.4"),
]

LAWFUL = [
    "编外薪酬从4.1万元到7.3万元不等，最高与最低相差3.2万元。",
    "各站雨量在12.4毫米至38.6毫米之间，比上年平均多41.2毫米。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_what_is_of_a_range_lies_in_it(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_of_others_is_left_alone(text: str) -> None:
    assert told(text) == []
