"""Divisions of one total, each in a paragraph of its own: one that holds shows what the next must make."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading.text import read_text

HEAD = "全年共救助1,064人次，比上年下降5%。\n按性别分：男性745人次，女性319人次。\n"


def told(text: str) -> list[str]:
    return [finding.check.arithmetic for finding in examine(read_text(text)).findings]


def test_a_division_that_misses_the_total_its_brother_makes_is_told() -> None:
    assert told(
        HEAD + "按来源分：主动求助585人次，公安护送266人次，街面巡查发现138人次，城管引导95人次。"
    ) == ["585 + 266 + 138 + 95 = 1084，原文为 1064，相差 20"]


@pytest.mark.parametrize(
    "division",
    [
        "按来源分：主动求助585人次，公安护送266人次，街面巡查发现138人次，城管引导75人次。",
        "按来源分：主动求助585人次，公安护送266人次，街面巡查发现118人次等。",
        "按来源分：主要是主动求助585人次，公安护送266人次。",
        "按来源分：主动求助585人次，公安护送266人次，其中夜间95人次。",
        "按来源看，公安护送的266人次中，复返的31人次。",
    ],
)
def test_lists_that_make_it_or_leave_some_out_are_left_in_peace(division: str) -> None:
    assert told(HEAD + division) == []


def test_a_lone_division_shows_nothing_by_itself() -> None:
    assert told("全年共救助1,064人次。\n按来源分：主动求助585人次，公安护送266人次，城管引导95人次。") == []
