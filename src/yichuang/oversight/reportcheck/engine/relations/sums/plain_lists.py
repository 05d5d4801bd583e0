"""Lists that no mark explains and that come out: their words leave them possible, and their numbers say the rest. Pure.

"在校学生1,584人，平均班额44人…。七、八、九年级学生分别为541人、529人、514人": 541 + 529 + 514 = 1584.

What comes out to three digits is worth hundreds of such that come out to none. They are asked last and excuse nothing;
none is told where one of its figures is accused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, held_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.meant_sums import (
    Weighed,
    believed,
    held_lists,
    offers,
)
from yichuang.oversight.reportcheck.engine.relations.sums.part_signs import told_by

_LEAST = 0.001  # a reading that is believed less comes out by chance
_MEANT = 3.0  # how much likelier a list that comes out must be than all else that it may be


def plain_lists(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """The lists that come out and that nothing has held yet."""
    told, held = told_by(judged), held_lists(judged)
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    for passage in passages:
        for offered in offers(passage, told, held):
            if not any(adds_up(reading.total, reading.parts) for reading in offered):
                continue
            meant = _meant(believed(passage, offered, told))
            if meant and not any(figure.span in accused for figure in meant.reading.figures):
                yield held_sum(passages, meant.reading.total, meant.reading.parts)


def _meant(weighed: Sequence[Weighed]) -> Weighed | None:
    """The reading that is likelier, by words and numbers, than none and all others of the list that come out."""
    found = [(_worth(one), one) for one in weighed if one.adds_up and one.belief > _LEAST]
    if not found:
        return None
    most, meant = max(found, key=lambda each: each[0])
    others = sum(worth for worth, _ in found) - most
    return meant if most > _MEANT * (meant.none + others) else None


def _worth(one: Weighed) -> float:
    return one.belief * odds.of_agreement(one.reading.total, sum_of(one.reading.parts))
