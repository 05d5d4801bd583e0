"""Rows of so many and what they got, at one price that is told once: the row that alone doesn't come out. Pure.

"南山村2,140亩、171,200元；北山村1,860亩、148,800元；河东村2,460亩、196,800元。补贴标准统一为每亩80元".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import multiply
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.products import told_product, unit_of
from yichuang.oversight.reportcheck.engine.telling import instead
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_PRICE: Final = re.compile(r"每(?P<who>[一-鿿]{1,2}?)(?:补[助贴]|奖励?|发放?|支付|给予|按)?$")
_BETWEEN: Final = re.compile(r"[^，。；：\d]{0,6}[、，]?[^，。；：、\d]{0,6}")
_FEWEST: Final = 2
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
    who = unit_of(found["who"]) if found else ""
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
    value = multiply(count.value, price.value)
    fix = None if _holds(row, price) else instead(amount, value)
    told = told_product(passages, (count, price, amount), Decimal(1), value, fix)
    return told if fix is None else replace(told, frame=Frame.PROVEN, odds=FORCED)
