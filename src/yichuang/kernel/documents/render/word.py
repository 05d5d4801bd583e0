"""Word by python-docx: the same layout, in the reader's own 仿宋, 黑体 and 楷体, 22 lines by 28 signs."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

import docx
import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, Twips

from yichuang.kernel.documents import grid
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
from yichuang.kernel.documents.render import half_face
from yichuang.kernel.documents.render.laid import (
    ABOVE_RECEIVER,
    CONTACT_SIZE,
    INDENT,
    blank_before_signature,
    can_be_spread,
    cell_room,
    column_widths,
    head_lines,
    is_short,
    numeric,
    places,
    title_lines,
)
from yichuang.kernel.documents.render.pdf import pitch_of, qr_words
from yichuang.kernel.documents.render.word_seal import put_seal

BODY: Final = "仿宋"
TITLE: Final = "方正小标宋简体"
LETTERS: Final = half_face.NAME
"""Of letters and digits in the text, so that lines end alike where 仿宋 isn't installed."""
HEADING_FACES: Final = {"heading1": "黑体", "heading2": "楷体"}
SIZE: Final = Pt(16)
TEXT_WIDTH: Final = Twips(grid.TEXT_WIDTH)
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_EPOCH = (1980, 1, 1, 0, 0, 0)  # what a zip shows for "no date"


def render_docx(paper: Paper) -> bytes:
    """Draw the paper as a Word document. The same paper gives the same bytes."""
    document = docx.Document()
    pitch = Twips(pitch_of(paper))
    _set_up(document, paper, pitch)
    half_face.put_into(document)
    _feet(document, paper)
    _top(document, paper)
    ready = drawn(paper.blocks)
    for block in ready:
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Picture):
            _picture(document, block)
        else:
            _line(document, block)
    if ready and isinstance(ready[-1], Line) and ready[-1].look == "para" and is_short(ready[-1]):
        shape = document.paragraphs[-1].paragraph_format  # the signature has text on its page
        shape.keep_with_next = shape.keep_together = True
    if paper.attachments:
        _paragraph(document, "")
        for line in attachment_lines(paper.attachments):
            _paragraph(document, line, indent=INDENT)
    _signature(document, paper)
    return _dateless(document)


def _set_up(document: Any, paper: Paper, pitch: Any) -> None:
    """Page, margins, grid of 22 lines by 28 signs, body face (GB/T 9704-2012, 5.2)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Emu(Mm(35 - _FOOT_BELOW - _FOOT_HIGH) - Pt(1))
    lattice = section._sectPr.find(qn("w:docGrid"))
    if lattice is None:
        lattice = OxmlElement("w:docGrid")
        section._sectPr.append(lattice)
    lattice.set(qn("w:type"), "linesAndChars")
    lattice.set(qn("w:linePitch"), str(grid.PITCH))
    lattice.set(
        qn("w:charSpace"), str((grid.TEXT_WIDTH - grid.SIZE * grid.SIGNS) * 4096 // (20 * grid.SIGNS))
    )
    _body_style(document.styles["Normal"], pitch)
    document.settings.odd_and_even_pages_header_footer = True
    about = document.core_properties
    about.title, about.author, about.language = printable(paper.title), printable(paper.organ), "zh-CN"
    about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.combine(paper.day, time(), UTC).replace(tzinfo=None)
    about.revision = 1


def _body_style(style: Any, pitch: Any) -> None:
    """The body's face and exact lines. Readers differ in how they snap to a grid of signs, so nothing snaps: the pitch
    of lines and signs is said outright. Marks may hang over the edge: that is what every program does unless it is
    told otherwise, and LibreOffice 7 takes being told (overflowPunct) for its opposite."""
    style.font.size = SIZE
    style.font.name = LETTERS
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = pitch
    shape, look = style.element.get_or_add_pPr(), style.element.get_or_add_rPr()
    for name in ("widowControl", "snapToGrid"):
        _say(shape, name, val="0")
    look.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    _say(look, "snapToGrid", val="0")
    _say(look, "spacing", val=str(grid.CLOSER))
    _say(look, "lang", val="en-US", eastAsia="zh-CN")


def _say(holder: Any, name: str, **attributes: str) -> None:
    """A property of a paragraph or run, at the place that the schema gives it: Word refuses another order."""
    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    behind = _BEHIND_IN_RUN[name] if holder.tag == qn("w:rPr") else _BEHIND_IN_PARAGRAPH
    holder.insert_element_before(element, *behind)


_BEHIND_IN_PARAGRAPH: Final = (
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
)
_AFTER_SPACING: Final = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_BEHIND_IN_RUN: Final = {
    "snapToGrid": ("w:vanish", "w:color", "w:spacing", *_AFTER_SPACING),
    "spacing": _AFTER_SPACING,
    "lang": ("w:eastAsianLayout", "w:specVanish", "w:oMath"),
}


def _paragraph(
    holder: Any,
    text: str,
    *,
    align: Any = None,
    indent: int = 0,
    right: int = 0,
    face: str = BODY,
    size: Any = SIZE,
) -> Any:
    """One paragraph; `indent` and `right` in twips."""
    paragraph = holder.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.first_line_indent = Twips(indent) if indent else None
    shape.right_indent = Twips(right) if right else None
    _runs(paragraph, text, grid.ROOM, first=indent, face=face, size=size)
    return paragraph


def _runs(paragraph: Any, text: str, room: int, *, face: str, size: Any, first: int = 0) -> None:
    """A text in a run, or in one for each stretch of lines whose signs stand closer or wider than others."""
    lines = grid.fitted(text, room, first=first, size=round(size.pt * 20))
    for closer, stretch in itertools.groupby(lines, key=lambda line: line[1]):
        _run(paragraph, "".join(line for line, _ in stretch), face, size, closer)


def _run(paragraph: Any, text: str, face: str = BODY, size: Any = SIZE, closer: int = grid.CLOSER) -> Any:
    run = paragraph.add_run(text)
    run.font.size = size
    look = run._r.get_or_add_rPr()
    fonts = look.get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes are whole signs
    letters = face if face == _PAGE_NUMBER else LETTERS
    for script, name in (("ascii", letters), ("hAnsi", letters), ("eastAsia", face)):
        fonts.set(qn(f"w:{script}"), name)
    if closer != grid.CLOSER:
        _say(look, "spacing", val=str(closer))
    return run


_PAGE_NUMBER: Final = "宋体"


def _top(document: Any, paper: Paper) -> None:
    for text in (paper.organ, paper.title):
        if text:
            lines = "\n".join(title_lines(text))  # the program that opens it would part words
            _paragraph(document, lines, align=_CENTRE, face=TITLE, size=Pt(22))
    if paper.mark:
        _paragraph(document, printable(paper.mark), align=_CENTRE, face="楷体")
    if paper.number:
        _paragraph(document, printable(paper.number), align=_CENTRE)
    _paragraph(document, "")
    if paper.addressee:
        _paragraph(document, printable(paper.addressee) + "：")


def _line(document: Any, line: Line) -> None:
    face = HEADING_FACES.get(line.look, BODY)
    if line.look == "field":
        _paragraph(document, f"{line.number}：{line.text}")
        return
    align = _JUSTIFIED if can_be_spread(line) else _LEFT
    paragraph = _paragraph(document, line.number + line.text, align=align, indent=INDENT, face=face)
    paragraph.paragraph_format.keep_with_next = line.look.startswith("heading") or line.with_next or None


def _picture(document: Any, picture: Picture) -> None:
    paragraph = _paragraph(document, "", align=_CENTRE)
    paragraph.paragraph_format.line_spacing = 1.0  # an exact line height would cut it off
    drawn_picture = _put_picture(paragraph, io.BytesIO(picture.png), Mm(picture.width_mm))
    drawn_picture._inline.docPr.set("descr", picture.words)
    if picture.caption:
        paragraph.paragraph_format.keep_with_next = True
        _paragraph(document, picture.caption, align=_CENTRE)


def _put_picture(paragraph: Any, picture: io.BytesIO, width: Any) -> Any:
    """A picture in a line of its own height, without the distance that readers else keep around it."""
    put = _run(paragraph, "", size=Pt(1)).add_picture(picture, width=width)
    for side in ("distT", "distB", "distL", "distR"):
        put._inline.set(side, "0")
    return put


def _table(holder: Any, table: Table) -> None:
    widths = column_widths(table)
    drawn_table = holder.add_table(rows=0, cols=len(widths))
    drawn_table.style = "Table Grid"
    drawn_table.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn_table.autofit = False
    _pad(drawn_table, *grid.CELL_PADDING)
    for column, width in zip(drawn_table.columns, widths, strict=True):
        column.width = Twips(width)
    if table.head:
        heads = tuple("\n".join(head_lines(*both)) for both in zip(table.head, widths, strict=True))
        row = _row(drawn_table, heads, widths, aligned=[_CENTRE] * len(widths), face="黑体")
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    sides = [_RIGHT if right else _LEFT for right in numeric(table)]
    for cells in table.rows:
        _row(drawn_table, cells, widths, aligned=sides, face=BODY)


def _pad(table: Any, over: int, beside: int) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, wide in (("top", over), ("left", beside), ("bottom", over), ("right", beside)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(wide))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _row(table: Any, cells: tuple[str, ...], widths: list[int], *, aligned: list[Any], face: str) -> Any:
    """A row that isn't torn between two pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width, align in zip(row.cells, cells, widths, aligned, strict=True):
        cell.width = Twips(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = align
        paragraph.paragraph_format.line_spacing = Twips(grid.SMALL_PITCH)
        _runs(paragraph, text, cell_room(width), face=face, size=Pt(12))
    return row


def _signature(document: Any, paper: Paper) -> None:
    """Organ and date at the right, kept together (GB/T 9704-2012, 7.3.5)."""
    organ, day = printable(paper.signature or paper.organ), chinese_date(paper.day)
    at = places(paper)
    for _ in range(blank_before_signature(paper)):
        _paragraph(document, "").paragraph_format.keep_with_next = True
    lines = [
        _paragraph(document, organ, align=_RIGHT, right=at.organ_in),
        _paragraph(document, day, align=_RIGHT, right=at.day_in),
    ]
    put_seal(lines[1], paper)
    if paper.receiver_line:
        lines.append(_paragraph(document, _RECEIVER, size=Pt(12)))
        lines[-1].paragraph_format.space_before = Twips(ABOVE_RECEIVER)
    if paper.contact:
        for line in paper.contact:
            lines.append(_paragraph(document, printable(line), size=Twips(CONTACT_SIZE)))
            lines[-1].paragraph_format.line_spacing = Pt(16)
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


_RECEIVER: Final = "签收人（签名或者盖章）：" + "_" * 24 + "\u3000\u3000年\u3000\u3000月\u3000\u3000日"


# millimetres from the text to the foot, and its height
_FOOT_BELOW: Final = 5
_FOOT_HIGH: Final = 18
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
        _pad(table, 0, 0)
        widths = [Mm(width) for width in (wide if odd else reversed(wide))]
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].paragraph_format.line_spacing = 1.0
        row = table.rows[0]
        row.height, row.height_rule = Mm(_FOOT_HIGH), WD_ROW_HEIGHT_RULE.EXACTLY
        cells = [cell.paragraphs[0] for cell in table.rows[0].cells]
        code, words, *second, number = cells if odd else list(reversed(cells))
        inner = _LEFT if odd else _RIGHT
        (row.cells[-1] if odd else row.cells[0]).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        _page_number(number, _RIGHT if odd else _LEFT)
        if paper.qr_text:
            _code(code, words, paper.qr_text, qr_words(paper), inner)
        if second:
            _code(second[0], second[1], paper.second_qr_text, [printable(paper.second_qr_words)], inner)
        last = foot.paragraphs[0]
        foot._element.append(last._p)  # a foot ends with a paragraph, and a table may not be last
        last.paragraph_format.line_spacing = Pt(1)


def _page_number(paragraph: Any, align: Any) -> None:
    paragraph.alignment = align
    edge = Pt(14)  # one sign of size four in from the edge
    shape = paragraph.paragraph_format
    shape.space_before, shape.line_spacing = Mm(7 - _FOOT_BELOW), Pt(14)
    shape.right_indent, shape.left_indent = (edge, None) if align == _RIGHT else (None, edge)
    _run(paragraph, "— ", _PAGE_NUMBER, Pt(14))
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "", _PAGE_NUMBER, Pt(14))._r
        if instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run.append(code)
    _run(paragraph, " —", _PAGE_NUMBER, Pt(14))


def _code(code: Any, words: Any, text: str, lines: Sequence[str], align: Any) -> None:
    code.alignment = words.alignment = align
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", border=2, scale=6)
    picture.seek(0)
    _put_picture(code, picture, Mm(17))
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
