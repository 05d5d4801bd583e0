"""Percentage points told as per cent: the step between two rates is told with the sign of a growth.

"就诊率由88.3%提高到90.8%，提高2.5%": those are 2.5 points; of 88.3 % they would be 2.8 %.
"满意率94.1%，比去年同期的90.6%提升3.5%": 3.5 points.

Told only if the step is just the difference of the two and isn't their growth: then nothing else was reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, printed
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

_UP = "提高|提升|上升|增长|增加|上涨|增|升|扩大|高出?|多"
_DOWN = "下降|降低|减少|回落|缩小|下滑|收窄|减|降|低|少"
_STEP = re.compile(rf"(?P<subject>.*?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度?|比例)?(?:了|约|达|为|近)*$")
_WITH = re.compile(
    r"(?:与|同|较|比)[^，。；：]{0,8}?(?:上年|去年|同期|上月|上季度|年初|上期|前年|上届|上学[年期]|以往|之前|[一-鿿]{2}前|20\d\d年|前一[年季月周]|上一?[轮批次周]|第?[一二三四]季度)(?:同期|末|底|度)?"
    r"(?:水平)?(?:相比|比)?|相比|同比|环比|均|则|共|又|也|分别|净|总体|平均|[的由从，]"
)
_THEN = re.compile(
    r"上年|去年|同期|前年|上月|上季|上期|年初|上届|上学|原来|原为|以前|之前|此前|\d年|上一|上轮|前一|第?[一二三四]季度|^[一-鿿]{2}前(?:的|为|是)?$"
)
_PACE = re.compile(r"[增降涨跌减][速幅]")  # of a growth: 增长6.2%，增速较上年的8.5%回落2.3%
_NEAR = 3  # clauses that the three stand within


def points(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All steps of a document between two rates that are told in per cent."""
    for passage in passages:
        for index, step in enumerate(passage.figures):
            found = _STEP.search(step.lead) if _may_be_step(step) else None
            if not found:
                continue
            for now, before in _pairs(passage, index, step):
                if _is_of(passage, found["subject"], now, before, step) and _is_difference(
                    now, before, step, up=bool(found["up"])
                ):
                    yield _told(passages, now, before, step)
                    break


def _may_be_step(step: Figure) -> bool:
    plain = step.unit == PERCENT and "%" in step.written  # 下降万分之一点七 is a step
    return plain and step.role is Role.CHANGE and step.is_exact and step.value > 0


def _pairs(passage: Passage, index: int, step: Figure) -> Iterator[tuple[Figure, Figure]]:
    """The rates in front with what each is compared with: in front of it too, or in a bracket behind the step."""
    grown = _PACE.search(passage.text, passage.clause_range(step.clause)[0], step.at) is not None
    near = [f for f in passage.figures[max(0, index - 4) : index + 2] if _is_rate(f, step, grown=grown)]
    for before in near:
        if before.role is Role.BASE or _THEN.search(before.lead):
            yield from (
                (now, before)
                for now in reversed(near)
                if now is not before
                and now.at < step.at
                and now.role is not Role.BASE
                and (now.role is Role.CHANGE or not _THEN.search(now.lead))
            )


def _is_rate(figure: Figure, step: Figure, *, grown: bool) -> bool:
    level = figure.role in (Role.RATE, Role.LEVEL, Role.BASE)
    level = level or (grown and figure.role is Role.CHANGE)
    beside = figure.sentence == step.sentence and abs(figure.clause - step.clause) <= _NEAR
    return figure is not step and figure.unit == PERCENT and level and beside and figure.is_exact


def _is_of(passage: Passage, subject: str, now: Figure, before: Figure, step: Figure) -> bool:
    """Whether the step names nothing else than the rate does: between it and its base is but its verb."""
    if before.clause == step.clause and before.at < step.at:
        between = _STEP.search(passage.text[before.after : step.at])
        if between and not _WITH.sub("", between["subject"]):
            return True
    words = _WITH.sub("", subject)
    if not words or (now.role is Role.CHANGE and _PACE.fullmatch(words)):
        return True
    begins, _ = passage.clause_range(max(0, now.clause - 1))
    told = passage.text[begins : now.at]
    return any(words[at : at + 2] in told for at in range(len(words) - 1))


def _is_difference(now: Figure, before: Figure, step: Figure, *, up: bool) -> bool:
    gap = now.value - before.value if up else before.value - now.value
    if gap != step.value or before.value <= 0:
        return False
    grown = divide(gap * 100, before.value)
    return not printed(step.value, step.step).has(grown)


def _told(passages: Sequence[Passage], now: Figure, before: Figure, step: Figure) -> Judged:
    figures = (now, before, step)
    high, low = (now, before) if now.value > before.value else (before, now)
    gap = said(step).removesuffix("%")
    told = f"{said(high)} - {said(low)} = {gap}个百分点，原文为 {said(step)}"
    fix = f"“{step.written}”应为 {gap}个百分点"
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=step)
