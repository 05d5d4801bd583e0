"""Balances: what there was less what went out is what is left. What is carried over is in `carried`.

"收入总计6.37亿元，支出5.92亿元，年终结余0.45亿元": 6.37 - 5.92 = 0.45.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.carried import carried_over, near_left
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import OUT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.gathering import runs_before
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, is_part
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_SURE_LEFT = re.compile(
    r"剩余|结余|节余|尚余|其余|结转下|净增|净减|净流|净迁|还剩|^剩|仍有|尚有|正在|在办|未办结|空编|缺编|缺额|节约|节省|核减|审减|尚需|还需|尚差|请假|缺席|缺口|剩下|余下|爽约|转入下"
)
# What may be left as well, if the figures say so.
_LEFT = re.compile(rf"{_SURE_LEFT.pattern}|余额|年末结转|未|无效|停|尚待|待(?!遇)|期末|年末|月末|另")
_NET = re.compile(r"净(?:增|减|流入|流出|迁入|迁出)(?:加|少|了)?$")


def balances(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All balances of a document."""
    for passage in passages:
        for index, left in enumerate(passage.figures):
            if (counts(left) or _NET.search(left.lead)) and _LEFT.search(left.lead + left.tail[:6]):
                judged = carried_over(passages, passage, index, left) or _left(passages, passage, index, left)
                if judged:
                    yield judged


def _left(passages: Sequence[Passage], passage: Passage, index: int, left: Figure) -> Judged | None:
    near = near_left(passage, index, left)
    if len(near) < 2:
        return None
    for gone in reversed(near):
        for whole in reversed([f for f in near if f.at < gone.at]):
            if _is_finer(passage, whole, gone, left):
                continue
            if whole.value >= gone.value and meets_sum(whole, sum_of((gone, left))):
                return told_rest(passages, whole, gone, left, holds=True)
            if _NET.search(left.lead) and meets_sum(gone, sum_of((whole, left))):
                return told_rest(passages, gone, whole, left, holds=True)
    heads = [f for f in near if not is_part(passage, f)]
    if len(heads) < 2 or not _is_told(heads, left):
        return None
    whole, gone = heads[-2], heads[-1]
    if _NET.search(left.lead) and whole.value < gone.value:
        whole, gone = gone, whole
    exact = all(f.is_exact for f in (whole, gone, left))
    if whole.value < gone.value or not exact:
        return None
    before = any(other.value + whole.value - gone.value == left.value for other in heads[:-2])
    all_three = whole.value + gone.value + left.value
    before = before or any(
        other.value == all_three for other in heads[:-2]
    )  # 68家：结清31、部分结清16、未结清21
    if before or _STOCK.search(left.lead) or _goes_on(passage, index, whole, gone):
        return None  # what there was before, or has gathered over the years, is in it too
    purse = bool(re.search("收入|拨入|到账", whole.lead) and "支出" in gone.lead)
    if not purse and abs(whole.value - gone.value - left.value) > whole.value / 2:
        return None
    firm = purse or _is_opposite(gone, left) or _is_rest(heads, left) or _UNDER_WAY.search(left.lead)
    return told_rest(passages, whole, gone, left, holds=False, frame=Frame.FIRM if firm else Frame.CLEAR)


def _goes_on(passage: Passage, index: int, whole: Figure, gone: Figure) -> bool:
    """Whether what is left is told in several parts: "任务22个，已完工17个，正在施工3个，尚未动工2个"."""
    left = passage.figures[index]
    made = gone.value + left.value
    if made + 1 == whole.value and passage.text[left.after :][:_BEHIND].find(f"一{whole.word}") >= 0:
        return True  # 正在办的三条，停办一条
    for further in passage.figures[index + 1 : index + 1 + _FURTHER]:
        if further.sentence != left.sentence or further.unit != left.unit or not counts(further):
            continue
        made += further.value
        if made == whole.value:
            return True
    return False


_FURTHER = 3
_BEHIND = 12


def _is_finer(passage: Passage, whole: Figure, gone: Figure, left: Figure) -> bool:
    """Whether a whole is as fine as its parts are though it is printed without decimals, and so isn't the other two.

    "捐赠15.2万元，6.8万元，3.46万元，2.54万元，总计28万元。支出21.7万元，结余7.3万元": it is 28.00.
    """
    if whole.value == gone.value + left.value or whole.step <= max(gone.step, left.step):
        return False
    runs = (run for run, _ in runs_before(passage, passage.figures.index(whole)))
    return any(
        sum(part.value for part in run) == whole.value and any(part.step < whole.step for part in run)
        for run in runs
    )


_UNDER_WAY = re.compile(r"^(?:正在|在办|尚未|仍在|未)")


def _is_told(heads: Sequence[Figure], left: Figure) -> bool:
    """Whether the words say that what is left is so once what is told last is gone."""
    gone, rest = heads[-1], _is_rest(heads, left)
    if (gone.sentence != left.sentence and not _is_opposite(gone, left)) or left.clause - gone.clause > 5:
        return False
    out = OUT.search(gone.lead) or _is_opposite(gone, left) or rest
    return bool(out) and (_is_told_left(gone, left) or rest)


_REST = re.compile(r"^(?:其余|另外?|剩余|剩下|余下)(?:的)?$|^(?:其余|剩余|剩下|余下)")


def _is_rest(heads: Sequence[Figure], left: Figure) -> bool:
    """Whether two stand in the sentence, and then what is left of the first: 抽查276批，合格270批，其余6批."""
    within = [figure for figure in heads if figure.sentence == left.sentence]
    return len(within) == 2 and bool(_REST.search(left.lead)) and within[1].clause - within[0].clause <= 2


_STOCK = re.compile(r"滚存|累计")
_OPPOSITE = re.compile(r"(?:未|无|不|停|没有|待|尚需|欠)(?P<kernel>[一-鿿]{1,2})")


def _is_told_left(gone: Figure, left: Figure) -> bool:
    return bool(_SURE_LEFT.search(left.lead)) or _is_opposite(gone, left)


def _is_opposite(gone: Figure, left: Figure) -> bool:
    """Whether what is left is told as the contrary of what went: 未解读的 and 解读, 无效通话 and 有效通话."""
    for found in _OPPOSITE.finditer(left.lead + left.tail[:12]):
        kernel = found["kernel"]
        if kernel in gone.lead + gone.tail or (len(kernel) > 1 and f"有{kernel[1:]}" in gone.lead):
            return True
    return False


def told_rest(
    passages: Sequence[Passage],
    whole: Figure,
    gone: Figure,
    left: Figure,
    *,
    holds: bool,
    frame: Frame = Frame.CLEAR,
) -> Judged:
    """What is left of a whole once what is gone is taken from it, and whether that is what is printed."""
    figures = (whole, gone, left)
    value = whole.value - gone.value
    slip = Decimal(10**4)
    if not holds and is_money(left.unit) and value in (left.value * slip, left.value / slip):
        told = f"{said(whole)} - {said(gone)} = {with_scale(value, whole)}，原文为 {said(left)}{left.unit}，差一万倍"
        fix = f"“{left.written}{left.word}”的单位应为{'万' if value > left.value else ''}{left.unit}"
        return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=left)
    told = f"{said(whole)} - {said(gone)} = {with_scale(value, left)}"
    if holds:
        return Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=left
        )
    return Judged(
        Kind.DIFFERENCE, figures, quotes(passages, figures), False, f"{told}，原文为 {said(left)}",
        changes(
            instead(left, value),
            instead(gone, whole.value - left.value),
            instead(whole, gone.value + left.value),
        ),
        claim=left, frame=frame,
    )  # fmt: skip
