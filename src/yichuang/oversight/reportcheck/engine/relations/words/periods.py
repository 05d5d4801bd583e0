"""How many days or months a named stretch of time has: 全年, 上半年, 前三季度, 1至11月, 3月1日至6月8日. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.numerals import spoken_value

_DATED = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<from>\d{1,2})月(?P<first>\d{1,2})日[^，。；]{0,4}?[，]?(?:至|到|-|~|—)"
    r"(?:(?P<until>20\d\d)年)?(?:(?P<to>\d{1,2})月)?(?P<last>\d{1,2})日"
)
_NAMED = re.compile(
    r"(?P<months>(?P<a>\d{1,2})(?:月份?)?(?:至|到|-|~|—)(?P<b>\d{1,2})月)|(?P<half>[上下]半年)|"
    r"前(?P<quarters>[二三])个?季度|(?:第?(?P<quarter>[一二三四])|本|全)季度|(?P<week>[上本一每全]周|周报)|"
    r"(?<![\d年至-])(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?![\d至到底末~-])|"
    r"(?:(?P<of>20\d\d)年)?(?P<feast>春节|国庆|中秋|五一|端午|清明|元旦|劳动)节?(?:小?长?假|黄金周)|"
    r"(?P<year>全年|本年度?|一年|年度|今年|去年|20\d\d年(?!\d{1,2}月))|(?P<hundred>百日)|"
    r"(?<![第每几逐两三四五六七八九十])(?P<days>[两三四五六七八九十]{1,3})天"
)
_NUMERALS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_YEAR = Interval(Decimal(365), Decimal(366))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named at a place of a view: its days and months, None if it isn't of whole months."""

    at: int
    to: int
    days: Interval
    months: int | None


def periods(text: str, at: int, to: int) -> Iterator[Period]:
    """The stretches of time named within [at, to) of a view, in their order."""
    taken = at
    dated = [found for found in _DATED.finditer(text, at, to) if _days_of(found)]
    for found in sorted([*dated, *_NAMED.finditer(text, at, to)], key=lambda each: each.start()):
        if found.start() < taken:
            continue
        taken = found.end()
        days = _days_of(found) if found.re is _DATED else None
        if days:
            yield Period(found.start(), found.end(), point(days), None)
        elif named := _named(found):
            yield named


def _days_of(found: re.Match[str]) -> int | None:
    """The days from one date to another, both counted; None if one of them doesn't exist."""
    year = int(found["year"] or 2023)
    until = int(found["until"] or year)
    try:
        first = date(year, int(found["from"]), int(found["first"]))
        last = date(until, int(found["to"] or found["from"]), int(found["last"]))
    except ValueError:
        return None
    days = (last - first).days + 1
    return days if days > 0 else None


def _named(found: re.Match[str]) -> Period | None:
    if found["week"]:
        return Period(*found.span(), point(7), None)
    if found["days"]:
        spoken = spoken_value(found["days"])
        return Period(*found.span(), point(int(spoken)), None) if spoken else None
    if found["hundred"]:
        return Period(*found.span(), point(100), None)
    if found["feast"]:
        return _of_feast(found)
    if found["year"]:
        return Period(*found.span(), _YEAR, 12)
    first, last = _months_of(found)
    if not 1 <= first <= last <= 12:
        return None
    days = [
        sum(calendar.monthrange(year, month)[1] for month in range(first, last + 1)) for year in (2023, 2024)
    ]
    return Period(*found.span(), Interval(Decimal(days[0]), Decimal(days[1])), last - first + 1)


def _of_feast(found: re.Match[str]) -> Period:
    """A holiday: no stretch of the year that it is named with; its days are those of the calendar."""
    many = _FEASTS.get((found["feast"], int(found["of"] or 0)), _DAYS_OF_FEASTS.get(found["feast"], 3))
    return Period(*found.span(), point(many), None)


_DAYS_OF_FEASTS = {"春节": 7, "国庆": 7, "五一": 5, "劳动": 5}
_FEASTS = {  # longer ones
    ("春节", 2024): 8, ("春节", 2025): 8, ("春节", 2026): 9,
    ("国庆", 2012): 8, ("国庆", 2017): 8, ("国庆", 2020): 8, ("国庆", 2023): 8, ("国庆", 2025): 8,
    ("中秋", 2012): 8, ("中秋", 2017): 8, ("中秋", 2020): 8, ("中秋", 2023): 8, ("中秋", 2025): 8,
}  # fmt: skip


def _months_of(found: re.Match[str]) -> tuple[int, int]:
    if found["months"]:
        return int(found["a"]), int(found["b"])
    if found["half"]:
        return (1, 6) if found["half"][0] == "上" else (7, 12)
    if found["quarters"]:
        return 1, 6 if found["quarters"] == "二" else 9
    if found["month"]:
        month = int(found["month"]) if found["month"].isdigit() else _NUMERALS.get(found["month"], 0)
        return month, month
    last = 3 * (_NUMERALS[found["quarter"]] if found["quarter"] else 1)
    return last - 2, last
