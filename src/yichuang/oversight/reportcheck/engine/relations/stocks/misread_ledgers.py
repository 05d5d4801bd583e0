"""Ledgers whose moves went otherwise than their words seem to say, whichever relation reckoned them. Pure.

"年初11,860册，新购1,240册，县图书馆和返乡企业家捐了315册，下架405册，年底13,010册": the 315 came.
"学期初2,238人，学期末2,226人，减少12人：转出21人，…": the 12 are what all the others come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.relations.words.lists import OF_EACH
from yichuang.oversight.reportcheck.findings import Kind

_FEWEST: Final = 4  # figures: two stocks and two moves
_MOST: Final = 10
_TELLING: Final = 10  # a move below it makes up for a gap by chance


def without_misread_ledgers(told: Iterable[Judged]) -> list[Judged]:
    """What was judged without ledgers that come out another way."""
    return [each for each in told if each.holds or not _is_misread(each)]


def _is_misread(judged: Judged) -> bool:
    closing, figures = judged.claim, judged.figures
    if judged.kind is Kind.DIFFERENCE and any(OF_EACH.search(figure.lead) for figure in figures):
        return True  # 工钱1,800元，两家各出700元，余下400元
    if judged.kind is not Kind.DIFFERENCE or closing is None or figures[-1] is not closing:
        return False
    if not _FEWEST <= len(figures) <= _MOST:
        return False
    return _comes_out_turned(judged, closing)


def _comes_out_turned(judged: Judged, closing: Figure) -> bool:
    """Whether one move that went the other way makes what is left, or all others what it tells that it changed."""
    opening, moves = judged.figures[0], judged.figures[1:-1]
    came, went = judged.of if judged.of else ((), ())
    signed = [*((move, 1) for move in came), *((move, -1) for move in went)]
    made = sum((move.value * sign for move, sign in signed), Decimal(0))
    gap = closing.value - opening.value
    others = [move for move in moves if move.value != abs(gap)]
    if len(moves) - len(others) == 1:
        return gap in _ways(others)
    return any(move.value >= _TELLING and gap == made - 2 * sign * move.value for move, sign in signed)


def _ways(moves: Sequence[Figure]) -> Iterator[Decimal]:
    """What moves come to, each having come or gone."""
    for signs in product((1, -1), repeat=len(moves)):
        yield sum((move.value * sign for move, sign in zip(moves, signs, strict=True)), Decimal(0))
