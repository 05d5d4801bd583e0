"""Who is called the first or the last of a row of scores has the most or the least of them.

"坪上94.2分、坪下91.8分、南岭89.6分、北岭93.4分、圳头96分，第一名坪上村奖励2万元": 圳头 has more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part, marks
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import rank_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said, spoken_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_FIRST: Final = r"第一名|第1名|头名|榜首|首位|得分最高的"
_LAST: Final = r"末位|末名|最后一名|倒数第一(?:名)?|垫底的?|得分最低的"
_PLACE: Final = re.compile(
    rf"(?<=[，。；])(?:其中|获|获得|位居|排)?(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))(?:的|是|为)?"
)
_FEWEST: Final = 4
_LISTED: Final = 2


def named_ranks(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All that are called first or last of a row in the sentence or the one before."""
    for passage in passages:
        if not _PLACE.search(passage.text):
            continue
        rows = list(_rows(marks(passage)))
        for place in _PLACE.finditer(passage.text):
            row = next((row for row in reversed(rows) if row[-1].figure.after <= place.start()), None)
            if row is not None and _is_of_row(passage, row, place):
                yield from _judged(passages, row, place)


def _rows(sheet: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Scores of a list, each with another name in front of it."""
    row: list[Mark] = []
    for mark in sheet:
        goes_on = (
            bool(row) and mark.part is Part.SCORE and bool(mark.name) and rank_of(row[-1], mark) <= _LISTED
        )
        if not goes_on:
            yield from [row] if _is_row(row) else []
            row = []
        row = [*row, mark] if mark.part is Part.SCORE and mark.name and mark.full is None else []
    yield from [row] if _is_row(row) else []


def _is_row(row: Sequence[Mark]) -> bool:
    return len(row) >= _FEWEST and len({mark.name for mark in row}) == len(row)


def _is_of_row(passage: Passage, row: Sequence[Mark], place: re.Match[str]) -> bool:
    """Whether a place is of a row: told in its sentence or the next, and without points of its own."""
    last = row[-1].figure
    sentences = passage.text.count("。", last.after, place.start())
    ends = re.compile("[，。；]|$").search(passage.text, place.end())
    behind = passage.between(place.end(), ends.start() if ends else len(passage.text))
    return sentences <= 1 and not any(figure.unit == last.unit for figure in behind)


def _judged(passages: Sequence[Passage], row: Sequence[Mark], place: re.Match[str]) -> Iterator[Judged]:
    called = [m for m in row if place.string.startswith(m.name, place.end())]
    if len(called) != 1:
        return
    end = max if place["first"] else min
    best = end((m.figure for m in row), key=lambda f: f.value)
    figure = called[0].figure
    figures = tuple(m.figure for m in row)
    if best.value == figure.value:
        told = f"{said(figure)} 为{place['first'] or place['last']}，与原文相符"
        yield Judged(Kind.SCORE, figures, quotes(passages, figures), True, told, claim=figure)
        return
    sign = ">" if place["first"] else "<"
    two = tuple(sorted((figure, best), key=lambda f: f.span))
    told = f"{said(best)} {sign} {said(figure)}，{place['first'] or place['last']}却是{called[0].name}"
    fixes = (f"{place['first'] or place['last']}应为{spoken_of(best)}，或数值写错",)
    yield Judged(Kind.SCORE, two, quotes(passages, two), False, told, fixes, claim=figure, odds=FORCED,
        frame=Frame.PROVEN,
    )  # fmt: skip
