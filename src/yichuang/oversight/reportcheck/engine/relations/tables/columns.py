"""Lines of a table that are computed from others of it: rates, shares, growth, differences, averages, amounts, parts.

Which formula a line follows is learnt from the table itself: each (`table_formulas`) is as likely as the names make it,
times what the digits of all its rows say (`table_odds`). What hardly can be another formula's, and fails in few of its
rows, is a contradiction there. Scores are held against their weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point, printed
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.relations.tables.formulas import HUNDRED, Formula, formulas
from yichuang.oversight.reportcheck.engine.relations.tables.lines import Axis, is_total_name
from yichuang.oversight.reportcheck.engine.relations.tables.odds import of_failing, of_holding
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, said
from yichuang.oversight.reportcheck.findings import Kind, Span

MOST: Final = 24
"""Columns of numbers up to which all pairs are tried."""

MOST_ROWS: Final = 12
ROWS: Final = 20_000
BELIEF: Final = 0.95  # of a formula that may accuse
EXPLAINED: Final = 0.02  # of other formulas that come out where this one doesn't
Number = tuple[float, float, bool] | None  # value, step, whether it is a percentage
_ROOM: Final = 1.5
HOPELESS: Final = 3  # rows that fail before one holds
CONFIRMED: Final = 2  # rows in which a formula that never fails says what another denies
_WEIGHT: Final = re.compile(
    r"^(?:标准|考核|基本|基础|评价)?(?:分值|满分|权重|标准分|总分值|应得分|分数)(?:[（(]分[)）])?$"
)
_SCORE: Final = re.compile(
    r"^(?:自评|自查|考核|考评|评价|实际|最终|核定|复核|综合|评定|县评)?(?:得分|评分|自评分|核分|实得分|考核分|评定分)$"
)
_BONUS: Final = re.compile(r"加分|附加|奖励|创新|扣分|减分")


@dataclass(frozen=True, slots=True)
class Instance:
    """A formula tried where one line crosses: its result, what that comes from, and whether it holds.

    `says`: the logarithm of how much likelier its numbers are if the formula is meant.
    """

    at: int
    result: Figure
    given: tuple[Figure, ...]
    value: Interval
    holds: bool
    says: float


@dataclass(frozen=True, slots=True)
class Tried:
    """A formula with all places where it was tried."""

    formula: Formula
    instances: tuple[Instance, ...]

    @property
    def points(self) -> float:
        """The logarithm of the odds for it against no formula at all."""
        alike: dict[tuple[Decimal, ...], float] = {}
        for each in self.instances:
            alike[(each.result.value, *(figure.value for figure in each.given))] = each.says
        return self.formula.points + sum(alike.values())

    @property
    def held(self) -> int:
        """In how many places it holds and that says something."""
        return sum(each.holds and each.says > 0 for each in self.instances)

    @property
    def failed(self) -> int:
        """In how many places it doesn't hold."""
        return sum(not each.holds for each in self.instances)


def computed(matrix: Matrix) -> Iterator[Judged]:
    """What the columns and then the rows say that are computed of others; of turns of one equation the likeliest."""
    told: dict[tuple[Span, ...], tuple[float, Judged]] = {}
    for points, judged in _both(matrix):
        spans = tuple(figure.span for figure in judged.figures)
        if spans not in told or told[spans][0] < points:
            told[spans] = points, judged
    yield from (judged for _, judged in told.values())


def _both(matrix: Matrix) -> Iterator[tuple[float, Judged]]:
    if len(matrix.columns) <= MOST and len(matrix.rows) <= ROWS:
        yield from _along(Axis(matrix, upright=False))
    if len(matrix.rows) <= MOST_ROWS and len(matrix.columns) <= MOST:
        yield from _along(Axis(matrix, upright=True))


def _along(axis: Axis) -> Iterator[tuple[float, Judged]]:
    percents = {line: _is_percent(axis, line) for line in axis.lines}
    given = [line for line in axis.lines if percents[line] is False and not is_total_name(axis.names(line))]
    every = [line for line in axis.lines if percents[line] is False]
    numbers = _numbers(axis)
    for line, percent in percents.items():
        if percent is None:
            continue
        operands = [each for each in (every if percent else given) if each != line]
        told = (
            _tried(axis, line, formula)
            for formula in formulas(axis, line, operands, percent)
            if _may_be(numbers, line, formula)
        )
        yield from _judged(axis, line, [each for each in told if each is not None])


def _numbers(axis: Axis) -> dict[int, list[Number]]:
    """The numbers of each line, as floats, with what they may be off by, where each other line crosses."""
    return {
        line: [
            None if figure is None else (float(figure.value), float(figure.step), figure.is_percent)
            for figure in (axis.figure(line, at) for at in axis.across)
        ]
        for line in axis.lines
    }


def _may_be(numbers: dict[int, list[Number]], line: int, formula: Formula) -> bool:
    """Whether a formula isn't hopeless, by floating point with room enough."""
    if formula.whole is not None or formula.blanks:
        return True
    held = failed = 0
    for result, *given in zip(numbers[line], *(numbers[each] for each in formula.lines), strict=True):
        if result is None or None in given or any(each[2] for each in given if each):
            continue
        told = [each for each in given if each]
        value, step, percent = result
        try:
            made = formula.rough([each[0] for each in told])
        except ZeroDivisionError:
            continue
        size = abs(made) + 100 * percent
        room = sum(max(each[1], each[1] / max(abs(each[0]), 1e-9) * size) for each in told) if size else 0.0
        near = abs(made - value) <= _ROOM * (room + step) + 1e-9
        held += near
        failed += not near
        if failed >= HOPELESS and held < failed:
            return False
    return held > 0 or formula.points >= 0


def _comes_out_by_rounding(tried: Tried) -> bool:
    """Whether a difference of numbers as fine as itself is seldom exact, but what rounding leaves open."""
    held = [each for each in tried.instances if each.holds and each.result.step]
    alike = all(figure.step == each.result.step for each in held for figure in each.given)
    exact = sum(
        each.value.has(each.result.value) and _middle(each.value) == each.result.value for each in held
    )
    return tried.formula.differs and bool(held) and alike and exact * 2 < len(held)


def _middle(value: Interval) -> Decimal:
    return (value.low + value.high) / 2


def _is_percent(axis: Axis, line: int) -> bool | None:
    """Whether the numbers of a line are percentages; None if it has none."""
    told = [figure.is_percent for across in axis.across if (figure := axis.figure(line, across))]
    return sum(told) * 2 > len(told) if told else None


def _judged(axis: Axis, line: int, tried: Sequence[Tried]) -> Iterator[tuple[float, Judged]]:
    """What the likeliest formula of a line says, if no other is nearly as likely."""
    if not tried:
        return
    best = max(tried, key=lambda each: each.points)
    top = max(0.0, best.points)
    belief = [exp(each.points - top) for each in tried]
    whole = exp(-top) + sum(belief)
    if exp(best.points - top) / whole < BELIEF:
        same = [own for each, own in zip(tried, belief, strict=True) if _holds_alike(each, best)]
        if sum(same) / whole < BELIEF:
            return
    for each in best.instances:
        if each.holds:
            yield best.formula.points, _told(axis, line, best.formula, each)
    if best.failed > best.held + (best.formula.points > 0) or _comes_out_by_rounding(best):
        return
    for each in best.instances:
        if each.holds:
            continue
        holding = [
            (other, own) for other, own in zip(tried, belief, strict=True) if _holds_at(other, each.at)
        ]
        others = sum(own for _, own in holding) / whole
        confirmed = any(other.held >= CONFIRMED and not other.failed for other, _ in holding)
        if others < EXPLAINED and not confirmed:
            yield best.formula.points, _told(axis, line, best.formula, each)


def _holds_alike(one: Tried, other: Tried) -> bool:
    """Whether two formulas fail at the same places: then it doesn't matter which of them is meant."""
    failed = [{each.at for each in tried.instances if not each.holds} for tried in (one, other)]
    return failed[0] == failed[1]


def _holds_at(tried: Tried, at: int) -> bool:
    return any(each.at == at and each.holds for each in tried.instances)


def _tried(axis: Axis, line: int, formula: Formula) -> Tried | None:
    """A formula tried on all that crosses; None if it is hopeless."""
    told: list[Instance] = []
    held = failed = 0
    for at in axis.across:
        instance = _instance(axis, line, formula, at)
        if instance is None:
            continue
        told.append(instance)
        held += instance.holds
        failed += not instance.holds
        if failed >= HOPELESS and held < failed:
            return None
    if not held and formula.points < 0:
        return None
    return Tried(formula, tuple(_weighed(axis, line, formula, each) for each in told)) if told else None


def _instance(axis: Axis, line: int, formula: Formula, at: int) -> Instance | None:
    result = axis.figure(line, at)
    if result is None or at == formula.whole:
        return None
    given = _given(axis, formula, at)
    if given is None or len({figure.word for figure in given if figure.word}) > 1:
        return None
    value = formula.compute([figure.interval for figure in given])
    if value is None:
        return None
    if formula.rounds and not result.step:
        result = _as_rounded(result)
    return Instance(at, result, given, value, value.meets(result.interval), 0.0)


def _as_rounded(result: Figure) -> Figure:
    """A mean that is printed whole: it may have been rounded or cut."""
    numeral = replace(
        result.numeral, step=result.numeral.scale, interval=printed(result.value, result.numeral.scale)
    )
    return replace(result, numeral=numeral)


def _given(axis: Axis, formula: Formula, at: int) -> tuple[Figure, ...] | None:
    """The numbers that a formula is of where a line crosses; None if one is missing."""
    told: list[Figure] = []
    for line in formula.lines:
        figure = axis.figure(line, at)
        if figure is None and formula.blanks and axis.is_blank(line, at):
            continue
        if figure is None or figure.is_percent:
            return None
        told.append(figure)
    if formula.whole is not None:
        whole = axis.figure(formula.lines[0], formula.whole)
        if whole is None:
            return None
        told.append(whole)
    return tuple(told) if len(told) > 1 else None


def _weighed(axis: Axis, line: int, formula: Formula, each: Instance) -> Instance:
    """An instance with what its numbers say."""
    if not each.holds:
        near = axis.beside(line, each.at)
        says = of_failing(formula.compute, each.given, each.result, near)
    elif _is_idle(each):
        says = 0.0
    else:
        says = of_holding(each.result, each.value)
    return Instance(each.at, each.result, each.given, each.value, each.holds, says)


def _is_idle(each: Instance) -> bool:
    """Whether it says nothing that a formula holds: nothing, everything, a number that stands there already."""
    given = [figure.value for figure in each.given]
    if each.result.is_percent:
        return each.result.value in (0, HUNDRED) or 0 in given
    return each.result.value == 0 or each.result.value in given or 0 in given


def _told(axis: Axis, line: int, formula: Formula, each: Instance) -> Judged:
    exact = formula.compute([point(figure.value) for figure in each.given])
    assert exact is not None
    places = -int(each.result.step.adjusted()) if each.result.step else 0
    near = about(exact.low, places + (0 if each.holds or formula.differs or formula.blanks else 1))
    sign = "%" if each.result.is_percent else ""
    arithmetic = f"{formula.show(each.given)} {near}{sign}"
    if not each.holds:
        arithmetic += f"，表中{each.result.lead}为 {said(each.result)}"
    spots = [(at, each.at) for at in (*formula.lines, line) if axis.figure(at, each.at)]
    if formula.whole is not None:
        spots.append((formula.lines[0], formula.whole))
    figures = {figure.span: figure for figure in (*each.given, each.result)}
    return Judged(
        kind=Kind.TABLE,
        figures=tuple(figures[span] for span in sorted(figures)),
        quotes=tuple(sorted(axis.matrix.quote(*axis.place(*spot)) for spot in spots)),
        holds=each.holds,
        arithmetic=arithmetic,
        would_hold=() if each.holds else _mends(formula, each, exact.low),
        claim=each.result,
        frame=Frame.PROVEN,
    )


def _mends(formula: Formula, each: Instance, exact: Decimal) -> tuple[str, ...]:
    """The result put right, or one of the numbers that it comes from where that is a plain sum or a share."""
    result = each.result
    told: list[str | None] = [
        instead(result, exact) if exact >= 0 else f"“{result.lead}”应为 {exact:.{_places(result)}f}"
    ]
    off = result.value - exact
    if formula.differs:
        one, other = each.given
        told += [instead(one, one.value + off), instead(other, other.value - off)]
    elif formula.blanks:
        told += [instead(part, part.value + off) for part in each.given]
    elif result.is_percent and result.value > 0 and exact > 0 and formula.mends_part:
        part, whole = each.given
        told.append(instead(part, whole.value * result.value / HUNDRED))
    return changes(*told)


def _places(figure: Figure) -> int:
    return max(0, -int(figure.step.adjusted())) if figure.step else 0


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
