"""Rows of so many and what they got, at one price that is told once: the row that alone doesn't come out. Pure.

"南山村2,140亩、171,200元；北山村1,860亩、148,800元；河东村2,460亩、196,800元。补贴标准统一为每亩80元".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import multiply
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import class_of, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_PRICE: Final = re.compile(r"每(?P<who>[一-鿿]{1,2}?)(?:补[助贴]|奖励?|发放?|支付|给予|按)?$")
_BETWEEN: Final = re.compile(r"[^，。；：\d]{0,6}[、，]?[^，。；：、\d]{0,6}")
_FEWEST: Final = 2
_PEOPLE: Final = {"生": "人", "名": "人", "位": "人"}
_Row = tuple[Figure, Figure]


def priced_rows(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The rows of a document at one price, if all but one at most come out."""
    for passage in passages:
        prices = [f for f in passage.figures if _is_price(f)] if "每" in passage.text else []
        if len({price.value for price in prices}) == 1:
            yield from _judged(passages, passage, prices[0])


def _is_price(figure: Figure) -> bool:
    return is_money(figure.unit) and figure.is_exact and _PRICE.search(figure.lead) is not None


def _judged(passages: Sequence[Passage], passage: Passage, price: Figure) -> Iterator[Judged]:
    found = _PRICE.search(price.lead)
    who = class_of(_PEOPLE.get(found["who"], found["who"])) if found else ""
    rows = [row for row in pairwise(passage.figures) if _is_row(passage, row, who)]
    wrong = [row for row in rows if not _holds(row, price)]
    if len(rows) - len(wrong) < _FEWEST or len(wrong) > 1:
        return
    for row in rows:
        yield _told(passages, row, price)


def _is_row(passage: Passage, row: _Row, who: str) -> bool:
    count, amount = row
    plain = all(f.role is Role.LEVEL and f.is_exact for f in row) and count.value > 1
    beside = _BETWEEN.fullmatch(passage.text, count.after, amount.at) is not None
    return plain and beside and count.unit == who and is_money(amount.unit)


def _holds(row: _Row, price: Figure) -> bool:
    count, amount = row
    return amount.interval.meets(count.interval.times(price.value))


def _told(passages: Sequence[Passage], row: _Row, price: Figure) -> Judged:
    count, amount = row
    figures = tuple(sorted((*row, price), key=lambda f: f.at))
    value = multiply(count.value, price.value)
    told = f"{said(count)} × {said(price)} = {with_scale(value, amount)}"
    if _holds(row, price):
        told += f"，与原文 {said(amount)} 相符"
        return Judged(Kind.AVERAGE, figures, quotes(passages, figures), True, told, claim=amount)
    return Judged(
        Kind.AVERAGE, figures, quotes(passages, figures), False, f"{told}，原文为 {said(amount)}",
        changes(instead(amount, value), instead(count, amount.value / price.value)),
        claim=amount, frame=Frame.PROVEN, odds=FORCED,
    )  # fmt: skip
