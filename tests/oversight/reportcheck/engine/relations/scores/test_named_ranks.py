"""Who is called the first or the last of a row of scores."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions

ROW = "月度评比：河湾93.5分、高坡90.2分、柳林95.8分、石桥88.4分、塘边91.7分"


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("，第一名柳林村获流动红旗。", False),
        ("，第一名河湾村获流动红旗。", True),
        ("。末位石桥作检讨。", False),
        ("。末位的高坡作检讨。", True),
        ("。第一名河湾单项得99分。", False),
    ],
)
def test_the_first_has_the_most_and_the_last_the_least(words: str, is_told: bool) -> None:
    assert bool(contradictions(ROW + words)) is is_told


def test_nobodys_score_is_the_mark_of_a_judge() -> None:
    text = "甲队得9.42分、9.35分、9.51分、9.28分、9.44分，去掉一个最高分、一个最低分后平均9.40分；"
    assert not contradictions(text + "乙队最后得分9.31分，与甲队相差0.09分。")
