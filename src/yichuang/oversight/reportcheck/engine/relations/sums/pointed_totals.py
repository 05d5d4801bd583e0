"""Totals that say of how many parts they are: the last so many in front of them, all told alike.

"城乡低保0.76亿元、机关养老2.15亿元、残疾人补贴0.31亿元，以上三项合计3.32亿元": 3.22, whatever the digits.
"自然变动减少473人，机械变动减少1,447人，二者叠加净减1,902人": so too of steps that go one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import gap_of, sure_sum
from yichuang.oversight.reportcheck.engine.units import DURATIONS

POINTS = re.compile(
    r"(?:以上|上述|这|前|前述)?(?P<count>[两二三四五六七八九])(?:者|项|件事?|桩|类|块|部分|方面|级|地|种|头|边|笔|样|家|村|季(?!度)|期|批)[^，。；：、\d]{0,4}?"
    r"(?:合计|共计|总计|相加|叠加|加起来|加在一起|共|之和|合并|累计|合起来|加总|汇总)[^，。；：、\d]{0,12}"
)
_EXCUSED = re.compile(r"重复|去重|不重|交叉|重叠|双重|兼|扣除|剔除|相抵")
_UP, _DOWN = re.compile(r"[增多升涨]"), re.compile(r"[减少降压跌]")
_EACH = re.compile(
    r"每[^，。；：、\d]{1,5}$|(?:分布|散布|覆盖|涉及|遍及)(?:在|到|了)?$"
)  # 每平方米15元, 分布在126个村
_NEAR = 10  # what misses by more than one in so many is of other things


def pointed_totals(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All totals of a document that say of how many parts they are."""
    for passage in passages:
        for total in passage.figures:
            parts = _parts(passage, total) if _counts(total) else ()
            if judged := sure_sum(passages, total, parts, is_error=_is_near(total, parts)):
                yield judged


def _counts(total: Figure) -> bool:
    return total.is_exact and not total.is_percent and total.unit not in ("", POINT, *DURATIONS)


def _parts(passage: Passage, total: Figure) -> tuple[Figure, ...]:
    """The last so many figures of the unit in front of the total's clause, if they are told alike."""
    begins, _ = passage.clause_range(total.clause)
    found = POINTS.fullmatch(passage.text, begins, total.at)
    if not found or passage.text[begins - 1 : begins] == "、":
        return ()  # 一、二级合计: which, not how many
    count = int(spoken_value(found["count"]) or 0)
    first, _ = passage.sentence_range(max(0, total.sentence - 1))
    _, ends = passage.sentence_range(total.sentence)
    front = [
        f
        for f in passage.between(first, begins)
        if f.bracket == total.bracket and f.role is not Role.AVERAGE and not _EACH.search(f.lead)
    ]
    parts = tuple([f for f in front if f.unit == total.unit][-count:])
    excused = len(parts) == count and _EXCUSED.search(passage.text, parts[0].at, ends)
    return parts if len(parts) == count and not excused and _are_alike(front, parts, total) else ()


def _are_alike(front: Sequence[Figure], parts: Sequence[Figure], total: Figure) -> bool:
    """Whether the parts are levels or steps one way, each with as much told between it and the next."""
    places = [front.index(part) for part in parts]
    evenly = len({after - before for before, after in pairwise(places)}) == 1
    exact = all(part.is_exact for part in parts)
    levels = all(part.role is Role.LEVEL for part in parts)
    return evenly and exact and (levels or _go_one_way((*parts, total)))


def _go_one_way(steps: Sequence[Figure]) -> bool:
    changes = all(step.role is Role.CHANGE for step in steps)
    return changes and any(
        all(way.search(step.lead) and not other.search(step.lead) for step in steps)
        for way, other in ((_UP, _DOWN), (_DOWN, _UP))
    )


def _is_near(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether they nearly make it, or one of them was forgotten."""
    gap = gap_of(total, parts)
    forgotten = len(parts) > 2 and any(part.value == gap for part in parts)
    return gap * _NEAR <= total.value or forgotten
