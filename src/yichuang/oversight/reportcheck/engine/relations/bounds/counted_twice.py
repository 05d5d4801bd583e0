"""Two counts of the same things, side by side: no household is without a person, no person attends less than once.

"脱贫户427户318人", "742人次、824人", "14批12人".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within

_LEVELS = (Role.LEVEL, Role.TARGET, Role.BASE)
_TIMES = 4  # more than so many times as many are of something else


def counted_twice(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such counts of a document."""
    for passage in passages:
        yield from _of(passages, passage)


_FEWER = (
    ("户", "人"),
    ("人", "人次"),
    ("批", "人"),
    ("批", "人次"),
    ("户", "户次"),
    ("家", "家次"),
    ("件", "件次"),
)
_SMALLEST = 3


def _of(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "427户318人", "742人次、824人": one of the first is at least one of the second."""
    for one, other in pairwise(passage.figures):
        if passage.text[one.after : other.at] not in ("", "、"):
            continue
        less, more = (one, other) if (one.unit, other.unit) in _FEWER else (other, one)
        if (less.unit, more.unit) not in _FEWER or not (less.is_exact and more.is_exact) or other.tail:
            continue
        same = (
            other.lead in ("", one.lead)
            and less.role in _LEVELS
            and more.role in _LEVELS
            and less.value > _SMALLEST
        )
        if same and less.value <= more.value * _TIMES:
            yield judged_within(passages, more, less, why=f"{less.word}数不会多于{more.word}数")
