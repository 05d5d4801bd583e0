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
    CERTAIN,
    COMMA,
    FEWEST,
    HEAD,
    HUNDRED,
    NOT_ASKED,
    SCALES,
    Reading,
    apart,
    likely,
    scale_told,
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
    if mark.part is Part.TOTAL:
        yield from from_base(sheet, index)
    base, moved = _base_of(sheet, index)
    opening = _opening(sheet, index) if moved and base is None else None
    if opening and moved and mark.figure.clause - moved[0].figure.clause == 1 and not mark.name:
        yield _left(opening.figure, moved, mark, CERTAIN)
    elif moved:
        yield _from(base, moved, mark)


def _base_of(sheet: Sequence[Mark], index: int) -> tuple[Mark | None, list[Mark]]:
    """What points in front of a mark were lost of or given to, and those points; none if they are of something else."""
    mark = sheet[index]
    moved: list[Mark] = []
    at = index - 1
    while at >= 0 and sheet[at].part in (Part.LOST, Part.GIVEN, Part.ASIDE, Part.END):
        # 每低0.5个百分点扣0.5分 is a rule, no loss
        moves = sheet[at].part in (Part.LOST, Part.GIVEN) and "每" not in sheet[at].words
        if mark.full is not None and NOT_ASKED.search(sheet[at].figure.lead):
            return None, []  # 不参评项80分，应得920分，实得768分
        if moves or _left_out(sheet[at]):
            moved.insert(0, sheet[at])
        at -= 1
    while moved and at > 0 and sheet[at].part is Part.STEP and apart(sheet[at], mark) == 0:
        at -= 1  # 医保窗口95.4分，比税务窗口低0.6分，但因获奖加2分: what it was added to stands in front
    is_mean = mark.part is Part.MEAN
    if not moved or apart(moved[-1], mark) > 1 or is_mean is not any("均" in m.figure.lead for m in moved):
        return None, []
    moved = in_all(moved)
    base = sheet[at] if at >= 0 and moved else None
    if base is None or (base.part is Part.SCORE and _is_of_another(base, moved[0])):
        return None, moved
    if base.part is Part.TOTAL and any(_makes_a_scale(base, m) for m in moved):
        moved = [m for m in moved if m.part is Part.GIVEN]  # what was lost isn't in it
    if base.figure.value in SCALES and all(m.part is Part.GIVEN for m in moved):
        return None, []  # what may be given at most
    return (None, []) if at and _is_explained(sheet[at - 1], base, moved) else (base, moved)


def _opening(sheet: Sequence[Mark], index: int) -> Mark | None:
    """What everybody has at first, told once for all: 基准分100分. 公安窗口扣0.5分，得99.5分；住建窗口扣3分，得97分."""
    passage = sheet[index].passage
    bases = [m for m in sheet[:index] if m.passage is passage and m.part is Part.FULL]
    once = len(bases) == 1 and bases[0].figure.value in SCALES and _BASE.search(bases[0].figure.lead)
    return bases[0] if once else None


def _makes_a_scale(got: Mark, lost: Mark) -> bool:
    """Whether what was lost is what a total lacks of all: 总计90.37分，失9.63分."""
    return lost.part is Part.LOST and got.figure.value + lost.figure.value in SCALES


def _from(base: Mark | None, moved: Sequence[Mark], mark: Mark) -> Reading:
    """What a mark is by what was lost and given of a base, or of what all is worth."""
    named = bool(_FINAL.match(mark.figure.lead)) and not mark.name[_NAMED:]
    then = base is not None and base.part is Part.THEN and _NOW.match(mark.figure.lead) is not None
    if base and (then or base.part in (Part.FULL, Part.TOTAL, Part.SCORE)) and apart(base, moved[0]) <= 1:
        firm = base.part is not Part.SCORE
        beside = (named or then) and apart(base, mark) == 0
        sure = (
            _OF_WHAT_REMAINS
            if beside and _REMAINS.match(mark.figure.lead)
            else 1.0
            if beside and firm
            else 0.0
        )
        near = 0.8 if apart(base, mark) <= 1 else -1
        belief = likely(1.5, 1.2 if named or then else -1.5, 1.0 if firm else -0.5, near, sure)
        return _left(base.figure, moved, mark, belief)
    here = moved[0].passage is mark.passage
    if mark.full is not None and mark.full.value in SCALES and here:
        return _left(mark.full, moved, mark, likely(4.2))
    scale = scale_told(mark) if named and here else None
    if scale is not None:
        return _left(None, moved, mark, likely(4.2 if apart(moved[0], mark) else 5.2), scale)
    whole = any(m.part is Part.LOST and ALL_LOST.match(m.figure.lead) for m in moved)
    more = 1.8 if whole else 0.5 if len(moved) > 1 else 0.0
    return _left(None, moved, mark, likely(0.5, 0.8 if named else -2.0, more))


_NOW = re.compile("^(?:现|目前|今|至今|本期)")  # 上年86.5分，加4.0分、减1.5分，现为89.0分
_OF_WHAT_REMAINS = 2.2
_NAMED = 6
_REMAINS = re.compile(r"^(?:还|现|净|尚)?(?:余|剩|结余)")


def in_all(moved: Sequence[Mark]) -> list[Mark]:
    """What was lost and what was given, each in all if that is told: 加1.5分，加0.5分，共加2分."""
    left = _without_kinds([m for m in moved if "其中" not in m.words and "最多" not in m.words])
    for part in (Part.LOST, Part.GIVEN):
        whole = [m for m in left if m.part is part and ALL_LOST.match(m.figure.lead)]
        left = [m for m in left if m.part is not part or not whole or m in whole]
    return left


def _without_kinds(moved: Sequence[Mark]) -> list[Mark]:
    """What was lost or given without what a bracket behind it tells of it: 失6分（知晓率失2分，台账失4分）."""
    told: list[Mark] = []
    for mark in moved:
        whole = next((m for m in reversed(told) if m.figure.bracket != mark.figure.bracket), None)
        if not (mark.figure.bracket and whole and whole.part is mark.part):
            told.append(mark)
    return told


def _is_of_another(base: Mark, moved: Mark) -> bool:
    """Whether a score is told of somebody else: 公安窗口得99.5分；住建窗口扣3分."""
    return base.passage is not moved.passage or "；" in base.passage.text[base.figure.after : moved.figure.at]


def _is_explained(before: Mark, base: Mark, moved: Sequence[Mark]) -> bool:
    """Whether what was lost is of the score in front of its full mark: 得9.2分，满分10分，扣0.8分."""
    lost = sum((m.figure.value for m in moved if m.part is Part.LOST), Decimal(0))
    return before.figure.value == base.figure.value - lost and apart(before, base) == 0


_BASE = re.compile("基[本准础]分|起评|初始")
_PARTS = (Part.SCORE, Part.GIVEN, Part.LOST)


def from_base(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """ "基础分60分，任务完成得30分，创新加分5分，合计95分": a base with all that is told since."""
    mark = sheet[index]
    since: list[Mark] = []
    for each in reversed(sheet[:index]):
        if apart(each, mark) or each.full is not None:
            return
        if each.part not in _PARTS:
            if each.part is Part.FULL and _BASE.search(each.figure.lead) and len(since) >= FEWEST:
                yield _left(each.figure, since[::-1], mark, CERTAIN)
            return
        since.append(each)


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
        yield _left(sheet[index + 1].figure, moved, mark, CERTAIN if len(moved) > 1 else likely(2.8))


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


def _left(
    base: Figure | None, moved: Sequence[Mark], mark: Mark, belief: float, scale: Decimal = HUNDRED
) -> Reading:
    made = base.value if base else scale
    told = said(base) if base else shown(scale)
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
    sure = near and full is not None and full.value in SCALES and _BARE_LOSS.match(mark.figure.lead)
    sure = sure and re.search("得|总|成绩|评", got.figure.lead)
    belief = likely(
        1.4, 1.5 if got.full else 0.8 if full else 0.0, 1.0 if near else -0.3,
        0.7 if got.part is Part.TOTAL or not got.name[3:] else 0.2, 0.8 if "分" in mark.figure.lead else 0.0,
        1.8 if sure else 0.0,
    )  # fmt: skip
    made = whole - got.figure.value
    mended = [(got.figure, whole - mark.figure.value)]
    mended += [(full, got.figure.value + mark.figure.value)] if full else []
    figures = (*((full,) if full else ()), got.figure)
    yield Reading(
        belief, figures, made, tuple(mended), f"{shown(whole)} - {said(got.figure)} = {shown(made)}"
    )
