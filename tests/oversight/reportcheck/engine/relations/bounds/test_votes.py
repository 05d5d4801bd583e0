"""Votes against those who were there to vote."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "村民代表会议到会36人。表决低保复核名单，同意34票、弃权1票；表决公益岗名单，同意{}票、反对2票。",
        "36",
        "33",
    ),
    ("到会委员21名，采用举手方式表决。通过机构调整方案，赞成{}票、反对1票、弃权1票。", "20", "19"),
    ("业主大会参与表决216户，对停车费方案，同意{}户、反对31户、弃权17户。", "198", "168"),
]

LAWFUL = [
    "到会委员21名，每人限投2票，赞成甲方案20票、反对3票。",
    "应到43人，实到40人，同意38票、弃权2票。",
    "到会27人。前三轮分别赞成25票、弃权2票；第四轮另邀5人参加，赞成30票、反对2票。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_votes_are_no_more_than_those_present(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_other_votes_are_left_alone(text: str) -> None:
    assert told(text) == []
