"""A growth that comes out only against another year than the one it names is told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

YEARS = [
    (
        "全年受理诉求4,286件。从近三年看，2023年为5,017件，2024年为4,652件，今年比2024年下降{}。",
        "7.9%",
        "14.6%",
    ),
    ("今年完成造林2,640亩。2022年为2,000亩，2023年为2,400亩，较2023年增长{}。", "10.0%", "32.0%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), YEARS)
def test_a_growth_against_another_year_than_it_names(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.GROWTH) == []
    (found,) = contradictions(text.format(wrong), Kind.GROWTH)
    assert wrong in found


def test_a_growth_of_another_thing_is_left_in_peace() -> None:
    text = "全年受理诉求4,286件。2023年为5,017件，2024年为4,652件，重复诉求比2024年下降21.3%。"
    assert contradictions(text, Kind.GROWTH) == []
