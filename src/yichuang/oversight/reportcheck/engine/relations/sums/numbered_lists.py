"""Lists whose head says how many parts there are, and so many stand behind it: told whatever the digits.

"安排三个方面重点支出2,160：农田水利850，村道620，供水540": 2,010, for three were told and three are there.
"钱从三处来：镇里拨30.5万元，村里筹12.0万元，户上出6.4万元，总盘子42.5万元": so too where the total comes last.
"承办单位40家。考核分三档，甲档14家，乙档19家，丙档6家": and where what is divided is told in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, gap_of, sure_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import RANKS, counts, rank_between

_HEAD: Final = re.compile(
    r"(?P<divides>[分划评归列][^，。；：、\d]{0,3})?(?<![第十百千万亿之一二两\d.,])(?P<count>[两三四五六七八九]|[3-9](?!\d))"
    r"(?!个?(?:月|工作日|季度)|[年天日周%.,、])(?P<noun>[^，。；：！？（）、\d]{1,12})(?P<whole>[\d,.]+[^，。；：！？（）、\d]{0,6})?(?P<sign>[：，])"
)
_CLOSES: Final = re.compile(
    r"^(?:以上|上述|这|几|[三四五六七八九]|[项块笔处样])*(?:总|一共|拢共|共|合|累计|计|汇总|相加|全部加|加起来|加在一起)"
)
_EXCUSED: Final = re.compile(
    r"主要|其中|重复|去重|不重|兼|同时|交叉|重叠|双重|部分|等(?!级|次|于)|上年|去年|扣除|剔除|相抵|节余|结余|每"
)
_NEAR: Final = 3  # what misses by more than one in so many is of other things


@dataclass(frozen=True, slots=True)
class _Row:
    """So many parts as the head at `at` tells, and what of their unit stands behind them; `divides`: 分三块."""

    at: int
    divides: bool
    parts: tuple[Figure, ...]
    behind: tuple[Figure, ...]

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.parts[0].unit


def numbered_lists(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All lists of a document that have as many parts as their head tells."""
    for passage in passages:
        for head in _HEAD.finditer(passage.text):
            row = _row(passage, head) if head["divides"] or head["sign"] == "：" else None
            total = _total(passage, row) if row else None
            if row and total and (judged := _judged(passages, total, row.parts)):
                yield judged


def _row(passage: Passage, head: re.Match[str]) -> _Row | None:
    """The list behind a head that says how many parts it has, if it has so many, each told alike."""
    ends = next(end for end in passage.sentences if end >= head.end())
    found = passage.between(head.end(), ends)
    if not found or not _is_part(found[0]):
        return None
    those = [f for f in found if f.unit == found[0].unit and f.bracket == found[0].bracket]
    count = int(head["count"]) if head["count"].isdecimal() else int(spoken_value(head["count"]) or 0)
    parts = tuple(those[:count])
    ranks = {max(RANKS["、"], rank_between(passage, *pair)) for pair in pairwise(parts)}
    if len(parts) < count or len(ranks) > 1 or not all(map(_is_part, parts)):
        return None
    behind = tuple(f for f in those[count:] if rank_between(passage, parts[-1], f) <= max(ranks))
    return _Row(head.start("count"), bool(head["divides"]), parts, behind)


def _is_part(figure: Figure) -> bool:
    return counts(figure) and figure.is_exact and figure.role is Role.LEVEL and figure.unit != POINT


def _total(passage: Passage, row: _Row) -> Figure | None:
    """What the parts should make, in front of them or behind; None if the words leave it open."""
    number = row.parts[0].sentence
    begins, ends = passage.sentence_range(number)
    if _EXCUSED.search(passage.text, begins, ends):
        return None
    front = _of_unit(passage.between(begins, row.parts[0].at), row)
    if row.behind:
        closing = row.behind[0]
        return closing if len(row.behind) == 1 and not front and _CLOSES.match(closing.lead) else None
    if front:
        return front[0] if len(front) == 1 and _is_near(passage, row, front[0]) else None
    return _divided(passage, row) if row.divides and number else None


def _of_unit(figures: Sequence[Figure], row: _Row) -> list[Figure]:
    return [f for f in figures if f.unit == row.unit and f.bracket == row.parts[0].bracket]


def _is_near(passage: Passage, row: _Row, total: Figure) -> bool:
    """Whether a total stands in the clause that tells of how many parts, or in the one in front."""
    signs = sum(passage.text.count(sign, *sorted((row.at, total.at))) for sign in "，；：")
    return signs <= 1 and total.at != row.at and _is_part(total)


def _divided(passage: Passage, row: _Row) -> Figure | None:
    """What was counted in the sentence in front and is divided here: alone of its unit, or the whole of the others."""
    told = _of_unit(passage.in_sentence(row.parts[0].sentence - 1), row)
    if not told or not all(map(_is_part, told)):
        return None
    whole, *others = told
    return whole if not others or adds_up(whole, others) else None


def _judged(passages: Sequence[Passage], total: Figure, parts: tuple[Figure, ...]) -> Judged | None:
    """Whether the parts make the total; what misses by far is left in peace unless one of them was forgotten."""
    gap = gap_of(total, parts)
    forgotten = any(part.value == gap for part in parts)
    return sure_sum(passages, total, parts, is_error=forgotten or gap * _NEAR <= total.value)
