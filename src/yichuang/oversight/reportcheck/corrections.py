"""Correcting a document: a paragraph or a cell gets another text, and everything behind it moves. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck.document import Block, Cell, Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Correction:
    """Another text for the paragraph or cell at [start, end) of the document as it was before."""

    start: int
    end: int
    text: str


def pieces(document: Document) -> Iterator[Paragraph | Cell]:
    """What can be corrected by itself, in reading order: every paragraph and every cell that says something."""
    for block in document.blocks:
        for piece in block.cells if isinstance(block, Table) else (block,):
            if piece.start < piece.end:
                yield piece


def corrected(document: Document, correction: Correction) -> Document:
    """The document with that correction made. ValueError when it names no paragraph or cell."""
    start, end = correction.start, correction.end
    if not any((piece.start, piece.end) == (start, end) for piece in pieces(document)):
        raise ValueError(f"no paragraph or cell at {start} to {end}")
    text = document.text[:start] + correction.text + document.text[end:]
    shift = _Shift(start, end, len(correction.text) - (end - start))
    return replace(document, text=text, blocks=tuple(_moved(block, shift) for block in document.blocks))


@dataclass(frozen=True, slots=True)
class _Shift:
    """What was at [start, end) has grown by `by` characters."""

    start: int
    end: int
    by: int

    def of(self, start: int, end: int) -> tuple[int, int]:
        """A range after it: one that holds the correction grows, one behind it moves."""
        if start >= self.end:
            return start + self.by, end + self.by
        return start, end + self.by if end >= self.end else end


def _moved(block: Block, shift: _Shift) -> Block:
    start, end = shift.of(block.start, block.end)
    if isinstance(block, Paragraph):
        return replace(block, start=start, end=end)
    return replace(
        block,
        start=start,
        end=end,
        cells=tuple(_moved_cell(cell, shift) for cell in block.cells),
        title=shift.of(*block.title) if block.title else None,
    )


def _moved_cell(cell: Cell, shift: _Shift) -> Cell:
    start, end = shift.of(cell.start, cell.end)
    return replace(cell, start=start, end=end)
