"""Tables drawn in plain text: bars, box lines, tabs, or columns of blanks. Each cell is a range of that text. Pure.

A grid is taken only where every row parts into as many cells; whatever is unsure stays running text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck import places
from yichuang.oversight.reportcheck.document import Cell, Table
from yichuang.oversight.reportcheck.reading.composing import WIDEST
from yichuang.oversight.reportcheck.reading.refusal import CELLS, too_many_cells

Span = tuple[int, int]
_LINE: Final = re.compile(r"[^\r\n]+|(?:\r\n|\r|\n)")
_LINE_END: Final = re.compile(r"[\r\n]")
_RULE: Final = re.compile(r"^[\s|｜│┃║+:：\-=—─━═┄┈┌┍┏╔┐┑┓╗└┗╚┘┛╝├┝┣╠┤┥┫╣┬┯┳╦┴┷┻╩┼┿╋╬]+$")
_DRAWN: Final = re.compile(r"[|｜│┃║]")
_GAP: Final = re.compile(r"(?: {2,}|[\u3000\t]+)[ \u3000\t]*")
_BLANK: Final = re.compile(r"[ \u3000\t]+")
FIGURE: Final = re.compile(
    r"^[-+−－＋]?(?:[\d０-９]{1,3}(?:[,，][\d０-９]{3})+|[\d０-９]+)(?:[.．][\d０-９]+)?\s*(?:%|％|‰|[^\W\d_]{1,3})?$"
)
_NOTHING: Final = re.compile(r"^(?:[-—－–/／…]+|无)$")
_HEADS: Final = 2  # rows of a heading above a run of rows


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of text parted into fields."""

    start: int
    end: int
    fields: tuple[Span, ...]


_Fields = list[tuple[Span, int, int]]
"""The fields of a row: where each stands, its column, and how many columns it covers."""

_Grid = tuple[int, int, list[_Fields]]
"""The first line of a grid, the line after it, and its rows."""


def find_tables(text: str, offset: int = 0) -> tuple[Table, ...]:
    """The tables in a plain text, in order, places moved on by `offset`. Raises Unreadable past the bound of cells."""
    lines = _lines(text)
    covered = bytearray(len(lines))
    found: list[Table] = []
    for detect in (_drawn, _tabbed, _spaced, _close):
        for first, after, rows in detect(text, lines):
            if not any(covered[first:after]):
                covered[first:after] = b"\1" * (after - first)
                found.append(_table(rows))
    if sum(len(table.cells) for table in found) > CELLS:
        raise too_many_cells()
    found.sort(key=lambda table: table.start)
    return tuple(_moved(table, offset, places.table(n)) for n, table in enumerate(found, start=1))


def is_rule(said: str) -> bool:
    """Whether a line only draws: the border of a grid, or a line between its rows."""
    return bool(_RULE.match(said))


def line_end(text: str, at: int) -> int:
    """Where the line that holds a place ends."""
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _moved(table: Table, offset: int, where: places.Where) -> Table:
    cells = tuple(
        replace(cell, start=cell.start + offset, end=cell.end + offset) if offset else cell
        for cell in table.cells
    )
    return Table(table.start + offset, table.end + offset, cells, None, where)


def is_figure(said: str) -> bool:
    """Whether a cell holds one number, with its unit perhaps."""
    return bool(FIGURE.match(said))


def _lines(text: str) -> list[Span]:
    """The lines, without their ends; blank ones are empty ranges."""
    lines: list[Span] = []
    fresh = True
    for found in _LINE.finditer(text):
        if found.group()[0] in "\r\n":
            if fresh:
                lines.append((found.start(), found.start()))
            fresh = True
        else:
            lines.append(found.span())
            fresh = False
    return lines


def _runs(
    lines: list[Span], part: Callable[[Span], _Row | None]
) -> Iterator[tuple[int, list[_Row], list[_Row | None]]]:
    """Stretches of lines that part into as many fields: the first line, its rows, and the two lines above it."""
    rows: list[_Row] = []
    above: list[_Row | None] = []
    parted = [part(line) for line in lines]
    for n, each in enumerate([*parted, None]):
        row = each
        if rows and row is not None and len(row.fields) == len(rows[0].fields) + 1 and _is_indented(row):
            row = replace(row, fields=row.fields[1:])
        if rows and (row is None or len(row.fields) != len(rows[0].fields)):
            yield n - len(rows), rows, above
            rows = []
        if row is not None and not rows:
            above = parted[max(0, n - _HEADS) : n]
        if row is not None:
            rows.append(row)


def _is_indented(row: _Row) -> bool:
    """Whether a row begins with a blank field: a name below 其中, set off by one sign."""
    return row.fields[0][0] == row.fields[0][1]


def _drawn(text: str, lines: list[Span]) -> Iterator[_Grid]:
    """Grids drawn with bars: `| 甲 | 1 |`, `│甲│1│`, with or without lines between."""
    rows: list[_Row] = []
    first = -1
    ruled = False
    for n, (start, end) in enumerate([*lines, (len(text), len(text))]):
        said = text[start:end]
        rule = bool(said.strip()) and bool(_RULE.match(said))
        row = None if rule or not _DRAWN.search(said) else _barred(text, start, end)
        if rule or row is not None:
            first = n if first < 0 else first
            ruled = ruled or rule
            rows += [] if row is None else [row]
            continue
        widths = {len(each.fields) for each in rows}
        if len(rows) > 1 and (ruled or len(widths) == 1):
            yield first, n, [_spread(each) for each in rows]
        rows, first, ruled = [], -1, False


def _barred(text: str, start: int, end: int) -> _Row | None:
    """The cells between bars; an escaped bar is none, the outer bars are no cells."""
    bars = [found.start() for found in _DRAWN.finditer(text, start, end) if text[found.start() - 1] != "\\"]
    if not bars:
        return None
    edges = [start - 1, *bars, end]
    fields = [(left + 1, right) for left, right in pairwise(edges)]
    if not text[slice(*fields[0])].strip():
        fields = fields[1:]
    if fields and not text[slice(*fields[-1])].strip():
        fields = fields[:-1]
    if not 1 < len(fields) <= WIDEST:
        return None
    return _Row(start, end, tuple(_trimmed(text, *field) for field in fields))


def _tabbed(text: str, lines: list[Span]) -> Iterator[_Grid]:
    """Grids of tabs, as copied from an office program."""

    def part(line: Span) -> _Row | None:
        start, end = line
        if "\t" not in text[start:end].strip():
            return None
        edges = [start - 1, *(n for n in range(start, end) if text[n] == "\t"), end]
        fields = tuple(_trimmed(text, left + 1, right) for left, right in pairwise(edges))
        return _Row(start, end, fields) if len(fields) <= WIDEST else None

    for first, rows, _ in _runs(lines, part):
        if len(rows) > 1 and _has_figures(text, rows):
            yield first, first + len(rows), [_spread(row) for row in rows]


def _spaced(text: str, lines: list[Span]) -> Iterator[_Grid]:
    """Grids of columns that stand apart by two blanks or a wide one.

    A heading above may have fewer fields, if each stands over columns of its own.
    """
    for first, rows, above in _runs(lines, lambda line: _parted(text, line, _GAP)):
        if len(rows) < 3 or not _has_figures(text, rows):
            continue
        heads = _heads(text, rows, above)
        yield first - len(heads), first + len(rows), [*heads, *(_spread(row) for row in rows)]


def _close(text: str, lines: list[Span]) -> Iterator[_Grid]:
    """Grids whose columns stand apart by one blank: a name, then only figures, in every row below the first."""
    for first, rows, _ in _runs(lines, lambda line: _parted(text, line, _BLANK)):
        if len(rows) > 2 and len(rows[0].fields) > 2 and all(_is_counted(text, row) for row in rows[1:]):
            yield first, first + len(rows), [_spread(row) for row in rows]


def _is_counted(text: str, row: _Row) -> bool:
    name, *figures = (text[slice(*field)] for field in row.fields)
    return not is_figure(name) and all(is_figure(said) or bool(_NOTHING.match(said)) for said in figures)


def _parted(text: str, line: Span, gap: re.Pattern[str]) -> _Row | None:
    start, end = _trimmed(text, *line)
    edges = [start]
    for found in gap.finditer(text, start, end):
        edges += found.span()
    edges.append(end)
    fields = tuple(zip(edges[::2], edges[1::2], strict=True))
    return _Row(start, end, fields) if 1 < len(fields) <= WIDEST else None


def _has_figures(text: str, rows: list[_Row]) -> bool:
    """Whether a column after the first holds figures in most rows below the first."""
    for column in range(1, len(rows[0].fields)):
        said = [text[slice(*row.fields[column])] for row in rows[1:]]
        told = [each for each in said if each and not _NOTHING.match(each)]
        if sum(map(is_figure, told)) * 2 > len(told):
            return True
    return False


def _heads(text: str, rows: list[_Row], above: list[_Row | None]) -> list[_Fields]:
    """The lines above a grid that are its heading."""
    if not above or above[-1] is None:
        return []
    columns = _columns(text, rows)
    heads: list[_Fields] = []
    for row in reversed(above):
        over = None if row is None else _over(text, row, columns)
        if over is None:
            break
        heads.insert(0, over)
    return heads


def _columns(text: str, rows: list[_Row]) -> list[Span]:
    """From where to where each column reaches on the page, in half-widths."""
    places = [_places(text, row) for row in rows]
    return [
        (min(left for left, _ in column), max(right for _, right in column))
        for column in zip(*places, strict=True)
    ]


def _places(text: str, row: _Row) -> list[Span]:
    """From where to where each field of a row reaches on the page, in half-widths."""
    at = text.rfind("\n", 0, row.start) + 1
    reached = 0
    told = []
    for start, end in row.fields:
        left = reached + sum(map(_width, text[at:start]))
        reached = left + sum(map(_width, text[start:end]))
        at = end
        told.append((left, reached))
    return told


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _over(text: str, row: _Row, columns: list[Span]) -> _Fields | None:
    """A heading's fields with the columns that they stand over; None unless each has its own
    and none is left over but the first."""
    told: _Fields = []
    free = 0
    for field, (left, right) in zip(row.fields, _places(text, row), strict=True):
        met = [n for n, (begin, stop) in enumerate(columns) if begin < right and left < stop]
        if not met or met[0] < free or is_figure(text[slice(*field)]):
            return None
        told.append((field, met[0], len(met)))
        free = met[-1] + 1
    claimed = sum(covers for _, _, covers in told)
    return told if claimed >= len(columns) - 1 else None


def _spread(row: _Row) -> _Fields:
    return [(field, column, 1) for column, field in enumerate(row.fields)]


def _table(rows: list[_Fields]) -> Table:
    cells = tuple(
        Cell(field[0], field[1], n, column, 1, columns)
        for n, row in enumerate(rows)
        for field, column, columns in row
    )
    return Table(min(cell.start for cell in cells), max(cell.end for cell in cells), cells)


def _trimmed(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    if not said.strip():
        return start, start
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())
