"""Ledgers spread over paragraphs: what there was in one, what came and went in the next, what is left in another.

"年初余额18.60万元。" / "全年收入42.30万元。" / "全年支出36.80万元。" / "年末余额24.10万元。": 18.60 + 42.30 - 36.80.

Only where each figure of the unit from the one stock to the other is a move by its words, or a kind of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_items import Item, items_of
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_words import (
    MOVES,
    STOCKS,
    Flow,
    may_tell_of_stocks,
)
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import is_stock, ledger_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_REACH: Final = 4  # paragraphs behind the one with the opening stock
_MOST: Final = 8  # moves
_ALIKE: Final = Decimal("0.3")
_LITTLE: Final = 10  # of what went through, so much the less is near
_BARE: Final = frozenset(("", "个"))  # units that anything has


def spread_ledgers(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All such ledgers of a document."""
    sums = [each for each in judged if each.kind is Kind.SUM and each.holds and each.claim]
    for number, passage in enumerate(passages):
        if may_tell_of_stocks(passage.text):
            for unit in {f.unit for f in passage.figures if f.unit not in _BARE and is_stock(f)}:
                told = _of(passages, number, unit, sums)
                if told:
                    yield told


def _of(passages: Sequence[Passage], number: int, unit: str, sums: Sequence[Judged]) -> Judged | None:
    """The ledger of a unit whose opening stock is the only one of its paragraph."""
    here = _items(passages[number], unit, sums)
    stocks = [item for item in here if item.flow in STOCKS]
    if len(stocks) != 1 or stocks[0].flow is not Flow.HAD or any(item.flow is Flow.OTHER for item in here):
        return None
    moves = [item for item in here if item.flow in MOVES]
    for passage in passages[number + 1 : number + 1 + _REACH]:
        for item in _items(passage, unit, sums):
            if item.flow is Flow.LEFT:
                return _judged(passages, stocks[0].figure, moves, item.figure)
            if item.flow not in MOVES or item.guessed:
                return None
            moves.append(item)
    return None


def _items(passage: Passage, unit: str, sums: Sequence[Judged]) -> list[Item]:
    figures = [
        f
        for f in passage.figures
        if f.unit == unit and not f.bracket and is_stock(f) and f.role not in (Role.AVERAGE, Role.BAND)
    ]
    return items_of(passage, figures, sums)


def _judged(passages: Sequence[Passage], had: Figure, moves: Sequence[Item], left: Figure) -> Judged | None:
    ways = {item.way for item in moves}
    if ways != {1, -1} or len(moves) > _MOST:
        return None
    told = ledger_of(passages, had, [(item.figure, item.way) for item in moves], left)
    if told.holds:
        return replace(told, frame=Frame.PROVEN)
    if any(item.flow is Flow.MOVED for item in moves):
        return None
    made = had.value + sum((item.figure.value * item.way for item in moves), Decimal(0))
    gap = abs(made - left.value)
    most = max(item.figure.value for item in moves)
    near = gap <= _ALIKE * max(had.value, left.value) or gap * _LITTLE <= most
    return replace(told, frame=Frame.PROVEN, odds=FORCED) if near and made > 0 else None
