"""A report as an official paper: what `kernel.documents` draws as Word and PDF."""

from __future__ import annotations

from yichuang.kernel.documents.paper import Block as PaperBlock
from yichuang.kernel.documents.paper import Heading as PaperHeading
from yichuang.kernel.documents.paper import Paper, Para, Picture, closed_up
from yichuang.kernel.documents.paper import Table as PaperTable
from yichuang.kernel.documents.render.picture import png_of
from yichuang.oversight.reports.charts import svg, words_of
from yichuang.oversight.reports.composition import Chart, Composition, Grid, Heading, Proposal, Prose, plain

WIDE = 150.0  # millimetres of a picture


def to_paper(composition: Composition) -> Paper:
    """The report as an official paper (GB/T 9704-2012), dated by its last day."""
    blocks: list[PaperBlock] = []
    for block in composition.blocks:
        match block:
            case Heading():
                blocks.append(PaperHeading(block.bare, block.level))
            case Prose(pieces):
                blocks.append(Para(closed_up("".join(plain(piece) for piece in pieces))))
            case Grid(caption, head, rows, shares):
                blocks += [Para(caption)] if caption else []
                cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
                blocks.append(PaperTable(head, cells, shares))
            case Chart():
                blocks.append(Picture(png_of(svg(block)), WIDE, words_of(block)))
                blocks += [Para(block.caption.rstrip("："))] if block.caption else []
            case Proposal():
                pass
    return Paper(
        kind="self_inspection_report",
        organ=composition.organ,
        title=composition.title,
        day=composition.period.last,
        blocks=tuple(blocks),
        sealed=False,
    )
