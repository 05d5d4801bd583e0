"""Votes for a candidate against those who voted."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("某支部有正式党员38名，实到33名。\n投票结果：赵某得28票，钱某得{}票，孙某得26票。", "37", "27"),
    ("居民议事会到会29人，3名候选人得票分别为26票、{}票、19票。", "32", "22"),
]

LAWFUL = [
    "实到33名，每人可投两票，赵某得28票，钱某得37票。",
    "网络投票中赵某得2,800票，钱某得3,700票。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_no_candidate_gets_more_votes_than_there_were_voters(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_other_votes_are_left_alone(text: str) -> None:
    assert told(text) == []
