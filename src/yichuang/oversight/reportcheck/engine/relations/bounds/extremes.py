"""Bounds between levels: no day has more than its stretch of days, no rate of all lies outside those of its kinds.

"春节期间接待16,380人次，日均2,340人次，其中初三单日2.86万人次": more in a day than in all.
"企业年报率95.4%，合作社年报率96.1%，个体年报率91.2%，三类主体总体年报率96.8%": above each of the three.
"最高分94分，…排名第二的得分95分": the second has more than the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, rank_between
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind


def extremes(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such bounds of a document that don't hold."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if figure.is_exact:
                yield from _day(passages, passage, index, figure)
                yield from _peak(passages, passage, index, figure)
                yield from _most(passages, passage, index, figure)
                yield from _overall(passages, passage, index, figure)
                yield from _second(passages, passage, figure)


_DAY = re.compile(r"^(?:其中)?(?:[^，。；：]{0,10}(?:单日|当日|当天|一天)|最高日)[^，。；：]{0,8}$")
_DAILY = re.compile(r"日均|平均每[日天]")
_MANY = 2


def _day(passages: Sequence[Passage], passage: Passage, index: int, day: Figure) -> Iterator[Judged]:
    """One day of a stretch whose total and mean stand right in front of it."""
    if index < _MANY or not _DAY.search(day.lead) or not counts(day):
        return
    whole, mean = passage.figures[index - 2], passage.figures[index - 1]
    daily = mean.role is Role.AVERAGE and _DAILY.search(mean.lead)
    beside = whole.sentence == day.sentence and day.clause - whole.clause <= _MANY
    alike = whole.unit == mean.unit == day.unit and counts(whole) and whole.is_exact
    if daily and beside and alike and mean.value < whole.value < day.value:
        told = f"{said(day)} > {said(whole)}，单日多于整个时段"
        yield _beyond(passages, (whole, day), day, told, f"“{day.written}”应不超过 {said(whole)}")


_PEAK = re.compile(
    r"(?:最[高多大](?:的?[一单]?个?[天日月周季年场次期户村]|的?(?=[^，。；：]{0,6}[日月场期]))|单[日月周场]最[高多大]|[日月周]最[高多大]|峰值|高峰日?)[^，。；：]{0,12}$"
)
_TROUGH = re.compile(
    r"(?:最[低少小](?:的?[一单]?个?[天日月周季年场次期户村]|的?(?=[^，。；：]{0,6}[日月场期]))|单[日月周场]最[低少小]|[日月周]最[低少小])[^，。；：]{0,12}$"
)
_EACH = re.compile(r"(?P<of>[日月周季年场次期户村])均|平均每(?P<each>[日天月周季年场次期户村])")


def _peak(passages: Sequence[Passage], passage: Passage, index: int, peak: Figure) -> Iterator[Judged]:
    """ "日均760个，最高的7月8日达684个": no greatest day is below the mean of all days, nor a least one above it."""
    greatest = _PEAK.search(peak.lead)
    if not (greatest or _TROUGH.search(peak.lead)) or not counts(peak):
        return
    beside = (*passage.figures[max(0, index - 1) : index], *passage.figures[index + 1 : index + 2])
    for mean in (f for f in beside if f.unit == peak.unit):
        each = _EACH.search(mean.lead) if mean.role is Role.AVERAGE and mean.is_exact else None
        if not each or mean.sentence != peak.sentence or abs(peak.clause - mean.clause) > _MANY:
            continue
        of = each["of"] or each["each"]
        if of not in "日天" and of not in peak.lead:
            continue
        holds = peak.value >= mean.value if greatest else peak.value <= mean.value
        sign = "≥" if (peak.value >= mean.value) else "<"
        way = "不低于" if greatest else "不高于"
        told = f"{said(peak)} {sign} {said(mean)}" + (
            "" if holds else f"，最{'高' if greatest else '低'}的应{way}平均"
        )
        fixes = () if holds else changes(f"“{peak.written}”应{way} {said(mean)}")
        figures = tuple(sorted((mean, peak), key=lambda f: f.span))
        yield Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), holds, told, fixes, claim=peak)


_ALL_OF_TIME = re.compile(r"(?:全[年月周天季]|累计|[总共]|一年|本年)[^，。；：]{0,10}$")
_ONE_OF_TIME = re.compile(
    r"^(?:其中)?(?:最[多高]的?(?:一个?)?(?:月份?|天|日|周|季度|次|场|期)|单[日月周]最[多高]|最[多高]单[日月周])[^，。；：\d]{0,6}$"
)


def _most(passages: Sequence[Passage], passage: Passage, index: int, most: Figure) -> Iterator[Judged]:
    """ "全年放映2,184场，最多的月份放映232场": no month has more than the year."""
    whole = passage.figures[index - 1] if index else None
    if whole is None or not _ONE_OF_TIME.search(most.lead) or not counts(most) or not whole.is_exact:
        return
    beside = whole.sentence == most.sentence and most.clause - whole.clause == 1
    alike = whole.unit == most.unit and counts(whole) and _ALL_OF_TIME.search(whole.lead)
    if alike and beside and most.value > whole.value:
        told = f"{said(most)} > {said(whole)}，一段多于全部"
        yield _beyond(passages, (whole, most), most, told, f"“{most.written}”应不超过 {said(whole)}")


_NAMED = re.compile(r"(?P<name>[一-鿿]{1,4}[率度])(?:为|达到|达|是)*$")
_ALL = re.compile(r"总体|整体|综合|总|平均|合计")


def _overall(passages: Sequence[Passage], passage: Passage, index: int, rate: Figure) -> Iterator[Judged]:
    """A rate of so many kinds together, behind the rates of just so many."""
    found = _NAMED.search(rate.lead)
    if index == 0 or rate.unit != PERCENT or not found or not _ALL.search(rate.lead):
        return
    how_many = passage.figures[index - 1]
    if how_many.clause != rate.clause or how_many.value < _MANY or how_many.is_percent or how_many.step:
        return
    size = int(how_many.value)
    kinds = passage.figures[max(0, index - 1 - size) : index - 1]
    named = [
        f for f in kinds
        if f.unit == PERCENT and f.is_exact and f.role is Role.RATE and f.sentence == rate.sentence
        and (own := _NAMED.search(f.lead)) and own["name"][-2:] == found["name"][-2:]
    ]  # fmt: skip
    low, high = (
        min((f.value for f in named), default=rate.value),
        max((f.value for f in named), default=rate.value),
    )
    if len(named) != size or len({f.lead for f in named}) != size or low <= rate.value <= high:
        return
    if len({rank_between(passage, one, other) for one, other in pairwise(named)}) > 1:
        return
    told = f"{said(rate)} 不在各类的 {low} 与 {high} 之间，总体的率不会高于或低于每一类"
    yield _beyond(passages, (*named, rate), rate, told, f"“{rate.written}”应在 {low}% 与 {high}% 之间")


_SECOND = re.compile(r"(?:排名?|位列|位居|名列|列)第二(?:名|位)?的[^，。；：]{0,12}$")
_HIGHEST = re.compile(r"最[高多大](?:得?分|值|数|的?为|者)*(?:为|是|达)?$")


def _second(passages: Sequence[Passage], passage: Passage, second: Figure) -> Iterator[Judged]:
    """The second of a ranking, with more than the highest of it."""
    if not _SECOND.search(second.lead):
        return
    begins, _ = passage.sentence_range(max(0, second.sentence - 1))
    front = passage.between(begins, second.at)
    highest = [f for f in front if f.unit == second.unit and f.is_exact and _HIGHEST.search(f.lead)]
    if len(highest) == 1 and second.unit and second.value > highest[0].value:
        told = f"{said(second)} > {said(highest[0])}，第二名高于最高的"
        fix = f"“{second.written}”应不超过 {said(highest[0])}"
        yield _beyond(passages, (highest[0], second), second, told, fix)


def _beyond(
    passages: Sequence[Passage], figures: tuple[Figure, ...], claim: Figure, told: str, fix: str
) -> Judged:
    return Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, changes(fix), claim=claim)
