"""A number told once more in 万 or 亿, or without them, is the same number."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told, told

from yichuang.oversight.reportcheck.findings import Kind


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("总库容1260.0万立方米（约{}亿立方米），可灌溉农田4.6万亩。", "0.126", "1.26"),
        ("上半年用电486.2万千瓦时，等于{}千瓦时，同比少用21.4万千瓦时。", "4,862,000", "486,200"),
    ],
)
def test_a_number_in_another_scale_is_the_same(text: str, right: str, wrong: str) -> None:
    assert_held_and_told(text, right, wrong, Kind.UNIT)


@pytest.mark.parametrize(
    "text",
    ["人均收入1.8万元，即每月1,500元。", "投入12.6万元（5,000元/户）。", "租金1.2万元，合1,000元每月。"],
)
def test_a_share_of_it_is_another_number(text: str) -> None:
    assert told(text) == []
