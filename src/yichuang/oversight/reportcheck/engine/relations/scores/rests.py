"""What is left of a full mark when points are lost and given, and what was lost of it. Pure.

"满分100分，扣7.6分，实得92.4分" · "总得分86.6分，失分13.4分" · "总分651分，去掉97分和88分后为466分".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    ALL_LOST,
    COMMA,
    FEWEST,
    HEAD,
    HUNDRED,
    SCALES,
    Reading,
    apart,
    likely,
)
from yichuang.oversight.reportcheck.engine.telling import said

_FINAL = re.compile(
    r"^(?:[^，。；：]{0,6}?)(?:后为|剩|余|终评|终得|认定|复核|最终|最后|实|现|共?得|合计|总|核定|自评|净|余|剩|为)"
)


def rests(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """A full mark, or a score, less what was lost and with what was given; and what was lost of it."""
    mark = sheet[index]
    if mark.part is Part.LOST:
        yield from _losses(sheet, index)
        return
    yield from _opened(sheet, index)
    moved: list[Mark] = []
    at = index - 1
    while at >= 0 and sheet[at].part in (Part.LOST, Part.GIVEN, Part.ASIDE, Part.END):
        # 每低0.5个百分点扣0.5分 is a rule, no loss
        moves = sheet[at].part in (Part.LOST, Part.GIVEN) and "每" not in sheet[at].words
        if moves or _left_out(sheet[at]):
            moved.insert(0, sheet[at])
        at -= 1
    if not moved or apart(moved[-1], mark) > 1:
        return
    whole = [m for m in moved if m.part is Part.LOST and ALL_LOST.match(m.figure.lead)]
    moved = [*whole, *(m for m in moved if m.part is Part.GIVEN)] if whole else moved
    base = sheet[at] if at >= 0 else None
    if base is not None and base.part is Part.SCORE and _is_of_another(base, moved[0]):
        base = None
    if base is not None and base.figure.value in SCALES and all(m.part is Part.GIVEN for m in moved):
        return  # what may be given at most
    told = (
        base is not None and base.part in (Part.FULL, Part.TOTAL, Part.SCORE) and apart(base, moved[0]) <= 1
    )
    named = bool(_FINAL.match(mark.figure.lead)) and not mark.name[_NAMED:]
    firm = base is not None and base.part in (Part.FULL, Part.TOTAL)
    near = base is not None and apart(base, mark) <= 1
    if base is not None and at and _is_explained(sheet[at - 1], base, moved):
        return
    if told and base is not None:
        yield _left(
            base.figure,
            moved,
            mark,
            likely(1.5, 1.2 if named else -1.5, 1.0 if firm else -0.5, 0.8 if near else -1),
        )
    elif mark.full is not None and mark.full.value in SCALES and moved[0].passage is mark.passage:
        yield _left(mark.full, moved, mark, likely(4.2))
    else:
        yield _left(
            None,
            moved,
            mark,
            likely(0.5, 0.8 if named else -2.0, 1.8 if whole else 0.5 if len(moved) > 1 else 0.0),
        )


_NAMED = 6


def _is_of_another(base: Mark, moved: Mark) -> bool:
    """Whether a score is told of somebody else: 公安窗口得99.5分；住建窗口扣3分."""
    return base.passage is not moved.passage or "；" in base.passage.text[base.figure.after : moved.figure.at]


def _is_explained(before: Mark, base: Mark, moved: Sequence[Mark]) -> bool:
    """Whether what was lost is of the score in front of its full mark: 得9.2分，满分10分，扣0.8分."""
    lost = sum((m.figure.value for m in moved if m.part is Part.LOST), Decimal(0))
    return before.figure.value == base.figure.value - lost and apart(before, base) == 0


def _opened(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """ "得分102分：基准分100分，加8分，扣6分": what is told behind of what was got."""
    mark = sheet[index]
    if index + FEWEST >= len(sheet) or sheet[index + 1].part is not Part.FULL:
        return
    moved: list[Mark] = []
    for each in sheet[index + 2 :]:
        if each.part not in (Part.LOST, Part.GIVEN) or apart(mark, each) > 1:
            break
        moved.append(each)
    if (
        moved
        and apart(mark, sheet[index + 1]) == 0
        and re.search("基|起评|初始", sheet[index + 1].figure.lead)
    ):
        yield _left(sheet[index + 1].figure, moved, mark, likely(2.8))


def _left_out(mark: Mark) -> bool:
    """Whether a highest or lowest mark is left out: 去掉最高分97分和最低分88分."""
    begins, ends = mark.passage.clause_range(mark.figure.clause)
    return (
        mark.part is Part.END
        and re.search(r"去掉|去除|剔除|舍去|减去", mark.passage.text[max(0, begins - HEAD) : ends])
        is not None
    )


def _is_taken(mark: Mark) -> bool:
    return mark.part in (Part.LOST, Part.END)


def _left(base: Figure | None, moved: Sequence[Mark], mark: Mark, belief: float) -> Reading:
    made = base.value if base else HUNDRED
    told = said(base) if base else shown(HUNDRED)
    for each in moved:
        lost = _is_taken(each)
        made += -each.figure.value if lost else each.figure.value
        told += f" {'-' if lost else '+'} {said(each.figure)}"
    gap = mark.figure.value - made
    mended = [(base, base.value + gap)] if base else []
    mended += [(m.figure, m.figure.value + (-gap if _is_taken(m) else gap)) for m in moved]
    figures = tuple(figure for figure, _ in mended)
    return Reading(belief, figures, made, tuple(mended), f"{told} = {shown(made)}")


_BARE_LOSS = re.compile(
    r"^(?:但|仅|只|被|所|共|我[县市区局镇乡])*(?:扣|失|丢|扣除|扣掉|丢掉|失掉|少得|失分|扣分|丢分|被扣)(?:分|了|掉|去|的)?(?:的|为|合计|：)*$"
)


_GETS = re.compile(r"^(?:实|自评|仅)?得")
_OF_ALL = 0.15


def _lost_of_all(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What was lost of the total of all, told somewhere in front."""
    mark = sheet[index]
    for each in sheet[: index - 1]:
        if each.part in (Part.SCORE, Part.TOTAL) and HUNDRED / 2 < each.figure.value < HUNDRED:
            made = HUNDRED - each.figure.value
            told = f"{shown(HUNDRED)} - {said(each.figure)} = {shown(made)}"
            if made == mark.figure.value:
                yield Reading(_OF_ALL, (each.figure,), made, (), told)


def _losses(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What was lost, behind what was got of a full mark: 满分50分得46.8分，失3.2分."""
    mark = sheet[index]
    if not (_BARE_LOSS.match(mark.figure.lead) or ALL_LOST.match(mark.figure.lead)) or not index:
        return
    got = sheet[index - 1]
    if got.part not in (Part.SCORE, Part.TOTAL) or apart(got, mark) > 1:
        return
    after = sheet[index + 1] if index + 1 < len(sheet) else None
    if after is not None and got.full is None and _GETS.match(after.figure.lead) and apart(mark, after) == 0:
        return  # 产出50分，扣2.5分，得47.5分: of what the item is worth
    before = [m.figure for m in sheet[: index - 1] if m.part in (Part.FULL, Part.TOTAL) and m.full is None]
    full = got.full or (before[-1] if before and before[-1].value in SCALES else None)
    whole = full.value if full else HUNDRED
    if not (got.figure.value < whole and mark.figure.value < whole):
        return
    yield from _lost_of_all(sheet, index)
    near = mark.figure.clause - (got.full or got.figure).clause <= COMMA and apart(got, mark) == 0
    belief = likely(
        1.4, 1.5 if got.full else 0.8 if full else 0.0, 1.0 if near else -0.3,
        0.7 if got.part is Part.TOTAL or not got.name[3:] else 0.2, 0.8 if "分" in mark.figure.lead else 0.0,
    )  # fmt: skip
    made = whole - got.figure.value
    mended = [(got.figure, whole - mark.figure.value)]
    mended += [(full, got.figure.value + mark.figure.value)] if full else []
    figures = (*((full,) if full else ()), got.figure)
    yield Reading(
        belief, figures, made, tuple(mended), f"{shown(whole)} - {said(got.figure)} = {shown(made)}"
    )
