"""What tests look at: the paragraphs and grids of a document as plain strings; and office files made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from yichuang.oversight.reportcheck.document import Document, Paragraph, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(document: Document) -> list[str]:
    """The text of each paragraph."""
    return [
        document.said(block.start, block.end) for block in document.blocks if isinstance(block, Paragraph)
    ]


def tables(document: Document) -> list[Table]:
    """The tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(document: Document, table: Table) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell."""
    return [
        (cell.row, cell.column, cell.rows, cell.columns, document.said(cell.start, cell.end))
        for cell in table.cells
    ]


def rows(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table without merged cells, row by row."""
    told: list[list[str]] = []
    for cell in table.cells:
        while len(told) <= cell.row:
            told.append([])
        told[cell.row].append(document.said(cell.start, cell.end))
    return told


def is_sound(document: Document) -> bool:
    """Whether the blocks are in order, inside the text, and don't overlap."""
    at = 0
    for block in document.blocks:
        if not at <= block.start < block.end <= len(document.text):
            return False
        at = block.end
        if isinstance(block, Table):
            inside = [cell for cell in block.cells if cell.end > cell.start]
            if any(not block.start <= cell.start <= cell.end <= block.end for cell in inside):
                return False
    return True


def word(write: Callable[[WordDocument], object]) -> bytes:
    """A docx that somebody wrote into."""
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def append(document: WordDocument, markup: str) -> None:
    """Raw markup at the end of the body, `w:` being its namespace."""
    body = document.element.body
    body.insert(
        len(body) - 1, parse_xml(markup.replace(">", f' xmlns:w="{W}">', 1) if W not in markup else markup)
    )


def with_parts(content: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The archive with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def part(content: bytes, name: str) -> str:
    """The text of a part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()
