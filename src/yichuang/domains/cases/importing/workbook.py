"""The empty workbook of the ledger of cases, with a sheet of notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yichuang.domains.cases.importing.columns import COLUMNS, SHEET

HEAD, NEEDED = PatternFill("solid", fgColor="FFE4EFF3"), PatternFill("solid", fgColor="FFFFF1CC")
VALIDATED_ROWS = 50_000
NOTES = (
    "办件导入模板",
    "一件办件占一行，从第 2 行开始填。黄色的列必须填，其他的有就填。",
    "编号用本单位台账原来的编号。同一个文件导入两次不会多出一件；后来办结、送达的，再导入一次就接着补上。",
    "即办件、承诺件由事项库决定，不用填。只写日期、不写时刻的，按当天算。",
    "当时的通知书和短信不会重新生成：它们在原来的档案里。",
)


def workbook_of(rows: Iterable[Sequence[object]] = ()) -> bytes:
    """The workbook as bytes: notes, and the sheet with these rows, or empty."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append([column.title for column in COLUMNS])
    sheet.freeze_panes = "B2"
    for n, column in enumerate(COLUMNS, start=1):
        head, letter = sheet.cell(1, n), get_column_letter(n)
        head.font, head.fill = Font(bold=True), NEEDED if column.needed else HEAD
        sheet.column_dimensions[letter].width = column.width
        if column.field in ("own_number", "identity", "phone", "item_code"):
            sheet.column_dimensions[letter].number_format = "@"
        if column.choices:
            rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            rule.error = f"请从 {'、'.join(column.choices)} 里选"
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{VALIDATED_ROWS}")
    for row in rows:
        sheet.append(list(row))
    _write_notes(book.create_sheet("说明"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_notes(notes: Worksheet) -> None:
    for line in NOTES:
        notes.append([line])
    notes.append([])
    notes.append(["列", "必填", "怎么填"])
    for column in COLUMNS:
        notes.append([column.title, "是" if column.needed else "", column.hint])
    notes.column_dimensions["A"].width, notes.column_dimensions["C"].width = 16, 60
    notes["A1"].font = Font(bold=True, size=14)
    for row in notes.iter_rows(min_row=1, max_row=len(NOTES), max_col=1):
        row[0].alignment = Alignment(wrap_text=False)
