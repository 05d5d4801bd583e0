"""Columns of a table that are computed from others: rates, shares, growth, differences, scores within their weights.

Which columns a rate or a growth is computed from is learnt from the table itself: a formula that most rows follow, to
the last digit printed, is the column's own, and a row that doesn't follow it is a contradiction. Names only help where
there are few rows. A formula that no row follows says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, said
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED: Final = Decimal(100)
MOST: Final = 24
"""Columns of numbers up to which all pairs are tried."""

ROWS: Final = 2_000
_GROWTH: Final = re.compile(r"同比|环比|增长|增幅|增速|增减|降幅|下降|较上|比上|±|变化|变动")
_DOWN: Final = re.compile(r"下降|降幅|减少|降低|减幅")
DIFFERENCE: Final = re.compile(
    r"增减|增加|减少|净增|新增|差额|差值|差异|变化|变动|较上|比上|同比|结余|结转|剩余|余额|未办结|未完成|在办|尚余|超支|节约|审减|缺口"
)
_THIS: Final = re.compile(r"本年|今年|本期|报告期|本月|当年|当期|决算|实际|执行")
_LAST: Final = re.compile(r"上年|去年|上期|同期|上月|往年|前期|预算|计划")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHARE: Final = re.compile(r"占|比重|构成|比例")
_RATE: Final = re.compile(r"率|%|占比|完成预算|完成|比例")
_WEIGHT: Final = re.compile(
    r"^(?:标准|考核|基本|基础|评价)?(?:分值|满分|权重|标准分|总分值|应得分|分数)(?:[（(]分[)）])?$"
)
_SCORE: Final = re.compile(
    r"^(?:自评|自查|考核|考评|评价|实际|最终|核定|复核|综合|评定|县评)?(?:得分|评分|自评分|核分|实得分|考核分|评定分)$"
)
_BONUS: Final = re.compile(r"加分|附加|奖励|创新|扣分|减分")


@dataclass(frozen=True, slots=True)
class Formula:
    """How a column is computed: from which columns of the same row or, for a share, from the row of the total."""

    columns: tuple[int, ...]
    compute: Callable[..., Interval | None]
    show: Callable[..., str]
    named: bool
    whole: int | None = None  # the row of the total
    least: int = 2  # rows that must follow it


@dataclass(frozen=True, slots=True)
class Row:
    """A row on which a formula was tried: its result, what that comes from, whether it holds and tells anything."""

    at: int
    result: Figure
    given: tuple[Figure, ...]
    value: Interval
    holds: bool
    telling: bool


def computed(matrix: Matrix) -> Iterator[Judged]:
    """Rates, shares, growth and differences."""
    if len(matrix.columns) > MOST or len(matrix.rows) > ROWS:
        return
    for column in matrix.columns:
        name = "".join(matrix.column_names[column])
        best = _best(matrix, column, list(_formulas(matrix, column, name)))
        if best is not None:
            formula, rows = best
            for row in rows:
                yield _told(matrix, column, formula, row)


def _formulas(matrix: Matrix, column: int, name: str) -> Iterator[Formula]:
    others = [c for c in matrix.columns if c != column and not _is_percent(matrix, c)]
    names = {c: "".join(matrix.column_names[c]) for c in others}
    if _is_percent(matrix, column):
        if _GROWTH.search(name):
            for one, other in permutations(others, 2):
                if DIFFERENCE.search(names[one]) and not DIFFERENCE.search(names[other]):
                    yield Formula((one, other), _risen, _show_risen, named=False)
                named = _is_later(names[one], names[other])
                yield Formula((one, other), _fallen if _DOWN.search(name) else _grown, _show_growth, named)
                yield Formula(
                    (one, other), _divided, _show_rate, bool(DIFFERENCE.search(names[one])) and named
                )
        elif _RATE.search(name) or _SHARE.search(name):
            for one, other in permutations(others, 2):
                yield Formula((one, other), _divided, _show_rate, _is_named(name, names[one]))
        if _SHARE.search(name):
            for one in others:
                for whole in (matrix.rows[0], matrix.rows[-1]):
                    yield Formula((one,), _divided, _show_rate, named=False, whole=whole)
    elif DIFFERENCE.search(name):
        for one, other in permutations(others, 2):
            named = _is_later(names[one], names[other])
            yield Formula((one, other), _less, _show_difference, named, least=1 if named else 3)


def _is_percent(matrix: Matrix, column: int) -> bool:
    told = [figure.is_percent for row in matrix.rows if (figure := matrix.figure(row, column))]
    return bool(told) and sum(told) * 2 > len(told)


def _is_later(one: str, other: str) -> bool:
    """Whether by their names one column is of this year (or done) and the other of the last (or planned)."""
    years = _YEAR.findall(one), _YEAR.findall(other)
    if len(years[0]) == len(years[1]) == 1:
        return int(years[0][0]) == int(years[1][0]) + 1
    return bool(_THIS.search(one) and _LAST.search(other) and not _LAST.search(one))


def _is_named(rate: str, part: str) -> bool:
    """Whether a rate is named after its part: 办结率 and 办结量."""
    stem = re.sub(r"率.*|[（(].*", "", rate)
    return len(stem) > 1 and stem in part


def _divided(part: Interval, whole: Interval) -> Interval | None:
    if whole.low <= 0:
        return None
    if part.low < 0:
        turned = Interval(-part.high, -part.low, part.high_open, part.low_open).times(HUNDRED).over(whole)
        return (
            None if turned is None else Interval(-turned.high, -turned.low, turned.high_open, turned.low_open)
        )
    return part.times(HUNDRED).over(whole)


def _grown(now: Interval, before: Interval) -> Interval | None:
    share = _divided(now, before)
    return None if share is None else share - point(HUNDRED)


def _risen(step: Interval, now: Interval) -> Interval | None:
    """Growth by the step and the level that it led to."""
    return _divided(step, now - step)


def _show_risen(step: Figure, now: Figure) -> str:
    return f"{said(step)} ÷ ({said(now)} - {said(step)})"


def _fallen(now: Interval, before: Interval) -> Interval | None:
    share = _divided(now, before)
    return None if share is None else point(HUNDRED) - share


def _less(one: Interval, other: Interval) -> Interval | None:
    return one - other


def _show_rate(part: Figure, whole: Figure) -> str:
    return f"{said(part)} ÷ {said(whole)}"


def _show_growth(now: Figure, before: Figure) -> str:
    return f"({said(now)} - {said(before)}) ÷ {said(before)}"


def _show_difference(one: Figure, other: Figure) -> str:
    return f"{said(one)} - {said(other)}"


def _best(matrix: Matrix, column: int, formulas: list[Formula]) -> tuple[Formula, list[Row]] | None:
    """The formula that a column follows, with its rows; None if it follows none."""
    told: list[tuple[int, int, bool, Formula, list[Row]]] = []
    for formula in formulas:
        rows = list(_rows(matrix, column, formula))
        failed = sum(not row.holds for row in rows)
        follow = sum(row.holds and row.telling for row in rows)
        least = 1 if formula.named else formula.least
        if follow >= least and (follow >= failed if formula.named else follow > failed * 2):
            told.append((failed, -follow, not formula.named, formula, rows))
    if not told:
        return None
    told.sort(key=lambda each: each[:3])
    first = told[0]
    return first[3], first[4]


def _rows(matrix: Matrix, column: int, formula: Formula) -> Iterator[Row]:
    for at in matrix.rows:
        result = matrix.figure(at, column)
        given = [matrix.figure(at, c) for c in formula.columns]
        if formula.whole is not None:
            given.append(matrix.figure(formula.whole, formula.columns[0]))
        figures = tuple(figure for figure in given if figure is not None)
        if result is None or len(figures) < len(given):
            continue
        value = formula.compute(*(figure.interval for figure in figures))
        if value is None:
            continue
        meets = value.meets(result.interval)
        yield Row(at, result, figures, value, meets, _is_telling(result, figures, formula, at))


def _is_telling(result: Figure, figures: tuple[Figure, ...], formula: Formula, at: int) -> bool:
    """Whether it would be a strange chance if the formula held here: not 0, not 100 %, not of small numbers."""
    if result.value == 0 or formula.whole == at or figures[-1].value == 0:
        return False
    if formula.compute is _less:
        return formula.named or abs(result.value) >= 10
    return result.value != HUNDRED and (formula.named or abs(result.value) >= 10 * (result.step or 1))


def _told(matrix: Matrix, column: int, formula: Formula, row: Row) -> Judged:
    exact = formula.compute(*(point(figure.value) for figure in row.given))
    assert exact is not None
    places = -int(row.result.step.adjusted()) if row.result.step else 0
    near = about(exact.low, places + (0 if row.holds or formula.compute is _less else 1))
    sign = "%" if row.result.is_percent else ""
    arithmetic = f"{formula.show(*row.given)} {near}{sign}"
    if not row.holds:
        arithmetic += f"，表中{row.result.lead}为 {said(row.result)}"
    spots = [(row.at, c) for c in (*formula.columns, column)]
    if formula.whole is not None:
        spots.append((formula.whole, formula.columns[0]))
    figures = {figure.span: figure for figure in (*row.given, row.result)}
    return Judged(
        kind=Kind.TABLE,
        figures=tuple(figures[span] for span in sorted(figures)),
        quotes=tuple(sorted(matrix.quote(*spot) for spot in spots)),
        holds=row.holds,
        arithmetic=arithmetic,
        would_hold=() if row.holds else _mends(formula, row, exact.low),
        claim=row.result,
        frame=Frame.PROVEN,
    )


def _mends(formula: Formula, row: Row, exact: Decimal) -> tuple[str, ...]:
    """The result put right, or one of the numbers that it comes from where that is a plain sum."""
    told = [instead(row.result, exact) if exact >= 0 else f"“{row.result.lead}”应为 {exact:.2f}"]
    if formula.compute is _less:
        one, other = row.given
        told += [instead(one, other.value + row.result.value), instead(other, one.value - row.result.value)]
    elif formula.compute is _divided and row.result.value > 0:
        part, whole = row.given
        told.append(instead(part, whole.value * row.result.value / HUNDRED))
    return changes(*told)


def scored(matrix: Matrix) -> Iterator[Judged]:
    """Scores that are higher than their weights allow, where all others keep to them."""
    names = {c: "".join(matrix.column_names[c]) for c in matrix.columns}
    weights = [c for c, name in names.items() if _WEIGHT.match(name)]
    scores = [c for c, name in names.items() if _SCORE.match(name)]
    if len(weights) != 1:
        return
    for column in scores:
        told = [
            (row, weight, score)
            for row in matrix.rows
            if (weight := matrix.figure(row, weights[0]))
            and (score := matrix.figure(row, column))
            and not _BONUS.search("".join(matrix.row_names[row]))
        ]
        over = [each for each in told if each[2].value > each[1].value]
        if len(told) > 2 and len(over) <= 1 + len(told) // 6:
            for row, weight, score in told:
                yield _scored(matrix, (row, weights[0], column), weight, score)


def _scored(matrix: Matrix, spot: tuple[int, int, int], weight: Figure, score: Figure) -> Judged:
    row, first, second = spot
    holds = score.value <= weight.value
    return Judged(
        kind=Kind.TABLE,
        figures=tuple(sorted((weight, score), key=lambda figure: figure.span)),
        quotes=(matrix.quote(row, first), matrix.quote(row, second)),
        holds=holds,
        arithmetic=f"{said(score)} {'≤' if holds else '>'} {said(weight)}"
        + ("" if holds else "，得分高于分值"),
        would_hold=() if holds else changes(instead(score, weight.value), instead(weight, score.value)),
        claim=score,
        frame=Frame.PROVEN,
    )
