"""Steps from a time before, and values that are of one time: of two such none is what the step is from. Pure.

"泵站2714小时，同比减少236小时，其中城区泵站2936小时": what there was the year before isn't told; both are of now.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of

_BEFORE = r"(?:上|去|前|同期|往年|历年|常年|上一|(?:19|20)\d\d年|年初|年末|期初|\d{1,2}月)"
_OVER_TIME = re.compile(rf"[同环]比|(?:比|较|与){_BEFORE}")
_COMPARES = re.compile(rf"(?:与|和|同|比|较){_BEFORE}[^，。；：]{{0,10}}(?:相比|比较)，")
_TIMES = re.compile(
    r"(?P<against>[比较与和同距]|[同环]比)?(?P<time>(?:19|20)(?:\d\d|xx)|\d{1,2}月|[一二三四]季度|[上下]半年|第\d{1,2}周|[去上前今本当]年"
    r"|[上本][月周期届季]|[年期月][初末底]|同期)(?:年|度|份)?(?:\d{1,2}月)?(?:同期|[末底初])?"
)
_OF_ANOTHER = re.compile(
    r"[去上前]年|同期|上一|[上前][月周期届季次]|[年期月]初|原|由|从|此前|之前|以前|法定|历年|常年|目标|计划|任务|预算|应|首"
)


def is_over_time(passage: Passage, change: Figure) -> bool:
    """Whether the words of a step say that it is from a time before: 同比, 比上年, 与2021年相比."""
    if "净" in change.lead:
        return False  # what came less what went
    first = row_of(passage, change)[0]
    begins, _ = passage.clause_range(first.clause)
    if _OVER_TIME.search(passage.text, begins, change.at):
        return True
    begins, _ = passage.sentence_range(change.sentence)
    return bool(_COMPARES.match(passage.text, begins, change.at))


def are_of_one_time(passage: Passage, figures: Sequence[Figure]) -> bool:
    """Whether nothing says of two values that they are of different times.

    A step of all is between those of its parts, if there are no more than two: 减收1070万元，其中税收增收1284万元、….
    """
    if any(f.role in _NOT_OF_NOW for f in figures):
        return False
    steps = [f for f in figures if f.role is Role.CHANGE]
    if steps:
        return len(steps) < len(figures) or _have_brothers(passage, steps)
    if any(map(_is_told_then, figures)):
        return False
    return len({_time_of(passage.text, figure.at) for figure in figures}) == 1


def _is_told_then(figure: Figure) -> bool:
    """Whether a value's words name a time before, as what is compared with too: 比2010年调查98.24下降0.29."""
    return bool(_OF_ANOTHER.search(figure.name + figure.lead) or _OVER_TIME.search(figure.lead))


_NOT_OF_NOW = (Role.BASE, Role.TARGET)


def _have_brothers(passage: Passage, steps: Sequence[Figure]) -> bool:
    first, last = min(f.sentence for f in steps), max(f.sentence for f in steps)
    told = passage.between(passage.sentence_range(first)[0], passage.sentence_range(last)[1])
    return sum(f.role is Role.CHANGE and f.unit == steps[0].unit for f in told) > _ALL_AND_TWO


_ALL_AND_TWO = 3


def _time_of(text: str, at: int) -> str:
    """The time named last in front of a place, what is compared with left out; "" if none is."""
    places, times = _times(text)
    found = bisect(places, at)
    return times[found - 1] if found else ""


@lru_cache(maxsize=8)
def _times(text: str) -> tuple[list[int], list[str]]:
    told = [found for found in _TIMES.finditer(text) if not found["against"]]
    return [found.end() for found in told], [found["time"] for found in told]
