"""Grids drawn with ruled lines: which lines make a table, and which of its cells are one. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from yichuang.oversight.reportcheck.reading.pdf.signs import Rule, Sign

_NEAR: Final = 2.5  # points by which lines that meet may miss each other
_LEAST: Final = 6.0  # points that a row or a column has at least
_LINES: Final = 1_500  # of a page; drawings have more
_CELLS: Final = 20_000
_OPEN: Final = 10.0  # points that rows reach beyond the outer upright lines if the sides are open


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its row and column from the upper left, and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns from the left, of its rows from the top, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def is_frame(self) -> bool:
        """Whether it is one cell: a frame around text."""
        return len(self.xs) == 2 and len(self.ys) == 2

    def place(self, sign: Sign) -> tuple[int, int] | None:
        """The row and column in which a sign stands; None outside."""
        x, y = (sign.left + sign.right) / 2, sign.y + sign.size * 0.25
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] < y <= self.ys[0]):
            return None
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        return row, bisect_right(self.xs, x) - 1


@dataclass(slots=True)
class _Line:
    """Collinear rules made one: the place `at` of the line, and from where to where it runs."""

    at: float
    start: float
    end: float


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables of a page and the frames around text, from the top; a frame around a table is none."""
    level = _merged(
        [_Line((rule.low + rule.high) / 2, rule.left, rule.right) for rule in rules if rule.is_level]
    )
    upright = _merged(
        [_Line((rule.left + rule.right) / 2, rule.low, rule.high) for rule in rules if not rule.is_level]
    )
    if not level or not upright or len(level) + len(upright) > _LINES:
        return []
    grids = [grid for lines in _groups(level, upright) if (grid := _grid(*lines)) is not None]
    grids.sort(key=lambda grid: (-grid.ys[0], grid.xs[0]))
    tables = [grid for grid in grids if not grid.is_frame]
    told = [grid for grid in tables if not any(_is_inside(grid, other) for other in tables)]
    frames = [grid for grid in grids if grid.is_frame and not any(_is_inside(other, grid) for other in told)]
    told += [grid for grid in frames if not any(_is_inside(grid, other) for other in (*told, *frames))]
    return sorted(told, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _merged(lines: list[_Line]) -> list[_Line]:
    told: list[_Line] = []
    lines.sort(key=lambda line: line.at)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and line.at - groups[-1][-1].at <= _NEAR / 2:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        at = sum(line.at for line in group) / len(group)
        group.sort(key=lambda line: line.start)
        for line in group:
            if told and told[-1].at == at and line.start <= told[-1].end + _NEAR:
                told[-1].end = max(told[-1].end, line.end)
            else:
                told.append(_Line(at, line.start, line.end))
    return told


def _groups(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that hang together by crossing or touching each other."""
    above = list(range(len(level) + len(upright)))

    def top(n: int) -> int:
        while above[n] != n:
            above[n] = above[above[n]]
            n = above[n]
        return n

    for n, one in enumerate(level):
        for m, other in enumerate(upright, start=len(level)):
            across = one.start - _NEAR <= other.at <= one.end + _NEAR
            if across and other.start - _NEAR <= one.at <= other.end + _NEAR:
                above[top(n)] = top(m)
    told: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for n, line in enumerate([*level, *upright]):
        told.setdefault(top(n), ([], []))[n >= len(level)].append(line)
    return [lines for lines in told.values() if len(lines[0]) > 1 and lines[1]]


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    left, right = min(line.start for line in level), max(line.end for line in level)
    xs = _edges([line.at for line in upright])
    xs = ([left] if left < xs[0] - _OPEN else []) + xs + ([right] if right > xs[-1] + _OPEN else [])
    ys = _edges([line.at for line in level])[::-1]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _CELLS:
        return None
    columns = [[line for line in upright if abs(line.at - x) <= _NEAR] for x in xs]
    rows = [[line for line in level if abs(line.at - y) <= _NEAR] for y in ys]

    def walled(lines: list[_Line], start: float, end: float) -> bool:
        middle = (start + end) / 2
        return any(line.start <= middle <= line.end for line in lines)

    beside = [
        [walled(columns[c + 1], ys[r + 1], ys[r]) for c in range(len(xs) - 2)] for r in range(len(ys) - 1)
    ]
    below = [[walled(rows[r + 1], xs[c], xs[c + 1]) for c in range(len(xs) - 1)] for r in range(len(ys) - 2)]
    return Grid(tuple(xs), tuple(ys), tuple(_boxes(len(ys) - 1, len(xs) - 1, beside, below)))


def _edges(places: list[float]) -> list[float]:
    """Places nearer than the least width are one edge."""
    told: list[float] = []
    for place in sorted(places):
        if not told or place - told[-1] > _LEAST:
            told.append(place)
    return told


def _boxes(height: int, width: int, beside: list[list[bool]], below: list[list[bool]]) -> list[Box]:
    """Cells without a line between them are one, as far as they make a rectangle."""
    taken = [[False] * width for _ in range(height)]
    boxes: list[Box] = []
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            across = 1
            while (
                column + across < width
                and not taken[row][column + across]
                and not beside[row][column + across - 1]
            ):
                across += 1
            down = 1
            while row + down < height and not any(
                below[row + down - 1][at] or taken[row + down][at] for at in range(column, column + across)
            ):
                down += 1
            for filled in range(row, row + down):
                taken[filled][column : column + across] = [True] * across
            boxes.append(Box(row, column, down, across))
    return boxes


def _is_inside(grid: Grid, other: Grid) -> bool:
    """Whether a grid lies within a cell of another, which then keeps its text."""
    if grid is other:
        return False
    wide = other.xs[0] - _NEAR <= grid.xs[0] and grid.xs[-1] <= other.xs[-1] + _NEAR
    return wide and other.ys[-1] - _NEAR <= grid.ys[-1] and grid.ys[0] <= other.ys[0] + _NEAR
