"""Shares by which something is shared out, and behind them what each came to by the same names. Pure.

"分出290,000元。分红占60%，公积金留25%，公益金提15%，奖励占5%，分红是174,000元，公积金58,000元，公益金43,500元，奖励
14,500元": the amounts make the whole, so each is its share of it; 58,000 are 20 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.rates import accused_rate, fits_rate, held_rate
from yichuang.oversight.reportcheck.engine.relations.rates.words import FILLED
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_FEWEST = 3  # shares
_NAMED = 2  # signs that the names of a share and of its amount have in common, at their ends
_APART = 2  # clauses between a share and the next, and sentences in front of them where the whole stands


def shared_out(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The shares of a document whose amounts, told behind them by the same names, make the whole."""
    for passage in passages:
        for shares, amounts in _rows(passage):
            whole = _whole(passage, shares, amounts)
            if whole is not None:
                yield from _judged(passages, whole, shares, amounts)


def _rows(passage: Passage) -> Iterator[tuple[Sequence[Figure], Sequence[Figure]]]:
    """Shares side by side, with as many counts of one unit right behind them, or in front of them."""
    figures, begins = passage.figures, 0
    for ends in range(1, len(figures) + 1):
        if ends < len(figures) and _goes_on(figures[ends - 1], figures[ends]):
            continue
        row = figures[begins:ends]
        first, begins, many = begins, ends, len(row)
        if many < _FEWEST or not all(map(_is_share, row)):
            continue
        for amounts in (figures[ends : ends + many], figures[max(0, first - many) : first]):
            if _are_amounts(row, amounts) and _are_called_alike(row, amounts):
                yield row, amounts


def _are_amounts(shares: Sequence[Figure], amounts: Sequence[Figure]) -> bool:
    """Whether as many amounts stand side by side, in the sentence of the shares or in the next one."""
    if len(amounts) != len(shares) or not all(map(_is_amount, amounts)):
        return False
    near = abs(amounts[0].sentence - shares[0].sentence) <= 1
    return near and all(_goes_on(one, other) for one, other in pairwise(amounts))


def _goes_on(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and one.sentence == other.sentence and other.clause - one.clause <= _APART


def _is_share(figure: Figure) -> bool:
    return figure.unit == PERCENT and figure.role is Role.RATE and figure.is_exact and figure.value > 0


def _is_amount(figure: Figure) -> bool:
    return is_count(figure) and figure.is_exact and figure.value > 0


def _are_called_alike(shares: Sequence[Figure], amounts: Sequence[Figure]) -> bool:
    """Whether each amount is called as its share is: 分红是174,000元 as 股份分红占60%."""
    return all(
        len(name := FILLED.sub("", amount.name or amount.lead)) >= _NAMED
        and name[-_NAMED:] in (share.name or share.lead)
        for share, amount in zip(shares, amounts, strict=True)
    )


def _whole(passage: Passage, shares: Sequence[Figure], amounts: Sequence[Figure]) -> Figure | None:
    """What the amounts make together, if it is told in front of them."""
    made = sum((amount.value for amount in amounts), Decimal(0))
    first = min(shares[0], amounts[0], key=lambda figure: figure.at)
    begins, _ = passage.sentence_range(max(0, first.sentence - _APART))
    front = passage.between(begins, first.at)
    return next((f for f in reversed(front) if f.unit == amounts[0].unit and f.value == made), None)


def _judged(
    passages: Sequence[Passage], whole: Figure, shares: Sequence[Figure], amounts: Sequence[Figure]
) -> Iterator[Judged]:
    """What comes out, and the one that doesn't: of several the shares may be of something else."""
    pairs = [
        (share, Pair((amount,), whole, sure=True)) for share, amount in zip(shares, amounts, strict=True)
    ]
    wrong = [(share, pair) for share, pair in pairs if not fits_rate(share, pair)]
    if len(wrong) > 1:
        return
    for share, pair in pairs:
        if fits_rate(share, pair) and (held := held_rate(passages, share, pair)):
            yield held
    for share, pair in wrong:
        yield replace(accused_rate(passages, share, pair), frame=Frame.PROVEN, odds=FORCED)
