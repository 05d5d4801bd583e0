"""Word files are read as their reader sees them: changes accepted, notes and boxes apart, tables as grids."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.document import Document as WordDocument
from tests.oversight.reportcheck.reading.shown import (
    append,
    grid,
    is_sound,
    paragraphs,
    part,
    rows,
    tables,
    with_parts,
    word,
)

from yichuang.oversight.reportcheck.document import Document, Paragraph, Part
from yichuang.oversight.reportcheck.reading.refusal import Unreadable
from yichuang.oversight.reportcheck.reading.word import read_word

FOOTNOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>其中网上 12 件。</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
NOTES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def read(markup: str) -> Document:
    return read_word(word(lambda document: append(document, markup)))


def with_footnotes(content: bytes) -> bytes:
    links = part(content, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{NOTES_TYPE}" Target="footnotes.xml"/></Relationships>',
    )
    return with_parts(content, {"word/footnotes.xml": FOOTNOTES, "word/_rels/document.xml.rels": links})


def test_paragraphs_headings_and_tables_come_in_reading_order() -> None:
    def write(document: WordDocument) -> None:
        document.add_heading("一、办件情况", 1)
        document.add_paragraph("全年受理3186件。")
        document.add_paragraph("")
        document.add_paragraph("表1 各类办件（单位：件）")
        table = document.add_table(2, 2)
        for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], "甲乙12", strict=True):
            cell.text = text
        document.add_paragraph("以上为全年数。")

    document = read_word(word(write))
    assert paragraphs(document) == [
        "一、办件情况",
        "全年受理3186件。",
        "表1 各类办件（单位：件）",
        "以上为全年数。",
    ]
    parts = [(block.part, str(block.where)) for block in document.blocks if isinstance(block, Paragraph)]
    assert parts == [
        (Part.HEADING, "第 1 段"),
        (Part.BODY, "第 2 段"),
        (Part.CAPTION, "第 3 段"),
        (Part.BODY, "第 4 段"),
    ]
    (table,) = tables(document)
    assert rows(document, table) == [["甲", "乙"], ["1", "2"]]
    assert table.title is not None
    assert document.said(*table.title) == "表1 各类办件（单位：件）"
    assert str(table.where) == "第 1 个表"
    assert is_sound(document)


def test_merged_cells_stand_once_and_say_what_they_cover() -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = str(n)
        for one, other, text in (((0, 0), (1, 0), "高"), ((0, 1), (0, 2), "宽"), ((1, 1), (2, 2), "大")):
            table.cell(*one).merge(table.cell(*other)).text = text

    document = read_word(word(write))
    (table,) = tables(document)
    assert grid(document, table) == [
        (0, 0, 2, 1, "高"),
        (0, 1, 1, 2, "宽"),
        (1, 1, 2, 2, "大"),
        (2, 0, 1, 1, "6"),
    ]


def test_a_table_within_a_cell_follows_as_a_table_of_its_own() -> None:
    def write(document: WordDocument) -> None:
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "外"
        inner = outer.cell(0, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "里", "7"

    document = read_word(word(write))
    outer, inner = tables(document)
    assert rows(document, outer) == [["外", ""]]
    assert rows(document, inner) == [["里", "7"]]
    assert is_sound(document)


def test_insertions_are_taken_deletions_left_out_and_the_reader_is_told() -> None:
    document = read(
        "<w:p><w:r><w:t>受理</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>34</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>56</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert paragraphs(document) == ["受理34件"]
    assert any("修订" in note for note in document.notes)


def test_rejected_the_changes_are_read_the_other_way_round() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"

    def write(document: WordDocument) -> None:
        append(
            document,
            "<w:p><w:r><w:t>受理</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>34</w:t></w:r></w:ins><w:r><w:t>件，</w:t></w:r></w:p>",
        )
        append(
            document,
            f"<w:tbl><w:tr>{cell.format('甲')}{cell.format('1')}</w:tr>"
            f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format('乙')}{cell.format('2')}</w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr>{cell.format('丙')}{cell.format('3')}</w:tr></w:tbl>",
        )
        append(
            document,
            "<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>办结</w:t></w:r></w:p>",
        )
        append(document, "<w:p><w:r><w:t>11件。</w:t></w:r></w:p>")

    content = word(write)
    accepted, rejected = read_word(content), read_word(content, rejected=True)
    assert (paragraphs(accepted)[0], paragraphs(rejected)[0]) == ("受理34件，", "受理12件，")
    assert (paragraphs(accepted)[1:], paragraphs(rejected)[1:]) == (["办结", "11件。"], ["办结11件。"])
    assert [rows(one, tables(one)[0]) for one in (accepted, rejected)] == [
        [["甲", "1"], ["丙", "3"]],
        [["甲", "1"], ["乙", "2"]],
    ]
    assert rejected.notes == ("文件里有没有接受或者拒绝的修订：按全部拒绝后的文字检查，插入的文字没有读",)


def test_a_deleted_paragraph_mark_joins_what_it_parted() -> None:
    def write(document: WordDocument) -> None:
        append(
            document,
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>受理120件，</w:t></w:r></w:p>",
        )
        append(document, "<w:p><w:r><w:t>办结118件。</w:t></w:r></w:p>")

    assert paragraphs(read_word(word(write))) == ["受理120件，办结118件。"]


def test_a_deleted_row_is_no_row() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    document = read(
        f"<w:tbl><w:tr>{cell.format('甲')}{cell.format('1')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format('乙')}{cell.format('2')}</w:tr></w:tbl>"
    )
    assert rows(document, tables(document)[0]) == [["甲", "1"]]


def test_footnotes_come_apart_at_the_end_and_their_numbers_are_no_digits() -> None:
    def write(document: WordDocument) -> None:
        append(
            document,
            '<w:p><w:r><w:t>受理120</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            "<w:r><w:t>件。</w:t></w:r></w:p>",
        )
        document.add_paragraph("办结118件。")

    document = read_word(with_footnotes(word(write)))
    assert paragraphs(document) == ["受理120件。", "办结118件。", "其中网上 12 件。"]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.part, str(last.where)) == (Part.FOOTNOTE, "脚注 1")


def test_a_raised_mark_after_a_figure_is_no_digit_but_a_square_metre_stays() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    document = read(
        f"<w:p><w:r><w:t>受理120</w:t></w:r>{raised.format('1')}<w:r><w:t>件，面积50m</w:t></w:r>{raised.format('2')}</w:p>"
    )
    assert paragraphs(document) == ["受理120件，面积50m2"]


def test_text_boxes_are_read_once_and_apart() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>满意率99%</w:t></w:r></w:p></w:txbxContent>"
    document = read(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>正文</w:t></w:r><w:r>'
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert paragraphs(document) == ["正文", "满意率99%"]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.part, str(last.where)) == (Part.TEXT_BOX, "第 1 段旁的文本框")


def test_fields_show_their_result_and_a_broken_field_swallows_nothing_more() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    told = f"<w:r><w:instrText>= 1+2</w:instrText></w:r>{separate}<w:r><w:t>3</w:t></w:r>{end}"

    def write(document: WordDocument) -> None:
        append(document, f"<w:p><w:r><w:t>共</w:t></w:r>{begin}{told}<w:r><w:t>件</w:t></w:r></w:p>")
        append(document, f"<w:p><w:r><w:t>又</w:t></w:r>{begin}<w:r><w:t>丢</w:t></w:r></w:p>")
        document.add_paragraph("后来")

    assert paragraphs(read_word(word(write))) == ["共3件", "又", "后来"]


def test_hidden_text_a_table_of_contents_headers_and_footers_are_left_out() -> None:
    def write(document: WordDocument) -> None:
        document.styles.add_style("TOC 1", 1)
        document.add_paragraph("一、总体情况\t3", style="TOC 1")
        document.sections[0].header.paragraphs[0].text = "内部资料 第9期"
        append(
            document,
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>999</w:t></w:r><w:r><w:t>受理5件</w:t></w:r></w:p>",
        )

    document = read_word(word(write))
    assert paragraphs(document) == ["受理5件"]
    assert "页眉、页脚没有读" in document.notes


def test_numbers_that_word_sets_by_itself_are_part_of_what_is_read() -> None:
    def write(document: WordDocument) -> None:
        numbering = document.part.numbering_part.element
        from docx.oxml import parse_xml

        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(
                [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
            )
        )
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        numbering.insert(
            0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>')
        )
        numbering.append(parse_xml(f'<w:num {space} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
        for depth, text in ((0, "概况"), (1, "办件"), (1, "服务"), (2, "热线"), (0, "问题"), (1, "不足")):
            append(
                document,
                f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="88"/></w:numPr></w:pPr>'
                f"<w:r><w:t>{text}</w:t></w:r></w:p>",
            )

    assert paragraphs(read_word(word(write))) == [
        "一、概况", "（一）办件", "（二）服务", "1.热线", "二、问题", "（一）不足",
    ]  # fmt: skip


def test_a_line_broken_by_hand_parts_paragraphs() -> None:
    assert paragraphs(read("<w:p><w:r><w:t>受理5件。</w:t><w:br/><w:t>办结4件。</w:t></w:r></w:p>")) == [
        "受理5件。",
        "办结4件。",
    ]


def test_the_strict_form_is_read_too() -> None:
    content = word(lambda document: document.add_paragraph("受理5件。"))
    strict = part(content, "word/document.xml").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert paragraphs(read_word(with_parts(content, {"word/document.xml": strict}))) == ["受理5件。"]


def main_part(content: bytes, text: str) -> bytes:
    return with_parts(content, {"word/document.xml": text})


PLAIN = word(lambda document: document.add_paragraph("受理5件。"))
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DEEP = f"<w:document {SPACE}><w:body>{'<w:sdt>' * 60}<w:p/>{'</w:sdt>' * 60}</w:body></w:document>"
_DOWN, _UP = "<w:tbl><w:tr><w:tc>" * 30, "</w:tc></w:tr></w:tbl>" * 30
NESTED = f"<w:document {SPACE}><w:body>{_DOWN}<w:p/>{_UP}</w:body></w:document>"
ENTITIES = (
    f'<!DOCTYPE d [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document {SPACE}><w:body><w:p><w:r>'
    "<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {SPACE}><w:body/></w:document>'
WIDE = (
    f'<w:document {SPACE}><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'
    "<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
BOMB = f"<w:document {SPACE}><w:body>{'<w:p/>' * 4_000_000}</w:body></w:document>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PLAIN[:-400], "打不开"),
        (main_part(PLAIN, DEEP), "嵌套太深"),
        (main_part(PLAIN, NESTED), "套得太深"),
        (main_part(PLAIN, ENTITIES), "定义"),
        (main_part(PLAIN, OUTSIDE), "定义"),
        (main_part(PLAIN, WIDE), "表格太大"),
        (main_part(PLAIN, BOMB), "展开后太大"),
        (main_part(PLAIN, "<w:document"), "打不开"),
        (main_part(PLAIN, f"<w:document {SPACE}><w:body/></w:document>"), "没有文字"),
    ],
    ids=["cut", "deep", "nested", "entities", "outside", "wide", "bomb", "broken", "empty"],
)
def test_a_broken_or_hostile_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_word(content)


def test_a_zip_without_a_document_is_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("读我.txt", "你好")
    with pytest.raises(Unreadable, match="不是 Word"):
        read_word(out.getvalue())
