"""Totals of tables: 合计 of a column or a row is the sum of its parts.

Which lines are the parts is read from their names (`table_lines`). Where that leaves several readings, each is tried on
all columns (or rows) at once (`table_readings`): the names and the digits of all its numbers say how likely it is. What
fails of one that is hardly another is a contradiction. Where nothing adds up the table isn't understood and nothing is
said, unless it is as plain as can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import exp
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import total_of
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import names_rest
from yichuang.oversight.reportcheck.engine.relations.tables.lines import Axis, Rank, is_of_points, lines_of
from yichuang.oversight.reportcheck.engine.relations.tables.odds import slips
from yichuang.oversight.reportcheck.engine.relations.tables.readings import Trial, parents, readings, tried
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Certainty, Kind, Span

_DISTINCT: Final = re.compile(
    r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|企业|机构|村|社区|户|对象|人数|人员|人口|学校|窗口"
)
_REACHED: Final = re.compile(r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|对象")
_PLACE: Final = re.compile(r"(?:年级|班|村|社区|乡|镇|街道|[县市区旗]|小学|中学|学校|幼儿园|教学点)$")
_VISITED: Final = re.compile(r"部门|单位|企业|机构|覆盖|涉及")
_CHOSEN: Final = re.compile(r"前[一二三四五六七八九十\d]+|主要|部分|重点|典型|排名|TOP", re.IGNORECASE)
BELIEF: Final = 0.95  # of a reading that may accuse
PROVEN: Final = 0.98  # where it may also be off by anything
LIKELIER: Final = 60.0  # how well a slip explains it, that also what may stand in two parts is told
SHOWN: Final = 100
"""Parts that are all written out."""

_FIRST: Final = 3  # of more
_RIVAL: Final = 3.0  # a reading that is so much less likely is none to think of


def totals(matrix: Matrix, follows: frozenset[Span] = frozenset()) -> Iterator[Judged]:
    """The totals of the columns, then those of the rows; those at `follows` are right by another formula."""
    for axis in (Axis(matrix, upright=True), Axis(matrix, upright=False)):
        lines = lines_of(axis)
        families: dict[Rank, list[list[Trial]]] = defaultdict(list)
        for at, total in enumerate(lines):
            if total.rank in (Rank.TOTAL, Rank.SUBTOTAL, Rank.MAYBE):
                families[total.rank].append([tried(axis, trial) for trial in readings(axis, lines, at)])
        if axis.upright:
            families[Rank.PART] = [[tried(axis, trial)] for trial in parents(lines)]
        for family in families.values():
            yield from _judged(axis, [trials for trials in family if trials], follows)


def _judged(axis: Axis, family: list[list[Trial]], follows: frozenset[Span]) -> Iterator[Judged]:
    """What the likeliest readings of totals of one rank say; they vouch for each other."""
    bests = [max(trials, key=lambda trial: trial.points) for trials in family]
    for best in bests:
        for across, figures in best.held:
            yield _told(axis, best, across, figures, holds=True)
    said_by_all = sum(each.says for each in bests)
    for trials, best in zip(family, bests, strict=True):
        vouched = said_by_all - best.says
        belief = _belief(trials, best, vouched) if best.failed else 0.0
        if belief >= BELIEF or (best.failed and _is_plain(axis, trials, best)):
            for judged in _accused(axis, trials, best, belief):
                if judged.claim is None or judged.claim.span not in follows:
                    yield judged


def _belief(trials: list[Trial], best: Trial, vouched: float) -> float:
    """How likely a reading of a total is, among the others and that it is none.

    Of parts and of their subtotals, both right, the total is the same: readings that hold and fail alike are one.
    """
    weights = [exp(min(300.0, trial.points)) for trial in trials]
    places = _places(best)
    same = sum(weight for trial, weight in zip(trials, weights, strict=True) if _places(trial) == places)
    more = exp(min(100.0, vouched))
    return same * more / (1 + sum(weights) * more)


def _places(trial: Trial) -> tuple[set[int], set[int]]:
    """Across which lines a reading holds, and across which it fails."""
    return {across for across, _ in trial.held}, {across for across, _ in trial.failed}


def _accused(axis: Axis, trials: list[Trial], best: Trial, belief: float) -> Iterator[Judged]:
    """Where a reading fails, and no other reading that is as good holds."""
    rivals = [trial for trial in trials if trial.points >= best.points - _RIVAL]
    # That lines stand deeper doesn't say that all of them are told, nor that they are added up.
    deeper = best.total.rank is Rank.PART
    if deeper and not best.held:
        belief = 0.0
    for across, figures in best.failed:
        if deeper and _is_open_ended(axis, best, figures):
            continue
        unlike = deeper and not slips(total_of, figures[:-1], figures[-1], ())
        if is_mean(figures) and (unlike or _is_of_rates(axis, across)):
            continue
        if all(any(at == across for at, _ in trial.failed) for trial in rivals):
            weight = _weight(axis, best, across, figures)
            if weight is not None:
                yield _told(axis, best, across, figures, holds=False, certainty=weight, belief=belief)


def is_mean(figures: Sequence[Figure]) -> bool:
    """Whether the last figure lies among the others, as a rate of all does among the rates of its parts."""
    *parts, total = figures
    return min(part.value for part in parts) <= total.value <= max(part.value for part in parts)


def _is_open_ended(axis: Axis, best: Trial, figures: Sequence[Figure]) -> bool:
    """Whether parts that make less may go on: in a row whose numbers are lost, or on the next page."""
    *parts, total = figures
    if total.value <= sum(part.value for part in parts):
        return False
    last_part = max(line.at for line in best.parts)
    told = {line for line in axis.lines if any(axis.figure(line, across) for across in axis.across)}
    lost = any(
        line not in told and axis.names(line)
        for line in range(best.total.at, last_part + 2)
        if line in axis.lines
    )
    return lost or slips(total_of, parts, total, ()) < LIKELIER


def _is_of_rates(axis: Axis, across: int) -> bool:
    """Whether a line alone has decimals, all others being whole: "占预算" and "增长" beside amounts, without a sign."""
    fine = [
        sum(figure.step < 1 and figure.step > 0 for figure in figures) * 2 > len(figures)
        for other in axis.across
        if (figures := [figure for line in axis.lines if (figure := axis.figure(line, other))])
        and other != across
    ]
    own = [figure.step for line in axis.lines if (figure := axis.figure(line, across))]
    return bool(fine) and sum(fine) * 2 <= len(fine) and all(0 < step < 1 for step in own)


def _is_plain(axis: Axis, trials: list[Trial], best: Trial) -> bool:
    """Whether a total of a single column can't be of anything but all its rows."""
    only = len(best.failed) == 1 and not best.held and not best.empty and best.plain
    one = len({tuple(line.at for line in trial.parts) for trial in trials}) == 1
    return axis.upright and only and one and best.total.rank is Rank.TOTAL


def _weight(axis: Axis, trial: Trial, across: int, figures: list[Figure]) -> Certainty | None:
    """A contradiction; a question where things may be counted once that stand in several parts."""
    *parts, total = figures
    if (
        not trial.held
        and total.value > sum(part.value for part in parts)
        and _CHOSEN.search(axis.matrix.title)
    ):
        return None
    if trial.held and slips(total_of, parts, total, ()) > LIKELIER:
        return Certainty.CONTRADICTION
    name = axis.crossing(across) + ("" if axis.upright else "".join(trial.total.names))
    once = max(part.value for part in parts) <= total.value < sum(part.value for part in parts)
    apart = trial.held and _is_partition(axis, trial, name)
    if once and _DISTINCT.search(name) and not apart:
        return Certainty.QUESTION if re.search(r"人数|人员|人口", name) else None
    return Certainty.CONTRADICTION


def _is_partition(axis: Axis, trial: Trial, name: str) -> bool:
    """Whether nothing is in two of the parts: the last is all the others (其他), or they are places or classes."""
    names = [last(line.names) for line in trial.parts]
    heads = axis.matrix.places[axis.matrix.heads - 1][0] if axis.upright and axis.matrix.heads else None
    headed = bool(heads and _PLACE.search(heads.said))
    if not _REACHED.search(name) and names_rest(names):
        return True
    return not _VISITED.search(name) and (headed or all(_PLACE.search(each) for each in names))


def _told(
    axis: Axis,
    trial: Trial,
    across: int,
    figures: list[Figure],
    *,
    holds: bool,
    certainty: Certainty = Certainty.CONTRADICTION,
    belief: float = 0.0,
) -> Judged:
    *parts, total = figures
    whole = sum((part.value for part in parts), Decimal(0))
    step = max(figure.step for figure in figures)
    added = _added(parts)
    result = _printed(rounded(whole, step) if step else whole, total)
    arithmetic = f"{added} = {result}"
    if not holds:
        arithmetic += f"，表中{total.lead or last(trial.total.names)}为 {said(total)}"
    told = [*trial.parts, trial.total] if len(parts) <= SHOWN else [trial.total]
    lines = [line for line in told if axis.figure(line.at, across) is not None]
    return Judged(
        kind=Kind.SCORE if axis.upright and is_of_points(axis.crossing(across)) else Kind.TABLE,
        figures=tuple(sorted(figures, key=lambda figure: figure.span)),
        quotes=tuple(sorted(axis.matrix.quote(*axis.place(line.at, across)) for line in lines)),
        holds=holds,
        arithmetic=arithmetic,
        would_hold=() if holds else _mends(parts, total, whole),
        certainty=certainty,
        claim=total,
        frame=Frame.PROVEN if belief >= PROVEN else Frame.FIRM if trial.held else Frame.CLEAR,
        rest=total.value > whole and trial.total.rank is Rank.PART and not trial.held,
    )


def _added(parts: Sequence[Figure]) -> str:
    """The parts as they are added up; of very many the first, and how many there are."""
    shown_parts = parts if len(parts) <= SHOWN else parts[:_FIRST]
    added = " + ".join(f"({said(part)})" if part.value < 0 else said(part) for part in shown_parts)
    return added if len(parts) <= SHOWN else f"{added} + …（共 {len(parts)} 个数相加）"


def _printed(value: Decimal, like: Figure) -> str:
    text = shown(value / like.numeral.scale)
    return text + ("%" if like.is_percent else "")


def _mends(parts: Sequence[Figure], total: Figure, whole: Decimal) -> tuple[str, ...]:
    """The total put right, or one of the parts if they are few."""
    told = [instead(total, whole)]
    if len(parts) <= 12:
        told += [instead(part, part.value + total.value - whole) for part in parts]
    return changes(*told)
