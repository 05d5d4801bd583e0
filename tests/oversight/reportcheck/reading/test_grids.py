"""Tables drawn in plain text are grids; prose is not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.reading.grids import find_tables


def told(text: str) -> list[list[str]]:
    """The rows of the only table."""
    (table,) = find_tables(text)
    rows: list[list[str]] = []
    for cell in table.cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(text[cell.start : cell.end])
    return rows


ROWS = [
    ["窗口", "受理", "办结"],
    ["公安", "1,200", "1,198"],
    ["税务", "800", "—"],
    ["合计", "2,000", "1,998"],
]
DRAWN = {
    "markdown": "| 窗口 | 受理 | 办结 |\n|:---|---:|---:|\n| 公安 | 1,200 | 1,198 |\n| 税务 | 800 | — |\n"
    "| 合计 | 2,000 | 1,998 |",
    "bars": "窗口|受理|办结\n公安|1,200|1,198\n税务|800|—\n合计|2,000|1,998",
    "boxes": "┌──┬──┬──┐\n│窗口│受理│办结│\n├──┼──┼──┤\n│公安│1,200│1,198│\n│税务│800│—│\n├──┼──┼──┤\n"
    "│合计│2,000│1,998│\n└──┴──┴──┘",
    "tabs": "\n".join("\t".join(row) for row in ROWS),
    "blanks": "窗口    受理     办结\n公安    1,200    1,198\n税务    800      —\n合计    2,000    1,998",
    "wide blanks": "\n".join("　".join(row) for row in ROWS),
    "single blanks": "\n".join(" ".join(row) for row in ROWS),
}


@pytest.mark.parametrize("text", DRAWN.values(), ids=DRAWN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_table_however_it_is_drawn(text: str, end: str) -> None:
    around = f"全年办件情况如下：\n\n{text}\n\n以上为全年数。".replace("\n", end)
    assert told(around) == ROWS


def test_empty_cells_keep_their_column() -> None:
    assert told("甲\t受理\t办结\n乙\t\t3\n丙\t4\t") == [
        ["甲", "受理", "办结"],
        ["乙", "", "3"],
        ["丙", "4", ""],
    ]
    assert told("|甲||3|\n|--|--|--|\n|乙|4||") == [["甲", "", "3"], ["乙", "4", ""]]


def test_a_heading_over_several_columns_covers_them() -> None:
    text = (
        "          受理（件）    办结（件）\n窗口    网上  现场    网上  现场\n公安    12    30      11    30\n"
        "税务    20    10      20    9\n合计    32    40      31    39"
    )
    (table,) = find_tables(text)
    heads = [
        (text[cell.start : cell.end], cell.column, cell.columns) for cell in table.cells if cell.row == 0
    ]
    assert heads == [("受理（件）", 1, 2), ("办结（件）", 3, 2)]


def test_a_heading_that_leaves_columns_without_one_stays_text() -> None:
    text = "      总数\n窗口    网上    现场\n公安    12    30\n税务    20    10"
    assert told(text)[0] == ["窗口", "网上", "现场"]


@pytest.mark.parametrize(
    "text",
    [
        "　　全年受理12件。\n　　办结11件。\n　　在办1件。",
        "张三  李四  王五\n赵六  钱七  孙八\n周九  吴十  郑一",
        "一是 受理 12件\n二是 办结 11件，\n三是 在办",
        "2025年 12月 31日\n某某县 政务 中心",
        "办事指南 | 在线咨询",
        "\t一、概况\n\t二、办件",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert find_tables(text) == ()


@given(st.text(alphabet="甲1 \t|\n\r　-+│,.%", max_size=300))
def test_any_text_gives_tables_in_order_inside_it(text: str) -> None:
    tables = find_tables(text)
    for table in tables:
        assert 0 <= table.start < table.end <= len(text)
        assert len({(cell.row, cell.column) for cell in table.cells}) == len(table.cells)
    assert all(before.end <= after.start for before, after in pairwise(tables))
