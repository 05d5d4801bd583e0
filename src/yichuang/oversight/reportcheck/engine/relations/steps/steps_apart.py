"""Steps told in another order than value, step, per cent: the values or the step behind it, the value by name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_of_before
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    TURNS,
    Step,
    base_value,
    compares_otherwise,
    direction,
    holds,
    is_level,
    made_of,
    subject_of,
    wrong_difference,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind


def told_behind(passage: Passage, index: int, change: Figure, *, down: bool) -> Step | None:
    """ "人员经费增6.4%，由500万元增至532万元": the values that the growth is between stand directly behind it."""
    behind = passage.figures[index + 1 : index + 3]
    if behind and (step := _units_behind(passage, index, change, behind[0], down=down)):
        return step
    if len(behind) < 2 or not re.fullmatch(
        "[，（]?(?:即)?(?:由|从)[^，。；：、]{0,12}", passage.text[change.after : behind[0].at]
    ):
        return None
    before, now = behind
    if (
        before.role is not Role.BASE
        or before.unit != now.unit
        or not is_level(now)
        or now.clause - before.clause > 1
    ):
        return None
    return Step(now, before, None, change, down) if TURNS.search(now.lead) else None


def value_behind(passage: Passage, index: int, change: Figure) -> tuple[Figure, Figure] | None:
    """ "较上年88.2%提高2.9个百分点，达到91.1%": the value now behind a step, and the one before in front of it."""
    if index == 0 or index + 1 == len(passage.figures):
        return None
    before, now = passage.figures[index - 1], passage.figures[index + 1]
    beside = before.clause == change.clause and now.sentence == change.sentence
    told = before.role is Role.BASE and _REACHED.fullmatch(now.lead) is not None
    return (
        (now, before)
        if beside and told and now.unit == before.unit and now.clause - change.clause <= 1
        else None
    )


_REACHED = re.compile(r"(?:达到?|[升增降减]?至|[升增降减]?到|[升增降减]?为)了?")


def _units_behind(passage: Passage, index: int, change: Figure, units: Figure, *, down: bool) -> Step | None:
    """ "立案236起，同比下降15.7%，减少44起": the step in units behind that in per cent, the value in front of both."""
    if units.role is not Role.CHANGE or units.is_percent or direction(units) is not down or index == 0:
        return None
    now = passage.figures[index - 1]
    together = (
        now.sentence == change.sentence
        and change.clause - now.clause <= 1
        and units.clause - change.clause <= 1
    )
    plain = re.fullmatch(r"(?:净)?(?:增加|减少|增长|下降|上升|增|减|多|少)了?", units.lead) is not None
    likely = (
        together
        and plain
        and now.unit == units.unit
        and now.role is Role.LEVEL
        and now.bracket == change.bracket
    )
    return Step(now, None, units, change, down) if likely else None


def named_step(passage: Passage, near: Sequence[Figure], change: Figure, *, down: bool) -> Step | None:
    """ "事故68起，死亡21人；与上年相比，…死亡人数减少4人，下降16.0%": the value is the one of that name in front.

    The names are short, so only a slip, or the share of the wrong base, is told as wrong.
    """
    units = near[-1] if near else None
    if units is None or units.role is not Role.CHANGE or change.clause - units.clause > 1:
        return None
    kernel = _SUBJECT.sub("", units.lead)
    if direction(units) is not down or len(kernel) < 2 or compares_otherwise(change, units):
        return None
    begins, _ = passage.sentence_range(max(0, change.sentence - 1))
    like = [
        f
        for f in passage.between(begins, units.at)
        if f.unit == units.unit and f.role is Role.LEVEL and kernel in f.lead + f.tail
    ]
    if len({f.value for f in like}) != 1:
        return None
    step = Step(like[-1], None, units, change, down)
    base = base_value(step)
    if base is None or base.low <= 0 or not like[-1].value:
        return None
    right, _ = made_of(step)
    wrong = units.interval.over(like[-1].interval)
    of_now = wrong is not None and wrong.times(HUNDRED).meets(change.interval)
    return step if holds(step, change) or of_now or is_slip(change, right) else None


_SUBJECT = re.compile(
    r"与[^，]*相比|(?:同比|环比)|(?:比|较)[^，]{1,6}?(?:同期)?(?=减|增|下|上|提|多|少)|总?人数|起数|件数|户数|数量?|总|共|量|"
    r"(?:减少|增加|下降|上升|增长|降低|提高|少|多|净增|净减|增|减)(?:了|收|发|办|出|支)*$"
)


_YEAR = re.compile(r"20\d\d(?=年)")


def is_of_year_before(passage: Passage, level: Figure, step: Figure) -> bool:
    """Whether the value is an earlier year's than the step: "2022年支出380万元，2023年增支19万元"."""
    then, now = (_YEAR.search(passage.text, *passage.clause_range(f.clause)) for f in (level, step))
    return bool(then and now and then[0] < now[0])


_ADDED = re.compile(
    r"新(?:进驻|增|设|建|改|添|入驻|引进|纳入|开|发展|招|聘|成立|培育|认定|登记|组建|吸收|注册)"
)
_FROM = re.compile(r"(?:由|从)[^，。；]{0,8}$")


def told_first(passages: Sequence[Passage], passage: Passage, index: int, before: Figure) -> Iterator[Judged]:
    """ "新进驻5家，由原来的29家增加到34家": what was added stands in front of the two values that it is between."""
    if index == 0 or index + 1 == len(passage.figures) or not _FROM.search(before.lead):
        return
    added, now = passage.figures[index - 1], passage.figures[index + 1]
    if not (added.unit == before.unit == now.unit and is_level(added) and is_level(now)):
        return
    gap = passage.text[passage.clause_range(added.clause)[0] : added.at]
    if added.sentence != before.sentence or before.clause - added.clause > 1 or not _ADDED.search(gap):
        return
    if not TURNS.search(now.lead) or not all(f.is_exact for f in (added, before, now)):
        return
    value = now.value - before.value
    figures = (added, before, now)
    told = f"{said(now)} - {said(before)} = {with_scale(value, now)}"
    if value == added.value:
        yield Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=added
        )
    elif 0 < value <= added.value * 2:
        yield wrong_difference(passages, added, now, before)


# By how much it was wrong before a correction: 由1,870亩改为1,630亩（多报240亩）.
MISTOLD = re.compile(r"[多少漏错误](?:[报计算列记填登]|上报|统计)了?$")
TOWARDS = re.compile(
    r"(?:但|而|其中|同时)*[对向][一-鿿]{2,}"
)  # but that went elsewhere: 但对非洲出口增加0.20亿美元


def is_of_another_turn(passage: Passage, units: Figure, change: Figure) -> bool:
    """Whether several growths stand in a row, of as many steps: 少63件次，人次少144人次，降幅为19.3%和25.6%."""
    row = row_of(passage, change)
    steps = [f for f in passage.between(0, row[0].at) if f.role is Role.CHANGE and f.unit != PERCENT][
        -len(row) :
    ]
    return len(steps) == len(row) > 1 and units in steps and steps.index(units) != row.index(change)


def is_of_a_step(passage: Passage, near: Sequence[Figure], change: Figure) -> bool:
    """Whether a growth is so much as the step right in front of it of a value there: 9.8万，又多2.8万，增长28.6%."""
    units = near[-1] if near and near[-1].role is Role.CHANGE else None
    wholes = [
        f
        for f in near[:-1]
        if units and f.unit == units.unit and f.value > 0 and is_of_before(passage, f, units)
    ]
    return units is not None and any(
        abs(divide(units.value * HUNDRED, whole.value) - change.value) <= change.step / 2 for whole in wholes
    )


_LOST = re.compile(r"取消|退出|报废|处置|核销|注销|撤销|合并|整合|下放|调出|减少|核减|废止|流出|离职")


def is_gross(passage: Passage, index: int, change: Figure) -> bool:
    """Whether what was added is told apart from what was lost: "新增92项，取消6项"."""
    if index + 1 == len(passage.figures) or "净" in change.lead:
        return False
    following = passage.figures[index + 1]
    near = following.unit == change.unit and following.clause - change.clause <= 2
    return near and bool(_LOST.search(following.lead)) and not _LOST.search(change.lead)


def is_of_sentence_before(passage: Passage, before: Figure, change: Figure, *, down: bool) -> bool:
    """Whether a value of the sentence in front makes the step: 共296个。…依次为30个、82个，累计较上周的189个多107个."""
    if not change.sentence:
        return False
    earlier = [f for f in passage.in_sentence(change.sentence - 1) if f.unit == before.unit and is_level(f)]
    return any(
        comes_out((before,), (now,), change) if down else comes_out((now,), (before,), change)
        for now in earlier
    )


def is_of_value_in_between(passage: Passage, now: Figure, before: Figure, change: Figure) -> bool:
    """Whether another step leads to what is compared: 平均61.4%，我们高出3.7个百分点，比第一名的70.2%低5.1个."""
    first, last = sorted((now, before), key=lambda figure: figure.at)
    steps = [
        f for f in passage.between(first.after, last.at) if f.role is Role.CHANGE and f.unit == change.unit
    ]
    return is_of_kinds(passage, now, before, change) or any(
        abs(last.value - first.value - way * step.value) == change.value for step in steps for way in (-1, 1)
    )


def is_of_kinds(passage: Passage, now: Figure, before: Figure, change: Figure) -> bool:
    """Whether kinds side by side are compared together: 通知书2份、建议1份，比去年同期的5份少2份."""
    made, last = now.value, now
    for kind in reversed(passage.between(passage.sentence_range(now.sentence)[0], now.at)):
        if kind.unit != now.unit or rank_between(passage, kind, last) != 1:
            return False
        made, last = made + kind.value, kind
        if abs(made - before.value) == change.value:
            return True
    return False


def is_beside(level: Figure, step: Figure) -> bool:
    """Whether a step is of something beside the value: "对照田571公斤，百亩方增118公斤"."""
    subject = subject_of(step)
    return len(subject) > 1 and subject[-2:] not in level.lead + level.tail
