"""A report before it is drawn: blocks of text in which every number is a figure's value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from yichuang.kernel.documents.paper import chinese_number, heading_number
from yichuang.kernel.figures import Period, Scope, Value
from yichuang.kernel.verbs import Because, Refused

MOST_HEADINGS = 99


class Number(Protocol):
    """A number of a report: its text, and where its definition and rows are shown."""

    @property
    def text(self) -> str:
        """As it is printed."""

    @property
    def href(self) -> str:
        """Address of its definition and rows."""

    @property
    def hint(self) -> str:
        """A sentence for whoever points at it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How a value differs from an earlier one, in words; both values stand behind it."""

    now: Value
    then: Value
    text: str

    @property
    def href(self) -> str:
        """The figure's page, which shows both values."""
        return self.now.href

    @property
    def hint(self) -> str:
        """Which figure it is about."""
        return f"{self.now.figure.name}：{self.now.text}，之前 {self.then.text}"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A number that somebody typed: no figure stands behind it, and the page says so quietly."""

    text: str


Piece = str | Number | ByHand


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its number is written out from its place. `id` is what the outline points at."""

    id: str
    bare: str
    level: int = 1
    number: str = ""

    @property
    def text(self) -> str:
        """With its number, as it is read."""
        return self.number + self.bare


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of words and numbers."""

    pieces: tuple[Piece, ...]
    id: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A problem that the rows show, offered to the assessor; it isn't printed before it is taken."""

    pieces: tuple[Piece, ...]
    plan: str
    id: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are words or numbers; `shares` are widths of the columns on paper, `note` stands below."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]
    shares: tuple[float, ...] = ()
    id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers, `months`, `bars` or `shares`: a row a bar, its name first, then a number a series."""

    shape: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]
    id: str = ""


Block = Heading | Prose | Proposal | Grid | Chart


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole report."""

    organ: str
    title: str
    scope: Scope
    period: Period
    blocks: tuple[Block, ...]
    day: date | None = None  # on which it was signed; without one it is a draft

    def numbers(self) -> Iterator[Piece]:
        """Every number that the report prints, in order."""
        for block in self.blocks:
            for piece in _pieces_of(block):
                if not isinstance(piece, str | ByHand):
                    yield piece

    def values(self) -> Iterator[Value]:
        """Every value that stands behind a number of the report, in order."""
        for number in self.numbers():
            if isinstance(number, Value):
                yield number
            elif isinstance(number, Growth):
                yield from (number.now, number.then)

    def headings(self) -> list[Heading]:
        """The headings of the first level, for the outline."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level == 1]


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the numbers of their headings: 一、（一）by level and place (GB/T 9704-2012, 7.3.3)."""
    counts = [0, 0]
    ready: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (2 - block.level)
            if counts[block.level - 1] > MOST_HEADINGS:
                raise Refused(Because.BAD_INPUT, f"一级里的标题最多 {MOST_HEADINGS} 个，请合并几节")
            block = replace(block, number=heading_number(block.level, counts[block.level - 1]))  # noqa: PLW2901
        ready.append(block)
    return tuple(ready)


def enumerated(found: Iterable[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
    """Problems as they are read one after the other: 一是…。二是…。"""
    return [(f"{chinese_number(n)}是", *pieces, "。") for n, pieces in enumerate(found, start=1)]


def digest_of(composition: Composition) -> str:
    """SM3 over everything that a report prints, in hexadecimal letters."""
    lines = [composition.organ, composition.title]
    for block in composition.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif not isinstance(block, Proposal):
            lines += [getattr(block, "caption", ""), "|".join(plain(piece) for piece in _pieces_of(block))]
    return hashlib.new("sm3", "\n".join(lines).encode()).hexdigest()


def plain(piece: Piece) -> str:
    """A piece as it is printed."""
    if isinstance(piece, str):
        return piece
    return piece.printed if isinstance(piece, Value) else piece.text


def _pieces_of(block: Block) -> Iterator[Piece]:
    if isinstance(block, Prose):
        yield from block.pieces
    elif isinstance(block, Grid | Chart):
        for row in block.rows:
            yield from row
