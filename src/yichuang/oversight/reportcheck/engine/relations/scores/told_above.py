"""How many of a row are above a line that is told: "94.2分、91.5分、90.8分、88.3分。…90分以上的4家": three are.

Only of a row that is whole: as many are told to be in it, or another line comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_ABOVE: Final = re.compile(r"^[^，。；：、\d]{0,4}?(?:及|（含）)?以(?P<way>[上下])的?[^，。；：、\d]{0,6}$")
_ROW: Final = re.compile(r"^[、，]")
_LEVELS: Final = (Role.LEVEL, Role.RATE)
_FEWEST, _MOST = 3, 30


def told_above(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document of those above or below a line."""
    for passage in passages:
        lines = [
            (line, count, found["way"])
            for line, count in pairwise(passage.figures)
            if line.sentence == count.sentence
            and count.is_exact
            and not count.is_percent
            and (found := _ABOVE.match(passage.text[line.after : count.at]))
        ]
        if lines:
            yield from _judged(passages, passage, lines)


def _judged(
    passages: Sequence[Passage], passage: Passage, lines: Sequence[tuple[Figure, Figure, str]]
) -> Iterator[Judged]:
    first = lines[0][0]
    row = _row(passage, first)
    if len(row) < _FEWEST:
        return
    made = [
        (line, count, _how_many(row, line, way)) for line, count, way in lines if line.unit == row[0].unit
    ]
    before = passage.between(max(0, row[0].at - 60), row[0].at)
    told_whole = any(f.value == len(row) and not f.step and f.unit not in ("", row[0].unit) for f in before)
    for line, count, many in made:
        others = [each for each in made if each[1] is not count]
        whole = told_whole or (others and all(other.value == number for _, other, number in others))
        if not whole or abs(count.value - many) > len(row):
            continue
        figures = (*row, line, count)
        holds = count.value == many
        told = f"列出的 {len(row)} 个中有 {many} 个，{'与原文相符' if holds else f'原文为 {said(count)}'}"
        fixes = () if holds else changes(instead(count, Decimal(many)))
        yield Judged(
            Kind.IMPOSSIBLE, figures, quotes(passages, figures), holds, told, fixes, claim=count,
            odds=0.0 if holds else FORCED,
        )  # fmt: skip


def _row(passage: Passage, line: Figure) -> list[Figure]:
    """The values right in front of the first line, one behind the other, each called by a name."""
    row: list[Figure] = []
    for figure in reversed(passage.between(passage.sentence_range(max(0, line.sentence - 1))[0], line.at)):
        if figure.role is Role.AVERAGE and not row:
            continue
        plain = figure.unit == line.unit and figure.is_exact and figure.role in _LEVELS and figure.lead
        if not plain or (row and not _ROW.match(passage.text[figure.after : row[0].at])):
            return row if not row or figure.unit != line.unit else []
        row.insert(0, figure)
        if len(row) > _MOST:
            return []
    return row


def _how_many(row: Sequence[Figure], line: Figure, way: str) -> int:
    return sum(f.value >= line.value if way == "上" else f.value <= line.value for f in row)
