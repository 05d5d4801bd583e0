"""A row that alone of several doesn't come out at their one price is told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "补贴面积和金额：南山村2,140亩、171,200元；北山村1,860亩、148,800元；河东村2,460亩、{}元。标准为每亩80元。",
            "196,800",
            "169,800",
        ),
        (
            "困难补助按每人300元发放：一车间12人、3,600元，二车间15人、4,500元，三车间9人、{}元。",
            "2,700",
            "2,900",
        ),
    ],
)
def test_the_row_that_does_not_come_out_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "按每人300元发放：一车间12人、3,600元，二车间15人、4,500元，重病9人、5,400元，工伤6人、6,000元。",
        "每人补助300元。一车间12人、3,600元，二车间15人、9,000元。",
    ],
)
def test_rows_of_other_prices_are_left_in_peace(text: str) -> None:
    assert not contradictions(text)
