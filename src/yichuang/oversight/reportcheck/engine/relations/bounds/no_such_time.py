"""Days, months and moments that don't exist: 2023年2月29日, 13月, 17时75分. Pure.

"于2023年2月29日完成搬迁": 2023 has no 29 February. Without a year it may have one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?<![\d.个-])(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|号)(?!线|楼|窗)"
)
_DASHED = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d.-])"
)
# "10月、13月", "2024年13月", "13月份": a month of the year, no length of time and no age.
_MONTH = re.compile(
    r"(?:(?<=年)|(?<=\d月[、至到和-])|(?<=月份[、至到和-])|(?<=(?<!\d)1[至到-]))(?P<month>\d{1,2})月(?!\d|龄|租|薪|个)"
    r"|(?<![\d.第])(?P<alone>\d{1,2})月(?:份|底|末|初|上旬|中旬|下旬)"
)
_DAYS = re.compile(r"(?<!\d)(?P<month>\d{1,2})月\d{1,2}日?(?:至|到|-|—|、|和)(?P<day>\d{1,2})日(?!均|内)")
_HOUR = re.compile(
    r"(?:上午|下午|晚上?|凌晨|[日分]|自|从|至|到|于)(?P<hour>\d{2})[时点](?:(?P<minute>\d{1,2})分)?"
    r"(?=[至到止许整起前后开召举集进离返准收发关闭，。、；）-]|$)"
)
_CLOCK = re.compile(
    r"(?<![\d：.])(?P<hour>\d{1,2})：(?P<minute>\d{2})(?![\d：.])(?=(?:-|至|到|，|。|、|）|开|起|前|后|以|下|上|$))"
)
_OF_TIME = re.compile(r"上午|下午|早上|晚上|夜间|时间|每天|每日|工作日|\d：\d\d[-至到]$")
_NEAR = 14  # signs in front of 17：75 in which something says that it is a time

_LEAP_YEAR = 2000
_MONTHS, _HOURS, _MINUTES = 12, 24, 60
_WORDS = 60  # signs about a place that are quoted at most
_STOPS = "，。；！？"


def no_such_time(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All days, months and moments that a text names and that don't exist."""
    for passage in passages:
        yield from _days(passage)
        yield from _months(passage)
        yield from _ends_of_stretches(passage)
        yield from _moments(passage)


def _days(passage: Passage) -> Iterator[Judged]:
    """Days that their month doesn't have."""
    for found in (*_DATE.finditer(passage.text), *_DASHED.finditer(passage.text)):
        year = int(found["year"]) if found["year"] else _LEAP_YEAR
        month, day = int(found["month"]), int(found["day"])
        last = _last_day(year, month)
        if 1 <= day <= last:
            continue
        of = f"{year}年" if found["year"] else ""
        told = f"{of}{month}月只有 {last} 天，没有 {day} 日" if last else _no_month(month)
        yield _wrong(passage, found, told, "日期写错")


def _months(passage: Passage) -> Iterator[Judged]:
    """Months beyond the twelfth."""
    for found in _MONTH.finditer(passage.text):
        month = int(found["month"] or found["alone"])
        if not 1 <= month <= _MONTHS:
            yield _wrong(passage, found, _no_month(month), "日期写错")


def _ends_of_stretches(passage: Passage) -> Iterator[Judged]:
    """The last day of a stretch of days that its month doesn't have: 6月28日至31日."""
    for found in _DAYS.finditer(passage.text):
        month, day = int(found["month"]), int(found["day"])
        last = _last_day(_LEAP_YEAR, month) or day
        if not 1 <= day <= last:
            yield _wrong(passage, found, f"{month}月只有 {last} 天，没有 {day} 日", "日期写错")


def _moments(passage: Passage) -> Iterator[Judged]:
    """Hours that no day and minutes that no hour has."""
    for found in _HOUR.finditer(passage.text):
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if hour > _HOURS or minute >= _MINUTES:
            yield _wrong(passage, found, f"没有 {hour} 时 {minute} 分这个时刻", "时刻写错")
    for found in _CLOCK.finditer(passage.text):
        hour, minute = int(found["hour"]), int(found["minute"])
        beyond = hour > _HOURS or minute >= _MINUTES
        if beyond and _OF_TIME.search(passage.text, max(0, found.start() - _NEAR), found.start()):
            yield _wrong(passage, found, f"没有 {hour} 点 {found['minute']} 分这个时刻", "时刻写错")


def _last_day(year: int, month: int) -> int:
    """The days of a month, 0 if there is no such month."""
    return calendar.monthrange(year, month)[1] if 1 <= month <= _MONTHS else 0


def _no_month(month: int) -> str:
    return f"一年只有 {_MONTHS} 个月，没有 {month} 月"


def _wrong(passage: Passage, found: re.Match[str], told: str, change: str) -> Judged:
    place = passage.view.span(found.start(), found.end())
    return Judged(
        Kind.IMPOSSIBLE, (), (_words_about(passage, found),), False, told, (change,), places=(place,)
    )


def _words_about(passage: Passage, found: re.Match[str]) -> tuple[int, int]:
    """The words about a place, up to the signs that end them."""
    text = passage.text
    at = max(text.rfind(sign, 0, found.start()) for sign in _STOPS) + 1
    ends = [end for sign in _STOPS if (end := text.find(sign, found.end())) >= 0]
    to = min(ends, default=len(text))
    return passage.quote(max(at, found.start() - _WORDS), min(to, found.end() + _WORDS))
