"""How much of one unit another one is: measures of land, length, weight, water and time. Pure.

Areas in square metres (15 mu are a hectare), lengths in metres, weights in kilograms, volumes in cubic metres, times in
seconds; calendar months and quarters in months, since no number of seconds is a month.
"""

from __future__ import annotations

from decimal import Decimal

from yichuang.oversight.reportcheck.engine.intervals import divide

AREAS = {
    "平方米": Decimal(1), "亩": divide(Decimal(2000), Decimal(3)), "公顷": Decimal(10**4), "平方公里": Decimal(10**6),
}  # fmt: skip
LENGTHS = {"米": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)}
WEIGHTS = {"克": Decimal("0.001"), "斤": Decimal("0.5"), "公斤": Decimal(1), "吨": Decimal(1000)}
VOLUMES = {"毫升": Decimal("0.000001"), "升": Decimal("0.001"), "立方米": Decimal(1), "方": Decimal(1)}
TIMES = {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600), "天": Decimal(86400)}
MONTHS = {"个月": Decimal(1), "个季度": Decimal(3), "年": Decimal(12)}


def worth(one: str, other: str) -> Decimal | None:
    """How many of the other unit one of the first is; None if they don't measure the same."""
    for kind in (AREAS, LENGTHS, WEIGHTS, VOLUMES, TIMES, MONTHS):
        if one in kind and other in kind:
            return divide(kind[one], kind[other])
    return None
