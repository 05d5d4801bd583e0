"""A range of a document is told as the place in the original where it stands."""

from __future__ import annotations

from yichuang.oversight.reportcheck.document import Cell, Document, Paragraph, Table


def test_a_range_is_in_a_paragraph_in_a_cell_or_nowhere() -> None:
    cells = (Cell(5, 7, 0, 0), Cell(8, 9, 0, 1), Cell(10, 12, 1, 0), Cell(13, 15, 1, 1))
    blocks = (
        Paragraph(0, 4, where="第 1 段"),
        Table(5, 15, cells, where="第 1 个表"),
        Paragraph(16, 19, where="脚注 1"),
    )
    document = Document("受理9件\n公安\t1\n合计\t10\n见表。", blocks)
    assert document.place(2, 3) == ("第 1 段", "")
    assert document.place(13, 15) == ("第 1 个表", "第 2 行第 2 列")
    assert document.place(5, 15) == ("第 1 个表", "")
    assert document.place(16, 17) == ("脚注 1", "")
    assert document.place(4, 5) == ("", "")
    assert document.place(3, 8) == ("", "")
