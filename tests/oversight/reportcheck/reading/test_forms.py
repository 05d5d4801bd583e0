"""The same report gives the same text and the same grids in whatever form it comes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pylopdf_fonts_zh_cn
import pytest
import typst
from docx.document import Document as WordDocument
from openpyxl.worksheet.worksheet import Worksheet
from tests.oversight.reportcheck.reading.shown import is_sound, paragraphs, rows, tables, word

from yichuang.oversight.reportcheck.document import Document, Paragraph, Part
from yichuang.oversight.reportcheck.reading import read

HEADING = "一、办件情况"
BODY = (
    "今年以来，中心共受理各类事项37,286件，其中行政许可12,004件、行政确认9,871件、公共服务15,411件，"
    "按时办结37,190件，按时办结率99.74%，群众满意率99.6%，没有一件因为窗口的原因超过承诺的时限。"
)
CAPTION = "表1 各窗口办件情况（单位：件）"
ROWS = [
    ["窗口", "受理", "办结"],
    ["公安", "1,200", "1,198"],
    ["税务", "800", "800"],
    ["合计", "2,000", "1,998"],
]
AFTER = "以上为全年数。"


def as_word() -> bytes:
    def write(document: WordDocument) -> None:
        document.add_heading(HEADING, 1)
        document.add_paragraph(BODY)
        document.add_paragraph(CAPTION)
        table = document.add_table(len(ROWS), 3)
        for n, row in enumerate(ROWS):
            for m, text in enumerate(row):
                table.cell(n, m).text = text
        document.add_paragraph(AFTER)

    return word(write)


def typeset(markup: str) -> bytes:
    fonts = str(pylopdf_fonts_zh_cn.__path__[0])
    setting = '#set text(lang: "zh")\n#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n'
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(setting + markup, encoding="utf-8")
        pdf = typst.compile(str(source), font_paths=[fonts], ignore_system_fonts=True, format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def as_pdf() -> bytes:
    cells = ", ".join(f"[{text}]" for row in ROWS for text in row)
    return typeset(
        '#set page(numbering: "— 1 —")\n'
        f"= {HEADING}\n\n{BODY}\n\n#align(center)[{CAPTION}]\n\n#table(columns: 3, {cells})\n\n{AFTER}"
    )


def as_page() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return (
        f"<!DOCTYPE html><html><head><title>x</title></head><body><nav>首页 123</nav><h1>{HEADING}</h1>"
        f"<p>{BODY}</p><table><caption>{CAPTION}</caption>{cells}</table><p>{AFTER}</p><script>9</script></body></html>"
    ).encode()


def as_markdown() -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    lines.insert(1, "|---|--:|--:|")
    return f"# {HEADING}\n\n{BODY}\n\n{CAPTION}\n\n{chr(10).join(lines)}\n\n{AFTER}\n".encode()


def as_text() -> bytes:
    grid = "\n".join("\t".join(row) for row in ROWS)
    return f"{HEADING}\n　　{BODY}\n{CAPTION}\n{grid}\n　　{AFTER}\n".encode("gb18030")


FORMS: dict[str, Callable[[], bytes]] = {
    "docx": as_word, "pdf": as_pdf, "html": as_page, "md": as_markdown, "txt": as_text,
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_paragraphs_and_tables_are_the_same(form: str) -> None:
    document = read(FORMS[form](), f"报告.{form}")
    assert [text.strip("　") for text in paragraphs(document)] == [HEADING, BODY, CAPTION, AFTER]
    (table,) = tables(document)
    assert rows(document, table) == ROWS
    assert table.title is not None
    assert document.said(*table.title) == CAPTION
    assert is_sound(document)


@pytest.mark.parametrize("form", FORMS)
def test_the_content_decides_and_not_the_name(form: str) -> None:
    lie = "pdf" if form == "docx" else "docx"
    if form in ("txt", "md"):
        lie = "pdf"
    document = read(FORMS[form](), f"报告.{lie}")
    assert BODY in document.text


def workbook(write: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    write(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_shows_its_values_as_the_sheet_does() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(["办件情况统计表"])
        sheet.merge_cells("A1:D1")
        sheet.append(["窗口", "受理", "办结率", "截止"])
        sheet.append(["公安", 1200, 0.99833, 45000])
        sheet.append(["税务", 800.5, 1, None])
        sheet.append([])
        sheet.append(["注：不含代办。"])
        sheet["B3"].number_format = "#,##0"
        sheet["C3"].number_format = sheet["C4"].number_format = "0.00%"
        sheet["D3"].number_format = "yyyy-mm-dd"

    document = read(workbook(write), "附表.xlsx")
    assert paragraphs(document) == ["办件情况统计表", "注：不含代办。"]
    (table,) = tables(document)
    assert rows(document, table) == [
        ["窗口", "受理", "办结率", "截止"],
        ["公安", "1,200", "99.83%", "2023年3月15日"],
        ["税务", "800.5", "100.00%"],
    ]
    assert table.title is not None
    assert document.said(*table.title) == "办件情况统计表"


def test_cells_of_a_workbook_that_are_merged_cover_their_places() -> None:
    def write(sheet: Worksheet) -> None:
        for row in (["窗口", "办结", None], [None, "网上", "现场"], ["公安", 12, 30]):
            sheet.append(row)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    document = read(workbook(write), "附表.xlsx")
    (table,) = tables(document)
    covering = {
        document.said(cell.start, cell.end): (cell.row, cell.column, cell.rows, cell.columns)
        for cell in table.cells
    }
    assert covering["窗口"] == (0, 0, 2, 1)
    assert covering["办结"] == (0, 1, 1, 2)
    assert covering["现场"] == (1, 2, 1, 1)


def test_a_number_without_a_format_is_no_more_exact_than_the_sheet_shows_it() -> None:
    document = read(
        workbook(lambda sheet: sheet.append(["率", 64.1, 1049 / 1637 * 100, 12300, 0])), "附表.xlsx"
    )
    assert paragraphs(document) == ["率", "64.1", "64.08063531", "12300", "0"]


def test_formulas_that_were_never_computed_are_told() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(["公安", 12])
        sheet.append(["合计", "=SUM(B1:B1)"])
        sheet.append(["税务", 3])

    assert any("公式" in note for note in read(workbook(write), "附表.xlsx").notes)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_a_grid_in_its_own_text(mark: str) -> None:
    quoted = '"1,200"' if mark == "," else "1,200"
    text = f"窗口办件表\n窗口{mark}受理{mark}办结\n公安{mark}{quoted}{mark}12\n合计{mark}{mark}3\n\n注：不含代办\n"
    document = read(text.encode("gb18030"), "附表.csv")
    assert document.text == text
    (table,) = tables(document)
    assert rows(document, table) == [["窗口", "受理", "办结"], ["公安", "1,200", "12"], ["合计", "", "3"]]
    assert paragraphs(document) == ["窗口办件表", "注：不含代办"]


def page(body: str) -> Document:
    return read(f"<html><body>{body}</body></html>".encode(), "a.html")


def test_a_page_without_scripts_menus_hidden_parts_and_struck_text() -> None:
    document = page(
        "<p>受理<del>11</del><b>12</b>件</p><p style='display:none'>13</p><p hidden>14</p><footer>电话12345</footer>"
        "<p>面积50m<sup>2</sup>，共120<sup>[1]</sup>件</p><!-- 15 --><select><option>16</option></select>"
    )
    assert paragraphs(document) == ["受理12件", "面积50m2，共120件"]


def test_source_lines_that_end_within_chinese_text_leave_no_blank() -> None:
    assert paragraphs(page("<p>全年受理\n      12件，\n办结 11 件</p>")) == ["全年受理12件，办结 11 件"]


def test_a_table_that_only_places_text_is_read_as_text() -> None:
    document = page(
        "<table><tr><td><p>全年受理12件。</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></td></tr></table>"
    )
    assert paragraphs(document) == ["全年受理12件。"]
    (table,) = tables(document)
    assert rows(document, table) == [["甲", "1"], ["乙", "2"]]


def test_spans_of_a_page_are_kept_within_its_grid() -> None:
    document = page(
        "<table><tr><td rowspan=2>窗口</td><td colspan='2'>办结</td></tr><tr><td>网上</td><td>现场</td></tr>"
        "<tr><td rowspan=9999>公安</td><td>12</td><td>30</td></tr></table>"
    )
    (table,) = tables(document)
    assert [
        (document.said(cell.start, cell.end), cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells
    ] == [
        ("窗口", 0, 0, 2, 1), ("办结", 0, 1, 1, 2), ("网上", 1, 1, 1, 1), ("现场", 1, 2, 1, 1),
        ("公安", 2, 0, 1, 1), ("12", 2, 1, 1, 1), ("30", 2, 2, 1, 1),
    ]  # fmt: skip


def test_markdown_keeps_its_own_text() -> None:
    text = "## 二、服务\n\n- 受理**12**件\n- 办结11件\n\n> 引用的话\n\n```\n代码 99\n```\n"
    document = read(text.encode(), "a.md")
    assert document.text == text
    assert paragraphs(document) == ["二、服务", "受理**12**件", "办结11件", "引用的话"]


def test_a_pdf_joins_lines_over_pages_and_leaves_page_numbers_out() -> None:
    document = read(
        typeset(f'#set page(height: 90mm, numbering: "1")\n= {HEADING}\n\n' + f"{BODY}\n\n" * 6), "a.pdf"
    )
    assert paragraphs(document) == [HEADING, *[BODY] * 6]
    assert str(document.blocks[-1].where) != "第 1 页"
    assert any("页码" in note for note in document.notes)


def test_a_narrow_frame_of_a_pdf_is_read_by_its_own_edges_and_the_text_goes_on_around_it() -> None:
    framed = "全年受理120件，其中网上受理80件，窗口受理50件，按时办结率为百分之百。"
    for markup in (
        f"{BODY}\n\n#rect(width: 5cm)[{framed}]\n\n{BODY}",
        f"#grid(columns: (10cm, 5cm), gutter: 5mm, [{BODY}\n\n{BODY}], rect[{framed}])",
    ):
        document = read(typeset(markup), "a.pdf")
        assert "".join(paragraphs(document)) == BODY + BODY + framed
        assert paragraphs(document)[-1] == framed
        last = document.blocks[-1]
        assert isinstance(last, Paragraph)
        assert (last.part, str(last.where)) == (Part.TEXT_BOX, "第 1 页")


def test_a_frame_around_a_page_or_a_table_is_no_text_box() -> None:
    inner = "#table(columns: (3cm, 3cm), [窗口], [受理], [公安], [12])"
    document = read(typeset(f"#rect(width: 12cm)[{inner}]"), "a.pdf")
    assert [rows(document, table) for table in tables(document)] == [[["窗口", "受理"], ["公安", "12"]]]
    document = read(typeset(f"#rect(width: 15cm, height: 22cm)[{BODY}]"), "a.pdf")
    assert [block.part for block in document.blocks if isinstance(block, Paragraph)] == [Part.BODY]


def test_a_pdf_table_with_merged_cells_that_runs_over_two_pages_is_one_table() -> None:
    body = ", ".join(f"[窗口{n}], [{n}], [{n + 1}]" for n in range(1, 21))
    document = read(
        typeset(
            "#set page(height: 120mm)\n#table(columns: (4cm, 3cm, 3cm), table.header(table.cell(rowspan: 2)[窗口], "
            f"table.cell(colspan: 2)[办结], [网上], [现场]), {body}, [合计], [210], [230])"
        ),
        "a.pdf",
    )
    (table,) = tables(document)
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    said = {place: document.said(cell.start, cell.end) for place, cell in cells.items()}
    assert (cells[0, 0].rows, cells[0, 1].columns) == (2, 2)
    assert [said[1, 1], said[1, 2], said[22, 0], said[22, 2]] == ["网上", "现场", "合计", "230"]
    assert len(table.cells) == 4 + 21 * 3
    assert str(table.where) == "第 1~2 页的表"


def test_a_pdf_table_without_upright_lines_is_a_grid_too() -> None:
    cells = ", ".join(f"[{text}]" for row in ROWS for text in row)
    document = read(
        typeset(
            "#table(columns: (5cm, 4cm, 4cm), stroke: none, table.hline(), "
            f"{cells.replace(', [公安]', ', table.hline(), [公安]')}, table.hline())"
        ),
        "a.pdf",
    )
    (table,) = tables(document)
    assert rows(document, table) == ROWS
