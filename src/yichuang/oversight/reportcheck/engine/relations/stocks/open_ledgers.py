"""Ledgers in any order: what there was, with what came and without what went, is what there is. Pure.

"本年收集1,460吨，转移处置1,420吨，年初库存36吨，年末库存86吨": 36 + 1460 - 1420 = 76.

The opening and the closing stock are known by their words; all other figures of the unit between them are moves. A move
that no word tells of may have come or gone: only if no reading makes the closing stock is it looked at more closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import (
    CAME,
    CLOSING,
    OPENING,
    WENT,
    ledger_of,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind

_MOST = 6  # moves
_REACH = 260
_NEAR = 10
_CARRIED = re.compile(r"结转下|转入下|结转至|年末|期末|年底|月末|末(?:库存|结存|结余|实有|现有|在)")


def open_ledgers(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the ledgers that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind in (Kind.DIFFERENCE, Kind.TIE)}
    settled = {f.span for each in judged if not each.holds for f in each.figures} | claimed
    parts = {
        f.span
        for each in judged
        if each.kind is Kind.SUM and each.holds
        for f in each.figures
        if f is not each.claim
    }
    for passage in passages:
        for closing in passage.figures:
            if not _is_stock(closing) or closing.span in settled:
                continue
            near = [f for f in _near(passage, closing) if f.span not in parts]
            if not _is_closing(closing) and not _is_named_as_opening(closing, near):
                continue
            wrong = _judged(passages, near, closing)
            if wrong and not any(f.span in settled for f in wrong.figures):
                yield wrong


def _is_stock(figure: Figure) -> bool:
    return figure.role in (Role.LEVEL, Role.BASE) and not figure.is_percent and figure.is_exact


def _is_closing(figure: Figure) -> bool:
    return bool(
        (CLOSING.search(figure.lead) or _CARRIED.search(figure.lead)) and not OPENING.search(figure.lead)
    )


def _is_named_as_opening(closing: Figure, near: Sequence[Figure]) -> bool:
    """Whether a stock in front of all moves, of which each is told, is the one that the opening stock is of.

    "藏书18,600册，年内新购1,240册、受赠360册，剔旧200册，上年末藏书为17,300册".
    """
    noun = closing.lead[-2:]
    openings = [f for f in near if OPENING.search(f.lead)]
    told = all(_sign(f) for f in near if f not in openings)
    first = all(f.at > closing.at for f in near) and not OPENING.search(closing.lead)
    return len(noun) == _NOUN and first and told and len(openings) == 1 and noun in openings[0].lead


_NOUN = 2


def _near(passage: Passage, closing: Figure) -> list[Figure]:
    """The figures of the unit in the sentence of the closing stock, and in the one before if that has none."""
    begins, ends = passage.sentence_range(closing.sentence)
    here = _stocks(passage.between(begins, ends), closing)
    if not any(OPENING.search(f.lead) for f in here):
        earlier, _ = passage.sentence_range(max(0, closing.sentence - 1))
        later = passage.sentence_range(min(len(passage.sentences) - 1, closing.sentence + 1))[1]
        here = _stocks(
            passage.between(max(earlier, closing.at - _REACH), min(later, closing.after + _REACH)), closing
        )
    return [f for f in here if not is_part(passage, f)]


def _stocks(figures: Sequence[Figure], closing: Figure) -> list[Figure]:
    alike = (f for f in figures if f is not closing and f.unit == closing.unit and f.unit not in DURATIONS)
    return [f for f in alike if f.bracket == closing.bracket and (_is_stock(f) or f.role is Role.CHANGE)]


def _judged(passages: Sequence[Passage], near: Sequence[Figure], closing: Figure) -> Judged | None:
    openings = [f for f in near if OPENING.search(f.lead) and not CLOSING.search(f.lead)]
    moves = [f for f in near if f not in openings]
    if len(openings) != 1 or not 2 <= len(moves) <= _MOST:
        return None
    opening = openings[0]
    known = [_sign(f) for f in moves]
    if 1 not in known or not any(sign < 1 for sign in known):
        return None
    readings = [
        signs
        for signs in product(*(_meanings(f, sign) for f, sign in zip(moves, known, strict=True)))
        if opening.value + _sum(moves, signs) == closing.value
    ]
    signs = tuple(sign or -1 for sign in known)
    made = opening.value + _sum(moves, signs)
    if readings or made <= 0:
        return None
    gap = abs(made - closing.value)
    if not (is_slip(closing, made) or gap * _NEAR <= closing.value or gap <= 2):
        return None
    return ledger_of(passages, opening, list(zip(moves, signs, strict=True)), closing)


def _meanings(figure: Figure, sign: int) -> tuple[int, ...]:
    """How a move may count; a step to a goal is none, nor what a month brought of what the year did."""
    if not sign:
        return 1, -1, 0
    return (sign, 0) if _NO_MOVE.search(figure.lead) else (sign,)


_NO_MOVE = re.compile(r"距|还差|尚差|目标|任务|计划|累计|\d月份?|本月|当月|其中")


def _sign(figure: Figure) -> int:
    came, went = CAME.search(figure.lead), WENT.search(figure.lead)
    return 1 if came and not went else -1 if went and not came else 0


def _sum(moves: Sequence[Figure], signs: Sequence[int]) -> Decimal:
    return sum((f.value * sign for f, sign in zip(moves, signs, strict=True)), Decimal(0))
