"""Totals of tables: 合计 of a column or a row is the sum of its parts.

Which lines are the parts is read from their names: 小计 of groups, 其中 below what it belongs to, 一、 above （一）.
Where that leaves several readings, each is tried on all columns (or rows) at once. A reading by which some add up and
not more fail is the table's own, and what then fails is a contradiction. Where nothing adds up the table isn't
understood and nothing is said, unless it is as plain as can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last, unit_in
from yichuang.oversight.reportcheck.engine.relations.columns import DIFFERENCE
from yichuang.oversight.reportcheck.engine.relations.wholes import names_rest
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_TOTAL: Final = re.compile(r"^(?:合计|总计|共计|总数|总和|合计数|总计数|总量)|(?:合计|总计|共计)$")
_SUBTOTAL: Final = re.compile(r"小计")
_WITHIN: Final = re.compile(r"^(?:其中|#|＃)")
_MAYBE: Final = re.compile(r"^(?:全[年县市区乡镇街省国州旗校站系域]{1,2}|全部|总体|累计|本年累计)$")
_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]|[：:，。]")
_UNADDED: Final = re.compile(
    r"率|占比|比重|比例|构成|百分|%|‰|平均|人均|均值|均价|[日月户件次户]均|单价|价格|排名|名次|位次|序号|编号|编码|电话|邮编|"
    r"倍|指数|满意度|时限|期限|时长|时间|系数|温度|密度|浓度|标准$|等级|年份|年度$|月份|日期|同比|环比|增长|增幅|增速|降幅"
)
_AMOUNT: Final = re.compile(r"[额量数]|（(?:件|个|人|元|万元|亿元|户|次)）")
_GROWTH: Final = re.compile(r"同比|环比|增长|增幅|增速|降幅")
_DISTINCT: Final = re.compile(
    r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|企业|机构|村|社区|户|对象|人数|人员|人口|学校|窗口"
)
_REACHED: Final = re.compile(r"覆盖|涉及|受益|惠及|参与|参加|服务|部门|单位|对象")
_SHARE: Final = re.compile(r"占比|比重|构成")
_LEVELS: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+[.、．](?!\d)"),
    re.compile(r"^(?:[（(]\d+[)）]|[①-⑳])"),
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?")
_CHOSEN: Final = re.compile(r"前[一二三四五六七八九十\d]+|主要|部分|重点|典型|排名|TOP", re.IGNORECASE)
MOST: Final = 400  # parts of one total
HUNDRED: Final = Decimal(100)
SMALL: Final = 10
LARGE: Final = 50
"""What the totals that add up must come to, so that it is hardly chance: where one reading is possible, and else."""


class Rank(Enum):
    """What a line is among the others."""

    PART = 0
    SUBTOTAL = 1
    TOTAL = 2
    MAYBE = 3  # 全年, 全县: a total if it adds up
    WITHIN = 4  # 其中


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its place, its names, its rank, how deep it stands below others, what it is counted in."""

    at: int
    names: tuple[str, ...]
    rank: Rank
    depth: int
    unit: str


@dataclass(slots=True)
class Trial:
    """One reading of a total: its parts, and across which lines it holds and fails."""

    total: Line
    parts: tuple[Line, ...]
    plain: bool
    held: list[tuple[int, list[Figure]]] = field(default_factory=list)
    failed: list[tuple[int, list[Figure]]] = field(default_factory=list)
    derived: int = (
        0  # of those that failed: lines that are the difference of others, which one wrong total spoils too
    )
    empty: int = 0  # lines in which everything is zero


@dataclass(frozen=True, slots=True)
class Axis:
    """A table seen along its rows (`upright`: totals of columns) or along its columns."""

    matrix: Matrix
    upright: bool

    def figure(self, line: int, across: int) -> Figure | None:
        """The number where a line meets one that crosses it."""
        return self.matrix.figure(line, across) if self.upright else self.matrix.figure(across, line)

    def place(self, line: int, across: int) -> tuple[int, int]:
        """Row and column of that place."""
        return (line, across) if self.upright else (across, line)

    def is_blank(self, line: int, across: int) -> bool:
        """Whether nothing stands there, or a dash."""
        return self.matrix.is_blank(*self.place(line, across))

    def is_unknown(self, line: int, across: int) -> bool:
        """Whether the place is empty: a dash says that there is none, an empty cell may be forgotten."""
        entry = self.matrix.entry(*self.place(line, across))
        return entry is None or not entry.said

    @property
    def lines(self) -> Sequence[int]:
        """The lines along which is added."""
        return self.matrix.rows if self.upright else self.matrix.columns

    @property
    def across(self) -> Sequence[int]:
        """The lines that cross them."""
        return self.matrix.columns if self.upright else self.matrix.rows

    def names(self, line: int) -> tuple[str, ...]:
        """The names of a line."""
        return self.matrix.row_names[line] if self.upright else self.matrix.column_names[line]

    def crossing(self, line: int) -> str:
        """The name of a line that crosses."""
        names = self.matrix.column_names[line] if self.upright else self.matrix.row_names[line]
        return "".join(names)


def totals(matrix: Matrix) -> Iterator[Judged]:
    """The totals of the columns, then those of the rows."""
    for axis in (Axis(matrix, upright=True), Axis(matrix, upright=False)):
        lines = _lines(axis)
        families: dict[Rank, list[list[Trial]]] = defaultdict(list)
        for at, total in enumerate(lines):
            if total.rank in (Rank.TOTAL, Rank.SUBTOTAL, Rank.MAYBE):
                families[total.rank].append([_tried(axis, trial) for trial in _readings(axis, lines, at)])
        if axis.upright:
            families[Rank.PART] = [[_tried(axis, trial)] for trial in _parents(lines)]
        for family in families.values():
            yield from _judged(axis, [trials for trials in family if trials])


def _parents(lines: list[Line]) -> Iterator[Trial]:
    """Rows that have rows below them that stand deeper, as 一、 has （一） and （二）."""
    for n, line in enumerate(lines[:-1]):
        if line.rank is not Rank.PART or lines[n + 1].depth <= line.depth:
            continue
        parts = []
        for deeper in (lines[m] for m in range(n + 1, min(len(lines), n + 2 * MOST))):
            if deeper.depth <= line.depth or deeper.rank is not Rank.PART:
                break
            if deeper.depth == lines[n + 1].depth:
                parts.append(deeper)
        if 1 < len(parts) <= MOST:
            yield Trial(line, tuple(parts), plain=False)


def _lines(axis: Axis) -> list[Line]:
    told = []
    for at in axis.lines:
        names = axis.names(at)
        if not any(axis.figure(at, across) for across in axis.across):
            continue
        if not axis.upright and not is_addable("".join(names)):
            continue
        unit = axis.matrix.row_units[at] if axis.upright else unit_in("".join(names))
        told.append(Line(at, names, _rank(names), _depth(axis, at, names), unit))
    return told


def _rank(names: tuple[str, ...]) -> Rank:
    bare = [_bare(name) for name in names]
    if any(_WITHIN.match(name) for name in names):
        return Rank.WITHIN
    if any(_SUBTOTAL.search(name) for name in bare):
        return Rank.SUBTOTAL
    if bare and _TOTAL.search(bare[-1]):
        return Rank.TOTAL if len(bare) == 1 or _TOTAL.search(bare[0]) else Rank.SUBTOTAL
    if bare and _MAYBE.match(bare[-1]):
        return Rank.MAYBE
    return Rank.PART


def _bare(name: str) -> str:
    """A name without brackets and the number in front of it."""
    told = (
        _ASIDE.sub("", name)
        if not name.startswith(("（", "("))
        else re.sub(r"^[（(][^（()）]*[)）]", "", name)
    )
    for level in _LEVELS:
        told = level.sub("", told)
    return told


def _depth(axis: Axis, at: int, names: tuple[str, ...]) -> int:
    """How deep a row stands: by the kind of its number, else by the blanks in front of its name."""
    if not axis.upright or not names:
        return 0
    own = names[-1]
    for depth, level in enumerate(_LEVELS):
        if level.match(own):
            return depth * 100
    entry = next((e for e in axis.matrix.places[at] if e and e.said == own), None)
    if entry is None:
        return 0
    text = axis.matrix.document.text
    start = entry.cell.start
    while start > 0 and text[start - 1] in " \u3000\u00a0":
        start -= 1
    return entry.cell.start - start


def is_total_name(names: tuple[str, ...]) -> bool:
    """Whether a line is a total by its names."""
    return _rank(names) in (Rank.TOTAL, Rank.SUBTOTAL)


def is_addable(name: str) -> bool:
    """Whether numbers under that name can be added."""
    name = _YEAR.sub("", name)
    if _GROWTH.search(name):
        return bool(_AMOUNT.search(_GROWTH.sub("", name))) and "率" not in name
    return not _UNADDED.search(name)


def _readings(axis: Axis, lines: list[Line], at: int) -> list[Trial]:
    """The ways in which a total may be made of other lines, the likeliest first."""
    total = lines[at]
    before = (lines[n] for n in range(at - 1, max(-1, at - 2 * MOST), -1))
    behind = (lines[n] for n in range(at + 1, min(len(lines), at + 2 * MOST)))
    if total.rank is Rank.SUBTOTAL:
        sides = [_group(before, total)[::-1], _group(behind, total)]
    else:
        sides = [_until(before)[::-1], _until(behind)]
        if not axis.upright and 0 < at < len(lines) - 1 <= MOST:
            sides.append([line for line in lines if line is not total])
    told: list[Trial] = []
    seen: set[tuple[int, ...]] = set()
    for side in sides:
        for parts, plain in _choices(side):
            key = tuple(line.at for line in parts)
            units = {line.unit for line in (*parts, total) if line.unit}
            if 1 < len(parts) <= MOST and len(units) < 2 and key not in seen:
                seen.add(key)
                told.append(Trial(total, parts, plain))
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
    outer = total.names[:-1]
    told = []
    for line in lines:
        if line.rank in (Rank.TOTAL, Rank.SUBTOTAL) or (outer and line.names[: len(outer)] != outer):
            break
        told.append(line)
    return told


def _choices(side: list[Line]) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The sets of parts within a stretch of lines; whether nothing else could be meant."""
    usual = [line for line in side if line.rank is not Rank.MAYBE]
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
        outside = [line for line in parts if line.names[:-1] not in outer]
        grouped = bool(outer) and len(outer) == len(subs)
        yield tuple(line for line in usual if line in subs or line in outside), grouped
        firm = tuple(line for line in usual if line in subs or (line in parts and len(line.names) < 2))
        yield firm, False
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


def _tried(axis: Axis, trial: Trial) -> Trial:
    """Try a reading on every line that crosses."""
    for across in axis.across:
        figures = _numbers(axis, trial, across)
        if figures is None:
            continue
        *parts, total = figures
        whole = _sum(parts)
        if not whole.meets(total.interval):
            gaps = any(axis.is_unknown(line.at, across) for line in trial.parts)
            if not (gaps and whole.high < total.interval.low) and not _is_far(total, whole):
                trial.failed.append((across, figures))
                trial.derived += bool(DIFFERENCE.search(axis.crossing(across)))
        elif total.value == 0:
            trial.empty += 1
        else:
            trial.held.append((across, figures))
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
    percents = {figure.is_percent for figure in told}
    words = {figure.word for figure in told if figure.word and not figure.is_percent}
    return told if len(told) > 2 and len(percents) == 1 and len(words) < 2 else None


def _is_share(name: str, total: Figure) -> bool:
    """Whether a column of shares has the whole as its total."""
    return bool(_SHARE.search(name)) and total.is_percent and total.value == HUNDRED


def _is_far(total: Figure, whole: Interval) -> bool:
    """Whether shares are so far from 100 % that they have another base, or several answers were allowed."""
    return total.is_percent and not (Decimal(90) <= whole.low and whole.high <= Decimal(110))


def _sum(figures: Sequence[Figure]) -> Interval:
    whole = point(0)
    for figure in figures:
        whole += figure.interval
    return whole


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
