"""The report as a file, in the official layout."""

from __future__ import annotations

import dataclasses

from yichuang.kernel.documents.render.pdf import render_pdf
from yichuang.kernel.documents.render.word import render_docx
from yichuang.oversight.reports import public
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.printing import to_paper


def file_of(made: Composition, kind: str) -> bytes:
    """The bytes of a report as `docx` or `pdf`; a published one bears the code of its public page."""
    paper = to_paper(made)
    if published := public.printed_by(made):
        paper = dataclasses.replace(paper, qr_text=public.address_of(published), qr_label=public.QR_LABEL)
    return render_pdf(paper) if kind == "pdf" else render_docx(paper)
