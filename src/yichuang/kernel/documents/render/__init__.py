"""Drawing of papers as PDF and as Word, in the official layout of GB/T 9704-2012."""

from __future__ import annotations

from yichuang.kernel.documents.render.coverage import own_faces, without_a_face
from yichuang.kernel.documents.render.pdf import render_pdf
from yichuang.kernel.documents.render.word import render_docx

__all__ = ["own_faces", "render_docx", "render_pdf", "without_a_face"]
