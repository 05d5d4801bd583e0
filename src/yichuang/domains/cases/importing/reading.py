"""Reading the workbook: row by row without holding it whole, formulas refused instead of computed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from yichuang.domains.cases.importing.columns import COLUMNS, DATES, SHEET, TITLES
from yichuang.kernel.documents.uploads import WORKBOOK, UploadRejected, inspect
from yichuang.kernel.documents.workbooks import Merged, in_merged, title_merged
from yichuang.kernel.verbs import Because, Refused

MOST_ROWS = 200_000
MOST_COLUMNS = 60
LONGEST_CELL = 300
EXACT = 10**15
"""A number of that many digits or more isn't exact in a workbook: Excel has put noughts at its end."""
SERIALS = range(36_526, 73_051)
"""Days since 1899-12-30, as a workbook counts them: the years 2000 to 2099."""
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
)


@dataclass(slots=True)
class Line:
    """A row of the sheet: its number, its values by field, and what can't be read of it, in Chinese."""

    row: int
    values: dict[str, Any]
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a workbook holds."""

    lines: list[Line]


def read_cases(content: bytes, filename: str) -> Reading:
    """The rows of a workbook. Raises Refused for a file that isn't one, is hostile, or is too large."""
    try:
        inspect(content, filename, wanted=WORKBOOK)
    except UploadRejected as rejected:
        raise _refused(rejected.text) from None
    if not filename.lower().endswith(".xlsx"):
        raise _refused("请上传 Excel（xlsx）文件，可以先下载模板")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        lines = list(_lines(book))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
        raise _refused("Excel 文件打不开，请另存为 xlsx 再上传") from None
    if not lines:
        raise _refused(f"“{SHEET}”表里没有内容，请从第 2 行开始填")
    return Reading(lines)


def _refused(text: str) -> Refused:
    return Refused(Because.BAD_INPUT, text, field="file")


def _lines(book: Any) -> Iterator[Line]:
    if SHEET not in book.sheetnames:
        raise _refused(f"文件里没有“{SHEET}”表，请用模板填写")
    merged = Merged.of(book[SHEET])
    rows = book[SHEET].iter_rows(max_col=MOST_COLUMNS, values_only=True)
    heads = [str(value or "").strip() for value in next(rows, ())]
    missing = [column.title for column in COLUMNS if column.needed and column.title not in heads]
    areas = merged.hidden(1)
    if missing and areas:
        raise _refused(title_merged(SHEET, next(iter(areas.values()))))
    if missing:
        raise _refused(f"“{SHEET}”表缺少这些列：{'、'.join(missing)}，请用模板填写")
    at = [(column.field, heads.index(column.title)) for column in COLUMNS if column.title in heads]
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise _refused(f"“{SHEET}”表超过 {MOST_ROWS:,} 行，请分成几个文件")
        hidden = merged.hidden(number)
        if any(value not in (None, "") for value in cells):
            yield _line(number, cells, at, hidden)


def _line(number: int, cells: tuple[Any, ...], at: list[tuple[str, int]], hidden: dict[int, str]) -> Line:
    line = Line(number, {})
    for name, index in at:
        if index in hidden:
            line.faults.append(f"{TITLES[name]}{in_merged(hidden[index])}")
            continue
        value = cells[index] if index < len(cells) else None
        if value is None or value == "":
            continue
        try:
            read = _instant(value) if name in DATES else _text(value)
        except ValueError as wrong:
            line.faults.append(f"{TITLES[name]}{wrong}")
            continue
        if read != "":
            line.values[name] = read
    line.faults += [
        f"请填写{column.title}"
        for column in COLUMNS
        if column.needed and column.field not in line.values and not _named(line.faults, column.title)
    ]
    return line


def _named(faults: list[str], title: str) -> bool:
    return any(fault.startswith(title) for fault in faults)


def _text(value: Any) -> str:
    """A cell as words; ValueError says in Chinese what is wrong with it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and value >= EXACT:
        raise ValueError("存成了数字，Excel 只留 15 位，后面的丢了：请把这一列设成文本，重新填写")
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    text = str(value).strip().removeprefix("'")
    if text.startswith("="):
        raise ValueError("是公式，请粘贴成数值")
    if text in ERRORS:
        raise ValueError("是错误值，请改成数值")
    if len(text) > LONGEST_CELL:
        raise ValueError(f"最多 {LONGEST_CELL} 个字，现在 {len(text)} 个")
    return text


def _instant(value: Any) -> datetime | date:
    """A cell as a wall clock in Shanghai, or as a date where no time of day is given."""
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and int(value) in SERIALS:  # a date whose cell isn't formatted as one
        return _instant(from_excel(value))
    text = _text(value)
    for shape in FORMATS:
        try:
            found = datetime.strptime(text, shape)  # noqa: DTZ007 - a wall clock, its zone comes later
        except ValueError:
            continue
        return found if "%H" in shape else found.date()
    raise ValueError(f"“{text[:20]}”不是日期，请写成 2026-03-02 或 2026-03-02 09:30")
