"""A table as rows and columns with their names: which cells hold one number, and what it is a number of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from yichuang.oversight.reportcheck.document import Cell, Document, Table
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, point, printed
from yichuang.oversight.reportcheck.engine.numerals import Bound, Numeral, numerals
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE, class_of, unit_at
from yichuang.oversight.reportcheck.engine.views import View, view_of
from yichuang.oversight.reportcheck.findings import Span

LONGEST_QUOTE: Final = 120
BIGGEST: Final = 100_000  # places of one table
_NOTHING: Final = re.compile(r"^[-~/…·.]*$|^(?:无|空|暂无)$")
_YEAR: Final = re.compile(r"^(?:19|20)\d\d(?:年度?)?$")
_COARSE: Final = re.compile(r"[千万亿](?:元|人|件|户|吨|亩|次|条|平方米|公里|美元|度|千瓦|$)")
_SAID_UNIT: Final = re.compile(r"单位：([^）；，、\s]{1,8})")
_BRACKETS: Final = re.compile(r"（([^（）：]{1,8})）")
_COUNTER: Final = re.compile(r"^(?:序号?|编号|行次|栏次|排名|位次|名次|no\.?|代码|科目编码)$", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")
_ARROWS: Final = {"↓": "-", "▼": "-", "↑": "+", "▲": "+"}  # "↓55": 55 less
_UNIT_COLUMN: Final = re.compile(r"^(?:计量|数量)?单位$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of the grid: its text in one form, and its number if it holds nothing but one."""

    cell: Cell
    said: str
    figure: Figure | None

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing, or a dash."""
        return self.figure is None and bool(_NOTHING.match(self.said))

    @property
    def name(self) -> str:
        """What it calls its row: nothing where it holds a dash, as of 合计 in a second column of names."""
        return "" if self.is_blank else self.said


@dataclass(frozen=True)
class Matrix:
    """A table. `places[row][column]` is the cell there, the same one at all places that a merged cell covers.

    The first `heads` rows name the columns, the first `labels` columns the rows; `title` is the caption's text.
    """

    document: Document
    table: Table
    places: tuple[tuple[Entry | None, ...], ...]
    heads: int
    labels: int
    title: str

    @property
    def rows(self) -> range:
        """The rows below the heads."""
        return range(self.heads, len(self.places))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns behind the labels that hold a number in some row."""
        wide = range(self.labels, len(self.places[0]))
        return tuple(c for c in wide if any(self.figure(r, c) for r in self.rows))

    def entry(self, row: int, column: int) -> Entry | None:
        """The cell at a place."""
        return self.places[row][column]

    def figure(self, row: int, column: int) -> Figure | None:
        """The number at a place, if its cell holds one and covers no other row or column of numbers."""
        entry = self.places[row][column]
        if entry is None or entry.figure is None or entry.cell.rows > 1 or entry.cell.columns > 1:
            return None
        return entry.figure

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a place holds nothing, or a dash."""
        entry = self.places[row][column]
        return entry is None or entry.is_blank

    def figures(self) -> Iterator[Figure]:
        """All numbers below the heads, each once."""
        seen: set[Span] = set()
        for row in self.rows:
            for column in self.columns:
                entry = self.places[row][column]
                if entry and entry.figure and entry.figure.span not in seen:
                    seen.add(entry.figure.span)
                    yield entry.figure

    @cached_property
    def row_names(self) -> tuple[tuple[str, ...], ...]:
        """For each row the words of its label columns, from the left, counters, units and dashes left out."""
        counters = {c for c in range(self.labels) if self._is_headed(c, _COUNTER) or c == self.unit_column}
        return tuple(
            _path([entry.name if (entry := row[c]) else "" for c in range(self.labels) if c not in counters])
            for row in self.places
        )

    @cached_property
    def column_names(self) -> tuple[tuple[str, ...], ...]:
        """For each column the words of its heads, from the top; a blank head goes on with the one on its left."""
        told: list[tuple[str, ...]] = []
        for column in range(len(self.places[0])):
            words: list[str] = []
            for row in range(self.heads):
                entry = self.places[row][column]
                said = entry.said if entry else ""
                if not said and row < self.heads - 1 and column > self.labels:
                    said = self._from_left(row, column)
                words.append(said)
            told.append(_path(words))
        return tuple(told)

    def _from_left(self, row: int, column: int) -> str:
        for before in range(column - 1, self.labels - 1, -1):
            entry = self.places[row][before]
            if entry and entry.said:
                return entry.said
        return ""

    def _is_headed(self, column: int, by: re.Pattern[str]) -> bool:
        return any(
            (entry := self.places[row][column]) is not None and bool(by.match(entry.said))
            for row in range(self.heads)
        )

    @cached_property
    def unit_column(self) -> int | None:
        """The label column that says what each row is counted in, if there is one.

        Where no other column names the rows, 单位 is whose numbers they are.
        """
        naming = [c for c in range(self.labels) if not self._is_headed(c, _COUNTER)]
        return next((c for c in naming if len(naming) > 1 and self._is_headed(c, _UNIT_COLUMN)), None)

    @cached_property
    def row_units(self) -> tuple[str, ...]:
        """For each row what its own unit column or the brackets in its label say it is counted in."""
        column = self.unit_column
        told = []
        for row, names in zip(self.places, self.row_names, strict=True):
            entry = row[column] if column is not None else None
            told.append(entry.said if entry else unit_in("".join(names)))
        return tuple(told)

    def where(self, row: int, column: int) -> str:
        """The names of a place: its row and its column."""
        return " ".join(
            part for part in ("".join(self.row_names[row]), last(self.column_names[column])) if part
        )

    def quote(self, row: int, column: int) -> Span:
        """The stretch of the document from the beginning of a row to a place in it, if that isn't too long."""
        entry = self.places[row][column]
        assert entry is not None
        first = next((e for e in self.places[row] if e and e.said and e.cell.row == row), entry)
        start = (
            first.cell.start
            if 0 <= entry.cell.start - first.cell.start <= LONGEST_QUOTE
            else entry.cell.start
        )
        return start, entry.cell.end


def last(names: tuple[str, ...]) -> str:
    """The innermost name of a path."""
    return names[-1] if names else ""


def unit_in(words: str) -> str:
    """The unit that words carry in brackets or behind 单位; "" if none."""
    found = _SAID_UNIT.search(words) or _BRACKETS.search(words)
    return found[1] if found else ""


def _path(words: list[str]) -> tuple[str, ...]:
    """The names without repetitions and blanks."""
    told: list[str] = []
    for word in words:
        if word and (not told or told[-1] != word):
            told.append(word)
    return tuple(told)


def matrices_of(document: Document) -> list[Matrix]:
    """The tables of a document that can be read as rows and columns."""
    found = (matrix_of(document, block) for block in document.blocks if isinstance(block, Table))
    return [half for matrix in found if matrix is not None for half in _halves(matrix)]


def _halves(matrix: Matrix) -> Iterator[Matrix]:
    """Two tables that stand side by side, as 收入 and 支出, each by itself: names of rows stand in the middle."""
    for column in range(matrix.labels + 1, len(matrix.places[0]) - 1):
        if _names_rows(matrix, column) and any(other > column for other in matrix.columns):
            yield replace(matrix, places=tuple(row[:column] for row in matrix.places))
            rest = replace(matrix, places=tuple(row[column:] for row in matrix.places), labels=1)
            yield from _halves(rest)
            return
    yield matrix


def _names_rows(matrix: Matrix, column: int) -> bool:
    """Whether a column among the numbers holds names of rows: many words, all different, and no number."""
    told = [entry for row in matrix.rows if (entry := matrix.places[row][column]) and not entry.is_blank]
    words = {entry.said for entry in told}
    plain = all(entry.figure is None and entry.cell.columns == 1 for entry in told)
    return len(words) > 2 and len(words) == len(told) and len(words) * 2 > len(matrix.rows) and plain


def matrix_of(document: Document, table: Table) -> Matrix | None:
    """The table as rows and columns; None if it is too small, too vast, or its cells overlap."""
    height = max(cell.row + cell.rows for cell in table.cells)
    width = max(cell.column + cell.columns for cell in table.cells)
    if width < 2 or height < 2 or width * height > BIGGEST:
        return None
    places: list[list[Entry | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        entry = _entry(document, cell)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if places[row][column] is not None:
                    return None
                places[row][column] = entry
    title = view_of(document.text, *table.title).text if table.title else ""
    heads = _heads(places)
    labels = _labels(places, heads)
    if heads >= height or labels >= width:
        return None
    if title == "" and heads and len({id(entry) for entry in places[0]}) == 1 and places[0][0]:
        title = places[0][0].said
    told = Matrix(document, table, tuple(map(tuple, places)), heads, labels, title)
    return _with_steps(told)


def _entry(document: Document, cell: Cell) -> Entry:
    view = view_of(document.text, cell.start, cell.end)
    said = _BLANKS.sub("", view.text)
    return Entry(cell, said, _figure(document, view))


def bare_figure(document: Document, start: int, end: int) -> Figure | None:
    """The number that a range of the text is, if it is nothing but one."""
    return _figure(document, view_of(document.text, start, end))


def _figure(document: Document, view: View) -> Figure | None:
    """The number of a cell that holds one number, with its unit at most."""
    text = view.text
    if text[:1] in _ARROWS:
        text = _ARROWS[text[0]] + text[1:]
    if not text or len(text) > 40 or not (text[0].isdigit() or text[0] in "-+"):
        return None
    numeral = next(numerals(text), None)
    if numeral is None or numeral.at != 0 or numeral.vague or numeral.bound is not Bound.EXACT:
        return None
    word = numeral.sign or unit_at(text, numeral.to)
    after = numeral.to if numeral.sign else numeral.to + len(word)
    if after != len(text):
        return None
    span = view.span(numeral.at, numeral.to)
    return Figure(
        span=span,
        written=document.said(*span),
        numeral=numeral,
        unit=numeral.sign if numeral.sign in (PERCENT, PERMILLE) else class_of(word),
        word=word,
        role=Role.RATE if numeral.sign in (PERCENT, PERMILLE) else Role.LEVEL,
        lead="",
        tail="",
        paragraph=-1,
        sentence=0,
        clause=0,
        bracket=0,
        after=after,
    )


def _heads(places: list[list[Entry | None]]) -> int:
    """How many rows at the top hold names of columns: those without a number, or with years or counters alone."""
    for n, row in enumerate(places):
        figures = [entry for entry in row[1:] if entry and entry.figure]
        if figures and not _is_counting(row) and not all(_YEAR.match(entry.said) for entry in figures):
            return n
    return len(places)


def _is_counting(row: list[Entry | None]) -> bool:
    """Whether a row only counts its columns: 1 2 3 4, or 甲 1 2 3."""
    said = [entry.said for entry in row if entry]
    numbers = [word for word in said if word.isdigit()]
    counted = [str(n) for n in range(1, len(numbers) + 1)]
    return len(numbers) > 2 and len(said) - len(numbers) <= 2 and numbers == counted


def _labels(places: list[list[Entry | None]], heads: int) -> int:
    """How many columns on the left name the rows: those before the first column of numbers that count something."""
    for column in range(len(places[0])):
        head = "".join(entry.said for row in places[:heads] if (entry := row[column]))
        told = [entry for row in places[heads:] if (entry := row[column]) and not entry.is_blank]
        figures = sum(entry.figure is not None for entry in told)
        if (
            figures
            and figures * 2 >= len(told)
            and not _COUNTER.match(head)
            and not _is_sequence(column, told)
        ):
            return column
    return len(places[0])


def _is_sequence(column: int, told: list[Entry]) -> bool:
    """Whether the first column only counts its rows."""
    numbers = [entry.said for entry in told if entry.said.isdigit()]
    return column == 0 and len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _with_steps(matrix: Matrix) -> Matrix:
    """Numbers in 万元 and the like are rounded even without decimals; yuan with two decimals are exact."""
    whole = unit_in(matrix.title)
    rows = []
    for r, row in enumerate(matrix.places):
        told = []
        for c, entry in enumerate(row):
            if entry is None or entry.figure is None or r < matrix.heads:
                told.append(entry)
                continue
            unit = _column_unit("".join(matrix.column_names[c])) or matrix.row_units[r] or whole
            told.append(replace(entry, figure=_with_step(entry.figure, unit, matrix.where(r, c))))
        rows.append(tuple(told))
    return replace(matrix, places=tuple(rows))


def _column_unit(name: str) -> str:
    """What a column is counted in by its name: brackets, a per cent sign, or a name that ends with 率."""
    return unit_in(name) or ("%" if "%" in name or name.endswith(("率", "占比", "比重")) else "")


def _with_step(figure: Figure, unit: str, where: str) -> Figure:
    numeral = figure.numeral
    step = numeral.step
    if not figure.is_percent and step == 0 and numeral.scale == 1 and _COARSE.search(unit):
        step = Decimal(1)
    elif unit == "元" and step == Decimal("0.01"):
        step = Decimal(0)
    percent = unit in ("%", "百分比", "％") and figure.unit == ""
    step = step or Decimal(percent)  # 88 below （%） is as rounded as 88% is
    sign = PERCENT if percent else numeral.sign
    changed: Numeral = replace(numeral, step=step, interval=_interval(numeral, step), sign=sign)
    return replace(figure, numeral=changed, lead=where, unit=PERCENT if percent else figure.unit)


def _interval(numeral: Numeral, step: Decimal) -> Interval:
    return (
        numeral.interval
        if step == numeral.step
        else printed(numeral.value, step)
        if step
        else point(numeral.value)
    )
