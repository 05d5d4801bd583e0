"""Time is no longer than its calendar: so many days from one date to another, so many in a month, minutes in an hour.

"7月6日至7月12日，共9天": those are 7 days.  "2021年至2023年连续四年": those are 3.  "5月份优良天数32天": May has 31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,4})"
_DATE = r"(?:(?P<y{0}>20\d\d)年)?(?P<m{0}>\d{{1,2}})月(?P<d{0}>\d{{1,2}})日?"
_RANGE = re.compile(
    rf"(?:从|自)?{_DATE.format(1)}(?:（[^）]{{0,8}}）)?(?:(?:开始|启动|起)?，?(?:至|到)|-|—|起?[^，。；\d]{{0,6}}持续到|开始到)"
    rf"(?:当月)?(?:{_DATE.format(2)}|(?P<d3>\d{{1,2}})日)(?:（[^）]{{0,8}}）)?(?:止|结束)?[，（]?"
    rf"(?:[^，。；\d]{{0,4}}(?:共|历时|为期|连续|持续|前后|放假|累计|共计|开展为期|一共))+(?P<days>{_N})个?天(?!次)"
)
_YEARS = re.compile(
    rf"(?P<from>20\d\d)年?(?:至|到|-|—|~)(?P<to>20\d\d)年度?(?:间|期间)?[，]?(?:的|已|我[县市区镇乡局站]|连续|共|这|整整)*"
    rf"(?P<years>{_N})(?:个)?年(?!级|度计划|规划|前|期|代|制)"
)
_FEWER = re.compile(r"工作日|周末|节假日|扣除|停")
_OF_MONTH = re.compile(
    r"(?<![\d.至到—-])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?P<words>[^，。；：\d、]{0,12}?)"
    r"(?:天数|开放|开馆|优良|运行|营业|出勤|监测|值守|晴天|雨日|降雨)(?:[^，。；：\d]{0,6}?)(?P<days>\d{2})天"
)
_OF_PERIOD = re.compile(
    r"(?P<period>全年(?=（)|[上下]半年|[一二三四]季度)(?:（[^）]{0,10}）)?(?P<words>[^，。；：\d、]{0,12}?)"
    r"(?:天数|开放|开馆|优良|运行|营业|监测|值守|晴天|雨日|降雨)(?:[^，。；：\d]{0,6}?)(?P<days>\d{2,3})天"
)
_LONGEST = {"全年": 366, "上半年": 182, "下半年": 184, "一季度": 91, "二季度": 91, "三季度": 92, "四季度": 92}
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DIGITS = "一二三四五六七八九十"
_BACK = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})月(?P<from>\d{1,2})日?(?:至|到|-|—)(?:(?P=month)月)?(?P<to>\d{1,2})日(?!均|内|前|后)"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午)[^，。；\d]{0,3}(?P<h1>\d{1,2})：(?P<n1>\d{2})(?:-|—|至|到)(?P<h2>\d{1,2})：(?P<n2>\d{2})"
)
_NOON, _EARLY = 11, 5
_HOURS = re.compile(
    r"(?<!\d)(?P<h1>\d{1,2})[时点](?:(?P<n1>\d{1,2})分|(?P<half1>半))?(?:准时|正式)?(?:开始|召开|开赛|开考|开幕|启动|出发|抵达|到达|签到)"
    r"(?P<between>[^。；]{0,16}?)(?<!\d)(?P<h2>\d{1,2})[时点](?:(?P<n2>\d{1,2})分|(?P<half2>半))?(?:许|左右)?(?:结束|闭幕|散会|收工|返回|离开|完成|收队)"
)
_ANOTHER_DAY = re.compile(r"日|天|凌晨|晚|夜|下午|午")
_MINUTE = re.compile(r"(?<![\d.])\d{1,2}[时点](?P<minute>[6-9]\d)分(?!钟|之|的)")  # 17时75分


def spans_of_days(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All stretches of time of a document that are longer than their calendar, or end before they begin."""
    for passage in passages:
        text = passage.text
        if "天" in text and "月" in text:
            yield from _ranges(passage)
        for found in _YEARS.finditer(text) if "年" in text else ():
            gap, said = int(found["to"]) - int(found["from"]), _number(found["years"])
            if said not in (gap, gap + 1) and gap > 0 and said > 1:
                yield _told(
                    passage, found, "years", f"{found['from']} 年至 {found['to']} 年只有 {gap + 1} 年"
                )
        yield from _within_periods(passage)
        yield from _backward(passage)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(spoken_value(words) or 0)


def _ranges(passage: Passage) -> Iterator[Judged]:
    for found in _RANGE.finditer(passage.text):
        begins, ends = _day(found, 1), _day(found, 2)
        if begins is None or ends is None:
            continue
        if ends < begins:
            ends = ends.replace(year=ends.year + 1)
        days, said = (ends - begins).days + 1, _number(found["days"])
        leap = 0 if found["y1"] else 1  # without a year there may be a 29 February
        if said > days + leap and not _FEWER.search(found[0]):
            yield _told(passage, found, "days", f"其间只有 {days} 天")


def _day(found: re.Match[str], number: int) -> date | None:
    month = found[f"m{number}"] or found["m1"]
    day = found[f"d{number}"] or found["d3"]
    year = found[f"y{number}"] or found["y1"] or "2023"
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _within_periods(passage: Passage) -> Iterator[Judged]:
    for found in _OF_MONTH.finditer(passage.text):
        month = int(found["month"]) if found["month"].isdigit() else int(spoken_value(found["month"]) or 0)
        if 1 <= month <= len(_MONTHS) and int(found["days"]) > _MONTHS[month - 1]:
            yield _told(passage, found, "days", f"{month} 月只有 {_MONTHS[month - 1]} 天")
    for found in _MINUTE.finditer(passage.text):
        yield _told(passage, found, "minute", "一小时只有 60 分")
    for found in _OF_PERIOD.finditer(passage.text):
        if int(found["days"]) > _LONGEST[found["period"]]:
            yield _told(passage, found, "days", f"{found['period']}只有 {_LONGEST[found['period']]} 天")


def _backward(passage: Passage) -> Iterator[Judged]:
    """What ends before it begins, on a day of the same month or at an hour of the same half day."""
    for found in _BACK.finditer(passage.text):
        if int(found["to"]) < int(found["from"]) <= _MONTHS[min(12, max(1, int(found["month"]))) - 1]:
            yield _told(passage, found, "to", f"{found['to']} 日在 {found['from']} 日之前")
    for found in _HOURS.finditer(passage.text):
        one, two = (
            int(found[f"h{n}"]) * 60 + int(found[f"n{n}"] or (30 if found[f"half{n}"] else 0)) for n in "12"
        )
        if two < one and not _ANOTHER_DAY.search(found["between"]):
            yield _told(passage, found, "h2", f"结束早于 {found['h1']} 时的开始")
    for found in _CLOCK.finditer(passage.text):
        one, two = (int(found[f"h{n}"]) * 60 + int(found[f"n{n}"]) for n in (1, 2))
        noon = int(found["h1"]) >= _NOON and int(found["h2"]) <= _EARLY
        if two <= one and not noon:
            yield _told(
                passage, found, "h2", f"{found['h2']}：{found['n2']} 不在 {found['h1']}：{found['n1']} 之后"
            )


def _told(passage: Passage, found: re.Match[str], group: str, told: str) -> Judged:
    place = passage.view.span(*found.span(group))
    whole = passage.quote(*found.span())
    return Judged(
        Kind.IMPOSSIBLE,
        (),
        (whole,),
        False,
        f"{told}，原文为 {found[group]}",
        (f"“{found[0]}”写错",),
        places=(place, whole),
    )
