"""The door of the report check: a file in, its text and what was found out. Needs nothing but this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.beside import together
from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Examination
from yichuang.oversight.reportcheck.reading import read


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was read and examined; `report` is the document without the files beside it."""

    document: Document
    examination: Examination
    report: Document


def check(
    content: bytes, name: str, beside: Sequence[tuple[str, Document]] = (), *, rejected: bool = False
) -> Checked:
    """Read a report, its changes accepted or rejected, and examine it, also against the files beside it, by name.

    Raises reading.Unreadable with a sentence that says why not. The document has those files behind the report.
    """
    document = read(content, name, rejected=rejected)
    if not beside:
        return Checked(document, examine(document), document)
    whole = together(document, beside)
    return Checked(whole, examine(document, whole), document)
