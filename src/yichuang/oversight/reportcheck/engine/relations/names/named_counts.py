"""Counts told behind their names, and counts of two that go one to one.

"小戏《甲》、快板《乙》、歌曲《丙》，一年内共有4件作品": three are named.
"企业4户，其中物流企业2户（甲、乙），软件企业1户（丙），人力资源企业2户（丁、戊）": five are named.
"双桥、石门、大坳、新田、枫林五个村选派了4名第一书记，做到一村一名": of five villages four have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.names.front_names import APART
from yichuang.oversight.reportcheck.engine.relations.names.listing import names_between
from yichuang.oversight.reportcheck.engine.relations.names.names import judged_names
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind


def named_counts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such counts of a document."""
    for passage in passages:
        for figure in passage.figures:
            if figure.role is Role.LEVEL and figure.is_exact and not figure.step and figure.value >= _FEWEST:
                yield from _told_behind(passage, figure)
        yield from _one_to_one(passages, passage)
        yield from _named_parts(passages, passage)
        yield from _on_days(passage)


_FEWEST = 3
_MOST = 60
_SUMMED = re.compile(
    r"(?:(?:全|一|今|本)年内?|年内|目前|以上|上述)*(?:共|共计|合计|总共|总计|一共)有?|[^，。；：]{0,6}(?:以上|上述|这)"
)
_STARTS = re.compile(r"[：。；]|(?:分别是|分别为|依次为|包括|有|为|是)(?=[^，。；：、]{1,24}、)")


def _told_behind(passage: Passage, figure: Figure) -> Iterator[Judged]:
    """ "甲、乙、丙，共3件": names up to a comma, with their count in the clause behind it."""
    begins, _ = passage.clause_range(figure.clause)
    told_of = begins == figure.at and _PIECES.match(passage.text, figure.after)
    if (
        begins <= 0
        or figure.value > _MOST
        or not (told_of or _SUMMED.fullmatch(passage.text, begins, figure.at))
    ):
        return
    start = max((passage.text.rfind(sign, 0, begins - 1) for sign in "：。；"), default=-1) + 1
    heads = list(_STARTS.finditer(passage.text, start, begins))
    at = heads[-1].end() if heads else start
    listed = passage.text[at : begins - 1]
    if "，" in listed or listed.count("、") < _FEWEST - 1:
        return
    names = names_between(passage, at, begins - 1)
    if names is None or names.open_ended or abs(len(names.listed) - figure.value) > APART:
        return
    noun = figure.tail[:2]
    head = passage.text[max(start, at - 12) : at]
    titled = all("《" in name for name in names.listed) and listed.count("《") == len(names.listed)
    called = len(noun) > 1 and (noun in head or all(name.endswith(noun) for name in names.listed))
    pieces = told_of and passage.text[at - 1 : at] == "：" and abs(len(names.listed) - figure.value) <= 1
    if titled or called or pieces:
        judged = judged_names(passage, figure, names)
        if judged:
            yield judged


# 游客中心、观景栈道、停车场，4个子项总投资…
_PIECES = re.compile("(?:子项目?|单体|分项|子课题|单项工程|子工程)")


def _named_parts(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """A total less than its parts, each of which names as many in a bracket as it counts, and no name twice."""
    for among in _AMONG.finditer(passage.text):
        total = next((f for f in reversed(passage.between(0, among.start())) if not f.is_percent), None)
        if (
            total is None
            or not total.is_exact
            or passage.text[total.after : among.start()] not in ("，", "（")
        ):
            continue
        behind = passage.between(among.end(), passage.sentence_range(total.sentence)[1])
        parts = [f for f in behind if f.unit == total.unit]
        named = [_bracketed(passage, f) for f in parts]
        listed = [name for names in named for name in names]
        counted = len(listed)
        if len(parts) < 2 or not all(named) or len(set(listed)) < counted or counted < total.value:
            continue
        figures = (total, *parts)
        holds = counted == total.value
        ending = "与原文相符" if holds else f"原文为 {said(total)}"
        told = f"{' + '.join(map(said, parts))} = {counted}（{'、'.join(listed)}），{ending}"
        fixes = () if holds else changes(instead(total, Decimal(counted)))
        quoted = quotes(passages, figures)
        yield Judged(Kind.COUNT_NAMES, figures, quoted, holds, told, fixes, claim=total)


_AMONG = re.compile("其中")


def _bracketed(passage: Passage, figure: Figure) -> list[str]:
    """The names in the bracket behind a count, if they are as many."""
    found = _NAMES.match(passage.text, figure.after)
    names = found["names"].split("、") if found else []
    return names if len(names) == figure.value and figure.is_exact else []


_NAMES = re.compile(r"（(?P<names>[^（），。；：\d]+)）")


_PAIRED = re.compile(
    r"(?:一(?P<one>[一-鿿])(?:安排|配备|选派|派驻|明确)?一|每(?P<each>[一-鿿])(?:各|都|均|至少)?(?:安排|配备|选派|派驻|有)?[一1])"
    r"(?P<other>[名人个位台辆份块员])"
)
_NEAR = 60


def _one_to_one(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "五个村选派4名，做到一村一名": as many of the one as of the other."""
    for found in _PAIRED.finditer(passage.text):
        one = found["one"] or found["each"]
        front = [
            f for f in passage.between(max(0, found.start() - _NEAR), found.start()) if f.role is Role.LEVEL
        ]
        if len(front) < 2 or not all(f.is_exact and not f.step and not f.is_percent for f in front[-2:]):
            continue
        whole, part = front[-2:]
        begins, _ = passage.sentence_range(part.sentence)
        if whole.at < begins or found.start() >= passage.sentence_range(part.sentence)[1]:
            continue
        kinds = (
            one in (whole.word, whole.tail[:1], whole.lead[-1:])
            and _class(found["other"]) == part.unit
            and whole.unit != part.unit
        )
        if not kinds or not 0 < whole.value - part.value <= APART:
            continue
        figures = (whole, part)
        told = f"{said(whole)}{whole.word}{whole.tail[:2]}与 {said(part)}{part.word}不等，原文为“{found.group()}”"
        fixes = changes(instead(part, whole.value), instead(whole, part.value))
        yield Judged(Kind.COUNT_NAMES, figures, quotes(passages, figures), False, told, fixes, claim=part)


def _class(word: str) -> str:
    return "人" if word in "名人位员" else word


_DAY = r"\d{1,2}月(?:\d{1,2}日|份|底|初|末|[上中下]旬)?"
_ON_DAYS = re.compile(
    rf"分别[于在](?P<days>{_DAY}(?:[、和及]{_DAY})+)，?(?:(?![各每])[^，。；、\d]){{2,10}}?了?(?P<count>\d{{1,2}}|[两三四五六七八九十])[次场期批轮]"
)


def _on_days(passage: Passage) -> Iterator[Judged]:
    """ "分别于3月5日、6月8日、9月12日召开4次": three days are named; of months two may fall into one."""
    for found in _ON_DAYS.finditer(passage.text):
        days = re.findall(_DAY, found["days"])
        written = found["count"]
        count = int(written) if written.isdigit() else int(spoken_value(written) or 0)
        sure = len(days) > count or all(day.endswith("日") for day in days)
        if len(days) != count and (not sure or abs(len(days) - count) > APART):
            continue
        holds = len(days) == count
        told = f"列出 {len(days)} 个日期（{'、'.join(days)}），{'与原文相符' if holds else f'原文为 {count}'}"
        fixes = () if holds else (f"“{written}”应为 {len(days)}",)
        place = passage.quote(*found.span("count"))
        yield Judged(
            Kind.COUNT_NAMES, (), (passage.quote(*found.span()),), holds, told, fixes, places=(place,)
        )
