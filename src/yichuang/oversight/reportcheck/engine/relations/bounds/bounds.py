"""Bounds that words set: a part isn't more than its total, a mean lies between the ends, none means none.

"流感疫苗接种9,212剂次，其中老年人9,860剂次": more than all.  "最高96.2分、最低71.5分，平均97.4分": above the highest.
"完成870亩，超额完成900亩的任务": less than the task.  "超期23件，…实现零超期": 23 aren't none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, rank_between
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_FAR = 120
_APART = 6  # clauses between a mean and its ends
_MORE = 3  # a part of more than so many times its total is of something else


def bounds(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All bounds of a document."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if figure.is_exact:
                yield from _among(passages, passage, index, figure)
                yield from _exceeded(passages, passage, index, figure)
                yield from _mean(passages, passage, figure)
        yield from _none(passages, passage)


def _among(passages: Sequence[Passage], passage: Passage, index: int, part: Figure) -> Iterator[Judged]:
    """A part behind 其中 that is more than any figure of its unit in front of it."""
    if (
        index == 0
        or not part.lead.startswith("其中")
        or not counts(part)
        or part.bracket
        or part.unit == "分"
    ):
        return
    begins, _ = passage.sentence_range(part.sentence)
    if not is_money(part.unit):  # 净利润1.42亿元，其中补贴2.1亿元
        begins = max(begins, passage.text.rfind("；", 0, part.at))
    front = [
        f for f in passage.between(begins, part.at) if f.unit == part.unit and f.unit and not f.is_percent
    ]
    total = next((f for f in reversed(passage.figures[:index]) if f.role is not Role.CHANGE), part)
    beside = total.unit == part.unit and counts(total) and rank_between(passage, total, part) == 2
    plain = beside and total.is_exact and total.sentence == part.sentence and total.bracket == part.bracket
    greatest = max((f.value for f in front), default=part.value)
    if not plain or greatest >= part.value or part.value > total.value * _MORE:
        return
    figures = (total, part)
    told = f"{said(part)} > {said(total)}，部分多于全部"
    fixes = changes(f"“{part.written}”应不超过 {said(total)}", f"“{total.written}”应不少于 {said(part)}")
    yield Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, claim=part)


_EXCEEDED = re.compile(
    r"(?:超额|提前超额|超)(?:完成|实现)(?:了)?(?:全年|年度|年初|上级|下达)*(?:的)?[^，。；：\d]{0,8}$"
)
_GOAL = re.compile(r"^的?(?:目标|任务|计划|指标)")


def _exceeded(passages: Sequence[Passage], passage: Passage, index: int, goal: Figure) -> Iterator[Judged]:
    """A goal that is said to be exceeded by what falls short of it."""
    if index == 0 or goal.is_percent or not _EXCEEDED.search(goal.lead) or not _GOAL.search(goal.tail):
        return
    done = passage.figures[index - 1]
    beside = done.unit == goal.unit and done.sentence == goal.sentence and goal.clause - done.clause <= 1
    if not beside or not done.is_exact or done.role is not Role.LEVEL or done.value >= goal.value:
        return
    figures = (done, goal)
    told = f"{said(done)} < {said(goal)}，原文说超额完成"
    fixes = changes(
        f"“{done.written}”应不少于 {said(goal)}", f"“{goal.written}”应不超过 {said(done)}", "没有完成任务"
    )
    yield Judged(
        Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, decisive=True, claim=done
    )


_MEAN = re.compile(
    r"(?:平均|均)(?:得?分|值|数|水平|年龄|工龄|身高|气温|单价|时长|用时|耗时|办理时[间长]|时间|响应时间)?(?:为|是|达)?$"
)
_OF_NOUN = re.compile(r"平均(?P<noun>[一-鿿]{2,6}?)(?:为|是|达|仅)?$")


def _is_end(noun: str, ends: str, lead: str) -> bool:
    """Whether words tell one end of just what the mean is of: 最长通话时长, 平均通话时长."""
    return bool(noun) and re.search(f"最[{ends}]{noun}(?:为|是|达|仅)?$", lead) is not None


_HIGHEST = re.compile(r"最[高多大长](?:的?(?:得?分|值|数|为|是|达|者|一[个家名天期次场批]))*(?:为|是|达)?$")
_LOWEST = re.compile(r"最[低少小短](?:的?(?:得?分|值|数|为|是|达|者|一[个家名天]))*(?:为|是|达)?$")


# Ends that are called by a noun of their own: 最高田块, 最低田块.
_TOP = re.compile(r"最[高多大长][^，。；：、\d最]{0,5}$")
_BOTTOM = re.compile(r"最[低少小短][^，。；：、\d最]{0,5}$")
_BARE_MEAN = re.compile(r"(?:平均|均值|均分)[值分数]?(?:为|是)?$")
_TWO = 2


# A mean of one of several, whose ends aren't those told: 乙组平均97.5分.
_OF_ONE = re.compile(r"[甲乙丙丁戊一二三四五六七八九十\dA-Z][组班队村校标段区卷][^，。；：]{0,4}(?:平均|均)")


def _pair_of_ends(beside: Sequence[Figure], mean: Figure) -> tuple[Figure, ...]:
    """The highest and the lowest, if both stand side by side, right beside the mean."""
    tops = [f for f in beside if _TOP.search(f.lead) and f.role is Role.LEVEL]
    bottoms = [f for f in beside if _BOTTOM.search(f.lead) and f.role is Role.LEVEL]
    if len(tops) != 1 or len(bottoms) != 1 or tops[0].value < bottoms[0].value:
        return ()
    near = abs(tops[0].clause - bottoms[0].clause) <= 1 and (
        mean.at < tops[0].at or _BARE_MEAN.match(mean.lead)
    )
    return (tops[0], bottoms[0]) if near and abs(tops[0].clause - mean.clause) <= _TWO else ()


def _mean(passages: Sequence[Passage], passage: Passage, mean: Figure) -> Iterator[Judged]:
    """A mean outside the highest and the lowest that stand beside it."""
    noun = _OF_NOUN.search(mean.lead)
    if not _MEAN.search(mean.lead) and not noun:
        return
    name = noun["noun"] if noun else ""
    beside = [
        f for f in passage.in_sentence(mean.sentence) if f.unit == mean.unit and f.is_exact and f is not mean
    ]
    highest = [f for f in beside if _HIGHEST.search(f.lead) or _is_end(name, "高多大长", f.lead)]
    lowest = [f for f in beside if _LOWEST.search(f.lead) or _is_end(name, "低小少短", f.lead)]
    ends = (*highest, *lowest)
    if len(ends) < _TWO and (pair := _pair_of_ends(beside, mean)):
        ends, highest, lowest = pair, [pair[0]], [pair[1]]
    if not ends or len(highest) > 1 or len(lowest) > 1 or abs(ends[0].clause - mean.clause) > _APART:
        return
    if not highest and mean.clause == ends[0].clause:
        return
    low, high = (each[0].value if each else mean.value for each in (lowest, highest))
    figures = (*ends, mean)
    holds = low <= mean.value <= high
    if lowest and highest:
        range_of = f"{said(lowest[0])} 与 {said(highest[0])} 之间"
    else:
        range_of = f"{said(ends[0])} {'以内' if highest else '以上'}"
    told = f"{said(mean)} {'在' if holds else '不在'} {range_of}"
    fixes = () if holds else changes(f"“{mean.written}”应在 {range_of}", instead(ends[0], mean.value))
    yield Judged(
        Kind.IMPOSSIBLE, figures, quotes(passages, figures), holds, told, fixes, claim=mean,
        odds=FORCED if not holds and _are_of_one(ends, mean) else 0.0,
    )  # fmt: skip


# What a mean and its end are of, if both say so.
_MEASURED = re.compile(
    "气温|温度|负荷|水位|浓度|分|年龄|岁|单价|价格?|亩产|单产|产量|身高|体重|时长|时间|用时|工资|收入|降[水雨]量|流量|得票|成绩"
)


def _are_of_one(ends: Sequence[Figure], mean: Figure) -> bool:
    """Whether the mean and its ends are surely of the same: two ends that frame it, or one beside it, called alike."""
    if _OF_ONE.search(mean.lead):
        return False
    if len(ends) == _TWO:
        return True
    named = set(_MEASURED.findall(ends[0].lead)) & set(_MEASURED.findall(mean.lead))
    beside = abs(ends[0].clause - mean.clause) <= 1 and ends[0].bracket == mean.bracket
    return beside and (bool(named) or (mean.unit != "次" and bool(_BARE_MEAN.fullmatch(mean.lead))))


_ZERO = re.compile(r"(?:实现|做到|保持|达到|均为)[^，。；]{0,6}“?零(?P<what>[超逾延差投事失违复][一-鿿])”?")
_ONCE = re.compile(r"上年|去年|以来|此前|整改前|为零|同比")


def _none(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """What is said to be none in the sentence that counts it."""
    for found in _ZERO.finditer(passage.text):
        begins = passage.text.rfind("。", 0, found.start()) + 1
        for figure in passage.between(begins, found.start()):
            named = found["what"] in figure.lead and not _ONCE.search(passage.text[begins : found.end()])
            if not named or figure.value <= 0 or not counts(figure) or not figure.is_exact:
                continue
            place = passage.view.span(*found.span("what"))
            told = f"{said(figure)} > 0，原文说零{found['what']}"
            quoted = (*quotes(passages, (figure,)), passage.quote(*found.span()))
            yield Judged(
                Kind.IMPOSSIBLE, (figure,), quoted, False, told, (f"“{figure.written}”应为 0",),
                decisive=True, claim=figure, places=(place,),
            )  # fmt: skip
