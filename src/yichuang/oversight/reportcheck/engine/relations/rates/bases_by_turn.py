"""The base of its own turn, where that of a rate told before in the same way gives it by chance. Pure.

"二季度抽查3,720户次，准确3,129户次，准确率84.1%；三季度扩大到3,850户次，准确3,388户次，准确率91.1%": of the 3,850.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.likely import is_named
from yichuang.oversight.reportcheck.engine.relations.rates.meant_bases import Meant
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rates import fits_rate
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead

_TURN = 3  # figures of a turn: base, part, rate
_BEFORE = 4  # turns in front


def bases_by_turn(passage: Passage, index: int, rate: Figure) -> Iterator[Meant]:
    """The base in front of the part, if turns before it are built alike and their rate comes out."""
    turn, name = _turn(passage, index, rate), bare_lead(rate).removesuffix("率")
    if turn is None or not (name and is_named(name, turn[1])):
        return
    base, part = turn
    for number in range(1, _BEFORE + 1):
        at = index - _TURN * number
        brother = passage.figures[at] if at >= _TURN - 1 else None
        told = _turn(passage, at, brother) if brother is not None else None
        if brother is None or told is None or bare_lead(brother) != bare_lead(rate):
            return
        if told[0].unit == base.unit and fits_rate(brother, Pair((told[1],), told[0], sure=True)):
            yield Meant(part, base, partial(_is_none_of, told[0]))


def _turn(passage: Passage, index: int, rate: Figure) -> tuple[Figure, Figure] | None:
    """Base and part right in front of a rate, each in its clause, of one unit."""
    if index < _TURN - 1 or not rate.is_percent:
        return None
    base, part = passage.figures[index - 2 : index]
    row = base.unit == part.unit and base.sentence == part.sentence == rate.sentence
    beside = rate.clause - part.clause == 1 and part.clause - base.clause == 1
    plain = base.is_exact and part.is_exact and part.role is Role.LEVEL and base.value > part.value > 0
    return (base, part) if row and beside and plain and not (base.bracket or part.bracket) else None


def _is_none_of(taken: Figure, figure: Figure) -> bool:
    return figure.value != taken.value
