"""Totals that both their parts and a step make."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "改造后共设柜台{}个：综合柜台38个，社保、税务等专业柜台27个，帮办柜台6个，另有夜间值守的延时柜台4个，总数比改造前的92个少了17个。",
        "71",
        "75",
    ),
]

LAWFUL = [
    "改造后共设柜台71个：综合柜台38个，专业柜台27个，帮办柜台6个，另有自助机4台，总数比改造前的88个少了17个。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_what_is_made_twice_is_the_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_stands_apart_is_left_alone(text: str) -> None:
    assert told(text) == []
