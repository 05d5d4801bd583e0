"""No candidate gets more votes than there were voters: "实到33名。…赵某得28票，钱某得37票". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.votes import EXCUSED, PRESENT
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_SHEETS: Final = re.compile(
    r"收回|回收|发出|发放|有效|无效|废|差|多|超|印|领|共|总|应|弃|选票|表决票|半数|最[高低]|网络|线上"
)
_GOT: Final = re.compile(r"[得获][^，。；：]{0,4}$|[一-鿿]某{1,2}(?:为)?$|得票[^，。；：]{0,6}$|^$")
_FEWEST, _MOST, _REACH = 2, 12, 4


def candidates_votes(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All votes of a document for one candidate that are more than the voters."""
    for passage in passages:
        got = [f for f in passage.figures if f.unit == "票" and _is_of_one(f)]
        if len(got) < _FEWEST:
            continue
        present = _voters(passages, passage, got[0])
        if present is None:
            continue
        for each in got:
            if present.value < each.value <= present.value * _MOST:
                told = judged_within(passages, present, each, why="得票多于投票的人")
                yield replace(told, odds=FORCED)


def _is_of_one(figure: Figure) -> bool:
    plain = figure.is_exact and figure.role is Role.LEVEL and not figure.step
    return plain and bool(_GOT.search(figure.lead)) and not _SHEETS.search(figure.lead)


def _voters(passages: Sequence[Passage], passage: Passage, first: Figure) -> Figure | None:
    """The most that are told to have been there or to have voted, here or in the paragraph before."""
    begins, _ = passage.sentence_range(max(0, first.sentence - _REACH))
    _, ends = passage.sentence_range(min(first.sentence + 1, len(passage.sentences) - 1))
    before = passages[passage.index - 1 : passage.index] if passage.index else ()
    if EXCUSED.search(passage.text, begins, ends) or any(EXCUSED.search(each.text) for each in before):
        return None
    told = [f for f in passage.between(begins, ends) if _is_present(f)]
    told = told or [f for each in before for f in each.figures if _is_present(f)]
    return max(told, key=lambda f: f.value, default=None)


def _is_present(figure: Figure) -> bool:
    return (
        figure.is_exact
        and figure.unit in ("人", "票", "张", "份")
        and PRESENT.search(figure.lead) is not None
    )
