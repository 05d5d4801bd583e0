"""Averages of few digits: that the division comes out, or a slip in what it is of, shows the error."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def averages_accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).contradictions
    return [each.check.numbers for each in found if each.check.kind is Kind.AVERAGE]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("出动车辆236台次、人员708人次，平均每台次2人次。", ("236", "708", "2")),
        ("组织队员56名，覆盖28个村，平均每村6名。", ("56", "28", "6")),
    ],
)
def test_a_division_without_rest_tells_that_another_handful_is_wrong(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert averages_accused(text) == [numbers]


@pytest.mark.parametrize(
    "text",
    [
        "出动车辆236台次、人员708人次，平均每台次3人次。",
        "组织队员56名，其中骨干28名，覆盖28个村，平均每村1名骨干。",
    ],
)
def test_what_comes_out_or_is_of_a_part_is_left_alone(text: str) -> None:
    assert averages_accused(text) == []
