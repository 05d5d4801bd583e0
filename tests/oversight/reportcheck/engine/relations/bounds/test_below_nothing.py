"""Counts and rates below nothing, and what may be below it."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("投诉工单则由上季度的260件减少到{}件。", "-12", "12"),
        ("全年受理{}件，均已答复。", "-132", "132"),
        ("群众满意率{}%，低于上年。", "-98.2", "98.2"),
    ],
)
def test_what_is_below_nothing_is_told(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", ["全年净增人口-132人。", "人口自然增长-86人。", "地区生产总值增长-1.2%。"])
def test_what_is_net_may_be(text: str) -> None:
    assert told(text) == []
