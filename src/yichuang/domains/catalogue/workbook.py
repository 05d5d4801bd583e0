"""Writing the workbook: the empty template with its notes, or a centre's items as they stand."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yichuang.domains.catalogue import inputs, sheets
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.catalogue.sheets import SHEETS, Column, Sheet

NOTES = "说明"
HEAD = PatternFill("solid", fgColor="FFE4EFF3")
NEEDED = PatternFill("solid", fgColor="FFFFF1CC")
VALIDATED_ROWS = 2000


def workbook_of(items: Iterable[tuple[ItemFacts, str, str, str]] = ()) -> bytes:
    """A workbook as bytes: the notes, then every sheet, with (facts, department code, base code, implementation code)
    of these items, or empty."""
    book = Workbook()
    notes = book.active
    assert isinstance(notes, Worksheet)
    _write_notes(notes)
    made = {sheet.part: _new_sheet(book, sheet) for sheet in SHEETS}
    for facts, *codes in items:
        for sheet in SHEETS:
            for row in _rows(sheet, facts, codes):
                made[sheet.part].append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sheet: Sheet, facts: ItemFacts, codes: Sequence[str]) -> Iterable[list[Any]]:
    if not sheet.part:
        own = {"department": codes[0], "base_code": codes[1], "implementation_code": codes[2], "reason": ""}
        yield [
            _written(c, own[c.field] if c.field in own else getattr(facts, c.field)) for c in sheet.columns
        ]
        return
    for part in getattr(facts, sheet.part):
        if sheet.part == "situations":
            for option in part.options:
                yield [facts.code, part.code, part.question, option.code, option.label]
        else:
            yield [facts.code, *(_written(c, getattr(part, c.field)) for c in sheet.columns[1:])]


def _written(column: Column, value: Any) -> Any:
    return None if value in (None, "", ()) else column.write(value)


def _cell(value: Any) -> Any:
    """Words that look like a formula stay words."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _new_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
    made: Worksheet = book.create_sheet(sheet.name)
    made.append([column.title for column in sheet.columns])
    made.freeze_panes = "B2"
    for n, column in enumerate(sheet.columns, start=1):
        head = made.cell(1, n)
        head.font = Font(bold=True)
        head.fill = NEEDED if column.needed else HEAD
        letter = get_column_letter(n)
        made.column_dimensions[letter].width = column.width
        if column.field in ("code", "code_of_item", "base_code", "implementation_code"):
            made.column_dimensions[letter].number_format = "@"
        if column.choices:
            rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            rule.error = f"请从 {'、'.join(column.choices)} 里选"
            made.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{VALIDATED_ROWS}")
    return made


def _write_notes(notes: Worksheet) -> None:
    notes.title = NOTES
    notes.append(["事项导入模板"])
    notes.append(
        ["一个事项在“事项”表里占一行，材料、环节、情形、依据、收费、表单各在自己的表里，用事项编码连起来。"]
    )
    notes.append(
        [
            "黄底的列必须填，蓝底的列可以空着。不要改表名和第一行。天数填数字，单位在旁边的列里选，"
            "空着就是工作日。请填数值，不要填公式。"
        ]
    )
    notes.append(["同一个文件可以反复导入：没有变化的不动，有变化的成为新的一版，没有写进来的不受影响。"])
    notes.append([f"个人主题：{'、'.join(inputs.PERSON_THEMES)}"])
    notes.append([f"企业主题：{'、'.join(inputs.ENTERPRISE_THEMES)}"])
    notes.append([])
    notes.append(["表", "列", "必须填", "怎么填"])
    start = notes.max_row
    for sheet in sheets.SHEETS:
        for column in sheet.columns:
            choices = "、".join(column.choices)
            hint = "；".join(filter(None, [choices, column.hint]))
            notes.append([sheet.name, column.title, "是" if column.needed else "", hint])
    notes["A1"].font = Font(bold=True, size=16)
    for n in range(1, 5):
        notes.cell(start, n).font = Font(bold=True)
        notes.cell(start, n).fill = HEAD
    for letter, width in zip("ABCD", (10, 18, 10, 76), strict=True):
        notes.column_dimensions[letter].width = width
    for row in notes.iter_rows(min_row=start + 1, min_col=4, max_col=4):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
