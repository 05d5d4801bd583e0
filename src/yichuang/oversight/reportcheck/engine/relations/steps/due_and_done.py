"""What should be, what is, and by how much it is less or more, side by side: told whatever the digits. Pure.

"一年应到72天，实际记下来63天，欠了19天": 9. "应配39名，实配37名，缺额3名": 2. "目标80%，实际66%，差13个百分点": 14.
"全校1,491人中因病免测23人，实测1,486人": 1,468, so too where what isn't stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.balances import told_rest
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, sum_of
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_SIGN: Final = "实"  # a paragraph without it tells of nothing that is
_DUE: Final = re.compile(
    r"应|该|需|计划|任务|目标|指标|核定|账面|账|编制|预算|限额|定额|标准|额定|申报|登记|报名|合同|约定|下达|安排|规定|设计|核准|一[年月季周]$"
)
_AMONG: Final = ("中", "里")  # 全班52人中
_DONE: Final = re.compile(
    r"^[^，。；：、\d]{0,4}(?<![落核务证账未])实(?!施|行|现|验|事|体|名|习|操|训|践|效|物|绩|心|木|业)[^，。；：、\d]{0,8}$"
)
_SETTLED: Final = re.compile(r"已落实$")  # 投入4.2亿元，已落实3.36亿元，缺口0.84亿元
_GAP: Final = re.compile(
    r"^(?:还|尚|仍|净|实际)*(?!其余|其他)[^，。；：、\d]{0,2}?(?:欠|差(?!错|评)|缺|少|短|超|多|余|剩|亏|盈|节约)(?!数|于|过)[^，。；：、\d]{0,5}$"
)
_OVER: Final = re.compile(r"超出?$")  # of a gap no mere bound
_ABSENT: Final = re.compile(r"(?:免|缺|请|病|欠|弃|未|漏|停)[^，。；：、\d免缺请]{1,3}$")
_OTHERWISE: Final = re.compile(r"[比较同环]|上年|去年|其中|累计|平均|人均|每")
_BOTH_WAYS: Final = re.compile(r"盘盈.*盘亏|盘亏.*盘盈|多.*少[^，。；]*\d|另有|还有")
_NEAR: Final = 2  # clauses between


def due_and_done(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such gaps of a document."""
    for passage in passages:
        if _SIGN not in passage.text:
            continue
        for index, done in enumerate(passage.figures):
            if _may_be(done) and (_DONE.search(done.lead) or _SETTLED.search(done.lead)):
                told = _gap_behind(passages, passage, index) or _gap_between(passages, passage, index)
                if told:
                    yield told


def _may_be(figure: Figure) -> bool:
    exact = figure.is_exact or _OVER.search(figure.lead)
    plain = exact and figure.role not in (Role.AVERAGE, Role.BAND)
    return bool(plain) and not _OTHERWISE.search(figure.lead)


def _gap_behind(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """Due, done and the gap between them: 应配39名，实配37名，缺额2名."""
    done = passage.figures[index]
    due = _beside(reversed(passage.figures[:index]), done.unit)
    gap = _beside(passage.figures[index + 1 :], POINTS if done.unit == PERCENT else done.unit)
    if due is None or gap is None or not (_stand_together(due, done, gap) and _GAP.match(gap.lead)):
        return None
    high, low = (due, done) if due.value >= done.value else (done, due)
    return _judged(passages, passage, (high, low, gap), due)


def _gap_between(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """Due, those who weren't, and those who were: 全班52人中免测3人，实测49人."""
    done = passage.figures[index]
    gap = _beside(reversed(passage.figures[:index]), done.unit)
    due = _beside(reversed(passage.figures[: passage.figures.index(gap)]), done.unit) if gap else None
    if due is None or gap is None or not (_stand_together(due, gap, done) and _ABSENT.search(gap.lead)):
        return None
    return _judged(passages, passage, (due, gap, done), due) if due.value > gap.value else None


def _beside(figures: Iterator[Figure] | Sequence[Figure], unit: str) -> Figure | None:
    found = next((f for f in figures if f.unit == unit), None)
    return found if found and _may_be(found) else None


def _stand_together(first: Figure, second: Figure, third: Figure) -> bool:
    """Whether they stand in one sentence and bracket, each right behind the other."""
    alike = (
        first.sentence == second.sentence == third.sentence
        and len({first.bracket, second.bracket, third.bracket}) == 1
    )
    return alike and second.clause - first.clause <= _NEAR and 1 <= third.clause - second.clause <= _NEAR


def _judged(
    passages: Sequence[Passage], passage: Passage, told: tuple[Figure, Figure, Figure], due: Figure
) -> Judged | None:
    """Whether the first less the second is the third; told only if the words say what should be."""
    high, low, left = told
    if meets_sum(high, sum_of((low, left))):
        return told_rest(passages, high, low, left, holds=True)
    begins, ends = passage.sentence_range(left.sentence)
    named = _DUE.search(due.lead) or passage.text.startswith(_AMONG, due.after)
    sure = high.value > low.value and named and not _BOTH_WAYS.search(passage.text, begins, ends)
    failed = told_rest(passages, high, low, left, holds=False)
    return replace(failed, frame=Frame.PROVEN, odds=FORCED) if sure else None
