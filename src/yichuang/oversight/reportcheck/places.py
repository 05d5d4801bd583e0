"""Where something stands in the original, as whoever opens the file finds it, and the same for programs. Pure.

Paragraphs and tables are counted, pages have their numbers; a cell of a sheet is called as spreadsheets call it: B12.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

CELLS: Final = 4
"""So many cells of one table are told by their place."""


class Sort(StrEnum):
    """What is counted, to find a block."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    PAGE = "page"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text_box"
    SHEET = "sheet"
    NOWHERE = ""


_NUMBERED: Final = {
    Sort.PARAGRAPH: "第 {} 段",
    Sort.TABLE: "第 {} 个表",
    Sort.FOOTNOTE: "脚注 {}",
    Sort.ENDNOTE: "尾注 {}",
    Sort.TEXT_BOX: "第 {} 段旁的文本框",
}


@dataclass(frozen=True, slots=True)
class Where:
    """Where a block stands. `number` counts from 1; of a text box it is that of the paragraph on which it hangs.

    `page` and `last_page` are those of a PDF, `name` is that of a sheet, `row` and `column` those of a sheet in which
    the block begins. `file` is the name of a file beside the report, if it stands there.
    """

    sort: Sort = Sort.NOWHERE
    number: int = 0
    page: int = 0
    last_page: int = 0
    name: str = ""
    row: int = 1
    column: int = 1
    file: str = ""

    def __str__(self) -> str:
        """As people say it: "第 3 段", "第 1~2 页的表", "工作表“受理”"; nothing of a file that is one sheet."""
        return " ".join(part for part in (self.file, self._in_file()) if part)

    def _in_file(self) -> str:
        if self.page:
            pages = f"{self.page}" if self.page == self.last_page else f"{self.page}~{self.last_page}"
            return f"第 {pages} 页" + ("的表" if self.sort is Sort.TABLE else "")
        if self.sort is Sort.SHEET:
            return f"工作表“{self.name}”" if self.name else ""
        return _NUMBERED[self.sort].format(self.number) if self.sort else ""


NOWHERE: Final = Where()
"""Where nobody knows."""


def paragraph(number: int) -> Where:
    """The paragraph of that number."""
    return Where(Sort.PARAGRAPH, number)


def table(number: int) -> Where:
    """The table of that number."""
    return Where(Sort.TABLE, number)


def on_page(sort: Sort, first: int, last: int = 0) -> Where:
    """On a page of a PDF, or on several."""
    return Where(sort, page=first, last_page=last or first)


def in_sheet(name: str, row: int, column: int) -> Where:
    """From a cell of a sheet on; both count from 1."""
    return Where(Sort.SHEET, name=name, row=row, column=column)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the original: its block, and row and column (from 1) of its cell if it stands in a table."""

    where: Where
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """What its cell is called: "第 4 行第 1 列", in a sheet "B12"; nothing of running text."""
        if not self.row:
            return ""
        if self.where.sort is Sort.SHEET:
            return f"{_letters(self.column)}{self.row}"
        return f"第 {self.row} 行第 {self.column} 列"

    def __str__(self) -> str:
        """The whole place as people say it."""
        return _said(self.where, self.cell)

    def as_json(self) -> dict[str, Any]:
        """As `yichuang check --json` prints it: what it is, how it is called, and what there is of its numbers."""
        where = self.where
        known = {
            "file": where.file,
            "number": where.number,
            "page": where.page,
            "last_page": where.last_page,
            "sheet": where.name,
            "cell": self.cell if where.sort is Sort.SHEET else "",
            "row": self.row,
            "column": self.column,
        }
        told = {key: value for key, value in known.items() if value}
        return {"kind": where.sort.value, "text": str(self), **told}


def told(places: Iterable[Place]) -> Iterator[str]:
    """Places as people say them, the cells of one table together."""
    found: dict[Where, dict[str, None]] = {}
    for place in places:
        key = replace(place.where, row=1, column=1) if place.where.sort is Sort.SHEET else place.where
        found.setdefault(key, {}).update({place.cell: None} if place.cell else {})
    for where, cells in found.items():
        more = f"等 {len(cells)} 格" if len(cells) > CELLS else ""
        if said := _said(where, "、".join(list(cells)[:CELLS]) + more):
            yield said


def _said(where: Where, cells: str) -> str:
    if not cells:
        return str(where)
    if where.sort is not Sort.SHEET:
        return f"{where}中{cells}"
    return f"{where}的单元格 {cells}" if str(where) else f"单元格 {cells}"


def _letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
