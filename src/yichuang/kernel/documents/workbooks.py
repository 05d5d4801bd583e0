"""Merged cells of a workbook that is read row by row: openpyxl keeps them only when it holds a sheet whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import range_boundaries

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CHUNK = 1 << 20
_LONGEST = 200  # bytes of one such element
MOST_BESIDE = 60
"""So many may begin in or reach into one row; cells don't overlap, so a sheet made by a person has fewer."""


@dataclass(frozen=True, slots=True)
class _Area:
    ref: str
    left: int
    top: int
    right: int
    bottom: int


class Merged:
    """The merged cells of a sheet, asked for row after row. Only the first cell of such an area keeps what is in it."""

    def __init__(self, areas: list[_Area]) -> None:
        self._coming = sorted(areas, key=lambda area: area.top, reverse=True)
        self._open: list[_Area] = []

    @classmethod
    def of(cls, sheet: Any) -> Merged:
        """Those of a sheet of a workbook that was opened read-only."""
        with sheet.parent._archive.open(sheet._worksheet_path) as stream:
            return cls([_area(ref) for ref in _refs(stream)])

    def hidden(self, row: int) -> dict[int, str]:
        """Columns of a row (counted from 0) whose cells lie behind an area's first cell, with the area: `A2:A5`.

        Rows are asked for from the first one on.
        """
        while self._coming and self._coming[-1].top <= row:
            self._open.append(self._coming.pop())
        self._open = [area for area in self._open if area.bottom >= row][-MOST_BESIDE:]
        return {
            column - 1: area.ref
            for area in self._open
            for column in range(area.left, min(area.right, area.left + MOST_BESIDE) + 1)
            if (row, column) != (area.top, area.left)
        }


def in_merged(ref: str) -> str:
    """What is said of a cell that lies behind the first one of such an area; the column's name stands before it."""
    return f"在合并单元格 {ref} 里，读不到：请取消合并，每一行各填一次"


def title_merged(sheet: str, ref: str) -> str:
    """What is said of a sheet whose first row is a title over merged cells instead of the columns' names."""
    return f"“{sheet}”表第 1 行有合并单元格 {ref}，第 1 行要是列名：请删掉标题行、取消合并，或者用模板填写"


def _area(ref: str) -> _Area:
    left, top, right, bottom = range_boundaries(ref)
    return _Area(ref, left or 1, top or 1, right or 1, bottom or 1)


def _refs(stream: Any) -> Iterator[str]:
    """The areas that a sheet names, read in pieces: they stand behind its rows."""
    kept = b""
    while chunk := stream.read(_CHUNK):
        text = kept + chunk
        end = 0
        for found in _MERGED.finditer(text):
            end = found.end()
            yield found[1].decode()
        kept = text[max(end, len(text) - _LONGEST) :]
