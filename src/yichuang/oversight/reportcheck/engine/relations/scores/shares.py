"""The share of a full mark that was got, and what was got on a scale of a hundred. Pure.

"得分率91.0%（满分400分，得364分）": 364 of 400.  "应得920分，实得809.6分，换算成百分制88分": 809.6 of 920.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    CERTAIN,
    HUNDRED,
    NOT_ASKED,
    Reading,
    apart,
)
from yichuang.oversight.reportcheck.engine.telling import about, said
from yichuang.oversight.reportcheck.engine.units import PERCENT

_SHARE: Final = re.compile(r"(?P<lost>失)?得?分率(?:为|是|达|达到)?$")
_CONVERTED: Final = re.compile(r"(?:换算|折算|折合|折成|折为|转换)[^，。；：]{0,4}(?:百分制|100分制|百分)")
_DUE: Final = re.compile(r"应得分?(?:为|是|共|：)*$")


def shares(sheet: Sequence[Mark], index: int) -> Iterator[tuple[Figure, Reading]]:
    """The share of its full mark that a score is, told right in front of both or right behind."""
    mark = sheet[index]
    full = mark.full or _full_before(sheet, index)
    if full is None or full.value <= 0 or mark.part not in (Part.SCORE, Part.MEAN, Part.TOTAL):
        return
    if mark.full is not None and _DUE.search(full.lead):
        yield from _due(sheet, index, full)
    first, last = sorted((mark.figure, full), key=lambda f: f.at)
    for share in mark.passage.figures:
        if share.unit != PERCENT or not share.is_exact or not (told := _SHARE.search(share.lead)):
            continue
        before = 0 <= first.at - share.after <= len("（满分值为")
        behind = share.at > last.after and share.clause - last.clause == 1 and share.bracket == last.bracket
        if not (before or behind):
            continue
        part = full.value - mark.figure.value if told["lost"] else mark.figure.value
        made = divide(part * HUNDRED, full.value)
        text = f"{shown(part)} ÷ {said(full)} {about(made, 2)}%"
        yield share, Reading(CERTAIN, (full, mark.figure), made, (), text)


def _full_before(sheet: Sequence[Mark], index: int) -> Figure | None:
    """What all are worth, told in the clause in front of a score: 总分120分，平均得108分."""
    mark, before = sheet[index], sheet[index - 1] if index else None
    if before is None or before.part not in (Part.FULL, Part.TOTAL) or apart(before, mark):
        return None
    beside = mark.figure.clause - before.figure.clause == 1 and mark.figure.value <= before.figure.value
    return before.figure if beside else None


def _due(sheet: Sequence[Mark], index: int, due: Figure) -> Iterator[tuple[Figure, Reading]]:
    """What is to be got is all but what isn't asked: 总分1000分，不参评项80分，应得920分."""
    front = sheet[:index]
    less = [m for m in front if m.part is Part.LOST and NOT_ASKED.search(m.figure.lead)]
    whole = [m for m in front if m.part in (Part.FULL, Part.TOTAL) and m.figure.value > due.value / 2]
    if less and whole and less[0].figure.sentence == due.sentence and whole[-1].figure.at < less[0].figure.at:
        made = whole[-1].figure.value
        for mark in less:
            made -= mark.figure.value
        text = f"{said(whole[-1].figure)} - {' - '.join(said(m.figure) for m in less)} = {shown(made)}"
        yield due, Reading(CERTAIN, (whole[-1].figure, *(m.figure for m in less)), made, (), text)


def converted(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What was got of what was to be got, on a scale of a hundred."""
    mark, got = sheet[index], sheet[index - 1]
    if index and got.full and got.full.value and not apart(got, mark) and _CONVERTED.search(mark.words):
        made = divide(got.figure.value * HUNDRED, got.full.value)
        text = f"{said(got.figure)} ÷ {said(got.full)} × 100 {about(made, 2)}"
        yield Reading(CERTAIN, (got.full, got.figure), made, (), text)
