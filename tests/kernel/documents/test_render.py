from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import zipfile
from datetime import date

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from yichuang.kernel.documents.paper import (
    Field,
    Heading,
    Items,
    Line,
    Paper,
    Para,
    Picture,
    Table,
    attachment_lines,
    chinese_date,
    chinese_number,
    drawn,
)
from yichuang.kernel.documents.render import render_docx, render_pdf

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext isn't installed")

PAPER = Paper(
    kind="acceptance_notice",
    organ="云溪县市场监督管理局",
    title="受理通知书",
    day=date(2026, 11, 30),
    number="云市监许〔2026〕7号",
    addressee="云溪县老街豆花店",
    blocks=(Para("现决定予以受理。"),),
    case_number="519921-20261130-00017-3",
    qr_text="https://zwfw.yunxi.example.cn/verify/K7M2QX9R",
)


def with_blocks(*blocks: object, **changes: object) -> Paper:
    return dataclasses.replace(PAPER, blocks=blocks, **changes)  # type: ignore[arg-type]


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def text_of(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def test_headings_are_numbered_by_level_and_place() -> None:
    lines = drawn(
        [
            Heading("甲"),
            Heading("乙", 2),
            Heading("丙", 3),
            Heading("丁", 4),
            Heading("戊", 2),
            Heading("己"),
            Heading("庚", 2),
        ]
    )
    numbers = [line.number for line in lines if isinstance(line, Line)]
    assert numbers == ["一、", "（一）", "1.", "（1）", "（二）", "二、", "（一）"]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numbers_of_headings_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_dates_have_no_leading_zero() -> None:
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"


def test_single_attachment_has_no_number_and_several_stand_below_each_other() -> None:
    assert attachment_lines(["清单"]) == ["附件：清单"]
    assert attachment_lines(["清单", "流程"]) == ["附件：1.清单", "\u3000\u3000\u30002.流程"]


def test_table_with_a_short_row_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(("甲", "乙"), (("1",),))


def test_same_paper_gives_the_same_bytes() -> None:
    assert render_pdf(PAPER) == render_pdf(PAPER)
    assert render_docx(PAPER) == render_docx(PAPER)


@needs_pdftotext
@pytest.mark.parametrize(
    "hostile",
    ['#panic(1) #image("/etc/passwd")', "$x^2$ *b* _i_ `c` <l> @r", "\\u{41} // no comment", "= no heading"],
)
def test_words_are_never_read_as_markup(hostile: str) -> None:
    shown = text_of(render_pdf(with_blocks(Para(hostile), Table(("栏",), ((hostile,),)))), "-raw")
    assert "".join(shown.split()).replace("\u200b", "").count("".join(hostile.split())) == 2


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_words_can_be_drawn(words: str, title: str) -> None:
    paper = with_blocks(
        Para(words),
        Heading(words),
        Items((words,)),
        Field("名", words),
        Table((words,), ((words,),)),
        title=title,
    )
    assert pages(render_pdf(paper)) >= 1
    assert docx.Document(io.BytesIO(render_docx(paper)))


@needs_pdftotext
def test_page_holds_22_lines_of_28_signs() -> None:
    body = "".join(chr(0x4E00 + n % 800) for n in range(28 * 52))
    shown = text_of(render_pdf(with_blocks(Para(body))), "-f", "2", "-l", "2", "-layout")
    lines = [line.strip() for line in shown.splitlines() if line.strip() and "—" not in line]
    full = [line for line in lines if len(line) >= 20 and "办件" not in line]
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


@needs_pdftotext
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    pdf = render_pdf(with_blocks(*[Para("正文" * 30)] * 20))
    for page, right in ((1, True), (2, False)):
        shown = text_of(pdf, "-f", str(page), "-l", str(page), "-bbox")
        words = [
            line
            for line in shown.splitlines()
            if f">{page}</word>" in line or f">—{page}—<" in line.replace(" ", "")
        ]
        at = float(words[-1].split('xMin="')[1].split('"')[0])
        assert (at > 400) is right


@needs_pdftotext
def test_head_of_a_table_is_repeated_on_each_page() -> None:
    rows = tuple((str(n), "材料名称" * 3) for n in range(80))
    pdf = render_pdf(with_blocks(Table(("序号", "材料栏目"), rows, (1, 5))))
    assert pages(pdf) > 2
    assert text_of(pdf, "-raw").count("材料栏目") == pages(pdf) - (
        1 if "材料栏目" not in text_of(pdf, "-f", str(pages(pdf))) else 0
    )
    table = docx.Document(io.BytesIO(render_docx(with_blocks(Table(("序号",), (("1",),)))))).tables[0]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


@needs_pdftotext
@pytest.mark.parametrize("lines", range(6, 48))
@pytest.mark.parametrize("apart", [True, False], ids=["paragraphs", "one-paragraph"])
def test_signature_never_stands_on_a_page_without_text(lines: int, apart: bool) -> None:
    body = [Para("一行正文。")] * lines if apart else [Para("满满的一行正文" * 4 * lines)]
    pdf = render_pdf(with_blocks(*body, receiver_line=True, contact=("联系电话：0826-6210012",)))
    last = "".join(text_of(pdf, "-f", str(pages(pdf)), "-raw").split())
    assert "2026年11月30日" in last
    assert "正文" in last


@needs_pdftotext
def test_long_last_paragraph_begins_below_its_addressee() -> None:
    pdf = render_pdf(with_blocks(Para("开头" + "满满的一行正文" * 300)))
    assert "开头" in text_of(pdf, "-l", "1", "-raw")


def test_code_in_the_foot_can_be_left_out_and_a_seal_set() -> None:
    seal = io.BytesIO()
    Image.new("RGBA", (300, 300), (200, 0, 0, 90)).save(seal, "PNG")
    plain = render_pdf(dataclasses.replace(PAPER, qr_text=""))
    sealed = render_pdf(dataclasses.replace(PAPER, qr_text="", seal_picture=seal.getvalue()))
    with pikepdf.open(io.BytesIO(plain)) as without, pikepdf.open(io.BytesIO(sealed)) as with_seal:
        assert not without.pages[0].get_images()
        assert with_seal.pages[0].get_images()


def test_word_file_has_the_page_of_the_standard() -> None:
    word = docx.Document(io.BytesIO(render_docx(PAPER)))
    page = word.element.body.sectPr
    size, edges = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))

    def millimetres(holder: object, name: str) -> float:
        return int(holder.get(qn(f"w:{name}"))) / 1440 * 25.4  # type: ignore[attr-defined]

    top, left = millimetres(edges, "top"), millimetres(edges, "left")
    wide = millimetres(size, "w") - left - millimetres(edges, "right")
    high = millimetres(size, "h") - top - millimetres(edges, "bottom")
    assert [round(side) for side in (top, left, wide, high)] == [37, 28, 156, 225]
    assert word.settings.odd_and_even_pages_header_footer
    assert word.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"


def test_word_file_tells_nothing_of_when_and_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(PAPER))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in archive.read("docProps/core.xml")


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#0b5270").save(out, "png")
    return out.getvalue()


def test_a_picture_stands_in_both_files_as_wide_as_it_was_asked_for() -> None:
    paper = with_blocks(Para("前文。"), Picture(png(300, 100), 120, "各月受理件数"), Para("后文。"))
    written = docx.Document(io.BytesIO(render_docx(paper)))
    (shape,) = [one for one in written.inline_shapes if one._inline.docPr.get("descr") == "各月受理件数"]
    assert (round(shape.width.mm), round(shape.height.mm)) == (120, 40)
    with pikepdf.open(io.BytesIO(render_pdf(paper))) as printed:
        assert len(printed.pages[0].get_images()) == 1


@pytest.mark.parametrize(("data", "width"), [(b"<svg/>", 100), (png(3, 1), 0), (png(3, 1), 157)])
def test_a_picture_that_cant_stand_on_the_page_is_refused(data: bytes, width: float) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(data, width, "图")
