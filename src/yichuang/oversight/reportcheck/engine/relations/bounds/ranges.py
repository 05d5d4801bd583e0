"""A mean or an end isn't outside the range that it is of: "各组得分在82.5分至96.3分之间，平均97.4分"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_TO: Final = re.compile(r"(?:至|到|-|~|—|—{2})$")
_AND: Final = re.compile(r"(?:和|与)$")
_SPREAD: Final = re.compile(r"^[^，。；：、\d]{0,6}?(?:之间|不等|的?区间|的?范围)")
_LIES: Final = re.compile(r"(?:介于|在|处于|保持在|维持在|控制在|稳定在|分布在)[^，。；：\d]{0,4}$")
_INSIDE: Final = re.compile(
    r"^(?:其中)?[^，。；：、\d]{0,8}?(?:平均|均值|均分|中位数|最高|最低|最大|最小|最多|最少|最长|最短)[^，。；：、\d]{0,6}$"
)
_OF_OTHERS: Final = re.compile(r"差|上年|去年|同期|全[县市省国]|往年|常年|比|较|历史|目标|标准")
_AHEAD: Final = 2
_LONGEST: Final = 6  # signs from one end to the other: a unit and 至


def ranges(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document outside the range that is printed for them."""
    for passage in passages:
        if "之间" in passage.text or "不等" in passage.text:
            for index, (low, high) in enumerate(pairwise(passage.figures)):
                if _is_range(passage, low, high):
                    yield from _outside(passages, low, high, passage.figures[index + 2 : index + 2 + _AHEAD])


def _is_range(passage: Passage, low: Figure, high: Figure) -> bool:
    between = passage.text[low.after : high.at]
    joined = _TO.search(between) or (_AND.search(between) and _LIES.search(low.lead))
    alike = low.unit in (high.unit, "") and low.value < high.value and low.clause == high.clause
    return bool(joined and len(between) <= _LONGEST and alike and _SPREAD.match(high.tail))


def _outside(
    passages: Sequence[Passage], low: Figure, high: Figure, behind: Sequence[Figure]
) -> Iterator[Judged]:
    """A mean or an end right behind the range that lies outside of it."""
    for value in behind:
        near = value.sentence == high.sentence and value.clause - high.clause <= _AHEAD
        plain = (
            value.unit == high.unit and value.is_exact and value.role in (Role.LEVEL, Role.AVERAGE, Role.RATE)
        )
        if not near or not plain or value.unit in DURATIONS or not _INSIDE.match(value.lead):
            continue
        if _OF_OTHERS.search(value.lead) or low.value <= value.value <= high.value:
            continue
        figures = (low, high, value)
        told = f"{said(value)} 不在 {said(low)} 与 {said(high)} 之间"
        fixes = changes(f"“{value.written}”应在 {said(low)} 与 {said(high)} 之间")
        yield Judged(
            Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, claim=value, odds=FORCED
        )
