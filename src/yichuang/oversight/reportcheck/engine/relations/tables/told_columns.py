"""What prose says of a table beside it: the totals of its columns, what one column is of another, how a row grew.

"如表1所示，全年共购置衣被290件，全年发放衣被380件" beside a column 本年发放 of 171, 97 and 102: they make 370.
"平均每个网格有常住户298户" beside 85 under 网格 and 24,567 under 常住户: that is 289.
"受伤人数减少19人，下降19.0%" beside 190 and 171 in the row 受伤人数: that is 10.0 %.

The words must name one column or row alone. A total is told as wrong only where others of its sentence are those of
their columns: then the sentence speaks of the whole table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, printed, total_of
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last, unit_in
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    Step,
    direction,
    holds,
    made_of,
    mends,
)
from yichuang.oversight.reportcheck.engine.relations.tables.lines import is_addable, is_total_name
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, class_of
from yichuang.oversight.reportcheck.findings import Kind

_NEAR = 600  # signs between a table and what is said of it
_GENERAL = re.compile(r"（[^）]*）|\([^)]*\)|[数量额率总]+$|合计|情况|^(?:本年|全年|当年|本期|累计)")
_OTHER = re.compile(r"上年|去年|上月|同期|比|较|目标|计划|预计|其中|平均|最[多少高低大小]|除|不含|另|后|部分")
_WHOLE = re.compile(r"全[年县区市镇乡校村站]|上半年|共|总|累计|合计|各|已|计|为|有")
_EACH = re.compile(r"平均每(?:个|名|户|村|家|所|条|间)?$|平均每(?:个|名|户|家|所|条|间)?[^，。；：]{1,12}$")
_BROTHERS = 2
_FEW_ROWS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table by its bare name, with the figures that make its total, and the total if it is told."""

    matrix: Matrix
    kernel: str
    unit: str
    parts: tuple[Figure, ...]
    total: Figure | None
    quote: tuple[int, int]

    @property
    def value(self) -> Interval:
        """What the whole column makes."""
        return self.total.interval if self.total else total_of([part.interval for part in self.parts])

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The total, or all that it is made of."""
        return (self.total,) if self.total else self.parts


def told_columns(passages: Sequence[Passage], matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """All that prose says of the tables beside it."""
    for matrix in matrices:
        columns = list(_columns(matrix))
        begins, ends = matrix.table.start, matrix.table.end
        for passage in passages if columns else ():
            outside = [f for f in passage.figures if not begins <= f.span[0] < ends]
            if not outside or outside[0].span[0] - ends > _NEAR or begins - outside[-1].span[0] > _NEAR:
                continue
            yield from _totals(passages, passage, matrix, columns)
            yield from _averages(passages, passage, columns)
            yield from _growths(passages, passage, matrix)


def _columns(matrix: Matrix) -> Iterator[Column]:
    rows = [row for row in matrix.rows if any(matrix.figure(row, column) for column in matrix.columns)]
    wholes = [row for row in rows if is_total_name(matrix.row_names[row])]
    within = any("其中" in "".join(matrix.row_names[row]) for row in rows)
    if len(wholes) > 1 or (within and not wholes) or not 1 < len(rows) <= _FEW_ROWS:
        return
    for column in matrix.columns:
        name = "".join(matrix.column_names[column])
        kernel = _GENERAL.sub("", last(matrix.column_names[column]))
        figures = [figure for row in rows if (figure := matrix.figure(row, column)) is not None]
        total = matrix.figure(wholes[0], column) if wholes else None
        if len(kernel) < 2 or not is_addable(name) or len(figures) < len(rows) or (wholes and total is None):
            continue
        if not any(figure.is_percent for figure in figures):
            unit = class_of(unit_in(name) or unit_in(matrix.title))
            quote = matrix.quote(wholes[0] if wholes else rows[-1], column)
            yield Column(matrix, kernel, unit, tuple(figures), total, quote)


def _totals(
    passages: Sequence[Passage], passage: Passage, matrix: Matrix, columns: Sequence[Column]
) -> Iterator[Judged]:
    for sentence in range(len(passage.sentences)):
        figures = [f for f in passage.in_sentence(sentence) if f.role is Role.LEVEL and f.is_exact]
        right = {n for n, c in enumerate(columns) if any(_is_total_of(c, figure) for figure in figures)}
        if len(right) < _BROTHERS:
            continue
        told = [(figure, _column_of(passage, figure, matrix, columns)) for figure in figures]
        for figure, column in told:
            once = sum(other is column for _, other in told) == 1
            if column is None or columns.index(column) in right or not once or _stands(matrix, figure):
                continue
            bare = len(_WHOLE.sub("", figure.lead.replace(column.kernel, "", 1))) < len("一二")
            if bare or is_slip(figure, column.value.low):
                yield _total_told(passages, figure, column)


def _is_total_of(column: Column, figure: Figure) -> bool:
    return len(digits_of(figure)) > 1 and column.value.meets(figure.interval)


def _column_of(passage: Passage, figure: Figure, matrix: Matrix, columns: Sequence[Column]) -> Column | None:
    """The only column that the words in front of a figure name, if they name no row and no other time."""
    if figure.role is not Role.LEVEL or not figure.is_exact or figure.is_percent or figure.bracket:
        return None
    begins, _ = passage.clause_range(figure.clause)
    clause = passage.text[begins : figure.at]
    rows = (_GENERAL.sub("", last(names)) for row, names in enumerate(matrix.row_names) if row in matrix.rows)
    if _OTHER.search(clause) or any(len(name) > 1 and name in clause for name in rows):
        return None
    named = [column for column in columns if column.kernel in figure.lead]
    named = [one for one in named if not any(one.kernel in two.kernel and one is not two for two in named)]
    named = [column for column in named if column.unit in ("", figure.unit)]
    return named[0] if len(named) == 1 else None


def _stands(matrix: Matrix, figure: Figure) -> bool:
    return any(other.value == figure.value for other in matrix.figures())


def _total_told(passages: Sequence[Passage], figure: Figure, column: Column) -> Judged:
    figures = (*column.figures, figure)
    whole = sum((part.value for part in column.figures), Decimal(0))
    if column.total:
        told = f"文中为 {said(figure)}，表中{column.total.lead}为 {said(column.total)}"
    else:
        told = f"{' + '.join(said(part) for part in column.parts)} = {shown(whole)}，原文为 {said(figure)}"
    return Judged(
        Kind.TIE, figures, (*quotes(passages, (figure,)), column.quote), False, told,
        changes(instead(figure, column.value.low)), claim=figure,
    )  # fmt: skip


def _averages(passages: Sequence[Passage], passage: Passage, columns: Sequence[Column]) -> Iterator[Judged]:
    """ "平均每个网格有常住户298户": the total of one column over that of another, both named."""
    for figure in passage.figures:
        if figure.role is not Role.AVERAGE or not figure.is_exact or not _EACH.search(figure.lead):
            continue
        named = sorted(
            (c for c in columns if c.kernel in figure.lead), key=lambda c: figure.lead.index(c.kernel)
        )
        if (
            len(named) != 2
            or not figure.lead.endswith(named[1].kernel)
            or named[1].unit not in ("", figure.unit)
        ):
            continue
        number, whole = named
        made = whole.value.over(number.value)
        if not (number.total and whole.total) or made is None:
            continue
        step = figure.step or figure.numeral.scale
        if made.meets(printed(figure.value, step)):
            continue
        value = divide(whole.total.value, number.total.value)
        if is_slip(figure, value):
            told = f"{said(whole.total)} ÷ {said(number.total)} {about(value, 1)}，原文为 {said(figure)}"
            figures = (number.total, whole.total, figure)
            around = (*quotes(passages, (figure,)), whole.quote)
            fixes = changes(instead(figure, value))
            yield Judged(Kind.AVERAGE, figures, around, False, told, fixes, claim=figure, frame=Frame.PROVEN)


def _growths(passages: Sequence[Passage], passage: Passage, matrix: Matrix) -> Iterator[Judged]:
    """ "受伤人数减少19人，下降19.0%": the row of that name has two values that are so much apart."""
    for index, change in enumerate(passage.figures[1:], 1):
        units = passage.figures[index - 1]
        beside = change.unit == PERCENT and change.role is Role.CHANGE and change.clause - units.clause <= 1
        if (
            not beside
            or units.role is not Role.CHANGE
            or units.is_percent
            or not (units.is_exact and change.is_exact)
        ):
            continue
        down = direction(units)
        if (
            down is None
            or direction(change) is not down
            or not re.fullmatch("[，（]?[一-鿿]{2,3}", passage.text[units.after : change.at])
        ):
            continue
        pairs = [
            pair
            for row in matrix.rows
            if len(name := _bare(last(matrix.row_names[row]))) > 1 and name in units.lead
            for pair in _apart(matrix, row, units, down=down)
        ]
        if len(pairs) != 1:
            continue
        now, before, quote = pairs[0]
        step = Step(now, before, None, change, down)
        if before.value <= 0 or holds(step, change):
            continue
        right, told = made_of(step)
        yield Judged(
            Kind.GROWTH, (now, before, change), (*quotes(passages, (change,)), quote), False,
            f"{told}，原文为 {said(change)}", mends(step, change, right, down=down), claim=change, frame=Frame.PROVEN,
        )  # fmt: skip


def _bare(name: str) -> str:
    return re.sub(r"（[^）]*）|\([^)]*\)", "", name)


def _apart(
    matrix: Matrix, row: int, units: Figure, *, down: bool
) -> Iterator[tuple[Figure, Figure, tuple[int, int]]]:
    """The value now and the value before of a row that are as far apart as is told."""
    figures = [
        (f, c) for c in matrix.columns if (f := matrix.figure(row, c)) is not None and not f.is_percent
    ]
    for (now, column), (before, _) in permutations(figures, 2):
        gap = before.value - now.value if down else now.value - before.value
        if gap == units.value and min(now.value, before.value) * HUNDRED > gap:
            yield now, before, matrix.quote(row, column)
