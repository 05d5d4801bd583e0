"""Reading a workbook of items: bounded, formulas refused instead of computed, every fault with its sheet and row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yichuang.domains.catalogue.importing import BadRow, Candidate
from yichuang.domains.catalogue.inputs import Fault
from yichuang.domains.catalogue.limits import DAY_UNITS
from yichuang.domains.catalogue.sheets import CODE, ITEMS, KNOWN_STAGES, SHEETS, BadCell, Days, Sheet
from yichuang.kernel.clocks.rules import Unit
from yichuang.kernel.documents.uploads import WORKBOOK, UploadRejected, inspect
from yichuang.kernel.documents.workbooks import Merged, in_merged, title_merged
from yichuang.kernel.verbs import Because, Refused

MOST_ITEMS = 5_000
MOST_ROWS = 60_000  # of one sheet, empty ones too
MOST_COLUMNS = 40
LONGEST_CELL = 5_000
BY_LABEL = {label: code for code, label in KNOWN_STAGES.items()}


@dataclass(slots=True)
class Reading:
    """What a workbook holds: items as candidates, and rows that belong to none."""

    candidates: list[Candidate] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    """An item while its rows come together; `rows` says where each part of its text stands."""

    code: str
    row: int
    given: dict[str, Any]
    rows: dict[str, list[int]] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)

    def place(self, path: tuple[str | int, ...]) -> str:
        """Sheet and row of a part of the text."""
        for sheet in SHEETS[1:]:
            rows = self.rows.get(sheet.part, [])
            if path[:1] == (sheet.part,) and rows:
                at = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
                return f"“{sheet.name}”表第 {rows[min(at, len(rows) - 1)]} 行"
        return f"“{ITEMS.name}”表第 {self.row} 行"


def read_items(content: bytes, filename: str) -> Reading:
    """The items of a workbook. Raises Refused for a file that isn't one, is hostile, or is too large."""
    try:
        inspect(content, filename, wanted=WORKBOOK)
    except UploadRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="file") from None
    if not filename.lower().endswith(".xlsx"):
        raise _refused("请上传 Excel（xlsx）文件，可以先下载模板")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        tables = {sheet.part: list(_table(book, sheet)) for sheet in SHEETS}
    except BadCell as bad:
        raise _refused(f"第一行{bad}") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
        raise _refused("Excel 文件打不开，请另存为 xlsx 再上传") from None
    return _assembled(tables)


def _refused(text: str) -> Refused:
    return Refused(Because.BAD_INPUT, text, field="file")


Row = tuple[int, dict[str, Any], list[Fault]]  # row number, values by field, faults


def _table(book: Any, sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that hold anything."""
    if sheet.name not in book.sheetnames:
        if sheet is ITEMS:
            raise _refused(f"文件里没有“{sheet.name}”表，请用模板填写")
        return
    merged = Merged.of(book[sheet.name])
    rows = book[sheet.name].iter_rows(max_col=MOST_COLUMNS)
    heads = [_text(cell) for cell in next(rows, ())]
    missing = [column.title for column in sheet.columns if column.needed and column.title not in heads]
    areas = merged.hidden(1)
    if missing and areas:
        raise _refused(title_merged(sheet.name, next(iter(areas.values()))))
    if missing:
        raise _refused(f"“{sheet.name}”表缺少这些列：{'、'.join(missing)}，请用模板填写")
    at = {column.title: heads.index(column.title) for column in sheet.columns if column.title in heads}
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise _refused(f"“{sheet.name}”表超过 {MOST_ROWS:,} 行，请分成几个文件")
        hidden = merged.hidden(number)
        if any(cell.value is not None and str(cell.value).strip() for cell in cells):
            yield number, *_values(sheet, at, cells, hidden)


def _values(
    sheet: Sheet, at: dict[str, int], cells: Any, hidden: dict[int, str]
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for column in sheet.columns:
        index = at.get(column.title)
        if index is not None and index in hidden:
            faults.append(Fault((column.field,), f"{column.title}{in_merged(hidden[index])}"))
            continue
        cell = cells[index] if index is not None and index < len(cells) else None
        try:
            text = _text(cell)
            if text:
                values[column.field] = column.read(text)
            elif column.needed:
                faults.append(Fault((column.field,), f"请填写{column.title}"))
        except BadCell as bad:
            faults.append(Fault((column.field,), f"{column.title}{bad}"))
    return values, faults


def _text(cell: Any) -> str:
    """A cell as words: numbers without a needless .0; formulas and errors are refused, never computed."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        raise BadCell("是公式，请粘贴成数值")
    if getattr(cell, "data_type", "") == "e":
        raise BadCell("是错误值，请改成数值")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if len(text) > LONGEST_CELL:
        raise BadCell(f"最多 {LONGEST_CELL:,} 个字，现在 {len(text):,} 个")
    return text.removeprefix("'")


def _assembled(tables: dict[str, list[Row]]) -> Reading:
    if len(tables[""]) > MOST_ITEMS:
        raise _refused(f"一个文件最多 {MOST_ITEMS:,} 个事项，请分成几个文件")
    if not tables[""]:
        raise _refused("“事项”表里没有内容，请从第 2 行开始填")
    reading = Reading()
    items: dict[str, _Item] = {}
    made: list[_Item] = []
    for number, values, faults in tables[""]:
        item = _Item(values.get("code", ""), number, values)
        item.faults = [(item.place(fault.path), fault) for fault in faults]
        made.append(item)
        items.setdefault(item.code, item)
    for sheet in SHEETS[1:]:
        for number, values, faults in tables[sheet.part]:
            code = values.pop("code_of_item", "")
            owner = items.get(code)
            if owner is None or not code:
                why = f"“{ITEMS.name}”表里没有事项编码“{code}”" if code else f"请填写{CODE}"
                reading.bad.append(BadRow(f"“{sheet.name}”表第 {number} 行", code, why))
            else:
                _give(owner, sheet, number, values, faults)
    for item in made:
        _settle_units(item)
    reading.candidates = [_candidate(item) for item in made]
    return reading


def _give(owner: _Item, sheet: Sheet, number: int, values: dict[str, Any], faults: list[Fault]) -> None:
    """Hand a row to its item."""
    rows = owner.rows.setdefault(sheet.part, [])
    parts = owner.given.setdefault(sheet.part, [])
    owner.faults += [
        (f"“{sheet.name}”表第 {number} 行", Fault((sheet.part, len(parts), *fault.path), fault.text))
        for fault in faults
    ]
    if sheet.part == "situations":
        option = {"code": values.pop("option_code", ""), "label": values.pop("option_label", "")}
        same = next((part for part in parts if part.get("code") == values.get("code")), None)
        if same is not None:
            same["options"].append(option)
            return
        values["options"] = [option]
    if sheet.part == "materials" and "code" not in values:
        values["code"] = f"m{len(parts) + 1}"
    if sheet.part == "stages" and "code" not in values:
        values["code"] = BY_LABEL.get(values.get("name", ""), f"stage_{len(parts) + 1}")
    rows.append(number)
    parts.append(values)


INSIDE = (("stages", "days", "环节时限"), ("materials", "follow_days", "容缺补交时限"))
"""Limits inside the promise have no unit of their own: one that stands beside a number must be the promise's."""


def _settle_units(item: _Item) -> None:
    """Days of cells as number and unit; a unit beside a number and another one in its column are a fault."""
    for name, title in (("statutory", "法定时限"), ("promised", "承诺时限")):
        days, unit = item.given.get(f"{name}_days"), item.given.get(f"{name}_unit")
        if not isinstance(days, Days):
            continue
        item.given[f"{name}_days"] = days.amount
        if days.unit:
            item.given[f"{name}_unit"] = days.unit
        if days.unit and unit and days.unit != unit:
            written, chosen = DAY_UNITS[days.unit], DAY_UNITS[unit]
            why = f"{title}写的是{written}，{title}单位选的是{chosen}，请改成一样的"
            item.faults.append((item.place(()), Fault((f"{name}_unit",), why)))
    ours = item.given.get("promised_unit", Unit.WORKING_DAY.value)
    for part, field_, title in INSIDE:
        for i, row in enumerate(item.given.get(part, [])):
            days = row.get(field_)
            if not isinstance(days, Days):
                continue
            row[field_] = days.amount
            if days.unit and days.unit != ours:
                why = f"{title}写的是{DAY_UNITS[days.unit]}，要和承诺时限一样，是{DAY_UNITS[ours]}"
                item.faults.append((item.place((part, i)), Fault((part, i, field_), why)))


def _candidate(item: _Item) -> Candidate:
    given = dict(item.given)
    places = {fault: place for place, fault in item.faults}
    by_path = {fault.path: place for fault, place in places.items()}
    return Candidate(
        code=given.pop("code", ""),
        department=given.pop("department", ""),
        base_code=given.pop("base_code", ""),
        implementation_code=given.pop("implementation_code", ""),
        reason=given.pop("reason", ""),
        given=given,
        place=lambda path: by_path.get(path) or item.place(path),
        faults=tuple(fault for _, fault in item.faults),
    )
