"""Tables as text (csv): values parted by commas, semicolons or tabs, as ranges of the file's own text."""

from __future__ import annotations

from typing import Final

from yichuang.oversight.reportcheck.document import Block, Cell, Document, Paragraph, Part, Table
from yichuang.oversight.reportcheck.places import in_sheet
from yichuang.oversight.reportcheck.reading import captions
from yichuang.oversight.reportcheck.reading.refusal import CELLS, SIGNS, empty, too_long, too_many_cells

_MARKS: Final = (",", "\t", ";", "，")
_SAMPLE: Final = 20_000

Field = tuple[int, int]


def read_separated(text: str) -> Document:
    """The document of a decoded file; its text is the file, sign for sign. Raises Unreadable.

    Lines with one value at the top or the bottom are captions and remarks; blank lines part tables.
    """
    if len(text) > SIGNS:
        raise too_long()
    mark = max(_MARKS, key=text[:_SAMPLE].count)
    blocks: list[Block] = []
    run: list[list[Field]] = []
    for number, row in enumerate([*_rows(text, mark), []], start=1):
        if any(end > start for start, end in row):
            run.append(row)
        else:
            blocks += _blocks(run, number - len(run))
            run = []
    if not blocks:
        raise empty()
    return Document(text, captions.attached(text, tuple(blocks)))


def _rows(text: str, mark: str) -> list[list[Field]]:
    """The values of each record (RFC 4180): quotes are no part of a value, line ends within them are."""
    rows: list[list[Field]] = [[]]
    at = cells = 0
    while at < len(text):
        start = at
        if text[at] == '"':
            start = at = at + 1
            while at < len(text) and (text[at] != '"' or text[at + 1 : at + 2] == '"'):
                at += 2 if text[at] == '"' else 1
            rows[-1].append((start, min(at, len(text))))
            at += 1
            while at < len(text) and text[at] not in (mark, "\r", "\n"):
                at += 1
        else:
            while at < len(text) and text[at] not in (mark, "\r", "\n"):
                at += 1
            rows[-1].append(_trimmed(text, start, at))
        cells += 1
        if cells > CELLS:
            raise too_many_cells()
        if at < len(text) and text[at] != mark:
            at += text.startswith("\r\n", at)
            rows.append([])
        at += 1
    return rows


def _blocks(run: list[list[Field]], top: int) -> list[Block]:
    """Captions, the grid, and remarks below it; `top` is the number of the first row in the file."""
    wide = [n for n, row in enumerate(run) if sum(end > start for start, end in row) > 1]
    first, last = (wide[0], wide[-1]) if len(wide) > 1 else (len(run), len(run))
    blocks = _alone(run[:first], top)
    if first < last:
        cells = tuple(
            Cell(start, end, n, column)
            for n, row in enumerate(run[first : last + 1])
            for column, (start, end) in enumerate(row)
        )
        filled = [cell for cell in cells if cell.end > cell.start]
        blocks.append(Table(filled[0].start, filled[-1].end, cells, None, in_sheet("", top + first, 1)))
        blocks += _alone(run[last + 1 :], top + last + 1)
    return blocks


def _alone(rows: list[list[Field]], top: int) -> list[Block]:
    """Values that stand outside the grid, each a paragraph."""
    return [
        Paragraph(start, end, Part.BODY, in_sheet("", row, column))
        for row, fields in enumerate(rows, start=top)
        for column, (start, end) in enumerate(fields, start=1)
        if end > start
    ]


def _trimmed(text: str, start: int, end: int) -> Field:
    said = text[start:end]
    if not said.strip():
        return start, start
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())
