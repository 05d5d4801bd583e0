"""Writes the one text of a document while a reader walks through the file, and remembers what stands where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from yichuang.oversight.reportcheck.document import Block, Cell, Document, Paragraph, Part, Table
from yichuang.oversight.reportcheck.places import Where
from yichuang.oversight.reportcheck.reading import captions, refusal

_LINE: Final = re.compile(r"[^\n]+")
WIDEST: Final = 400
"""Columns of one table; a span over more is a mistake or an attack."""


@dataclass(slots=True)
class Slot:
    """A cell while its table is still being written; a cell merged downwards grows."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    start: int = 0
    end: int = 0

    def cell(self) -> Cell:
        """The finished cell."""
        return Cell(self.start, self.end, self.row, self.column, self.rows, self.columns)


@dataclass(slots=True)
class Composer:
    """The text so far, and its blocks. Raises Unreadable past the bounds of length and cells."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cells: int = 0

    def write(self, text: str) -> tuple[int, int]:
        """Append; gives the range that it covers."""
        start = self.length
        self.length += len(text)
        if self.length > refusal.SIGNS:
            raise refusal.too_long()
        self.pieces.append(text)
        return start, self.length

    def paragraph(self, start: int, part: Part, where: Where) -> None:
        """What was written since `start` is a paragraph, or several where lines were broken by hand."""
        text = self.since(start)
        for line in _LINE.finditer(text):
            said = line.group()
            if said.strip():
                begin = start + line.start() + len(said) - len(said.lstrip())
                self.blocks.append(Paragraph(begin, start + line.start() + len(said.rstrip()), part, where))

    def table(self, slots: list[Slot], where: Where) -> None:
        """A finished grid; one without any text is dropped."""
        self.cells += len(slots)
        if self.cells > refusal.CELLS:
            raise refusal.too_many_cells()
        filled = [slot for slot in slots if slot.end > slot.start]
        if filled:
            start, end = min(slot.start for slot in slots), max(slot.end for slot in slots)
            self.blocks.append(Table(start, end, tuple(slot.cell() for slot in slots), None, where))

    def close(self, slot: Slot) -> None:
        """What was written since the slot's start is its text, without the blanks around it."""
        text = self.since(slot.start)
        said = text.strip()
        slot.start += len(text) - len(text.lstrip()) if said else 0
        slot.end = slot.start + len(said)

    def since(self, start: int) -> str:
        """The text written from `start` on."""
        taken: list[str] = []
        left = self.length - start
        for piece in reversed(self.pieces):
            if left <= 0:
                break
            taken.append(piece[-left:] if len(piece) > left else piece)
            left -= len(piece)
        return "".join(reversed(taken))

    def note(self, text: str) -> None:
        """Say once what was taken or left out."""
        if text not in self.notes:
            self.notes.append(text)

    def document(self) -> Document:
        """The whole. Raises Unreadable if nothing was written."""
        if not self.blocks:
            raise refusal.empty()
        text = "".join(self.pieces)
        return Document(text, captions.attached(text, tuple(self.blocks)), tuple(self.notes))
