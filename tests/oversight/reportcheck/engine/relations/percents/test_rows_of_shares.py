"""Shares behind 分别占 are a row by themselves, whatever share stands in front of them in the sentence."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told, told

from yichuang.oversight.reportcheck.findings import Kind

TOLD = [
    "在册患者412人，占常住人口的3.1%；轻度、中度、重度分别占患者的58.4%、32.9%、{}%，较上年好转。|8.7|9.7",
    "借阅者中学生占46.0%；上午、下午、晚上分别占借阅人次的21.5%、47.3%、{}%。|31.2|32.1",
]


@pytest.mark.parametrize("case", TOLD)
def test_a_row_of_its_own_makes_a_hundred(case: str) -> None:
    text, right, wrong = case.split("|")
    assert_held_and_told(text, right, wrong, Kind.PERCENT_TOTAL)


def test_shares_of_some_are_left_in_peace() -> None:
    assert told("学生占46.0%；上午、下午分别占借阅人次的21.5%、47.3%。") == []
