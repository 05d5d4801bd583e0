"""A report before it is drawn: blocks of text in which every number is a figure's value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yichuang.kernel.documents.paper import Heading as PaperHeading
from yichuang.kernel.documents.paper import Paper, Para
from yichuang.kernel.documents.paper import Table as PaperTable
from yichuang.kernel.figures import Period, Scope, Value

Piece = str | Value
_FIGURE = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number written out, and the id that the outline points at."""

    id: str
    text: str
    level: int = 1

    @property
    def bare(self) -> str:
        """Without its number, which a paper writes by itself."""
        return re.sub(r"^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）", "", self.text)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of words and values."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are words or values; `shares` are widths of the columns on paper."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]
    shares: tuple[float, ...] = ()


Block = Heading | Prose | Grid


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole report."""

    organ: str
    title: str
    scope: Scope
    period: Period
    blocks: tuple[Block, ...]

    def values(self) -> Iterator[Value]:
        """Every value that the report prints, in order."""
        for block in self.blocks:
            if isinstance(block, Prose):
                yield from (piece for piece in block.pieces if isinstance(piece, Value))
            elif isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row if isinstance(cell, Value))

    def headings(self) -> list[Heading]:
        """The headings of the first level, for the outline."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level == 1]


def say(text: str, got: Mapping[str, Value], **more: Piece) -> list[Piece]:
    """A sentence with `{code}` where a figure's value stands; names in `more` are put in as they are."""
    pieces: list[Piece] = []
    for n, part in enumerate(_FIGURE.split(text)):
        if n % 2:
            pieces.append(more[part] if part in more else got[part])
        elif part:
            pieces.append(part)
    return pieces


def to_paper(composition: Composition) -> Paper:
    """The report as an official paper (GB/T 9704-2012), dated by its last day."""
    blocks: list[PaperHeading | Para | PaperTable] = []
    for block in composition.blocks:
        match block:
            case Heading():
                blocks.append(PaperHeading(block.bare, block.level))
            case Prose(pieces):
                blocks.append(Para("".join(_plain(piece) for piece in pieces)))
            case Grid(caption, head, rows, shares):
                blocks.append(Para(caption))
                cells = tuple(tuple(_plain(cell) for cell in row) for row in rows)
                blocks.append(PaperTable(head, cells, shares))
    return Paper(
        kind="self_inspection_report",
        organ=composition.organ,
        title=composition.title,
        day=composition.period.last,
        blocks=tuple(blocks),
        sealed=False,
    )


def _plain(piece: Piece) -> str:
    return piece if isinstance(piece, str) else piece.text
