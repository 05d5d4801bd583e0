"""Reads reports: a file's content and name in, one text with its blocks out. Pure.

The kind of a file is told by its content; the name only parts kinds of plain text from each other. Whatever can't be
read is refused with `Unreadable` and a reason in Chinese.
"""

from __future__ import annotations

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.reading.refusal import Unreadable

__all__ = ["Unreadable", "is_word", "read"]


def read(content: bytes, name: str, *, rejected: bool = False) -> Document:
    """The report in a file, its changes accepted or rejected. Raises Unreadable with the reason, nothing else."""
    from yichuang.oversight.reportcheck.reading.opening import opened  # the process for PDFs needs none of it

    return opened(content, name, rejected=rejected)


def is_word(content: bytes) -> bool:
    """Whether a file is a docx, into which comments can be written."""
    from yichuang.oversight.reportcheck.reading.package import Package

    try:
        return content.startswith(b"PK") and Package(content).kind() == "docx"
    except Unreadable:
        return False
