"""One measure told in two units: what the one makes in the other.

"恢复湿地12.6公顷，约合1,890亩": 12.6 hectares are 189 mu.  "由2,150吨减至2,064吨，减少86公斤": 86 tonnes are meant.

Only what is said to be the same (折合, 约合, 即, 相当于) is compared; a slip of the point or of a digit is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, multiply
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sizes.worths import AREAS, LENGTHS, WEIGHTS, worth
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_SAME = re.compile(
    r"^(?:（|，|、)?(?:折合|折|约合|合计约|合|约为|相当于|换算成?|即|也就是)(?:约|为)*$|^（约?$"
)
_TIMES = frozenset(("个月", "天", "工作日", "小时", "分钟", "秒"))
_DAYS = frozenset(("天", "工作日"))  # 由68个工作日压到41个工作日，少跑27天: working days, told short
_KINDS = (AREAS, LENGTHS, WEIGHTS)
_LITTLE = Decimal("0.02")
_TURNS = re.compile(r"(?:到|至|为|成)$")


def conversions(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All measures of a document that are told twice, and steps told in another unit than their values."""
    for passage in passages:
        for one, other in pairwise(passage.figures):
            if _are_same(passage, one, other):
                yield _told(passages, one, other)
        for before, now, step in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
            if _is_step(before, now, step):
                yield _step(passages, before, now, step)


def _of_one_kind(one: Figure, other: Figure) -> bool:
    return one.unit != other.unit and any({one.unit, other.unit} <= kind.keys() for kind in _KINDS)


def _are_same(passage: Passage, one: Figure, other: Figure) -> bool:
    between = passage.text[one.after : other.at]
    return _of_one_kind(one, other) and bool(_SAME.search(between)) and one.value > 0 and other.value > 0


def _told(passages: Sequence[Passage], one: Figure, other: Figure) -> Judged:
    factor = worth(one.unit, other.unit) or Decimal(1)
    made = multiply(one.value, factor)
    wide = one.interval.times(factor).widened(abs(made) * _LITTLE)
    holds = wide.meets(other.interval)
    figures = (one, other)
    told = f"{said(one)}{one.unit} {about(made, 2)}{other.unit}，{'与原文相符' if holds else f'原文为 {said(other)}'}"
    fixes = () if holds else changes(instead(other, made), instead(one, divide(other.value, factor)))
    return Judged(Kind.UNIT, figures, quotes(passages, figures), holds, told, fixes, claim=other)


def _is_step(before: Figure, now: Figure, step: Figure) -> bool:
    """Whether a step has the digits of the difference of two values, but another unit: 减少86公斤 of tonnes."""
    beside = before.sentence == now.sentence == step.sentence and step.clause - before.clause <= 2
    told = before.role is Role.BASE and step.role is Role.CHANGE and bool(_TURNS.search(now.lead))
    gap = abs(now.value - before.value)
    units = {now.unit, step.unit}
    other = _of_one_kind(now, step) or (now.unit != step.unit and units <= _TIMES and units != _DAYS)
    return beside and told and before.unit == now.unit and other and gap == step.value > 0


def _step(passages: Sequence[Passage], before: Figure, now: Figure, step: Figure) -> Judged:
    figures = (before, now, step)
    told = f"{said(before)} 与 {said(now)} 相差 {said(step)}{now.unit}，原文为 {said(step)}{step.unit}"
    fix = f"“{step.written}{step.word}”的单位应为{now.unit}"
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=step)
