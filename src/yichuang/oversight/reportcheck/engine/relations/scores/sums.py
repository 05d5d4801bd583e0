"""Sums of a score sheet: the rows of items in front of a total, or behind it where words open them. Pure.

"四项得46分、23分、30分、12分，总得分111分": the four make it.  "总分100分：技术45分、业绩15分、人员20分、报价20分".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    ALL_LOST,
    CERTAIN,
    COMMA,
    FAR,
    FEWEST,
    HUNDRED,
    MOST,
    SCALES,
    WEIGHED,
    WITHIN,
    Reading,
    Row,
    apart,
    counted,
    likely,
    number_of,
    rank_of,
    row_before,
    words_between,
)
from yichuang.oversight.reportcheck.engine.telling import said

_SOME = re.compile(r"其中|主要|最[多高低大]|等\d|……|部分")
_IN_TURN = re.compile(r"分别|依次|[项者块门科户校村镇]")
_PURE_TOTAL = re.compile(r"^[^，。；：]{0,4}?(?:总|合计|共|小计|相加|之和|累计|团体)")
_RESULT = re.compile(r"^(?:自评|自查|实际?得|得|考核得|评|综合)(?:总?得?分)?(?:为|：)*$")
_OPENS = re.compile(r"具体|其中|分项|构成|组成|各项|维度|分别|依次|：|包括|由")
_WITHIN_IT = re.compile(
    r"^[^，。；：]{0,6}(?:（|[，；：。]?其中|[，；：。][^，。；：]{0,8}(?:构成|组成|情况|如下|明细)[^，。；]{0,4}："
    r"|[，：。]具体|[，：。]包括|[，：。]由|：)"
)
_MADE_OF = re.compile(r"相加|之和|构成|组成|加总|合计|累加|由")


def sums(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What a total may be the sum of: rows in front of it, or behind it where words open them."""
    mark = sheet[index]
    if mark.full is not None and mark.part is Part.SCORE and mark.full.value < HUNDRED:
        return
    if mark.part is Part.FULL and (not mark.figure.lead or _is_scale(mark)):
        return
    if mark.part is Part.SCORE and not _RESULT.match(mark.figure.lead):
        front = _ENDS_ROW.search(mark.figure.lead) is not None and _behind_turns(sheet, index)
    else:
        front = mark.part is not Part.LOST or ALL_LOST.match(mark.figure.lead) is not None
        front = front and mark.part is not Part.MEAN
    if front:
        for row in _rows_for(sheet, index):
            yield from _sum_of(_of_worths(row) if mark.part is Part.FULL else row, mark, before=True)
    row_behind = _row_after(sheet, index)
    if row_behind is not None and (mark.part is not Part.MEAN or row_behind.fulls in SCALES):
        yield from _sum_of(row_behind, mark, before=False)
    yield from _columns(sheet, index)


def _of_worths(row: Row) -> Row:
    """The row of what its items are worth, if that is told of each, for what all are worth is made of that."""
    worths = [Mark(m.passage, m.full, Part.FULL) for m in row.marks if m.full is not None]
    return Row(tuple(worths), (), row.first, row.before) if len(worths) == len(row.marks) else row


def _is_scale(mark: Mark) -> bool:
    """Whether points tell the scale of scores: 打4.31分、3.76分（5分制）."""
    return mark.passage.text.startswith("分制", mark.figure.to)


_ENDS_ROW = re.compile(r"(?:得分|评分|成绩|总评|得票)(?:为|是)?$")
_TURNS = 3


def _behind_turns(sheet: Sequence[Mark], index: int) -> bool:
    """Whether scores told in turn stand right in front: 依次得24分、19分、22.5分，评估得分65.5分."""
    row = sheet[max(0, index - _TURNS + 1) : index]
    return len(row) == _TURNS - 1 and all(m.part is Part.SCORE and not m.figure.lead for m in row)


_COLUMNS = re.compile(
    r"(?P<n>[两三四五六]|[2-6])(?:个|大)?(?:项|轮|科|次|场|门|类|季度|部分)(?:成绩|得分|分数)?"
    r"(?:合计|相加|总分|之和|加总|总成绩|共计|总计|累计)(?:得分)?(?:为|是|分别为|依次为)?[：，]?(?P<others>[^。；]*)$"
)


def _columns(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The total of one of several who are told by name in each list: 两项合计：内科180分，外科181分."""
    mark = sheet[index]
    begins, _ = mark.passage.sentence_range(mark.figure.sentence)
    head = _COLUMNS.search(mark.passage.text[begins : mark.figure.at])
    if not head or mark.part is not Part.SCORE or not mark.name:
        return
    at = begins + head.start()
    name = mark.name[-_NAMED:]
    front = [
        m for m in sheet[:index] if m.passage is mark.passage and m.figure.at < at and m.part is Part.SCORE
    ]
    alike = [m for m in front if m.name.endswith(name)]
    if len(alike) == number_of(head["n"]):
        yield added(alike, (), mark, CERTAIN)


_NAMED = 4


def _rows_for(sheet: Sequence[Mark], index: int) -> Iterator[Row]:
    """The rows in front of a mark that it may add up."""
    mark = sheet[index]
    kinds: tuple[Part, ...] = (Part.LOST,) if mark.part is Part.LOST else (Part.SCORE, Part.MEAN)
    if mark.part is Part.FULL or (mark.part is Part.TOTAL and mark.figure.value in SCALES):
        kinds = (Part.FULL, Part.SCORE)
    for kind in kinds:
        if row := row_before(sheet, index, kind):
            yield row


def _row_after(sheet: Sequence[Mark], index: int) -> Row | None:
    """The row behind a mark that words open: 其中, a colon, a bracket."""
    total = sheet[index]
    if index + FEWEST >= len(sheet):
        return None
    first = sheet[index + 1]
    between = words_between(total, first)
    opened = _OPENS.search(between) or (first.full is not None and total.part is Part.TOTAL)
    if not between or len(between) > FAR or not opened or apart(total, first) > 1:
        return None
    if total.part is Part.FULL and total.figure.value not in SCALES and not _WITHIN_IT.search(between):
        return None
    if total.part is Part.SCORE and not _WITHIN_IT.search(between):
        return None
    wanted = {Part.LOST: (Part.LOST,), Part.FULL: (Part.SCORE, Part.FULL)}.get(total.part, (Part.SCORE,))
    found: list[Mark] = []
    moved: list[Mark] = []
    rank = 0
    for mark in sheet[index + 1 :]:
        ended = bool(moved) and not (found and found[0].full)
        if (
            mark.part in wanted
            and (not found or mark.part is found[0].part)
            and len(found) < MOST
            and not ended
        ):
            if found:
                between_two = rank_of(found[-1], mark)
                alike = bool(mark.full) is bool(found[0].full) and apart(found[0], mark) == 0
                if not alike or (rank and between_two > rank and not mark.full):
                    break
                rank = rank or between_two
            found.append(mark)
        elif found and mark.part in WITHIN and mark.part not in wanted:
            moved += [mark] if mark.part in (Part.LOST, Part.GIVEN) else []
        elif found and mark.part is Part.TOTAL and not found[0].full and apart(found[0], mark) == 0:
            continue  # the same total again: 三块相加92.45分；倒扣1.5分
        else:
            break
    return Row(tuple(found), tuple(moved), first=True) if len(found) >= FEWEST else None


_LESS, _MORE = Decimal("0.05"), Decimal(20)
_ALIKE, _TENFOLD = 2, 10


def _sum_of(row: Row, total: Mark, *, before: bool) -> Iterator[Reading]:
    """The sum of a row, or of as many of it as are counted; with and without what was lost and given in it."""
    number = counted(row, total)
    some = [row]
    if before and 1 < number < len(row.marks):
        some = [Row(row.marks[-number:], row.moved, first=True), row]
    made = sum((m.figure.value for m in row.marks), Decimal(0))
    if not total.figure.value * _LESS <= made <= total.figure.value * _MORE:
        return  # of another scale
    values = [m.figure.value for m in row.marks]
    among = min(values) <= total.figure.value <= max(values)
    if len(values) > FEWEST and among and max(values) <= min(values) * _ALIKE:
        return  # a mean of some kind
    for each in some:
        belief = _belief_of_sum(each, total, number, before=before)
        yield added(each.marks, (), total, belief)
        if each.moved and total.part is not Part.FULL:
            yield added(each.marks, each.moved, total, belief / 2)
    if before and row.before is not None and row.before.part is Part.TOTAL:
        yield added((row.before, *row.marks), (), total, _WITH_SUBTOTAL)
    for size in range(FEWEST, len(row.marks)) if before and row.fulls not in SCALES else ():
        yield added(row.marks[-size:], (), total, _SUFFIX)


_SUFFIX, _WITH_SUBTOTAL = 0.02, 0.3


def _belief_of_sum(row: Row, total: Mark, number: int, *, before: bool) -> float:
    figures = [mark.figure for mark in row.marks]
    near, far = (row.marks[-1], row.marks[0]) if before else (row.marks[0], row.marks[-1])
    names = [mark.name for mark in row.marks[1:]]
    plain = not any(names) or (all(names) and len(set(names)) == len(names))
    text = total.passage.text
    low, high = min(total.figure.at, far.figure.at), max(total.figure.at, far.figure.after)
    begins = text.rfind("。", 0, low) + 1
    words = text[begins : high + 4] if far.passage is total.passage else words_between(near, total)
    complete = row.fulls in SCALES or (total.full is not None and row.fulls == total.full.value)
    points = [0.0]
    points.append(3.0 if number == len(figures) else -1.5 if number else 0.0)
    points.append(
        1.2
        if total.part is Part.FULL or _PURE_TOTAL.search(total.figure.lead)
        else 0.0
        if _RESULT.match(total.figure.lead)
        else -0.5
    )
    clauses = abs(total.figure.clause - near.figure.clause)
    points.append(-0.5 if apart(near, total) else 1.0 if clauses <= COMMA else -0.5)
    points.append(2.5 if complete else 0.8 if row.fulls is not None else 0.0)
    points.append(1.0 if plain else -3.0)
    points.append(1.5 if row.told_how > 1 else 0.0)
    points.append(0.5 if row.first else -1.5)
    points.append(-1.0 if row.moved else 0.4)
    points.append(0.5 if len(figures) > FEWEST else -0.7)
    points.append(-5.0 if (WEIGHED.search(words) and not complete) or "%" in words else 0.0)
    is_mean = "平均" in total.figure.lead and near.part is not Part.MEAN and not complete
    points.append(-2.0 if is_mean else 0.0)
    if before:
        points.append(-1.0 if _SOME.search(words) else 0.0)
    else:
        opened = words_between(total, near)
        # more than the total: there is no unnamed rest
        over = (
            "其中" in opened
            and total.figure.value < sum(f.value for f in figures) < total.figure.value * _TENFOLD
        )
        told = _MADE_OF.search(words) or over or row.fulls in SCALES
        points.append(1.5 if told else 0.8 if "：" in opened or "（" in opened else -1.0)
    return likely(*points)


def added(parts: Sequence[Mark], moved: Sequence[Mark], total: Mark, belief: float) -> Reading:
    figures = [mark.figure for mark in parts]
    made = sum((f.value for f in figures), Decimal(0))
    told = " + ".join(map(said, figures))
    for mark in moved:
        lost = mark.part is Part.LOST
        made += -mark.figure.value if lost else mark.figure.value
        told += f" {'-' if lost else '+'} {said(mark.figure)}"
    gap = total.figure.value - made
    mended = [(f, f.value + gap) for f in figures]
    mended += [(m.figure, m.figure.value + (-gap if m.part is Part.LOST else gap)) for m in moved]
    every = (*figures, *(m.figure for m in moved))
    return Reading(belief, every, made, tuple(mended), f"{told} = {shown(made)}")
