"""Weights told in a row and scores told in a row make the weighted total: "接通率占20%、办结率占30%、满意率占50%。

三项依次得98分、99分、92分，加权后为95.3分": 0.2 × 98 + 0.3 × 99 + 0.5 × 92 = 95.3. The weights make 100 %, there are as
many scores, and the total calls itself weighted, or stands behind the only such rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, printed
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

_POINT = "分"
_WEIGHED = re.compile(r"权重|加权|×\d|×|比重|比例|分别占|按")
_TOTAL = re.compile(
    r"(?:加权|综合|总|合计|最终|最后|折算|合成|年度|考核)[^，。；：]{0,6}(?:得分|评分|成绩|分数|分|后)?(?:为|是|达|得)*$"
)
_APART = re.compile(r"[、，；及和]*[^。\d]{0,14}")
_HUNDRED = Decimal(100)
_FEWEST = 2
_SENTENCES = 2


def weighted_rows(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All weighted totals of a document whose weights and scores are told in two rows."""
    for passage in passages:
        if _POINT in passage.text and PERCENT in passage.text and _WEIGHED.search(passage.text):
            yield from _of(passages, passage)


def _of(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    rows = list(_rows(passage))
    for index, weights in enumerate(rows):
        if weights[0].unit != PERCENT or sum((f.value for f in weights), Decimal(0)) != _HUNDRED:
            continue
        for scores in rows[index + 1 :]:
            near = scores[0].sentence - weights[-1].sentence <= _SENTENCES
            if scores[0].unit == _POINT and len(scores) == len(weights) and near:
                total = _total_behind(passage, scores[-1])
                if total:
                    yield _judged(passages, weights, scores, total)
                break


def _rows(passage: Passage) -> Iterator[list[Figure]]:
    """Figures of per cent or of points that follow each other with hardly a word between, each row whole."""
    row: list[Figure] = []
    for figure in passage.figures:
        if not row or not _goes_on(passage, row, figure):
            if len(row) >= _FEWEST:
                yield row
            row = []
        if figure.unit in (PERCENT, _POINT) and figure.is_exact:
            row.append(figure)
    if len(row) >= _FEWEST:
        yield row


def _goes_on(passage: Passage, row: Sequence[Figure], figure: Figure) -> bool:
    alike = figure.unit == row[0].unit and not _TOTAL.search(figure.lead)
    return alike and _APART.fullmatch(passage.text, row[-1].after, figure.at) is not None


def _total_behind(passage: Passage, last: Figure) -> Figure | None:
    behind = [f for f in passage.figures if f.at > last.at and f.sentence == last.sentence]
    first = behind[0] if behind else None
    told = first and first.unit == _POINT and first.is_exact and _TOTAL.search(first.lead)
    return first if told else None


def _judged(
    passages: Sequence[Passage], weights: Sequence[Figure], scores: Sequence[Figure], total: Figure
) -> Judged:
    low = high = made = Decimal(0)
    for weight, score in zip(weights, scores, strict=True):
        exact = score.step == 0
        inside = Interval(score.value, score.value) if exact else printed(score.value, score.step)
        low, high = low + inside.low * weight.value, high + inside.high * weight.value
        made += score.value * weight.value
    made /= _HUNDRED
    holds = total.interval.meets(Interval(low / _HUNDRED, high / _HUNDRED))
    figures = (*weights, *scores, total)
    told = " + ".join(f"{said(s)} × {said(w)}" for w, s in zip(weights, scores, strict=True))
    told = f"{told} {about(made, 3)}，{'与原文相符' if holds else f'原文为 {said(total)}'}"
    fixes = () if holds else changes(instead(total, made), f"某项得分或权重写错，加权得 {shown(made)}")
    return Judged(
        Kind.SCORE, figures, quotes(passages, figures), holds, told, fixes, claim=total, frame=Frame.PROVEN
    )
