"""Totals that both their parts and the step from what was before make, and that are printed otherwise. Pure.

"共设窗口81个：综合41个，专业33个，帮办7个，另有延时窗口5个，总数比改造前的103个少了17个": 86, twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.steps import direction
from yichuang.oversight.reportcheck.engine.relations.sums.adding import sure_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts

_FEWEST: Final = 3  # parts
_NEAR: Final = 3  # what misses by more than one in so many is of other things
_TELLING: Final = 20  # what several make below it, other figures do by chance


def twice_made(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such totals of a document."""
    for passage in passages:
        for base, step in pairwise(passage.figures):
            if _is_step(base, step) and (found := _list(passage, base, step)):
                total, parts = found
                if judged := sure_sum(passages, total, parts, is_error=True):
                    yield judged


def _is_step(base: Figure, step: Figure) -> bool:
    alike = base.unit == step.unit and base.sentence == step.sentence and base.is_exact and step.is_exact
    return alike and base.role is Role.BASE and step.role is Role.CHANGE and step.clause - base.clause <= 1


def _list(passage: Passage, base: Figure, step: Figure) -> tuple[Figure, tuple[Figure, ...]] | None:
    """The total and its parts in front of the step in its sentence, if they make what the step leads to."""
    down = direction(step)
    begins, _ = passage.sentence_range(base.sentence)
    front = [f for f in passage.between(begins, base.at) if f.unit == base.unit and f.bracket == base.bracket]
    if down is None or len(front) <= _FEWEST or not all(counts(f) and f.is_exact for f in front):
        return None
    total, *parts = front
    led_to = base.value - step.value if down else base.value + step.value
    made = sum((part.value for part in parts), Decimal(0))
    near = made >= _TELLING and abs(total.value - made) * _NEAR <= made
    return (total, tuple(parts)) if near and made == led_to else None
