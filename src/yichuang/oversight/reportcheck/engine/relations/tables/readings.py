"""Of which lines a table's total may be made: each reading is tried on all lines that cross. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point, total_of
from yichuang.oversight.reportcheck.engine.relations.tables.lines import (
    DIFFERENCE,
    Axis,
    Line,
    Rank,
    is_addable,
    is_of_points,
)
from yichuang.oversight.reportcheck.engine.relations.tables.odds import of_failing, of_holding

_REST: Final = re.compile(r"^其[他它余](?![^（]{3})")
_MOST_WITHIN: Final = 8
_SHARE: Final = re.compile(r"占比|比重|构成")
MOST: Final = 400  # lines around one that may be a total, since such may stand in every row
_NESTED: Final = 12  # lines within lines
HUNDRED: Final = Decimal(100)


# Logarithms of the odds that a total is the sum of these lines and not of others or none, by its names alone.
_SURE: Final = {Rank.TOTAL: 4.0, Rank.SUBTOTAL: 3.5, Rank.MAYBE: 3.0, Rank.PART: -2.0}
_NAMED_REST: Final = 6.0  # more for what stands behind 其中 up to 其他
_UNSURE: Final = 3.0  # less where other lines could be meant


@dataclass(slots=True)
class Trial:
    """One reading of a total: its parts, across which lines it holds and fails, and what their digits say of it.

    `mixed`: its lines are counted in units of their own, so that only their points can be added up.
    """

    total: Line
    parts: tuple[Line, ...]
    plain: bool
    mixed: bool = False
    held: list[tuple[int, list[Figure]]] = field(default_factory=list)
    failed: list[tuple[int, list[Figure]]] = field(default_factory=list)
    derived: int = (
        0  # of those that failed: lines that are the difference of others, which one wrong total spoils too
    )
    empty: int = 0  # lines in which everything is zero
    says: float = 0.0
    more: float = 0.0

    @property
    def points(self) -> float:
        """The logarithm of the odds that it is meant, by its names and its numbers."""
        return _SURE.get(self.total.rank, 0.0) - _UNSURE * (not self.plain) + self.more + self.says


def parents(lines: list[Line]) -> Iterator[Trial]:
    """Rows that have rows below them that stand deeper, as 一、 has （一） and （二）."""
    deeper = _deeper(lines)
    for n, line in enumerate(lines[:-1]):
        if line.rank is Rank.PART and lines[n + 1].rank is Rank.WITHIN:
            yield from _behind(line, lines[n + 1 : n + 1 + _MOST_WITHIN])
        if len(parts := deeper.get(n, [])) > 1:
            yield Trial(line, tuple(parts), plain=True)


def _deeper(lines: list[Line]) -> dict[int, list[Line]]:
    """The lines right below each one, as deep as the first of them; by place, in one pass over all."""
    told: dict[int, list[Line]] = {}
    around: list[int] = []
    for n, line in enumerate(lines):
        while around and line.depth <= lines[around[-1]].depth:
            around.pop()
        if line.rank is not Rank.PART:
            around.clear()
            continue
        for place in around:
            if line.depth == lines[place + 1].depth:
                told.setdefault(place, []).append(line)
        if len(around) < _NESTED:
            around.append(n)
    return told


def _behind(line: Line, lines: list[Line]) -> Iterator[Trial]:
    """What stands behind 其中 up to 其他 is all that a line is made of."""
    last = next((n for n, part in enumerate(lines) if n and part.names and _REST.match(part.names[-1])), None)
    if last is not None and all(part.rank is Rank.PART for part in lines[1 : last + 1]):
        yield Trial(line, tuple(lines[: last + 1]), plain=True, more=_NAMED_REST)


def readings(axis: Axis, lines: list[Line], at: int) -> list[Trial]:
    """The ways in which a total may be made of other lines, the likeliest first."""
    total = lines[at]
    reach = 2 * MOST if total.rank is Rank.MAYBE else len(lines)  # other totals end where the next begins
    before = (lines[n] for n in range(at - 1, max(-1, at - reach), -1))
    behind = (lines[n] for n in range(at + 1, min(len(lines), at + reach)))
    if total.rank is Rank.SUBTOTAL:
        sides = [_group(before, total)[::-1], _group(behind, total)]
    else:
        sides = [_until(before)[::-1], _until(behind)]
        if not axis.upright and 0 < at < len(lines) - 1 <= MOST:
            sides.append([line for line in lines if line is not total])
    told: list[Trial] = []
    seen: set[tuple[int, ...]] = set()
    points = axis.upright and any(is_of_points(axis.crossing(across)) for across in axis.across)
    for side in sides:
        for parts, plain in _choices(side):
            key = tuple(line.at for line in parts)
            units = {line.unit for line in (*parts, total) if line.unit}
            few = len(parts) <= MOST or total.rank is not Rank.MAYBE
            mixed = len(units) > 1
            if len(parts) > 1 and few and (points or not mixed) and key not in seen:
                seen.add(key)
                told.append(Trial(total, parts, plain, mixed))
    return told


def _until(lines: Iterable[Line]) -> list[Line]:
    """The lines up to the next total."""
    told = []
    for line in lines:
        if line.rank is Rank.TOTAL:
            break
        told.append(line)
    return told


def _group(lines: Iterable[Line], total: Line) -> list[Line]:
    """The lines of a subtotal's group: of the same outer name, or up to the next total of any kind."""
    near = list(lines)
    outer = total.names[:-1] or _group_named(near, total)
    told = []
    for line in near:
        if line.rank in (Rank.TOTAL, Rank.SUBTOTAL) or (outer and line.names[: len(outer)] != outer):
            break
        told.append(line)
    return told


def _group_named(lines: Sequence[Line], total: Line) -> tuple[str, ...]:
    """The outer name of the line beside, if the subtotal is called by it: 产出小计 behind 产出 | 救助人次."""
    beside = lines[0].names if lines else ()
    return beside[:1] if len(beside) > 1 and total.names == (f"{beside[0]}小计",) else ()


def _choices(side: list[Line]) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The sets of parts within a stretch of lines; whether nothing else could be meant."""
    usual = [line for line in side if line.rank not in (Rank.MAYBE, Rank.ASIDE)]
    parts = tuple(line for line in usual if line.rank is Rank.PART)
    subs = [line for line in usual if line.rank is Rank.SUBTOTAL]
    within = any(line.rank is Rank.WITHIN for line in usual)
    depths = {line.depth for line in parts}
    yield parts, not subs and not within and len(depths) < 2
    if len(depths) > 1:
        yield tuple(line for line in parts if line.depth == min(depths)), False
        deeper = [*(line.depth for line in usual[1:]), -1]
        leaves = [line for line, after in zip(usual, deeper, strict=True) if after <= line.depth]
        yield tuple(line for line in leaves if line.rank is Rank.PART), False
    if subs:
        yield tuple(subs), False
        outer = {sub.names[:-1] for sub in subs if len(sub.names) > 1}
        grouped = bool(outer) and len(outer) == len(subs)
        ranks = (Rank.PART, Rank.SUBTOTAL)
        added = [line for line in usual if line.rank in ranks]
        yield (
            tuple(line for line in added if line.rank is Rank.SUBTOTAL or line.names[:-1] not in outer),
            grouped,
        )
        yield tuple(line for line in added if line.rank is Rank.SUBTOTAL or len(line.names) < 2), False
    if within:
        yield from ((chosen, False) for chosen in _without(usual))


def _without(lines: list[Line]) -> Iterator[tuple[Line, ...]]:
    """The parts if each 其中 takes up to five more lines after it."""
    for more in range(1, 6):
        told: list[Line] = []
        skip = 0
        for line in lines:
            if line.rank is Rank.WITHIN:
                skip = more
            elif skip:
                skip -= 1
            elif line.rank is Rank.PART:
                told.append(line)
        yield tuple(told)


def tried(axis: Axis, trial: Trial) -> Trial:
    """Try a reading on every line that crosses."""
    for across in axis.across:
        if trial.mixed and not is_of_points(axis.crossing(across)):
            continue
        figures = _numbers(axis, trial, across)
        if figures is None:
            continue
        *parts, total = figures
        whole = _sum(parts)
        if not whole.meets(total.interval):
            gaps = any(line.names and axis.is_unknown(line.at, across) for line in trial.parts)
            if not (gaps and whole.high < total.interval.low) and not _is_far(total, whole):
                trial.failed.append((across, figures))
                derived = bool(DIFFERENCE.search(axis.crossing(across)))
                trial.derived += derived
                near = axis.beside(trial.total.at, across)
                trial.says += 0.0 if derived else of_failing(total_of, parts, total, near)
        elif total.value == 0:
            trial.empty += 1
        else:
            trial.held.append((across, figures))
            some = sum(part.value != 0 for part in parts) > 1
            trial.says += of_holding(total, whole) if some else 0.0
    return trial


def _numbers(axis: Axis, trial: Trial, across: int) -> list[Figure] | None:
    """The parts and then the total where a line crosses them; None if they can't be added."""
    name = axis.crossing(across)
    total = axis.figure(trial.total.at, across)
    if total is None or not (is_addable(name) or (axis.upright and _is_share(name, total))):
        return None
    told: list[Figure] = []
    for line in trial.parts:
        figure = axis.figure(line.at, across)
        if figure is not None:
            told.append(figure)
        elif not axis.is_blank(line.at, across):
            return None
    told.append(total)
    if not is_addable(name) and not _sum(told[:-1]).meets(point(HUNDRED)):
        return None if total.value != HUNDRED else _alike(told)
    return _alike(told)


def _alike(told: list[Figure]) -> list[Figure] | None:
    """The numbers if they are of one unit and more than two."""
    percents = {figure.is_percent for figure in told}
    words = {figure.word for figure in told if figure.word and not figure.is_percent}
    return told if len(told) > 2 and len(percents) == 1 and len(words) < 2 else None


def _is_share(name: str, total: Figure) -> bool:
    """Whether a column of shares has the whole as its total."""
    return bool(_SHARE.search(name)) and total.is_percent


def _is_far(total: Figure, whole: Interval) -> bool:
    """Whether shares are so far from 100 % that they have another base, or several answers were allowed."""
    near = Interval(Decimal(90), Decimal(110))
    return total.is_percent and not (near.has(whole.low) and near.has(whole.high) and near.has(total.value))


def _sum(figures: Sequence[Figure]) -> Interval:
    whole = point(0)
    for figure in figures:
        whole += figure.interval
    return whole
