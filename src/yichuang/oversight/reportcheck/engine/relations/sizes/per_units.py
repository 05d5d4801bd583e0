"""One amount told per two units: "每50公斤110元，折每公斤2.20元", "日均43.2万立方米，折每秒5立方米".

Only what is said to be the same (折, 合, 即) is compared, and only if told per one thing (not 每户每年). The amounts
themselves may be in two units, too (亩产540公斤，合每公顷8.1吨).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide, multiply
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sizes.worths import worth
from yichuang.oversight.reportcheck.engine.telling import (
    about,
    changes,
    instead,
    quotes,
    rounded,
    said,
    shown,
)
from yichuang.oversight.reportcheck.engine.units import class_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_UNIT = (
    r"平方公里|平方米|立方米|毫升|公顷|公斤|千克|公里|小时|分钟|季度|个月|亩|吨|斤|克|升|方|米|天|日|秒|月|年"
)
_PER = re.compile(rf"(?:每(?P<unit>{_UNIT})|(?P<mean>[日月年亩])[均产])[^，。；：、\d]{{0,6}}$")
_SAME = re.compile(
    r"^[，、（]?(?:折合|折算(?:成|为)?|折|约合|合|相当于|换算(?:成|为)?|即|也就是)(?:约|为)*(?=每|[日月年亩]均)"
)
_CALLED = {"月": "个月", "季度": "个季度", "日": "天", "方": "立方米"}
_EACH = re.compile(r"每$")
_WIDE = Decimal("0.01")  # 15 mu are a hectare and 667 square metres one mu, more or less


@dataclass(frozen=True, slots=True)
class _Per:
    """An amount for so many of a unit; the number of the unit is a figure of its own in 每50公斤."""

    amount: Figure
    unit: str
    number: Figure | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.number, self.amount) if self.number else (self.amount,)

    @property
    def many(self) -> Decimal:
        return self.number.value if self.number else Decimal(1)


def per_units(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All amounts of a document that are told per one unit and then per another."""
    for passage in passages:
        told = list(_told_per(passage))
        for one, other in pairwise(told):
            begins = one.amount.after
            ends = other.figures[0].at
            if _SAME.search(passage.text[begins:ends]) and (factor := _factor(one, other)):
                yield _judged(passages, one, other, factor)


def _told_per(passage: Passage) -> Iterator[_Per]:
    before: Figure | None = None
    for figure in passage.figures:
        if before and _EACH.search(before.lead) and passage.text[before.after : figure.at] == "":
            yield _Per(figure, before.unit, before)
        elif (found := _PER.search(figure.lead)) and figure.lead.count("每") <= 1:
            word = found["unit"] or found["mean"]
            yield _Per(figure, _CALLED.get(word, class_of(word)))
        before = figure if figure.value > 0 else None


def _factor(one: _Per, other: _Per) -> Decimal | None:
    """What the first amount is to be multiplied by to make the second; None if that can't be told."""
    per = worth(other.unit, one.unit)
    same = Decimal(1) if one.amount.unit == other.amount.unit else worth(one.amount.unit, other.amount.unit)
    alike = one.unit == other.unit and one.many == other.many
    if per is None or same is None or alike or one.amount.value <= 0:
        return None
    return multiply(multiply(per, same), divide(other.many, one.many))


def _judged(passages: Sequence[Passage], one: _Per, other: _Per, factor: Decimal) -> Judged:
    made = multiply(one.amount.value, factor)
    wide = one.amount.interval.times(factor).widened(abs(made) * _WIDE)
    holds = wide.meets(other.amount.interval)
    figures = (*one.figures, *other.figures)
    end = "与原文相符" if holds else f"原文为 {said(other.amount)}"
    told = f"{said(one.amount)} {_by(factor)} {about(made, 2)}，{end}"
    if holds:
        return Judged(Kind.UNIT, figures, quotes(passages, figures), True, told, claim=other.amount)
    fixes = changes(instead(other.amount, made), instead(one.amount, divide(other.amount.value, factor)))
    return replace(
        Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, fixes, claim=other.amount),
        odds=FORCED,
    )


def _by(factor: Decimal) -> str:
    """The factor as it is reckoned by hand: × 1000, ÷ 667."""
    return f"× {shown(factor)}" if factor >= 1 else f"÷ {shown(rounded(divide(Decimal(1), factor), _STEP))}"


_STEP = Decimal("0.01")
