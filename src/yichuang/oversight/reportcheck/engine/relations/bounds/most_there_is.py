"""What no day, week, month, year, scale or life has more of: 全年开放372天, pH值15.2, 湿度105%. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_OPEN = (
    "开放|开馆|服务|开诊|营业|工作|运行|坐诊|出诊"
    "|供[餐暖水热]|上班|办公|受理|接诊|作业|值守|值班|开门|放映|上课|出车|发车|训练|巡[逻查]"
)


@dataclass(frozen=True, slots=True)
class _Most:
    """A unit, what the figure is called, and the most that there is of it; `sure` if nothing else can be meant."""

    unit: str
    words: re.Pattern[str]
    most: int
    sure: bool = True


_MOST = (
    _Most("", re.compile(r"(?:pH|PH|ph)值?[^，。；：]{0,8}$"), _PH),
    _Most(PERCENT, re.compile(r"湿度[^，。；：\d]{0,6}$"), 100),
    _Most(
        "岁",
        re.compile(
            r"(?:年龄|年纪|高龄|年长的?|寿|享年)[^，。；：\d]{0,4}$|^最大的?(?:者|为|是)?$|老人$|长者$"
        ),
        125,
    ),
    _Most("天", re.compile(r"(?<!前)(?:每|全|当|本|上|整)月[^，。；：\d]{0,8}$"), 31),
    _Most("天", re.compile(r"(?:^|[^\d])[上中]旬(?:共|有|降[水雨]|晴|开放|优良|日数|天数|的|为|达)*$"), 10),
    _Most("度", re.compile(r"气温[^，。；：\d]{0,6}$"), 60),
    _Most(
        "度",
        re.compile(
            r"(?:空调|室内|室温|办公室|教室|病房|棚内|大棚)[^，。；：\d]{0,10}$|体温[^，。；：\d]{0,6}$"
        ),
        45,
    ),
    _Most("度", re.compile(r"(?:冷藏|冰箱|冷库|冷冻|冷链|疫苗)[^，。；：\d]{0,10}$"), 30),
    _Most("度", re.compile(r"北纬$|南纬$"), 90),
    _Most("度", re.compile(r"东经$|西经$"), 180),
    _Most("个月", re.compile(r"^(?:全年|一年)[^，。；：\d]{0,8}$"), 12),
    _Most(
        "年",
        re.compile(
            r"(?<!合计)(?<!累计)(?<![总共])(?:工龄|教龄|驾龄|警龄|从[教医警艺业])(?:为|已|长达|达|最长的?|满|有)*$"
        ),
        70,
    ),
    _Most(
        "天",
        re.compile(
            rf"(?:每|一)(?:周|星期)(?![^，。；：]*[累合共])(?:[^，。；：\d]{{0,4}}(?:{_OPEN})(?:时间|天数)?(?:为|达)?)?$"
        ),
        7,
    ),
    _Most(
        "小时",
        re.compile(
            rf"(?:每|一)[天日](?![^，。；：]*[累合共])(?:[^，。；：\d]{{0,4}}(?:{_OPEN})(?:时间|时长)?(?:为|达)?)?$"
        ),
        24,
    ),
    _Most(
        "天",
        re.compile(
            r"(?:全年|一年|年内)[^，。；：\d]{0,10}?"
            r"(?:优良|优良天数|达标天数|开放|开馆|运行|无休|开放天数|运行天数)(?:达|为|共|累计|达到)*$"
        ),
        _YEAR,
    ),
    _Most("小时", re.compile(r"(?:日均|每日|每天|一天|昼夜|全天)[^，。；：\d]{0,10}$"), 24, sure=False),
    _Most(
        "天", re.compile(r"(?:每|一)(?:周|星期)(?![^，。；：]*[累合共])[^，。；：\d]{0,10}$"), 7, sure=False
    ),
    _Most("小时", re.compile(r"^[^，。；：\d]{0,10}(?:实行|坚持|执行|落实)$"), 24, sure=False),
)
_HOT = re.compile("桑拿|汗蒸|烘|烤|蒸|外机|灭菌|消毒|锅炉|热水|加热|窑")
_SAME = {"℃": "度", "摄氏度": "度"}
_ROUND_THE_CLOCK = re.compile(r"(?:专人|双人|领导|不间断|全天候|干部|在岗|轮流|轮班)*(?:带班)?(?:值班|值守)")
_RANGE = re.compile(r"(?:(?P<ph>(?:pH|PH|ph)值?)|湿度)[^，。；：\d]{0,6}\d+(?:\.\d+)?%?(?:至|到|-|~|和|与)$")
_OF_MONTH = re.compile(
    r"(?<![\d至到、前-])(?P<month>1[0-2]|[1-9])月份?(?:全月|当月)?[^，。；：\d至到起底末初以前止]{0,8}$"
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
            told, sure = _reason(passage, figure)
            if told:
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False, told,
                    (f"“{figure.written}”应不超过 100%",) if figure.is_percent else (),
                    decisive=figure.is_percent, claim=figure, odds=FORCED if sure else 0.0,
                )  # fmt: skip


def _reason(passage: Passage, figure: Figure) -> tuple[str, bool]:
    """What is said against it, empty if nothing; and whether nothing else can be meant."""
    if figure.tail.startswith("次"):
        return "", False  # 6,048天次 are of several
    for each in _MOST:
        if each.unit == "度" and _HOT.search(figure.lead):
            continue
        if (
            _SAME.get(figure.unit, figure.unit) == each.unit
            and figure.interval.low > each.most
            and each.words.search(figure.lead)
        ):
            what = each.unit if each.unit != PERCENT else ""
            sure = each.sure or _ROUND_THE_CLOCK.match(figure.tail) is not None
            return f"{said(figure)} 超过 {each.most}：没有这么多{what}", sure
    if not figure.is_exact:
        return "", False
    if figure.unit in ("", PERCENT) and figure.value > _PH:
        found = _RANGE.search(passage.text, max(0, figure.at - _FRONT), figure.at)
        most = _PH if found and found["ph"] else 100
        if found and figure.value > most:
            return f"{said(figure)} 超过 {most}：没有这么高", True
    told = _days_too_many(passage, figure) if figure.unit == "天" else None
    return told or "", figure.value < _SEVERAL_YEARS


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
