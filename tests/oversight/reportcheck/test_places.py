"""Places are told as whoever opens the file finds them, and to programs by their numbers."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.places import (
    Place,
    Sort,
    Where,
    in_sheet,
    on_page,
    paragraph,
    table,
    told,
)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(paragraph(3)), {"kind": "paragraph", "text": "第 3 段", "number": 3}),
        (
            Place(table(2), 4, 1),
            {"kind": "table", "text": "第 2 个表中第 4 行第 1 列", "number": 2, "row": 4, "column": 1},
        ),
        (Place(on_page(Sort.PAGE, 2)), {"kind": "page", "text": "第 2 页", "page": 2, "last_page": 2}),
        (
            Place(on_page(Sort.TABLE, 1, 2), 3, 2),
            {
                "kind": "table",
                "text": "第 1~2 页的表中第 3 行第 2 列",
                "page": 1,
                "last_page": 2,
                "row": 3,
                "column": 2,
            },
        ),
        (
            Place(in_sheet("受理", 1, 1), 12, 2),
            {
                "kind": "sheet",
                "text": "工作表“受理”的单元格 B12",
                "sheet": "受理",
                "cell": "B12",
                "row": 12,
                "column": 2,
            },
        ),
        (
            Place(in_sheet("", 1, 1), 12, 28),
            {"kind": "sheet", "text": "单元格 AB12", "cell": "AB12", "row": 12, "column": 28},
        ),
        (Place(Where(Sort.TEXT_BOX, 4)), {"kind": "text_box", "text": "第 4 段旁的文本框", "number": 4}),
        (Place(Where()), {"kind": "", "text": ""}),
    ],
)
def test_a_place_says_the_same_to_people_and_to_programs(place, said):
    assert place.as_json() == said


def test_cells_of_one_table_are_told_together_and_not_all_of_many():
    cells = [Place(in_sheet("受理", row, 1), row, 2) for row in range(2, 8)]
    assert list(told([Place(paragraph(1)), *cells])) == [
        "第 1 段",
        "工作表“受理”的单元格 B2、B3、B4、B5等 6 格",
    ]
    assert list(told([Place(Where())])) == []
