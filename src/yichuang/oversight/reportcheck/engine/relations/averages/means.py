"""Means: the values of a list in front of one, added up and divided by how many they are.

"四个季度得分分别为91分、94分、93分、96分，平均93.5分": 374 ÷ 4 = 93.5.
"主动公开得分率96%，依申请公开得分率92%，解读回应得分率88%。三项权重相同，综合得分率95.0%": 92.0 is meant.

A mean may be weighed (各县满意率 by their cases), so that the values don't make it says little. It is accused if 分别
says that these are its values, if it lies outside all of them, or if one digit of it or of an outlier mends it. Nothing
is weighed where the weights are said to be the same, where scores are as many as the text counts, and hardly where the
values are those of all quarters or months: there a slip of the mean is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import range_of_average
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip, may_be_slip_within
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import POINTS
from yichuang.oversight.reportcheck.findings import Kind

_MEAN = re.compile(r"(?:平均|均分|均值|(?<![人户日月年每件次])均)(?:分|值|得分|成绩|为|达到|达|是|约)*$")
_OVERALL = re.compile(r"(?:综合|总体|整体|总)(?:得分率?|评分|成绩|满意[率度]|指数)(?:为|达到|达|是)*$")
_EQUAL = re.compile(r"权重(?:均|都)?(?:相同|相等|一致|均等)|同等权重|等权|算术平均|简单平均")
_STRETCH = re.compile(r"第?[一二三四]季度|\d{1,2}月份?")
_UNLIKE = re.compile(r"去掉|剔除|加权|不含|除[^，。；]{1,10}外")
_LIMIT = re.compile(r"满分|最高|最低|以上|以下|合格线|高于|低于|目标|上年|去年|比|较|提高|下降|全[县市省国]")
_MOST = 15
_TELLING = 3
_ROOM = Decimal("1.1")


def means(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All means of lists of a document."""
    for passage in passages:
        for index, mean in enumerate(passage.figures):
            if (
                _is_mean(passage, mean)
                and not _LIMIT.search(mean.lead)
                and mean.is_exact
                and mean.unit != POINTS
            ):
                judged = _judged(passages, passage, index, mean)
                if judged:
                    yield judged


def _is_mean(passage: Passage, mean: Figure) -> bool:
    """Whether the words call it a mean, or an overall value of what is said to weigh the same."""
    if _MEAN.search(mean.lead):
        return True
    begins, ends = passage.sentence_range(mean.sentence)
    return bool(_OVERALL.search(mean.lead) and _EQUAL.search(passage.text, begins, ends))


def _judged(passages: Sequence[Passage], passage: Passage, index: int, mean: Figure) -> Judged | None:
    values = _values(passage, index, mean)
    if len(values) < 2:
        return None
    value = divide(sum((f.value for f in values), Decimal(0)), Decimal(len(values)))
    holds = range_of_average(mean).has(value)
    told_so = "分别" in passage.text[max(0, values[0].at - 12) : values[0].at] and mean.lead in ("平均", "均")
    wrong = told_so or _is_wrong(mean, values, value) or _is_unweighed(passage, mean, values, value)
    if not holds and not wrong:
        return None
    figures = (*values, mean)
    told = f"({' + '.join(said(f) for f in values)}) ÷ {len(values)} {about(value, 2)}"
    ending = f"与原文 {said(mean)} 相符" if holds else f"原文为 {said(mean)}"
    fixes = () if holds else changes(instead(mean, value))
    frame = Frame.CLEAR if told_so else Frame.PROVEN
    return Judged(
        Kind.AVERAGE,
        figures,
        quotes(passages, figures),
        holds,
        f"{told}，{ending}",
        fixes,
        claim=mean,
        frame=frame,
    )


def _values(passage: Passage, index: int, mean: Figure) -> list[Figure]:
    """The values in front of a mean, kept by one sign, as finely printed; each once in its clause."""
    values: list[Figure] = []
    rank = 0
    for figure in reversed(passage.figures[max(0, index - _MOST) : index]):
        if figure.unit != mean.unit:
            if values and figure.unit:
                break
            continue
        uneven = bool(values) and figure.step != values[0].step
        if uneven or figure.role in (Role.CHANGE, Role.BAND) or _LIMIT.search(figure.lead):
            break
        apart = rank_between(passage, figure, values[0]) if values else 0
        if values and rank and apart != rank:
            break
        rank = apart if values else 0
        values.insert(0, figure)
    return values if not values or mean.sentence - values[-1].sentence <= 1 else []


def _is_wrong(mean: Figure, values: Sequence[Figure], value: Decimal) -> bool:
    """Whether three values or more show that a mean, or an outlier among them, has a digit wrong."""
    if len(values) < _TELLING or not all(f.is_exact for f in values):
        return False
    low, high = min(f.value for f in values), max(f.value for f in values)
    outside = not low / _ROOM <= mean.value <= high * _ROOM
    if outside and is_slip(mean, value) and high <= low * 2:
        return True
    return any(_is_outlier(each, mean, values) for each in values)


def _is_unweighed(passage: Passage, mean: Figure, values: Sequence[Figure], value: Decimal) -> bool:
    """Whether the text leaves no room for weights, and the mean is a slip away from what the values make."""
    begins, _ = passage.sentence_range(values[0].sentence)
    head = passage.text[begins : values[0].at]
    whole = passage.text[begins : mean.after]
    low, high = min(f.value for f in values), max(f.value for f in values)
    if len(values) < _TELLING or not is_slip(mean, value) or high > low * 2 or _UNLIKE.search(whole):
        return False
    if not all(f.is_exact for f in values):
        return False
    counted = any(
        f.value == len(values) and f.unit != mean.unit for f in passage.between(begins, values[0].at)
    )
    if _EQUAL.search(whole) or (counted and mean.unit == _POINT and "：" in head):
        return True
    stretches = all(_STRETCH.fullmatch(f.lead) for f in values)
    return stretches and abs(mean.value - value) >= (mean.step or Decimal(1)) * _COARSE


_POINT = "分"
_COARSE = 10  # steps within which weights may move a mean


def _is_outlier(each: Figure, mean: Figure, values: Sequence[Figure]) -> bool:
    """Whether a value lies far from all others, and a slip mended in it makes the mean."""
    others = [f.value for f in values if f is not each]
    low, high = min(others), max(others)
    if low / _ROOM <= each.value <= high * _ROOM or high > low * 2 or len(digits_of(each)) < _TELLING:
        return False
    made = range_of_average(mean).times(Decimal(len(values)))
    rest = sum(others, Decimal(0))
    return may_be_slip_within(each, Interval(made.low - rest, made.high - rest))
