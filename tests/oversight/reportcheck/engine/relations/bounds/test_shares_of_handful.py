"""Shares that no whole number of a handful gives, where their words name the handful."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("督导组走访11所幼儿园，其中配有保健医的幼儿园占{}。", "85.0%", "81.8%"),
    (
        "有意参加合作社的28户，占四成，其中要求先看账目的占参加合作社户数的57.1%，要求派员辅导的占参加合作社户数的{}。",
        "66.0%",
        "67.9%",
    ),
]

LAWFUL = [
    "全镇11个村，其中村民收入靠务工的占85.0%。",
    "抽查9个村，其中通硬化路的里程占80.0%。",
    "摸底12个厂，其中用电的厂占80.5%，共33个厂区。",
    "参训的48人，平均年龄的占比为64.0%。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_share_is_one_that_a_whole_number_gives(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_shares_of_others_are_left_alone(text: str) -> None:
    assert told(text) == []
