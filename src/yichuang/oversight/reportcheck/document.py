"""What a reader hands to the engine: one text, and which stretches of it are paragraphs, tables and cells. Pure.

Every place is a half-open range of characters [start, end) of `Document.text`. Of a plain text file that text is the
decoded file, character for character, so that a place found in it is a place in the original.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from yichuang.oversight.reportcheck.places import NOWHERE, Place, Sort, Where


class Part(StrEnum):
    """What a paragraph is within its document."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of running text, and where it stands in the original."""

    start: int
    end: int
    part: Part = Part.BODY
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and the rows and columns that it covers (merged cells cover several)."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, in reading order; merged cells stand once. `title` is the range of its caption, if known."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    title: tuple[int, int] | None = None
    where: Where = NOWHERE


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A report as the engine sees it: its text, and its blocks in reading order, none of them overlapping.

    `notes` say in Chinese what the reader took or left out ("页眉页脚没有读"), for whoever reads the findings.
    """

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    def said(self, start: int, end: int) -> str:
        """The text of a range, as it stands there."""
        return self.text[start:end]

    def place(self, start: int, end: int) -> Place:
        """Where a range stands in the original; nowhere where nobody knows."""
        at = bisect_right(self.blocks, start, key=lambda block: block.start) - 1
        if at < 0 or end > self.blocks[at].end:
            return Place(NOWHERE)
        block = self.blocks[at]
        if isinstance(block, Table):
            cell = block.cells[bisect_right(block.cells, start, key=lambda cell: cell.start) - 1]
            within = cell.start <= start and end <= cell.end
            row, column = block.where.row + cell.row, block.where.column + cell.column
            return Place(block.where, row, column) if within else Place(block.where)
        alone = block.where.sort is Sort.SHEET
        return Place(block.where, block.where.row, block.where.column) if alone else Place(block.where)
