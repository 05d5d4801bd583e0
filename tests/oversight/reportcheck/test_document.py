"""A range of a document is told as the place in the original where it stands."""

from __future__ import annotations

from yichuang.oversight.reportcheck.document import Cell, Document, Paragraph, Table
from yichuang.oversight.reportcheck.places import Sort, Where, in_sheet, paragraph, table


def test_a_range_is_in_a_paragraph_in_a_cell_or_nowhere() -> None:
    cells = (Cell(5, 7, 0, 0), Cell(8, 9, 0, 1), Cell(10, 12, 1, 0), Cell(13, 15, 1, 1))
    blocks = (
        Paragraph(0, 4, where=paragraph(1)),
        Table(5, 15, cells, where=table(1)),
        Paragraph(16, 19, where=Where(Sort.FOOTNOTE, 1)),
    )
    document = Document("受理9件\n公安\t1\n合计\t10\n见表。", blocks)
    told = [str(document.place(*span)) for span in ((2, 3), (13, 15), (5, 15), (16, 17), (4, 5), (3, 8))]
    assert told == ["第 1 段", "第 1 个表中第 2 行第 2 列", "第 1 个表", "脚注 1", "", ""]


def test_cells_of_a_sheet_are_called_by_the_rows_and_columns_of_the_sheet() -> None:
    blocks = (
        Paragraph(0, 2, where=in_sheet("受理", 1, 1)),
        Table(3, 9, (Cell(3, 5, 0, 0), Cell(6, 9, 1, 26)), where=in_sheet("受理", 4, 2)),
    )
    document = Document("标题\n公安\t120", blocks)
    assert [document.place(*span).cell for span in ((0, 2), (3, 5), (6, 9))] == ["A1", "B4", "AB5"]
