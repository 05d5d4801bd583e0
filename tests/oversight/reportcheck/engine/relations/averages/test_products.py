"""So much each for each day, by the days of all together, makes what was paid."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions

_TEXT = "中心全年托养4,215人天。护理费每人每天80元，按托养人天结算，全年支付{}，手续齐全。"


@pytest.mark.parametrize(
    ("right", "wrong"), [("33.72万元", "33.72元"), ("337,200元", "337,200万元"), ("33.72万元", "38.72万元")]
)
def test_what_was_paid_by_the_days_of_all_is_told(right: str, wrong: str) -> None:
    assert not contradictions(_TEXT.format(right))
    assert contradictions(_TEXT.format(wrong))


def test_what_was_paid_for_more_than_that_is_left_in_peace() -> None:
    assert not contradictions(_TEXT.format("51.6万元"))
