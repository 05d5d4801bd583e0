"""Bounds that are told in order: what is kept within a limit isn't above it, what came back isn't more than went out.

"债务余额56.74亿元，控制在限额55.10亿元以内": above its limit.  "覆盖率88.0%，高于90%的目标": below it.
"发出选票176张，收回178张": more than were handed out.  "最大的45岁，最小的58岁": the least is above the greatest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.above_and_below import WHO_IS
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = 100


def limits(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such bounds of a document that don't hold."""
    for passage in passages:
        for one, other in pairwise(passage.figures):
            if one.is_exact and one.unit and one.unit == other.unit:
                yield from _kept(passages, passage, one, other)
        yield from _ends(passages, passage)
        yield from _returned(passages, passage)
        yield from _all_of_them(passages, passage)
        yield from _among(passages, passage)


# ------------------------------------------------------------------ limits and goals

_STILL = r"(?:均|都|也|仍|始终|严格|有效|继续|全年|总体|全部|远|远远|明显|大幅|略|稍|已|圆满|顺利|提前|基本|成功|被)*"
_BETWEEN = rf"^[^，。；：（）\d]{{0,6}}，?(?:符合|满足)?{_STILL}"
_WITHIN = re.compile(rf"{_BETWEEN}控制在[^，。；：\d]{{0,16}}$")
_INSIDE = re.compile(
    r"(?:（含）)?(?:的?[^，。；：、（）\d]{0,6}(?:红线|限额|上限|指标|目标|控制线|范围|要求))?(?:以内|之内|以下|内|范围内|限额内)(?![一-鿿]{0,2}的)"
)
_BELOW = re.compile(
    rf"{_BETWEEN}(?:(?<!不)低于|(?<!不)少于|(?<!不)小于|(?:不|未|没有)(?:超过|超出|突破|高于))了?[^，。；：\d]{{0,16}}$"
)
_ABOVE = re.compile(
    rf"{_BETWEEN}(?:(?<!不)高于|(?<![不未有])超过|(?<![不未有])超出|优于|多于|大于|不低于|不少于|达到)了?[^，。；：\d]{{0,16}}$"
)
_GOAL = re.compile(
    r"(?:以上|以下|以内)?的?[^，。；：、（）\d]{0,8}?(?:限额|上限|下限|标准|红线|警戒线|控制线|控制数|目标|要求|规定|指标|任务|底线|平均水平|时限|期限)"
)
_PLAN = re.compile(r"力争|计划|确保|拟|将|预计|争取|目标|要求")
_LEVELS = (Role.LEVEL, Role.RATE, Role.AVERAGE)


def _kept(passages: Sequence[Passage], passage: Passage, value: Figure, limit: Figure) -> Iterator[Judged]:
    """A value that is said to be on one side of a limit and stands on the other."""
    text = passage.text
    beside = value.sentence == limit.sentence and limit.clause - value.clause <= 1
    begins, _ = passage.clause_range(value.clause)
    if (
        not beside
        or value.numeral.spoken
        or value.role not in _LEVELS
        or _PLAN.search(text, begins, limit.at)
    ):
        return
    if WHO_IS.match(text, limit.after):
        return
    between = text[value.after : limit.at]
    inside = _WITHIN.match(between) and _INSIDE.match(text, limit.after)
    goal = _GOAL.match(text, limit.after)
    if (inside or (goal and _BELOW.match(between))) and value.interval.low > limit.value:
        sign, way = ">", "不超过"
    elif goal and _ABOVE.match(between) and value.interval.high < limit.value:
        sign, way = "<", "不低于"
    else:
        return
    figures = (value, limit)
    told = f"{said(value)} {sign} {said(limit)}，原文却说在限度之内"
    fixes = changes(f"“{value.written}”应{way} {said(limit)}", f"“{limit.written}”写错", "没有达到要求")
    quoted = quotes(passages, figures)
    yield Judged(Kind.IMPOSSIBLE, figures, quoted, False, told, fixes, decisive=True, claim=value)


# ------------------------------------------------------------------ greatest and least

_NAME = r"的?(?:一?[个家名人天次]|得?分|值|者|年龄|为|是|达)*[^，。；：、\d]{0,8}$"
_GREATEST = re.compile(rf"最(?P<of>[高大多长慢])(?!限|程|人民|力){_NAME}")
_LEAST = re.compile(rf"最(?P<of>[低小少短快])(?!限|程|生活|工资|价|标准|保){_NAME}")
_END = re.compile(r"最(?P<of>[高大多长慢低小少短快])(?P<noun>[^，。；：、\d]{0,10}?)(?:为|是|达|有)*$")
_TURNED = {"高": "低", "大": "小", "多": "少", "长": "短", "慢": "快"}


_AHEAD = 3  # figures from one end to the other: 最高38.6℃，出现在19日，最低…


_NUMBERED = ("", "班", "组", "队", "楼", "栋")  # 平均分最高的1班与最低的7班


def _ends(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """The greatest and the least of one thing, told side by side."""
    for index, one in enumerate(passage.figures):
        if "最" not in one.lead or not one.is_exact or one.unit in _NUMBERED or one.numeral.spoken:
            continue
        behind = passage.figures[index + 1 : index + 1 + _AHEAD]
        other = next((f for f in behind if f.unit == one.unit), None)
        if (
            other is None
            or one.sentence != other.sentence
            or not other.is_exact
            or "去掉" in one.lead + other.lead
        ):
            continue  # "去掉一个最高分和一个最低分后取5个"
        first, second = _END.search(one.lead), _END.search(other.lead)
        near = other is behind[0] and other.clause - one.clause <= 1
        if "慢" in one.lead + other.lead and one.unit not in DURATIONS:
            continue  # of speeds the slow ones are less
        if not first or not second or not (near or _name_of(first) == _name_of(second)):
            continue
        if (
            _TURNED.get(first["of"]) == second["of"]
            and _GREATEST.search(one.lead)
            and _LEAST.search(other.lead)
        ):
            yield _in_order(passages, one, other, first["of"])
            yield from _beyond(passages, passage, one, other)
        elif (
            _TURNED.get(second["of"]) == first["of"]
            and _GREATEST.search(other.lead)
            and _LEAST.search(one.lead)
        ):
            yield _in_order(passages, other, one, second["of"])


_PLACE = re.compile(r"[^，。；：、\d]{1,5}(?:站|点|镇|乡|村|区|县|街道|断面|班|组|队)(?:为|达|有)?")


def _beyond(passages: Sequence[Passage], passage: Passage, most: Figure, least: Figure) -> Iterator[Judged]:
    """ "最大的是龙潭站71.7毫米，最小的是沙河站12.4毫米，城区站118.0毫米": another place with more than the most."""
    _, ends = passage.sentence_range(least.sentence)
    for other in passage.between(least.after, ends):
        told = other.unit == most.unit and other.role is Role.LEVEL and other.is_exact
        if told and _PLACE.fullmatch(other.lead) and other.value > most.value:
            yield replace(
                judged_within(passages, most, other, why="超出最大与最小"), holds=False, odds=FORCED
            )


def _name_of(found: re.Match[str]) -> str:
    """What an end is the end of: 日最高气温, 日最低气温."""
    return found.string[: found.start()] + found["noun"]


def _in_order(passages: Sequence[Passage], most: Figure, least: Figure, of: str) -> Judged:
    if most.value >= least.value:
        return judged_within(passages, most, least)
    figures = tuple(sorted((most, least), key=lambda f: f.span))
    told = f"最{of}的 {said(most)} < 最{_TURNED[of]}的 {said(least)}"
    fix = f"“{most.written}”与“{least.written}”应当调换"
    return Judged(
        Kind.IMPOSSIBLE,
        figures,
        quotes(passages, figures),
        False,
        told,
        (fix,),
        claim=figures[-1],
        odds=FORCED,
    )


# ------------------------------------------------------------------ what came of what

_SHEET = (
    r"(?:选票|表决票|票|调查问卷|问卷|测评表|测评票|评议表|评议票|调查表|意见表|征求意见表|表|试卷|答卷)?"
)
_HELD = r"到|到会|出席|参会|参加|参评|参考|参训|参检|检|考|种|测|访|签|查|体检|报到|覆盖"
_CHAINS = (
    (re.compile(rf"(?:发出|发放|印发|下发|发){_SHEET}$"), re.compile(rf"(?:收回|回收)(?:有效)?{_SHEET}$")),
    (re.compile(rf"(?:收回|回收){_SHEET}$"), re.compile(rf"^(?:其中)?有效{_SHEET}$")),
    (
        re.compile(rf"应(?:{_HELD})[^，。；：、\d]{{0,6}}$"),
        re.compile(rf"^实际?(?:{_HELD})[^，。；：、\d]{{0,6}}$"),
    ),
)
_FAR = 4


def _returned(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """What came of a number of things and is more: votes returned of those handed out, present of those called."""
    for index, part in enumerate(passage.figures):
        for whole_words, part_words in _CHAINS:
            if (
                not part.is_exact
                or part.is_percent
                or is_money(part.unit)
                or not part_words.search(part.lead)
            ):
                continue
            front = passage.figures[max(0, index - _FAR) : index]
            wholes = [f for f in front if f.unit == part.unit and whole_words.search(f.lead)]
            if not wholes or wholes[-1].sentence != part.sentence:
                continue
            came = passage.between(wholes[-1].after, part.at)
            if not any(part_words.search(f.lead) for f in came if f.unit == part.unit):
                yield judged_within(passages, wholes[-1], part)


_AMONG = re.compile(r"(?:中|当中|之中)$")
_HAVE = re.compile(r"^(?:已|共|现|目前|其中)*有?$")


def _among(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "35个村中，已有38个村": more than there are."""
    for whole, part in pairwise(passage.figures):
        noun = whole.tail[:-1].removesuffix("当").removesuffix("之")
        beside = (
            whole.unit == part.unit and part.clause - whole.clause == 1 and whole.sentence == part.sentence
        )
        if not (beside and noun and _AMONG.search(whole.tail) and part.tail.startswith(noun)):
            continue
        if _HAVE.match(part.lead) and part.is_exact and part.value > whole.interval.high:
            figures = (whole, part)
            told = f"{said(part)} > {said(whole)}，部分多于全部"
            fixes = changes(
                f"“{part.written}”应不超过 {said(whole)}", f"“{whole.written}”应不少于 {said(part)}"
            )
            yield Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, claim=part)


_SUCH = re.compile(r"[^，。；：]的(?:已?有|为|是|共|达)?$")
_EVERY = re.compile(r"(?:全|辖|辖区|共有?|现有|下辖)[县市镇乡区街道内]*$")
_SHARE = re.compile(r"^(?:占|占比|比例)(?:为|达|达到)?$")


def _all_of_them(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "全县19家卫生院…，能提供…的有20家，占比100%": so many of them, all of them, and more than there are."""
    for part, share in pairwise(passage.figures):
        told = (
            share.is_percent
            and share.value == HUNDRED
            and _SHARE.match(share.lead)
            and _SUCH.search(part.lead)
        )
        if not told or share.clause - part.clause > 1 or not part.is_exact or part.step:
            continue
        begins, _ = passage.sentence_range(part.sentence)
        front = [f for f in passage.between(begins, part.at) if f.unit == part.unit and f.role is Role.LEVEL]
        if len(front) != 1 or not _EVERY.search(front[0].lead) or front[0].value == part.value:
            continue
        whole = front[0]
        sign = ">" if part.value > whole.value else "<"
        figures = (whole, part, share)
        told_so = f"{said(part)} {sign} {said(whole)}，原文为 {said(share)}"
        fixes = changes(f"“{part.written}”应为 {said(whole)}", f"“{whole.written}”应为 {said(part)}")
        yield Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told_so, fixes, claim=part)
