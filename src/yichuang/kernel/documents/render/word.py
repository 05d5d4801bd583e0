"""Word by python-docx: the same layout, in the reader's own 仿宋, 黑体 and 楷体, 22 lines by 28 signs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

import docx
import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from yichuang.kernel.documents.paper import (
    Line,
    Paper,
    Picture,
    Table,
    attachment_lines,
    chinese_date,
    drawn,
    printable,
)
from yichuang.kernel.documents.render.pdf import qr_words, tightness

BODY: Final = "仿宋"
TITLE: Final = "方正小标宋简体"
HEADING_FACES: Final = {"heading1": "黑体", "heading2": "楷体"}
SIZE: Final = Pt(16)
PITCH: Final = Emu(Mm(225) // 22)
SIGN: Final = Emu(Mm(156) // 28)
CLOSER: Final = -5
"""Twentieths of a point between signs, so that 28 of 16 pt fit into 156 mm. Not by a grid of signs: readers
differ in how they snap to one."""
TEXT_WIDTH: Final = Mm(156)
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_EPOCH = (1980, 1, 1, 0, 0, 0)  # what a zip shows for "no date"


def render_docx(paper: Paper) -> bytes:
    """Draw the paper as a Word document. The same paper gives the same bytes."""
    document = docx.Document()
    pitch = Emu(int(PITCH * tightness(paper)))
    _set_up(document, paper, pitch)
    _feet(document, paper)
    _top(document, paper)
    for block in drawn(paper.blocks):
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Picture):
            _picture(document, block)
        else:
            _line(document, block)
    if paper.blocks and not isinstance(paper.blocks[-1], Table):
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # the signature has text on its page
    if paper.attachments:
        _paragraph(document, "")
        for line in attachment_lines(paper.attachments):
            _paragraph(document, line, indent=2)
    _signature(document, paper)
    return _dateless(document)


def _set_up(document: Any, paper: Paper, pitch: Any) -> None:
    """Page, margins, grid of 22 lines by 28 signs, body face (GB/T 9704-2012, 5.2)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(8)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(pitch.pt * 20)))
    style = document.styles["Normal"]
    style.font.size = SIZE
    style.font.name = "Times New Roman"
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    tight = OxmlElement("w:spacing")
    tight.set(qn("w:val"), str(CLOSER))
    properties.append(tight)
    language = OxmlElement("w:lang")
    for script, name in (("val", "en-US"), ("eastAsia", "zh-CN")):
        language.set(qn(f"w:{script}"), name)
    properties.append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = pitch
    document.settings.odd_and_even_pages_header_footer = True
    about = document.core_properties
    about.title, about.author, about.language = printable(paper.title), printable(paper.organ), "zh-CN"
    about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.combine(paper.day, time(), UTC).replace(tzinfo=None)
    about.revision = 1


def _paragraph(
    holder: Any,
    text: str,
    *,
    align: Any = None,
    indent: float = 0,
    right: float = 0,
    face: str = BODY,
    size: Any = SIZE,
) -> Any:
    """One paragraph; `indent` and `right` in signs of the grid."""
    paragraph = holder.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.first_line_indent = Emu(int(SIGN * indent)) if indent else None
    shape.right_indent = Emu(int(SIGN * right)) if right else None
    _run(paragraph, text, face, size)
    return paragraph


def _run(paragraph: Any, text: str, face: str = BODY, size: Any = SIZE) -> Any:
    run = paragraph.add_run(text)
    run.font.size = size
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    if face != BODY:
        fonts.set(qn("w:ascii"), face)
        fonts.set(qn("w:hAnsi"), face)
    return run


def _top(document: Any, paper: Paper) -> None:
    for text in (paper.organ, paper.title):
        if text:
            title = _paragraph(document, printable(text), align=_CENTRE, face=TITLE, size=Pt(22))
            _off_grid(title, Pt(34))
    if paper.number:
        _paragraph(document, printable(paper.number), align=_CENTRE)
    _off_grid(_paragraph(document, ""), Pt(14))
    if paper.addressee:
        _paragraph(document, printable(paper.addressee) + "：")


def _line(document: Any, line: Line) -> None:
    face = HEADING_FACES.get(line.look, BODY)
    if line.look == "field":
        _paragraph(document, f"{line.number}：{line.text}")
        return
    paragraph = _paragraph(document, line.number + line.text, align=_JUSTIFIED, indent=2, face=face)
    paragraph.paragraph_format.keep_with_next = line.look.startswith("heading") or None


def _picture(document: Any, picture: Picture) -> None:
    paragraph = _paragraph(document, "", align=_CENTRE)
    _off_grid(paragraph, 1.0)  # an exact line height would cut it off
    drawn_picture = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Mm(picture.width_mm))
    drawn_picture._inline.docPr.set("descr", picture.words)


def _table(holder: Any, table: Table) -> None:
    columns = len(table.head) or len(table.rows[0])
    drawn_table = holder.add_table(rows=0, cols=columns)
    drawn_table.style = "Table Grid"
    drawn_table.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn_table.autofit = False
    shares = table.widths or (1.0,) * columns
    widths = [int(TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(drawn_table.columns, widths, strict=True):
        column.width = Emu(width)
    if table.head:
        row = _row(drawn_table, table.head, widths, align=_CENTRE, face="黑体")
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cells in table.rows:
        _row(drawn_table, cells, widths, align=_LEFT, face=BODY)


def _row(table: Any, cells: tuple[str, ...], widths: list[int], *, align: Any, face: str) -> Any:
    """A row that isn't torn between two pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = Emu(width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment = align
        _off_grid(paragraph, 1.15)
        _run(paragraph, text, face, Pt(12))
    return row


def _signs_wide(text: str) -> float:
    """Width in signs of the grid: half a sign for what is half-width."""
    return sum(0.5 if ord(sign) < 0x2000 else 1.0 for sign in text)


def _signature(document: Any, paper: Paper) -> None:
    """Organ and date at the right, kept together (GB/T 9704-2012, 7.3.5)."""
    organ, day = printable(paper.signature or paper.organ), chinese_date(paper.day)
    organ_wide, day_wide = _signs_wide(organ), _signs_wide(day)
    if paper.sealed:
        day_in = 4.0
        organ_in = max(0.0, day_in + day_wide / 2 - organ_wide / 2)
    else:
        day_in = max(2.0, organ_wide - day_wide)
        organ_in = day_in + day_wide + 2 - organ_wide
    for _ in range(2 if paper.sealed else 1):
        _paragraph(document, "").paragraph_format.keep_with_next = True
    lines = [
        _paragraph(document, organ, align=_RIGHT, right=organ_in),
        _paragraph(document, day, align=_RIGHT, right=day_in),
    ]
    if paper.receiver_line:
        lines.append(_paragraph(document, _RECEIVER, size=Pt(12)))
        lines[-1].paragraph_format.space_before = Pt(14)
    if paper.contact:
        for line in paper.contact:
            lines.append(_paragraph(document, printable(line), size=Pt(10.5)))
            _off_grid(lines[-1], Pt(16))
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


_RECEIVER: Final = "签收人（签名或者盖章）：" + "_" * 24 + "\u3000\u3000年\u3000\u3000月\u3000\u3000日"


# millimetres of the foot's parts, from the inner edge: code, words, (code, words,) page number
_FOOT: Final = (19, 91, 46)
_FOOT_OF_TWO: Final = (19, 50, 19, 28, 40)


def _feet(document: Any, paper: Paper) -> None:
    """— 1 — at the outer edge, odd right and even left; the code and the case number at the inner edge."""
    section = document.sections[0]
    for foot, odd in ((section.footer, True), (section.even_page_footer, False)):
        foot.is_linked_to_previous = False
        wide = _FOOT_OF_TWO if paper.second_qr_text else _FOOT
        table = foot.add_table(1, len(wide), TEXT_WIDTH)
        table.autofit = False
        widths = [Mm(width) for width in (wide if odd else reversed(wide))]
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _off_grid(cell.paragraphs[0], 1.0)
        cells = [cell.paragraphs[0] for cell in table.rows[0].cells]
        code, words, *second, number = cells if odd else list(reversed(cells))
        inner = _LEFT if odd else _RIGHT
        _page_number(number, _RIGHT if odd else _LEFT)
        if paper.qr_text:
            _code(code, words, paper.qr_text, qr_words(paper), inner)
        if second:
            _code(second[0], second[1], paper.second_qr_text, [printable(paper.second_qr_words)], inner)
        last = foot.paragraphs[0]
        foot._element.append(last._p)  # a foot ends with a paragraph, and a table may not be last
        last.paragraph_format.line_spacing = Pt(1)


def _off_grid(paragraph: Any, spacing: Any) -> None:
    """Small print keeps its own line height."""
    paragraph.paragraph_format.line_spacing = spacing
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(snap)


def _page_number(paragraph: Any, align: Any) -> None:
    paragraph.alignment = align
    edge = Pt(14)  # one sign of size four in from the edge
    shape = paragraph.paragraph_format
    shape.right_indent, shape.left_indent = (edge, None) if align == _RIGHT else (None, edge)
    _run(paragraph, "— ", "宋体", Pt(14))
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "", "宋体", Pt(14))._r
        if instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run.append(code)
    _run(paragraph, " —", "宋体", Pt(14))


def _code(code: Any, words: Any, text: str, lines: Sequence[str], align: Any) -> None:
    code.alignment = words.alignment = align
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", border=2, scale=6)
    picture.seek(0)
    code.add_run().add_picture(picture, width=Mm(17))
    for n, line in enumerate(lines):
        run = _run(words, line, "黑体", Pt(8))
        if n + 1 < len(lines):
            run.add_break()


def _dateless(document: Any) -> bytes:
    """Saved without the moment of saving, so that the same paper gives the same bytes."""
    dated = io.BytesIO()
    document.save(dated)
    out = io.BytesIO()
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(member))
    return out.getvalue()
