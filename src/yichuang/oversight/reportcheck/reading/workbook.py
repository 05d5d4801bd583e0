"""Workbooks (xlsx): each sheet's filled cells as grids, every value as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries
from openpyxl.utils.exceptions import CellCoordinatesException

from yichuang.oversight.reportcheck.document import Document, Part
from yichuang.oversight.reportcheck.places import in_sheet
from yichuang.oversight.reportcheck.reading.composing import WIDEST, Composer, Slot
from yichuang.oversight.reportcheck.reading.markup import attribute, child, local, number, within
from yichuang.oversight.reportcheck.reading.package import Package
from yichuang.oversight.reportcheck.reading.refusal import CELLS, Unreadable, too_many_cells
from yichuang.oversight.reportcheck.reading.values import Formats, read_formats

HIDDEN: Final = "隐藏的工作表没有读"
UNCOUNTED: Final = "有公式还没有算出值，请用 Excel 或者 WPS 打开保存一次再检查"
LAST_ROW: Final = 1_048_576


@dataclass(slots=True)
class _Sheet:
    """The values of a sheet by row and column, and the cells that cover more than one place."""

    values: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    uncounted: bool = False


def read_workbook(content: bytes) -> Document:
    """The document of an xlsx. Raises Unreadable."""
    package = Package(content)
    root = package.tree(package.main)
    if local(root) != "workbook":
        raise Unreadable("这不是 Excel 文件，请用 Excel 或者 WPS 另存为 xlsx 再检查")
    strings = _strings(package)
    styles = package.part("styles")
    formats = read_formats(None if styles is None else package.tree(styles))
    parts = {link.identifier: link for link in package.related(package.main)}
    composer = Composer()
    for entry in within(root, "sheets"):
        link = parts.get(_relation(entry))
        if link is None or link.kind != "worksheet" or link.target not in package:
            continue
        if (attribute(entry, "state") or "visible") != "visible":
            composer.note(HIDDEN)
            continue
        sheet = _read_sheet(package.tree(link.target), strings, formats)
        if sheet.uncounted:
            composer.note(UNCOUNTED)
        _write(composer, sheet, attribute(entry, "name") or "")
    return composer.document()


def _relation(entry: etree._Element) -> str:
    return next((said for key, said in entry.items() if key.endswith("}id")), "")


def _strings(package: Package) -> list[str]:
    """The texts that cells share, without the readings above them."""
    name = package.part("sharedStrings")
    if name is None:
        return []
    return [_said(item) for item in package.tree(name) if local(item) == "si"]


def _said(item: etree._Element) -> str:
    told = []
    for inner in item:
        if local(inner) == "t":
            told.append(inner.text or "")
        elif local(inner) == "r":
            told += [part.text or "" for part in inner if local(part) == "t"]
    return "".join(told)


def _read_sheet(root: etree._Element, strings: list[str], formats: Formats) -> _Sheet:
    sheet = _Sheet()
    row = 0
    for element in within(root, "sheetData"):
        row = number(attribute(element, "r"), row + 1)
        column = 0
        for cell in element:
            column = _column(attribute(cell, "r"), column + 1)
            said = _value(cell, strings, formats)
            if said is None:
                sheet.uncounted = True
            elif said.strip() and 0 < row <= LAST_ROW:
                if column > WIDEST or len(sheet.values) >= CELLS:
                    raise too_many_cells()
                sheet.values[row, column] = said
    for element in within(root, "mergeCells"):
        _merge(sheet, attribute(element, "ref") or "")
    return sheet


def _column(reference: str | None, otherwise: int) -> int:
    try:
        return column_index_from_string(coordinate_from_string(reference or "")[0])
    except (CellCoordinatesException, ValueError):
        return otherwise


def _merge(sheet: _Sheet, reference: str) -> None:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return
    if left is None or top is None or right is None or bottom is None or right - left >= WIDEST:
        return
    sheet.spans[top, left] = (bottom - top + 1, right - left + 1)


def _value(cell: etree._Element, strings: list[str], formats: Formats) -> str | None:
    """What a cell shows; "" for an empty one, None for a formula that was never computed."""
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inner = child(cell, "is")
        return "" if inner is None else _said(inner)
    held = child(cell, "v")
    if held is None or not held.text:
        return None if child(cell, "f") is not None else ""
    if kind == "s":
        at = number(held.text, -1)
        return strings[at] if 0 <= at < len(strings) else ""
    if kind == "n":
        return formats.shown(held.text, number(attribute(cell, "s"), 0))
    return "" if kind == "b" else held.text


def _write(composer: Composer, sheet: _Sheet, name: str) -> None:
    """Runs of filled rows as grids; rows with one value above or below a grid as paragraphs."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.values):
        rows.setdefault(row, []).append(column)
    for run in _runs(sheet, rows):
        wide = [n for n, row in enumerate(run) if len(rows[row]) > 1]
        first, last = (wide[0], wide[-1]) if len(wide) > 1 else (len(run), len(run))
        for row in run[:first]:
            _paragraph(composer, sheet, name, row, rows[row])
        if first < last:
            _grid(composer, sheet, name, run[first : last + 1], rows)
        for row in run[last + 1 :]:
            _paragraph(composer, sheet, name, row, rows[row])


def _runs(sheet: _Sheet, rows: dict[int, list[int]]) -> Iterator[list[int]]:
    """Stretches of rows without an empty one between; a merged cell holds its rows together."""
    run: list[int] = []
    reached = 0
    for row, columns in rows.items():
        if run and row > reached + 1:
            yield run
            run = []
        run.append(row)
        reached = max([reached, row, *(row + sheet.spans.get((row, at), (1, 1))[0] - 1 for at in columns)])
    if run:
        yield run


def _paragraph(composer: Composer, sheet: _Sheet, name: str, row: int, columns: list[int]) -> None:
    for column in columns:
        start, _ = composer.write(sheet.values[row, column])
        composer.paragraph(start, Part.BODY, in_sheet(name, row, column))
        composer.write("\n")


def _grid(composer: Composer, sheet: _Sheet, name: str, run: list[int], rows: dict[int, list[int]]) -> None:
    left = min(min(rows[row]) for row in run)
    slots = []
    for row in run:
        for column in rows[row]:
            down, across = sheet.spans.get((row, column), (1, 1))
            slot = Slot(row - run[0], column - left, min(down, run[-1] - row + 1), across, composer.length)
            composer.write(sheet.values[row, column])
            composer.close(slot)
            composer.write("\t")
            slots.append(slot)
        composer.write("\n")
    composer.table(slots, in_sheet(name, run[0], left))
