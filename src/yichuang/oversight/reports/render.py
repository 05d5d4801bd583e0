"""The report as a file, in the official layout."""

from __future__ import annotations

from yichuang.kernel.documents.render.pdf import render_pdf
from yichuang.kernel.documents.render.word import render_docx
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.printing import to_paper


def file_of(made: Composition, kind: str) -> bytes:
    """The bytes of a report as `docx` or `pdf`."""
    return render_pdf(to_paper(made)) if kind == "pdf" else render_docx(to_paper(made))
