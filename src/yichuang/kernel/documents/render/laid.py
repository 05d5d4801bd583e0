"""A paper laid into the grid: every text broken into lines, every place in twips. Both drawings follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.paper import (
    Line,
    Paper,
    Picture,
    Table,
    attachment_lines,
    chinese_date,
    drawn,
    printable,
)
from yichuang.kernel.documents.titles import balanced, halved

INDENT: Final = 2 * grid.CELL
SHORT: Final = 3
"""Lines of a last paragraph that goes along with the signature to the next page."""
LOOSE: Final = 3 * grid.CELL
"""A line that lacks more than this isn't spread over its width: a long number stands whole on the next one."""
CONTACT_SIZE: Final = 210
ABOVE_RECEIVER: Final = grid.PITCH // 2
_EASE: Final = 20
"""Twips that a column is wider than its widest cell."""
_HALVES = re.compile("([ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+)")

_NUMBER = re.compile(r"[−-]?\d[\d,.]*%?$|—$")
Run = tuple[str, int]
Drawn = dict[str, Any]
"""A line: its runs, and what stands between its signs."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the signature stands: how far in from the right edge, and how wide the date is."""

    organ_in: int
    day_in: int
    day_wide: int


def places(paper: Paper) -> Places:
    """Organ and date at the right (GB/T 9704-2012, 7.3.5): with a seal the organ in the middle above the date, which
    is four signs in; without one the organ is two in and the date begins two behind it, a longer date is two in."""
    organ_wide = _wide(printable(paper.signature or paper.organ))
    day_wide = _wide(chinese_date(paper.day))
    if paper.sealed:
        day_in = 4 * grid.CELL
        return Places(max(0, day_in + (day_wide - organ_wide) // 2), day_in, day_wide)
    if day_wide > organ_wide:
        return Places(2 * INDENT + day_wide - organ_wide, INDENT, day_wide)
    return Places(INDENT, organ_wide - day_wide, day_wide)


def column_widths(table: Table) -> list[int]:
    """Whole twips for the columns of a table, which together fill the line. A column whose cells would be broken takes
    of what others have to spare."""
    heads = table.head or ("",) * len(table.rows[0])
    shares = table.widths or (1.0,) * len(heads)
    widths = [int(grid.TEXT_WIDTH * share / sum(shares)) for share in shares]
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(heads)
    needs = [_need(head, column) for head, column in zip(heads, columns, strict=True)]
    spare = [max(0, width - need) for width, need in zip(widths, needs, strict=True)]
    lack = [max(0, need - width) for width, need in zip(widths, needs, strict=True)]
    moved = min(sum(spare), sum(lack))
    return [width - _part(moved, spare, n) + _part(moved, lack, n) for n, width in enumerate(widths)]


def _need(head: str, cells: tuple[str, ...]) -> int:
    """How wide a column must be for its cells to stand on one line each, and its head on two at most."""
    lines = [*halved(head, size=grid.SMALL_SIZE, closer=grid.CLOSER), *cells]
    return max(_wide(line, grid.SMALL_SIZE) for line in lines) + 2 * grid.CELL_PADDING[1] + _EASE


def _part(moved: int, of: list[int], n: int) -> int:
    return moved * of[n] // (sum(of) or 1)


def head_lines(head: str, width: int) -> list[str]:
    """The lines of a head of a column so wide, ended at whole words."""
    return balanced(head, cell_room(width), size=grid.SMALL_SIZE, closer=grid.CLOSER)


def is_short(line: Line) -> bool:
    """Whether a last paragraph is short enough to go along with the signature."""
    return len(_broken(line.number + line.text, first=INDENT)) <= SHORT


def laid(paper: Paper) -> dict[str, Any]:
    """The words of the paper, line by line, for the template: plain values, nothing left to interpret."""
    at = places(paper)
    return {
        "organ": _title(paper.organ),
        "title": printable(paper.title),
        "title_lines": _title(paper.title),
        "mark": _lines(printable(paper.mark)) if paper.mark else [],
        "number": _lines(printable(paper.number)) if paper.number else [],
        "addressee": _lines(printable(paper.addressee) + "：") if paper.addressee else [],
        "blocks": [_block(block) for block in drawn(paper.blocks)],
        "attachments": [_lines(line, first=INDENT) for line in attachment_lines(paper.attachments)],
        "signature": _lines(printable(paper.signature or paper.organ)),
        "day": _lines(chinese_date(paper.day)),
        "signature_in": at.organ_in,
        "day_in": at.day_in,
        "day_wide": at.day_wide,
        "blank_before_signature": blank_before_signature(paper),
        "contact": [_lines(printable(line), size=CONTACT_SIZE) for line in paper.contact],
        "contact_size": CONTACT_SIZE,
        "above_receiver": ABOVE_RECEIVER,
        "short": SHORT,
    }


def blank_before_signature(paper: Paper) -> int:
    """Empty lines above the organ's name: room for the seal where there is one."""
    return 2 if paper.sealed else 1


def _block(block: Line | Table | Picture) -> dict[str, Any]:
    if isinstance(block, Picture):
        caption = _lines(block.caption) if block.caption else []
        said = {"png": list(block.png), "width": block.width_mm, "words": block.words, "caption": caption}
        return {"look": "picture", **said}
    if isinstance(block, Line):
        if block.look == "field":
            return {"look": block.look, "lines": _lines(f"{block.number}：{block.text}")}
        return {
            "look": block.look,
            "lines": _prose(block.number + block.text),
            "with_next": block.with_next,
        }
    widths = column_widths(block)
    return {
        "look": "table",
        "head": [_head(head, width) for head, width in zip(block.head, widths, strict=bool(block.head))],
        "cells": [cell for row in block.rows for cell in _cells(row, widths)],
        "widths": widths,
        "right": numeric(block),
    }


def numeric(table: Table) -> list[bool]:
    """Of each column whether numbers stand in it, which are read from their last digit."""
    return [all(map(_NUMBER.match, column)) for column in zip(*table.rows, strict=True)]


def _cells(cells: tuple[str, ...], widths: list[int]) -> list[list[Drawn]]:
    return [
        _lines(cell, room=cell_room(width), size=grid.SMALL_SIZE)
        for cell, width in zip(cells, widths, strict=bool(cells))
    ]


def _head(head: str, width: int) -> list[Drawn]:
    room = cell_room(width)
    return [_line(line, grid.SMALL_SIZE, room, grid.CLOSER) for line in head_lines(head, width)]


def cell_room(width: int) -> int:
    """What a line in a cell of a table may fill."""
    return width - 2 * grid.CELL_PADDING[1]


def _title(text: str) -> list[Drawn]:
    return [_line(line, grid.TITLE_SIZE, grid.ROOM, grid.CLOSER) for line in title_lines(text)]


def title_lines(text: str) -> list[str]:
    """The lines of a title or of the organ above it, the same for both drawings."""
    parts = printable(text).split("\n") if text else []
    return [line for part in parts for line in balanced(part, grid.ROOM, closer=grid.CLOSER)]


def _lines(text: str, *, room: int = grid.ROOM, first: int = 0, size: int = grid.SIZE) -> list[Drawn]:
    """Lines as runs: signs with 0, letters and digits with the width that they fill."""
    fitted = grid.fitted(text, room, first=first, size=size)
    return [
        _line(line.rstrip(" \n"), size, room - (0 if n else first), closer)
        for n, (line, closer) in enumerate(fitted)
    ]


def _prose(text: str) -> list[Drawn]:
    """Lines of a paragraph, which is spread over its width but for lines that lack too much of it."""
    lines = _lines(text, first=INDENT)
    for line, loose in zip(lines, _loose(text), strict=True):
        if loose:
            line["runs"].append(("", -1))
    return lines


def _loose(text: str) -> list[bool]:
    """Of each line of a paragraph whether it lacks too much of its width to be spread over it."""
    rooms = [grid.ROOM - INDENT, *[grid.ROOM] * len(text)]
    lines = _broken(text, first=INDENT)
    return [room - _wide(line) > LOOSE for line, room in zip(lines, rooms, strict=False)]


def can_be_spread(line: Line) -> bool:
    """Whether a program that spreads every line but the last of a paragraph may do so here."""
    return not any(_loose(line.number + line.text)[:-1])


def _broken(text: str, *, first: int) -> list[str]:
    return [line.rstrip(" \n") for line, _ in grid.fitted(text, grid.ROOM, first=first)]


def _line(line: str, size: int, room: int, closer: int) -> Drawn:
    return {"runs": _runs(line, size, room, closer), "closer": closer}


def _runs(line: str, size: int, room: int, closer: int) -> list[Run]:
    """The line in runs: of width -1 one stands beyond the edge, without words it is a gap, and with both the rest."""
    if grid.overhang(line, room, size, closer):
        return [*_runs(line[:-1], size, room, closer), (line[-1], -1)]
    inner = line.lstrip("\u3000")
    indented = grid.width(line[: len(line) - len(inner)], size, closer)
    runs: list[Run] = [("", indented)] if inner != line else []
    before = ""
    for part in _HALVES.split(inner):
        if not part:
            continue
        if before and (wide := grid.gap(before, part[0], size)):
            runs.append(("", wide))
        runs.append((part, grid.width(part, size, closer) if grid.is_half(part[0]) else 0))
        before = part[-1]
    return runs


def _wide(text: str, size: int = grid.SIZE) -> int:
    return grid.width(text, size, grid.CLOSER)
