"""How two numbers compare in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yichuang.oversight.reports.rules import Direction, change


@pytest.mark.parametrize(
    ("now", "before", "places", "rate", "direction", "words"),
    [
        ("120", "100", 0, False, Direction.ROSE, "增加 20.00%"),
        ("75", "100", 0, False, Direction.FELL, "减少 25.00%"),
        ("100", "100", 0, False, Direction.UNCHANGED, "持平"),
        ("0", "8", 0, False, Direction.FELL, "减少 100.00%"),
        ("8", "0", 0, False, Direction.ROSE, "增加，上期为 0，不算增幅"),
        ("0", "0", 0, False, Direction.UNCHANGED, "持平"),
        ("99.74", "98.50", 2, True, Direction.ROSE, "上升 1.24 个百分点"),
        ("98.50", "99.74", 2, True, Direction.FELL, "下降 1.24 个百分点"),
        ("50.00", "50.00", 2, True, Direction.UNCHANGED, "持平"),
        ("50.004", "50.00", 2, True, Direction.UNCHANGED, "持平"),
        (None, "5", 0, False, Direction.UNKNOWN, "没有可比的数"),
        ("5", None, 0, False, Direction.UNKNOWN, "没有可比的数"),
    ],
)
def test_numbers_compare(now, before, places, rate, direction, words):
    found = change(now and Decimal(now), before and Decimal(before), places, rate=rate)
    assert (found.direction, found.words) == (direction, words)
