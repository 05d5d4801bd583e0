"""One number told again in another unit of the same measure: "矿山合起来27.5公顷…历史遗留矿山应修复的27.5亩". Pure.

Fifteen mu are a hectare, so that hardly the same three digits are told of both. Words that both have in common say that
one thing is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sizes.worths import AREAS, LENGTHS, VOLUMES, WEIGHTS
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_MEASURES: Final = (AREAS, LENGTHS, WEIGHTS, VOLUMES)
_NAME: Final = 16  # signs in front of a figure that may be its name, and half as many behind it
_COMMON: Final = 2  # pairs of signs


def unit_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document whose number was told before of the same thing, in another unit."""
    told: dict[tuple[int, Decimal], list[Figure]] = {}
    for passage in passages:
        for figure in passage.figures:
            measure = next((at for at, units in enumerate(_MEASURES) if figure.unit in units), None)
            if measure is None or not figure.is_exact or len(digits_of(figure)) < TELLING:
                continue
            before = told.setdefault((measure, figure.value), [])
            first = next((f for f in before if _is_again(passages, f, figure)), None)
            if first and not any(f.unit == figure.unit for f in before):
                yield _told(passages, first, figure)
            before.append(figure)


def _is_again(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """Whether one thing is meant: the words about the second stand in the sentence of the first, or the other way."""
    apart = (first.paragraph, first.sentence) != (again.paragraph, again.sentence)
    plain = all(figure.role in (Role.LEVEL, Role.TARGET) for figure in (first, again))
    if first.unit == again.unit or not (apart and plain):
        return False
    both = ((first, again), (again, first))
    return any(_in_common(one, passages[other.paragraph], other) >= _COMMON for one, other in both)


def _in_common(figure: Figure, passage: Passage, other: Figure) -> int:
    """How many pairs of signs of what a figure is called stand in the sentence of another one."""
    begins, ends = passage.sentence_range(other.sentence)
    sentence = passage.text[begins:ends]
    names = (figure.lead[-_NAME:], figure.tail[: _NAME // 2])
    pairs = {name[at : at + 2] for name in names for at in range(len(name) - 1)}
    return sum(pair in sentence for pair in pairs)


def _told(passages: Sequence[Passage], first: Figure, again: Figure) -> Judged:
    figures = (first, again)
    told = f"同一数字前为 {said(first)}{first.word}，后为 {said(again)}{again.word}"
    fixes = tuple(
        f"“{one.written}{one.word}”的单位应为{other.word}" for one, other in ((again, first), (first, again))
    )
    judged = Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, fixes, claim=again)
    return replace(judged, odds=FORCED)
