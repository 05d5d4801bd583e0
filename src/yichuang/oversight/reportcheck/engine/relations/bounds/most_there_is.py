"""What no day, week, month, year, scale or life has more of: 全年开放372天, pH值15.2, 湿度105%. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_PH, _YEAR = 14, 366
_SEVERAL_YEARS = 1000  # so many days are of several places
_FRONT = 16

# The unit, what the figure is called, and the most that there is of it.
_MOST = (
    ("", re.compile(r"(?:pH|PH|ph)值?[^，。；：]{0,8}$"), _PH),
    (PERCENT, re.compile(r"湿度[^，。；：\d]{0,6}$"), 100),
    (
        "岁",
        re.compile(
            r"(?:年龄|年纪|高龄|年长的?|寿|享年)[^，。；：\d]{0,4}$|^最大的?(?:者|为|是)?$|老人$|长者$"
        ),
        125,
    ),
    ("天", re.compile(r"(?:每|全|当|本|上|整)月[^，。；：\d]{0,8}$"), 31),
    ("小时", re.compile(r"(?:日均|每日|每天|一天|昼夜|全天)[^，。；：\d]{0,10}$"), 24),
    ("度", re.compile(r"(?:气温|温度)[^，。；：\d]{0,6}$"), 60),
    ("度", re.compile(r"北纬$|南纬$"), 90),
    ("度", re.compile(r"东经$|西经$"), 180),
    ("个月", re.compile(r"^(?:全年|一年)[^，。；：\d]{0,8}$"), 12),
    ("天", re.compile(r"(?:每|一)(?:周|星期)(?:开放|开馆|服务|开诊|营业|工作)?$"), 7),
    ("小时", re.compile(r"(?:每|一)[天日](?:开放|开馆|服务|运行|营业|工作|值守)?$"), 24),
    (
        "天",
        re.compile(
            r"(?:全年|一年|年内)[^，。；：\d]{0,10}?"
            r"(?:优良|优良天数|达标天数|开放|开馆|运行|无休|开放天数|运行天数)(?:达|为|共|累计|达到)*$"
        ),
        _YEAR,
    ),
)
_PH_RANGE = re.compile(r"(?:pH|PH|ph)值?[^，。；：\d]{0,6}\d+(?:\.\d+)?(?:至|到|-|~|和|与)$")
_OF_MONTH = re.compile(
    r"(?<![\d至到、-])(?P<month>1[0-2]|[1-9])月份?(?:全月|当月)?[^，。；：\d至到累起]{0,8}$"
)
_IN_A_YEAR = re.compile(r"(?:全年|年内|(?<![上前去头隔])一年中?)(?:共|达|为)?$")
_KEPT_OPEN = re.compile(
    r"(?:开放|开馆|接待|运行|营业|优良|达标|值守|值班|服务|出勤|无休|天数|日数|降水|霜冻|无霜)[^，。；：\d]{0,4}$"
)
_OF_YEAR = re.compile(r"全年|年内|本年|一年|当年")
_OF_SEVERAL = re.compile(r"累计|合计|共计|连续|[两三四五六七八九十]年|以来|总计|人次数")


def more_than_there_is(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of which there isn't so much."""
    for passage in passages:
        for figure in passage.figures:
            told = _reason(passage, figure) if figure.is_exact else None
            if told:
                days_of_one = figure.unit == "天" and _YEAR < figure.value < _SEVERAL_YEARS
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False, told,
                    (f"“{figure.written}”应不超过 100%",) if figure.is_percent else (),
                    decisive=figure.is_percent, claim=figure, odds=FORCED if days_of_one else 0.0,
                )  # fmt: skip


def _reason(passage: Passage, figure: Figure) -> str | None:
    for unit, words, most in _MOST:
        if figure.unit == unit and figure.value > most and words.search(figure.lead):
            return f"{said(figure)} 超过 {most}：没有这么多{unit if unit != PERCENT else ''}"
    if not figure.unit and figure.value > _PH:
        before = passage.text[max(0, figure.at - _FRONT) : figure.at]
        return f"{said(figure)} 超过 {_PH}：没有这么高的 pH 值" if _PH_RANGE.search(before) else None
    return _days_too_many(passage, figure) if figure.unit == "天" else None


def _days_too_many(passage: Passage, figure: Figure) -> str | None:
    """Days of a month or of a year beyond its last one."""
    month = _OF_MONTH.search(figure.lead)
    if month and figure.value > (last := calendar.monthrange(2000, int(month["month"]))[1]):
        return f"{said(figure)} 超过 {last}：{month['month']}月没有这么多天"
    in_a_year = figure.value < _SEVERAL_YEARS and _IN_A_YEAR.search(figure.lead)
    if figure.value > _YEAR and (in_a_year or _is_of_one_year(passage, figure)):
        return f"{said(figure)} 超过 {_YEAR}：一年没有这么多天"
    return None


def _is_of_one_year(passage: Passage, figure: Figure) -> bool:
    """Whether its sentence tells how many days of a year something was open."""
    begins, ends = passage.sentence_range(figure.sentence)
    told = passage.text[begins:ends]
    return bool(_KEPT_OPEN.search(figure.lead) and _OF_YEAR.search(told) and not _OF_SEVERAL.search(told))
