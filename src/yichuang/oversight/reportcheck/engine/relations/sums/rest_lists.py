"""Lists that name their rest, right behind their total: nothing is left out, so they are told whatever the digits.

"受理治安案件1,906起，包括殴打他人812起、盗窃403起、赌博136起和其他527起": 1,878, for what is other is named.
"来信214件：举报86件，申诉41件，求决52件，其余25件": so too behind a colon and in a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, gap_of, sure_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import RANKS, counts, rank_between

_REST: Final = re.compile(r"^(?:和|及|以及|还有|与)?(?:其他|其它|其余|余下|剩下)")
_OF_ALL: Final = re.compile("其他|其它")  # what is left may be of another whole
_OPENS: Final = re.compile(
    r"[^，。；：、（）\d]{0,8}(?:，(?:其中)?(?:包括|包含|含|分别(?:是|为)|由|有|按[^，。；：、\d]{1,8}分)|：|（|，其中：?)[^，。；：（）\d]{0,24}$"
)
_GOES_ON: Final = re.compile(
    r"[^，。；：、（）\d]{0,6}[、和]\d|[^，。；：（）]{0,12}、[^，。；：（）]{0,12}\d"
)
_EXCUSED: Final = re.compile(r"重复|兼|去重|不重|同时|交叉|重叠|双重|另|扣除|剔除|主要|部分|平均")
_NEAR: Final = 3  # what misses by more than one in so many is of other things
_FEWEST: Final = 3


def rest_lists(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such lists of a document."""
    for passage in passages:
        for index, rest in enumerate(passage.figures):
            if _is_part(rest) and _REST.match(rest.lead):
                total, parts = _list(passage, index, rest)
                is_error = total is not None and _is_an_error(passage, total, parts)
                if total and (judged := sure_sum(passages, total, parts, is_error=is_error)):
                    yield judged


def _is_part(figure: Figure) -> bool:
    return counts(figure) and figure.is_exact and figure.role is Role.LEVEL and figure.unit != POINT


def _list(passage: Passage, index: int, rest: Figure) -> tuple[Figure | None, tuple[Figure, ...]]:
    """The total and all its parts in front of the rest, if they stand side by side and the words open a list."""
    begins, ends = passage.sentence_range(rest.sentence)
    front = [f for f in passage.figures[:index] if f.at >= begins and f.unit == rest.unit]
    parts = [rest]
    while (
        front
        and front[-1].bracket == rest.bracket
        and not _OPENS.fullmatch(_between(passage, front[-1], parts[0]))
    ):
        parts.insert(0, front.pop())
    total = front[-1] if front else None
    if total is None or len(parts) < _FEWEST or not all(map(_is_part, (total, *parts))):
        return None, ()
    ranks = {max(RANKS["、"], rank_between(passage, *pair)) for pair in pairwise(parts)}
    excused = _EXCUSED.search(passage.text, total.at, rest.after) or _GOES_ON.match(
        passage.text, rest.after, ends
    )
    plain = max(ranks) <= RANKS["，"] and not excused
    return (total, tuple(parts)) if plain else (None, ())


def _between(passage: Passage, one: Figure, other: Figure) -> str:
    return passage.text[one.after : other.at]


def _is_an_error(passage: Passage, total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether they nearly make it or one was forgotten, and the list is of no other whole and lacks nothing told."""
    gap = gap_of(total, parts)
    *others, rest = parts
    if not _OF_ALL.search(rest.lead) and adds_up(total, others):
        return False
    begins, _ = passage.sentence_range(max(0, total.sentence - 1))
    if any(f.unit == total.unit and adds_up(f, parts) for f in passage.between(begins, total.at)):
        return False
    if any(f.value == gap for f in passage.between(total.after, rest.at) if f not in parts):
        return False
    return gap * _NEAR <= total.value or any(part.value == gap for part in parts)
