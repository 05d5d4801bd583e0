"""A step between two rates that is told in per cent is one of points, if it is just their difference."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def units_told(text: str) -> list[str]:
    """What is told of units."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [each.check.arithmetic for each in findings if each.check.kind is Kind.UNIT]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收入比上年增长6.4%，增速较上年的9.1%回落2.7%。", "9.1% - 6.4% = 2.7个百分点，原文为 2.7%"),
        (
            "达标村占84.0%，比2021年提高32.0%（2021年占比为52.0%）。",
            "84.0% - 52.0% = 32.0个百分点，原文为 32.0%",
        ),
    ],
)
def test_points_are_no_per_cent(text: str, told: str) -> None:
    assert units_told(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "收入比上年增长6.4%，增速较上年的9.1%回落2.7个百分点。",
        "达标村占84.0%，村均收入比2021年提高32.0%（2021年占比为52.0%）。",
    ],
)
def test_growth_in_per_cent_is_right(text: str) -> None:
    assert units_told(text) == []
