"""A growth between two years of a row is told, whatever its digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions, told

from yichuang.oversight.reportcheck.findings import Kind

ROWS = [
    # what comes out is of the first year
    ("接访量2021年为620批次，2022年为500批次，2023年为450批次，较上年下降{}。", "10.0%", "27.4%"),
    ("年度支出2022年120万元、2023年150万元、2024年180万元，2024年比上年增长{}。", "20.0%", "50.0%"),
    # nothing comes out
    ("办结时限由2021年的8.0天、2022年的6.0天缩短为2023年的5.0天，较2021年缩短{}。", "37.5%", "47.5%"),
    ("参训人数2020年300人、2021年360人、2022年450人，2022年较2020年增长{}。", "50.0%", "45.0%"),
    # a total of all behind the row
    ("收件2021年16件、2022年20件、2023年40件，三年共76件，2023年较2021年增长{}。", "1.5倍", "1.7倍"),
    # the row in the sentence in front
    ("公共图书馆藏书2022年为8,000册，2023年为9,600册。与2022年相比增长{}。", "20.0%", "22.0%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), ROWS)
def test_a_growth_between_two_years_of_a_row(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.GROWTH) == []
    (found,) = contradictions(text.format(wrong), Kind.GROWTH)
    assert wrong.removesuffix("倍") in found or wrong in found


LEFT = [
    "接访量2021年为620批次，2022年为500批次，重复访比2021年下降28.3%。",  # of another thing
    "产值2021年为620万元，2022年为680万元，按可比价格较上年增长8.1%。",  # not of the printed values
    "用工2021年为620人，2022年为680人，年均增长6.5%。",  # against no year that is told
    "用工2021年为620人，2022年为680人，今年为700人，较上年增长2.9%。",  # the value now isn't in the row
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_of_others_is_left_in_peace(text: str) -> None:
    assert told(text) == []
