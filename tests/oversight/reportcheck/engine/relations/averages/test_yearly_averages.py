"""Averages of the years that stand in front of them are told whatever the digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("近五年救助8,240人次，年均{}人次，逐年减少。", "1,648", "1,468"),
        ("建站28年来，累计接待5.6万人次，年均{}人次。", "2,000", "2,400"),
        ("三年累计投入专项资金3,660万元，平均每年{}万元。", "1,220", "1,320"),
    ],
)
def test_what_each_of_so_many_years_had_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "近五年产值由2.1亿元增至3.4亿元，年均增长10.1%。",
        "三年累计投入3,660万元，近两年投入2,600万元，年均1,300万元。",
        "五年共培训1,200人，户籍人口年均32.6万人。",
    ],
)
def test_what_is_of_other_years_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
