"""A report as an official paper: what `kernel.documents` draws as Word and PDF."""

from __future__ import annotations

from yichuang.kernel.documents.paper import Block as PaperBlock
from yichuang.kernel.documents.paper import Heading as PaperHeading
from yichuang.kernel.documents.paper import Paper, Para, Picture
from yichuang.kernel.documents.paper import Table as PaperTable
from yichuang.kernel.documents.render.picture import png_of
from yichuang.oversight.reports.charts import svg, words_of
from yichuang.oversight.reports.composition import Chart, Composition, Grid, Heading, Proposal, Prose, plain

DRAFT = "（征求意见稿）"
WIDE = 150.0  # millimetres of a picture


def to_paper(composition: Composition) -> Paper:
    """The report as an official paper, dated by the day of its signature (GB/T 9704-2012, 7.3.5.4).

    A draft says that it is one, and is dated by the last day of its period.
    """
    blocks: list[PaperBlock] = []
    for block in composition.blocks:
        match block:
            case Heading():
                blocks.append(PaperHeading(block.bare, block.level))
            case Prose(pieces):
                blocks.append(Para("".join(plain(piece) for piece in pieces)))
            case Grid(caption, head, rows, shares):
                blocks += [Para(caption, with_next=True)] if caption else []
                cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
                blocks.append(PaperTable(head, cells, shares))
                blocks += [Para(block.note)] if block.note else []
            case Chart():
                caption = block.caption.rstrip("：")
                blocks.append(Picture(png_of(svg(block)), WIDE, words_of(block), caption))
            case Proposal():
                pass
    return Paper(
        kind="self_inspection_report",
        organ=composition.organ,
        title=composition.title,
        mark="" if composition.day else DRAFT,
        day=composition.day or composition.period.last,
        blocks=tuple(blocks),
        sealed=False,
    )
