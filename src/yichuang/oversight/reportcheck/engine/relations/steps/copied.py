"""A neighbour's number in the place of the right one: what it says that a figure has the digits of one beside. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage

_NEAR = 70
_MOST = 6.0


def of_copies(passage: Passage, figures: Sequence[Figure]) -> float:
    """How much likelier the numbers of a reading are as copied from beside them than as ones of anything else."""
    found = 0.0
    for figure in figures:
        near = passage.between(figure.at - _NEAR, figure.after + _NEAR)
        if any(other is not figure and other.written == figure.written for other in near):
            found += odds.of_copy(figure, _MOST)
    return found
