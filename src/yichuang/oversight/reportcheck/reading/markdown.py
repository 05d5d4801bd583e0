"""Markdown (md): paragraphs, headings and bar tables, as ranges of the file's own text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from yichuang.oversight.reportcheck import places
from yichuang.oversight.reportcheck.document import Block, Document, Paragraph, Part, Table
from yichuang.oversight.reportcheck.reading import captions
from yichuang.oversight.reportcheck.reading.grids import find_tables, line_end
from yichuang.oversight.reportcheck.reading.refusal import SIGNS, empty, too_long
from yichuang.oversight.reportcheck.reading.text import paragraphs

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LEADING: Final = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]*)+|[-*+][ \t]+)*")


def read_markdown(text: str) -> Document:
    """The document of a decoded file; its text is the file, sign for sign. Raises Unreadable."""
    if len(text) > SIGNS:
        raise too_long()
    starts = [found.start() for found in _LINE.finditer(text)]
    starts.append(len(text))
    parser = MarkdownIt("commonmark").disable(["code", "reference"]).disable("inline")
    tables = find_tables(text)
    blocks: list[Block] = list(tables)
    counted = 0
    for token, level in _texts(parser.parse(text)):
        if token.map is None or token.map[0] >= len(starts):
            continue
        start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        for left, right in _outside(text, start, end, tables):
            for found in paragraphs(text, left + _marks(text[left:right]), right):
                counted += 1
                part = level if level is Part.HEADING else found.part
                blocks.append(Paragraph(found.start, found.end, part, places.paragraph(counted)))
    if not blocks:
        raise empty()
    blocks.sort(key=lambda block: block.start)
    return Document(text, captions.attached(text, tuple(blocks)))


def _texts(tokens: list[Token]) -> list[tuple[Token, Part]]:
    """The runs of text with what they are: in headings, or anywhere else."""
    told: list[tuple[Token, Part]] = []
    part = Part.BODY
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            part = Part.HEADING if token.type == "heading_open" else Part.BODY
        elif token.type == "inline":
            told.append((token, part))
    return told


def _marks(said: str) -> int:
    """How many signs at the beginning only say that it is a heading, a quotation or a point of a list."""
    found = _LEADING.match(said)
    blanks = len(said) - len(said.lstrip())
    return max(blanks, found.end() if found else 0)


def _outside(text: str, start: int, end: int, tables: tuple[Table, ...]) -> list[tuple[int, int]]:
    """What is left of a range without the lines of tables."""
    left = []
    for table in tables[bisect_right(tables, start, key=lambda table: table.end) :]:
        if table.start >= end:
            break
        first = text.rfind("\n", 0, table.start) + 1
        if start < first:
            left.append((start, first))
        start = line_end(text, table.end)
    if start < end:
        left.append((start, end))
    return left
