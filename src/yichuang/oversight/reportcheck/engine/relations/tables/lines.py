"""The rows and columns of a table as lines that may be added: what each is among the others, by its names. Pure.

小计 of groups, 其中 below what it belongs to, 一、 above （一）, 合计 of all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.matrix import Matrix, unit_in

NEAR: Final = 2  # cells within which a neighbour's number may be copied
_TOTAL: Final = re.compile(r"^(?:合计|总计|共计|总数|总和|合计数|总计数|总量)|(?:合计|总计|共计)$")
_SUBTOTAL: Final = re.compile(r"小计")
_WITHIN: Final = re.compile(r"^(?:其中|#|＃)")
_MAYBE: Final = re.compile(r"^(?:全[年县市区乡镇街省国州旗校站系域]{1,2}|全部|总体|累计|本年累计)$")
_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]|[：:，。]")
_UNADDED: Final = re.compile(
    r"率|占比|比重|比例|构成|百分|%|‰|均(?!衡|等)|单价|价格|排名|名次|位次|序号|编号|编码|电话|邮编|"
    r"倍|指数|满意度|时限|期限|时长|时间|系数|温度|密度|浓度|标准$|等级|年份|年度$|月份|日期|同比|环比|增长|增幅|增速|降幅|[亩单]产(?![值品])|班额|人次费"
)
_AMOUNT: Final = re.compile(r"[额量数]|（(?:件|个|人|元|万元|亿元|户|次)）")
DIFFERENCE: Final = re.compile(
    r"增减|增加|减少|净增|新增|差额|差值|差异|变化|变动|较上|比上|同比|结余|结转|剩余|余额|未办结|未完成|在办|尚余|超支|节约|审减|缺口"
)
_GROWTH: Final = re.compile(r"同比|环比|增长|增幅|增速|降幅")
_MONTH: Final = re.compile(r"^\d{1,2}月份?$")
_QUARTER: Final = re.compile(r"^(?:第?[一二三四]季度|[上下]半年|前[三四]季度)(?:合?计)?$")
_LEDGER: Final = (
    re.compile(r"本[年期月]度?新[收接]"),
    re.compile(r"上[年期月]度?结转"),
    re.compile(r"结转下"),
)
_LEVELS: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+[.、．](?!\d)"),
    re.compile(r"^(?:[（(]\d+[)）]|[①-⑳])"),
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?")
_POINTS: Final = re.compile(
    r"^(?:分值|满分|权重分?|标准分|(?:自评|自查|考核|实际|最终)?得分|自评分)(?:（分）)?$"
)


class Rank(Enum):
    """What a line is among the others."""

    PART = 0
    SUBTOTAL = 1
    TOTAL = 2
    MAYBE = 3  # 全年, 全县: a total if it adds up
    WITHIN = 4  # 其中
    ASIDE = 5  # what was carried in, came and is carried over: no part of what was done


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its place, its names, its rank, how deep it stands below others, what it is counted in."""

    at: int
    names: tuple[str, ...]
    rank: Rank
    depth: int
    unit: str


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

    def crossing_names(self, line: int) -> tuple[str, ...]:
        """The names of a line that crosses."""
        return self.matrix.column_names[line] if self.upright else self.matrix.row_names[line]

    def crossing(self, line: int) -> str:
        """The name of a line that crosses."""
        return "".join(self.crossing_names(line))

    def beside(self, line: int, across: int) -> set[Decimal]:
        """The values in the cells around a place."""
        row, column = self.place(line, across)
        near = (
            self.matrix.figure(row + down, column + right)
            for down in range(-NEAR, NEAR + 1)
            for right in range(-NEAR, NEAR + 1)
            if (down or right)
            and 0 <= row + down < len(self.matrix.places)
            and 0 <= column + right < len(self.matrix.places[0])
        )
        return {figure.value for figure in near if figure}


def lines_of(axis: Axis) -> list[Line]:
    """The lines that hold numbers which may be added."""
    told = []
    for at in axis.lines:
        names = axis.names(at)
        if not any(axis.figure(at, across) for across in axis.across):
            continue
        if not axis.upright and not is_addable("".join(names)):
            continue
        unit = axis.matrix.row_units[at] if axis.upright else unit_in("".join(names))
        told.append(Line(at, names, _rank(names), _depth(axis, at, names), unit))
    return _with_ledger(_with_quarters(told))


def _with_quarters(lines: list[Line]) -> list[Line]:
    """三季度 behind its months is their total, perhaps; among quarters it is one of them."""
    if not any(line.names and _MONTH.match(line.names[-1]) for line in lines):
        return lines
    return [
        replace(line, rank=Rank.MAYBE)
        if line.rank is Rank.PART and line.names and _QUARTER.match(line.names[-1])
        else line
        for line in lines
    ]


def _with_ledger(lines: list[Line]) -> list[Line]:
    """Where rows tell what is new and what was carried in, these and what is left are no parts of what was done."""
    said = ["".join(line.names) for line in lines]
    if not all(any(known.search(name) for name in said) for known in _LEDGER[:2]):
        return lines
    return [
        replace(line, rank=Rank.ASIDE) if any(known.search(name) for known in _LEDGER) else line
        for line, name in zip(lines, said, strict=True)
    ]


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


def is_of_points(name: str) -> bool:
    """Whether a line tells points, in whatever its rows are counted: 分值, 得分."""
    return _POINTS.match(name) is not None


def is_addable(name: str) -> bool:
    """Whether numbers under that name can be added."""
    name = _YEAR.sub("", name)
    if _GROWTH.search(name):
        return bool(_AMOUNT.search(_GROWTH.sub("", name))) and "率" not in name
    return not _UNADDED.search(name)
