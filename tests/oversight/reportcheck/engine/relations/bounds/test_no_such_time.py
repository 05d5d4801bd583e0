"""Days, months and moments that no calendar and no clock has."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# (the text, what can't be, what can)
CASES = [
    ("开放日活动于5月、7月、9月、{}月分期举行。", "13", "11"),
    ("6月28日至{}日集中开展宣传。", "31", "30"),
    ("展览于6月15日至{}日举行。", "10", "20"),
    ("办公时间为上午8：30—{}，下午14：00—17：30。", "7：30", "12：00"),
    ("于2023年2月{}日完成搬迁。", "29", "28"),
    ("于2024年2月{}日完成搬迁。", "30", "29"),
    ("于2023-{}完成搬迁。", "13-05", "12-05"),
    ("现场审核自上午8时30分至{}止。", "25时", "12时"),
    ("例会于17时{}分结束。", "75", "45"),
]

LAWFUL = [
    "上午8：30—12：00，下午2：30—5：30。",
    "值班时间为20：00至8：00。",
    "上午9：00—12：00，下午2：00—5：00。",
    "上午11：30至1：30设午间窗口。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES, ids=lambda value: str(value)[:16])
def test_what_can_not_be_is_told_and_what_can_is_not(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL, ids=lambda value: str(value)[:16])
def test_what_may_be_is_left_alone(text: str) -> None:
    assert told(text) == []
