"""The door of the report check: a file in, its text and what was found out. Needs nothing but this room."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Examination
from yichuang.oversight.reportcheck.reading import read


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was read and examined."""

    document: Document
    examination: Examination


def check(content: bytes, name: str) -> Checked:
    """Read a report and examine it. Raises reading.Unreadable with a sentence that says why not."""
    document = read(content, name)
    return Checked(document, examine(document))
