"""An amount for one unit is told again for another: the point may stand in the wrong place."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("红薯收购价每50公斤60元，折每公斤{}元；截至昨日收购860吨。", "12.00", "1.20"),
        ("粮食收购价每斤1.35元，折合每吨{}元。", "270", "2700"),
        ("10月实际供水31天，日均17.28万立方米，合每秒{}立方米。", "20", "2"),
        ("水稻亩产580公斤，合每公顷{}吨。", "87.0", "8.7"),
        ("全院每天用水72立方米，折每小时{}立方米。", "30", "3"),
        ("年均用电48万千瓦时，折每月{}万千瓦时。", "40", "4"),
    ],
)
def test_an_amount_per_another_unit_is_the_same_amount(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "每亩基本苗18万株，折每平方米270株。",
        "小麦每斤1.2元，玉米每吨2200元。",
        "物业费每月每平方米1.2元，折每户每年1440元。",
        "每人每月800元，每天26元包干。",
    ],
)
def test_amounts_that_are_not_said_to_be_the_same_are_left(text: str) -> None:
    assert told(text) == []
