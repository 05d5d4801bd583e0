"""A report and the files beside it as one document: the report first, so that its places stay as they were. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yichuang.oversight.reportcheck.document import Block, Document, Table

NO_TABLE = "没有读到表格，报告没有和它对"
_BETWEEN = "\n"


def together(report: Document, beside: Iterable[tuple[str, Document]]) -> Document:
    """The report with the text and the blocks of other files behind its own, each block with the name of its file."""
    text, blocks, notes = report.text, list(report.blocks), list(report.notes)
    for name, document in beside:
        text += _BETWEEN
        blocks += (_moved(block, len(text), name) for block in document.blocks)
        text += document.text
        bare = not any(isinstance(block, Table) for block in document.blocks)
        notes += (f"{name}：{note}" for note in (*([NO_TABLE] if bare else []), *document.notes))
    return replace(report, text=text, blocks=tuple(blocks), notes=tuple(notes))


def _moved(block: Block, by: int, file: str) -> Block:
    start, end, where = block.start + by, block.end + by, replace(block.where, file=file)
    if not isinstance(block, Table):
        return replace(block, start=start, end=end, where=where)
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in block.cells)
    title = (block.title[0] + by, block.title[1] + by) if block.title else None
    return replace(block, start=start, end=end, where=where, cells=cells, title=title)
