"""What a test counts on being there: its absence fails at once, instead of as a None further down."""

from __future__ import annotations

import re
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Thing = TypeVar("Thing")


def there(thing: Thing | None) -> Thing:
    """The thing, which must not be None."""
    assert thing is not None
    return thing


def found(pattern: str, text: str) -> re.Match[str]:
    """The first place in the text that matches."""
    match = re.search(pattern, text)
    assert match is not None, f"{pattern} stands nowhere in the text"
    return match


def sheet_of(workbook: Workbook) -> Worksheet:
    """The first sheet of a new workbook."""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet
