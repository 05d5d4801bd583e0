"""A rate of the only count of its sentence that no whole number of it gives is asked about."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import told

RATES = [
    (
        "全县产废单位165家，年产生危险废物3,240吨。现场抽查40家，规范化评估达标率为{}，均已通知整改。",
        "97.5%",
        "96.3%",
    ),
    ("随机抽查救助档案15份，逐份评定“规范”或“不规范”，规范率{}。", "93.3%", "92.0%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), RATES)
def test_a_rate_that_no_whole_number_gives(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    (arithmetic,) = told(text.format(wrong))
    assert f"没有整数能得出 {wrong}" in arithmetic
