"""Totals of tables: 合计 of a column or a row is the sum of its parts.

Which lines are the parts is read from their names (`table_lines`). Where that leaves several readings, each is tried on
all columns (or rows) at once (`table_readings`). A reading by which some add up and not more fail is the table's own,
and what then fails is a contradiction. Where nothing adds up the table isn't understood and nothing is said, unless it
is as plain as can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.relations.columns import DIFFERENCE
from yichuang.oversight.reportcheck.engine.relations.table_lines import Axis, Rank, lines_of
from yichuang.oversight.reportcheck.engine.relations.table_readings import Trial, parents, readings, tried
from yichuang.oversight.reportcheck.engine.relations.wholes import names_rest
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_DISTINCT: Final = re.compile(
    r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|企业|机构|村|社区|户|对象|人数|人员|人口|学校|窗口"
)
_REACHED: Final = re.compile(r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|对象")
_CHOSEN: Final = re.compile(r"前[一二三四五六七八九十\d]+|主要|部分|重点|典型|排名|TOP", re.IGNORECASE)
SMALL: Final = 10
LARGE: Final = 50
"""What the totals that add up must come to, so that it is hardly chance: where one reading is possible, and else."""


def totals(matrix: Matrix) -> Iterator[Judged]:
    """The totals of the columns, then those of the rows."""
    for axis in (Axis(matrix, upright=True), Axis(matrix, upright=False)):
        lines = lines_of(axis)
        families: dict[Rank, list[list[Trial]]] = defaultdict(list)
        for at, total in enumerate(lines):
            if total.rank in (Rank.TOTAL, Rank.SUBTOTAL, Rank.MAYBE):
                families[total.rank].append([tried(axis, trial) for trial in readings(axis, lines, at)])
        if axis.upright:
            families[Rank.PART] = [[tried(axis, trial)] for trial in parents(lines)]
        for family in families.values():
            yield from _judged(axis, [trials for trials in family if trials])


def _judged(axis: Axis, family: list[list[Trial]]) -> Iterator[Judged]:
    """What the likeliest readings of totals of one rank say; they vouch for each other."""
    bests = [max(trials, key=_likeliness) for trials in family]
    for best in bests:
        for across, figures in best.held:
            yield _told(axis, best, across, figures, holds=True)
    for trials, best in zip(family, bests, strict=True):
        if best.failed and (_is_understood(bests, best) or _is_plain(axis, trials, best)):
            yield from _accused(axis, trials, best)


def _accused(axis: Axis, trials: list[Trial], best: Trial) -> Iterator[Judged]:
    """Where a reading fails, and no other reading that is as good holds."""
    rivals = [trial for trial in trials if len(trial.held) >= len(best.held)]
    spoilt = len(best.failed) > best.derived  # a difference is then wrong because its total is
    for across, figures in best.failed:
        if spoilt and DIFFERENCE.search(axis.crossing(across)):
            continue
        if all(any(at == across for at, _ in trial.failed) for trial in rivals):
            weight = _weight(axis, best, across, figures)
            if weight is not None:
                yield _told(axis, best, across, figures, holds=False, certainty=weight)


def _likeliness(trial: Trial) -> tuple[bool, int, int]:
    clean = bool(trial.held) and not trial.failed
    return clean, len(trial.held) - len(trial.failed), -len(trial.parts)


def _is_understood(bests: list[Trial], best: Trial) -> bool:
    """Whether a reading is sure enough to accuse what breaks it: it holds elsewhere, and that can hardly be chance."""
    sums = [abs(figures[-1].value) for each in bests for _, figures in each.held if _is_telling(figures)]
    held = sum(len(each.held) for each in bests)
    failed = sum(len(each.failed) - each.derived for each in bests)
    own = bool(best.held) or len(bests) > 1
    return own and sum(sums) >= (SMALL if best.plain else LARGE) and held >= failed


def _is_plain(axis: Axis, trials: list[Trial], best: Trial) -> bool:
    """Whether a total of a single column can't be of anything but all its rows."""
    only = len(best.failed) == 1 and not best.held and not best.empty and best.plain
    one = len({tuple(line.at for line in trial.parts) for trial in trials}) == 1
    return axis.upright and only and one and best.total.rank is Rank.TOTAL


def _is_telling(figures: list[Figure]) -> bool:
    """Whether a sum says something: of more than one part, and not of a handful."""
    *parts, total = figures
    return abs(total.value) >= SMALL and sum(part.value != 0 for part in parts) > 1


def _weight(axis: Axis, trial: Trial, across: int, figures: list[Figure]) -> Certainty | None:
    """A contradiction; a question where things may be counted once that stand in several parts."""
    *parts, total = figures
    if (
        not trial.held
        and total.value > sum(part.value for part in parts)
        and _CHOSEN.search(axis.matrix.title)
    ):
        return None
    name = axis.crossing(across) + ("" if axis.upright else "".join(trial.total.names))
    once = max(part.value for part in parts) <= total.value < sum(part.value for part in parts)
    apart = trial.held and not _REACHED.search(name) and _is_partition(trial)
    if once and _DISTINCT.search(name) and not apart:
        return Certainty.QUESTION if re.search(r"人数|人员|人口", name) else None
    return Certainty.CONTRADICTION


def _is_partition(trial: Trial) -> bool:
    """Whether nothing is in two of the parts: the last of them is all the others (其他)."""
    return names_rest([last(line.names) for line in trial.parts])


def _told(
    axis: Axis,
    trial: Trial,
    across: int,
    figures: list[Figure],
    *,
    holds: bool,
    certainty: Certainty = Certainty.CONTRADICTION,
) -> Judged:
    *parts, total = figures
    whole = sum((part.value for part in parts), Decimal(0))
    step = max(figure.step for figure in figures)
    added = " + ".join(f"({said(part)})" if part.value < 0 else said(part) for part in parts)
    result = _printed(rounded(whole, step) if step else whole, total)
    arithmetic = f"{added} = {result}"
    if not holds:
        arithmetic += f"，表中{total.lead or last(trial.total.names)}为 {said(total)}"
    lines = [*(line for line in trial.parts if axis.figure(line.at, across) is not None), trial.total]
    return Judged(
        kind=Kind.TABLE,
        figures=tuple(sorted(figures, key=lambda figure: figure.span)),
        quotes=tuple(sorted(axis.matrix.quote(*axis.place(line.at, across)) for line in lines)),
        holds=holds,
        arithmetic=arithmetic,
        would_hold=() if holds else _mends(parts, total, whole),
        certainty=certainty,
        claim=total,
        frame=Frame.FIRM if trial.held else Frame.CLEAR,
        rest=total.value > whole and trial.total.rank is Rank.PART and not trial.held,
    )


def _printed(value: Decimal, like: Figure) -> str:
    text = shown(value / like.numeral.scale)
    return text + ("%" if like.is_percent else "")


def _mends(parts: Sequence[Figure], total: Figure, whole: Decimal) -> tuple[str, ...]:
    """The total put right, or one of the parts if they are few."""
    told = [instead(total, whole)]
    if len(parts) <= 12:
        told += [instead(part, part.value + total.value - whole) for part in parts]
    return changes(*told)
