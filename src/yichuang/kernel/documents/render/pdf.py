"""PDF by Typst: one fixed template, the paper given to it as data, the same bytes every time."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import segno
import typst
from django.conf import settings

from yichuang.kernel.documents.paper import (
    Line,
    Paper,
    Table,
    attachment_lines,
    chinese_date,
    drawn,
    printable,
)

TEMPLATE = Path(__file__).with_name("paper.typ")
_LONG_RUN = re.compile(r"[\x21-\x7e]{25,}")
_BREAK_EVERY = 12
ZERO_WIDTH_SPACE = "\u200b"


TIGHTENINGS = (1.0, 0.94, 0.88)
"""Line pitches tried, as shares of the standard's: it lets lines move closer where the signature would otherwise
stand on a page without text (GB/T 9704-2012, 7.3.5.5)."""


def render_pdf(paper: Paper) -> bytes:
    """Draw the paper as a PDF. The same paper gives the same bytes."""
    return _fitted(paper)[0]


def tightness(paper: Paper) -> float:
    """The line pitch that the paper is drawn with, as a share of the standard's; Word takes it over."""
    return _fitted(paper)[1]


def _fitted(paper: Paper) -> tuple[bytes, float]:
    """Closer lines only where they save a page."""
    plain = _drawn(paper, 1.0)
    pages = _pages(plain)
    if pages > 1:
        for share in TIGHTENINGS[1:]:
            closer = _drawn(paper, share)
            if _pages(closer) < pages:
                return closer, share
    return plain, 1.0


def _drawn(paper: Paper, share: float) -> bytes:
    said = {**facts(paper), "tightness": share}
    compiler = typst.Compiler(
        input=_template(),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
    )
    midnight = datetime.combine(paper.day, time(), UTC)
    pdf = compiler.compile(format="pdf", timestamp=midnight)
    assert isinstance(pdf, bytes)  # a list only for pictures of many pages
    return pdf


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The packaged faces and those in `fonts` of the centre's data folder; never the machine's."""
    folders = [Path(pylopdf_fonts_zh_cn.__file__).parent]
    own = Path(settings.DATA_FOLDER) / "fonts"
    if own.is_dir():
        folders.insert(0, own)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def facts(paper: Paper) -> dict[str, Any]:
    """The paper as the template reads it: plain strings, nothing left to interpret."""
    return {
        "organ": printable(paper.organ),
        "title": printable(paper.title),
        "number": printable(paper.number),
        "addressee": printable(paper.addressee),
        "blocks": [_block(block) for block in drawn(paper.blocks)],
        "contact": [_breakable(line) for line in paper.contact],
        "attachments": attachment_lines(paper.attachments),
        "signature": printable(paper.signature or paper.organ),
        "day": chinese_date(paper.day),
        "sealed": paper.sealed,
        "seal": list(paper.seal_picture) or None,
        "receiver_line": paper.receiver_line,
        "qr": qr_svg(paper.qr_text) if paper.qr_text else "",
        "qr_words": qr_words(paper),
    }


def qr_words(paper: Paper) -> list[str]:
    """The small words beside the code in the foot."""
    words = ["扫码核验本文书"]
    return [*words, f"办件编号 {printable(paper.case_number)}"] if paper.case_number else words


def qr_svg(text: str) -> str:
    """The code as SVG with the quiet zone of two modules that the white foot makes four."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False, scale=4)
    return out.getvalue().decode()


def _block(block: Line | Table) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"look": block.look, "number": block.number, "text": _breakable(block.text)}
    columns = len(block.head) or len(block.rows[0])
    return {
        "look": "table",
        "head": list(block.head),
        "rows": [[_breakable(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths) or [1] * columns,
    }


def _breakable(text: str) -> str:
    """Long addresses and codes get places where a line may end; words of a language don't."""

    def cut(run: re.Match[str]) -> str:
        whole = run[0]
        return ZERO_WIDTH_SPACE.join(whole[n : n + _BREAK_EVERY] for n in range(0, len(whole), _BREAK_EVERY))

    return _LONG_RUN.sub(cut, printable(text))
