"""A correction changes one paragraph or cell, and everything behind it moves with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.corrections import Correction, corrected, pieces
from yichuang.oversight.reportcheck.document import Block, Cell, Document, Paragraph, Table


def of(*parts: str | list[list[str]]) -> Document:
    """A document of paragraphs and tables, one part a line."""
    text = ""
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, str):
            blocks.append(Paragraph(len(text), len(text) + len(part)))
            text += part + "\n"
            continue
        cells, begin = [], len(text)
        for row, line in enumerate(part):
            for column, said in enumerate(line):
                cells.append(Cell(len(text), len(text) + len(said), row, column))
                text += said + "\t"
        blocks.append(Table(begin, len(text), tuple(cells)))
        text += "\n"
    return Document(text, tuple(blocks))


def said(document: Document) -> list[str]:
    return [document.said(piece.start, piece.end) for piece in pieces(document)]


REPORT = of("受理 10 件。", [["即办", "6"], ["合计", "9"]], "办结 9 件。")


def test_a_paragraph_gets_another_text_and_the_rest_stays() -> None:
    changed = corrected(REPORT, Correction(0, 8, "共受理 1,000 件。"))
    assert said(changed) == ["共受理 1,000 件。", "即办", "6", "合计", "9", "办结 9 件。"]


def test_a_cell_gets_another_text_and_its_table_still_holds_it() -> None:
    cell = REPORT.blocks[1].cells[3]  # type: ignore[union-attr]
    changed = corrected(REPORT, Correction(cell.start, cell.end, "10"))
    assert said(changed) == ["受理 10 件。", "即办", "6", "合计", "10", "办结 9 件。"]
    table = changed.blocks[1]
    assert all(table.start <= one.start and one.end <= table.end for one in table.cells)  # type: ignore[union-attr]


def test_what_the_reader_left_out_is_still_known() -> None:
    read = Document(REPORT.text, REPORT.blocks, ("页眉、页脚没有读",))
    assert corrected(read, Correction(0, 8, "受理 9 件。")).notes == ("页眉、页脚没有读",)


def test_what_is_no_paragraph_or_cell_cant_be_corrected() -> None:
    with pytest.raises(ValueError, match="no paragraph"):
        corrected(REPORT, Correction(1, 3, "x"))


@given(st.lists(st.text("数字一0，", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_only_the_corrected_piece_changes(lines: list[str], data: st.DataObject) -> None:
    document = of(*lines[:2], [lines], *lines[2:])
    before, all_pieces = said(document), list(pieces(document))
    n = data.draw(st.integers(0, len(all_pieces) - 1))
    text = data.draw(st.text("新字9", min_size=1, max_size=9))
    changed = corrected(document, Correction(all_pieces[n].start, all_pieces[n].end, text))
    assert said(changed) == [*before[:n], text, *before[n + 1 :]]
