"""Weighted totals of scores: the weights make a whole, and there are as many scores in front of the total. Pure.

"接通率占20%、办结率占30%、满意率占50%。三项依次得98分、99分、92分，加权后为95.3分": 0.2 × 98 + 0.3 × 99 + 0.5 × 92.
Weights may stand in front of the scores, each beside its own, or behind them: 按笔试40%、面试60%折算.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    CERTAIN,
    HUNDRED,
    Reading,
    apart,
)
from yichuang.oversight.reportcheck.engine.telling import about, said
from yichuang.oversight.reportcheck.engine.units import PERCENT

_BACK: Final = 2  # paragraphs in front in which weights may stand
_WEIGHS: Final = re.compile(r"权重|加权|折算|折合|占|比例|×|按|各|计入|合成|构成|组成")
_RESULT: Final = re.compile(r"综合|总|加权|折算|合计|最终|最后|合成|年度|考核|得|为|折合")
_NAME: Final = re.compile(r"[一-鿿]{2}(?=(?:成绩|得分|评价|测评|分数)?(?:（?占|权重|按|为|各|比例)?$)")
_FEWEST, _MOST = 2, 8


def weighted(passages: Sequence[Passage], sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The weighted totals that a mark may be."""
    mark = sheet[index]
    if mark.part not in (Part.TOTAL, Part.SCORE, Part.MEAN) or not _RESULT.search(mark.figure.lead):
        return
    for weights in _weights(passages, mark):
        scores = _scores(sheet, index, weights)
        if scores:
            yield _reading(mark, [f.value for f in weights], scores, weights)
    if ratio := _ratio(mark):
        told = [m for m in sheet[:index] if m.part in (Part.SCORE, Part.MEAN) and apart(m, mark) <= 1]
        row = told[-len(ratio) :]
        if len(row) == len(ratio) and all(m.part in _BETWEEN for m in sheet[sheet.index(row[0]) : index]):
            yield _reading(mark, [n * HUNDRED / sum(ratio) for n in ratio], row, ())


_RATIO: Final = re.compile(r"(?P<n>\d{1,2}(?:[∶：:比]\d{1,2})+)的?(?:比例|权重)?")
_DIGITS: Final = "一二三四五六七八九"
_IN_WORDS: Final = re.compile(
    rf"(?P<ratio>[{_DIGITS}](?:比[{_DIGITS}])+)|(?P<open>[{_DIGITS}]{{2}})开"
    rf"|(?<![第百千十万亿{_DIGITS}])(?P<row>[{_DIGITS}]{{2,4}})(?:的)?(?:计分|权重|比例|折算|加权|占比|折合|计算|合成)"
)
_OF_ONE: Final = re.compile(r"(?:权重|系数|占比)(?:系数)?(?:为|是)?(?P<n>0\.\d{1,2})(?!\d)")
_TENTHS: Final = re.compile(rf"[占按][^，。；：、]{{0,4}}?(?P<n>[{_DIGITS}])成")
_WHOLE: Final = 10


def _ratio(mark: Mark) -> list[Decimal]:
    """Weights that are told as a ratio in front: 按2∶3∶5的比例折算, 三七开, 占六成、占四成."""
    text = mark.passage.text
    begins, _ = mark.passage.sentence_range(mark.figure.sentence)
    if told := list(_RATIO.finditer(text, begins, mark.figure.at)):
        return [Decimal(n) for n in re.split("[∶：:比]", told[-1]["n"])]
    parts = [Decimal(f["n"]) for f in _OF_ONE.finditer(text, 0, mark.figure.at)]
    if len(parts) >= _FEWEST and sum(parts) == 1:
        return parts
    for row in ([f["n"] for f in _TENTHS.finditer(text, 0, mark.figure.at)], *_in_words(mark)):
        weights = [_DIGITS.index(n) + 1 for n in row]
        if sum(weights) == _WHOLE and len(weights) >= _FEWEST:
            return [Decimal(n) for n in weights]
    return []


def _in_words(mark: Mark) -> Iterator[list[str]]:
    for told in reversed(list(_IN_WORDS.finditer(mark.passage.text, 0, mark.figure.at))):
        yield list((told["ratio"] or told["open"] or told["row"]).replace("比", ""))


def _weights(passages: Sequence[Passage], mark: Mark) -> Iterator[tuple[Figure, ...]]:
    """Rows of percentages near a total that make a hundred, where words say that they weigh."""
    last = mark.passage.index
    for passage in passages[max(0, last - _BACK) : last + 1]:
        if "%" not in passage.text or not _WEIGHS.search(passage.text):
            continue
        shares = [f for f in passage.figures if f.unit == PERCENT and f.is_exact and 0 < f.value < HUNDRED]
        for share in shares:
            number = divide(HUNDRED, share.value)
            if share.lead.endswith(("各", "各占", "均占", "各按")) and number == int(number) <= _MOST:
                yield (share,) * int(number)
        for at in range(len(shares)):
            made = Decimal(0)
            row: list[Figure] = []
            for share in shares[at : at + _MOST]:
                if row and share.sentence - row[-1].sentence > 1:
                    break
                row.append(share)
                made += share.value
                if made >= HUNDRED:
                    break
            if made == HUNDRED and len(row) >= _FEWEST and _say_so(passage, row):
                yield tuple(row)


def _say_so(passage: Passage, row: Sequence[Figure]) -> bool:
    begins, _ = passage.sentence_range(row[0].sentence)
    _, ends = passage.sentence_range(row[-1].sentence)
    return _WEIGHS.search(passage.text, begins, ends) is not None


def _scores(sheet: Sequence[Mark], index: int, weights: Sequence[Figure]) -> tuple[Mark, ...]:
    """As many scores right in front of the total, in the order of the weights if names tell it."""
    row: list[Mark] = []
    for mark in reversed(sheet[:index]):
        if (
            mark.part not in (Part.SCORE, Part.MEAN)
            or len(row) == len(weights)
            or apart(mark, sheet[index]) > 1
        ):
            break
        row.insert(0, mark)
    if len(row) != len(weights):
        return ()
    names = [found[0] if (found := _NAME.search(f.lead)) else "" for f in weights]
    if not all(names):
        return tuple(row)
    called = [[m for m in row if name in m.figure.lead] for name in names]
    if all(len(each) == 1 for each in called) and len({id(each[0]) for each in called}) == len(row):
        return tuple(each[0] for each in called)
    return tuple(row)


def _reading(
    mark: Mark, weights: Sequence[Decimal], scores: Sequence[Mark], figures: Sequence[Figure]
) -> Reading:
    pairs = [(score.figure, weight) for score, weight in zip(scores, weights, strict=True)]
    made = divide(sum((s.value * w for s, w in pairs), Decimal(0)), HUNDRED)
    gap = (mark.figure.value - made) * HUNDRED
    mended = tuple((s, s.value + divide(gap, w)) for s, w in pairs)
    told = " + ".join(f"{said(s)} × {shown(w)}%" for s, w in pairs)
    every = tuple(dict.fromkeys((*figures, *(m.figure for m in scores))))
    weighs = mark.part is not Part.SCORE or re.search("折|加权|合成", mark.figure.lead)
    belief = CERTAIN if weighs and apart(scores[-1], mark) == 0 else _LOOSE
    return Reading(belief, every, made, mended, f"{told} {about(made, 3)}")


_LOOSE = 0.8
_BETWEEN: Final = (Part.SCORE, Part.MEAN, Part.FULL, Part.ASIDE)
