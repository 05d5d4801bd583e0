"""A growth that comes out only against another year than the one it names is told."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    sure = [each for each in found if each.certainty is Certainty.CONTRADICTION]
    return [each.check.numbers for each in sure if each.check.kind is Kind.GROWTH]


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
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


def test_a_growth_of_another_thing_is_left_in_peace() -> None:
    text = "全年受理诉求4,286件。2023年为5,017件，2024年为4,652件，重复诉求比2024年下降21.3%。"
    assert accused(text) == []
