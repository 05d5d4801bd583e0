"""Why a file isn't read, told to the person who brought it; and the bounds that every reader keeps."""

from __future__ import annotations

from typing import Final

SIZE: Final = 20 * 1024 * 1024
"""Bytes of one file."""

SIGNS: Final = 1_000_000
"""Signs of one report: some two thousand pages."""

CELLS: Final = 100_000
"""Cells of all tables of one report."""

PARAGRAPHS: Final = 100_000
"""Paragraphs of one report; each costs something, also if it holds one sign."""


class Unreadable(ValueError):
    """The file can't be checked; `reason` says why and what to do, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def too_long() -> Unreadable:
    """The refusal of a report over the bounds."""
    return Unreadable(f"报告太长，超过 {SIGNS // 10_000} 万字，请分成几份再检查")


def too_many_cells() -> Unreadable:
    """The refusal of tables over the bounds."""
    return Unreadable(f"表格太大，超过 {CELLS // 10_000} 万格，请只留要检查的部分")


def too_many_paragraphs() -> Unreadable:
    """The refusal of a report in too many pieces."""
    return Unreadable(f"报告的段落太多，超过 {PARAGRAPHS // 10_000} 万段，请只留要检查的部分")


def empty() -> Unreadable:
    """The refusal of a file that says nothing."""
    return Unreadable("文件里没有文字，请检查是不是选错了文件")
