"""Shares that are rounded so that all make a hundred: one of them may be a last digit off its own. Pure.

"供水中地表水占82.3%、地下水占16.2%、其他占1.5%": 46.2 of 3200 are 1.4 %, but with it they would make 99.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.findings import Kind

_HUNDRED = Decimal(100)
_FEWEST = 3


def closes_a_hundred(rate: Figure, others: Sequence[Figure], held: Sequence[Judged]) -> bool:
    """Whether a share of two figures is the one that was moved by its last digit, so that all shares make 100."""
    if not rate.step or len(others) != len(("part", "base")):
        return False
    low, high = sorted(figure.value for figure in others)
    if high <= 0:
        return False
    gap = abs(rounded(divide(low * _HUNDRED, high), rate.step) - rate.value)
    return gap == rate.step and any(_is_closed_by(rate, each) for each in held)


def _is_closed_by(rate: Figure, told: Judged) -> bool:
    shares = [figure for figure in told.figures if figure.value != _HUNDRED]
    return (
        told.kind is Kind.PERCENT_TOTAL
        and len(shares) >= _FEWEST
        and rate in shares
        and sum((figure.value for figure in shares), Decimal(0)) == _HUNDRED
    )
