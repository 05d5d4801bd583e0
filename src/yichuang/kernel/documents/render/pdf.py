"""PDF by Typst: one fixed template, the paper given to it as data, the same bytes every time."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
import pypdfium2
import segno
import typst
from django.conf import settings

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.paper import Line, Paper, drawn, printable
from yichuang.kernel.documents.render.laid import laid

TEMPLATE = Path(__file__).with_name("paper.typ")

CLOSER: Final = (0.94, 0.879)
OTHER: Final = (0.97, 1.03, 1.06, 1.1, 0.85, 1.15)
"""Line pitches to try, as shares of the standard's: it lets lines move where the signature would otherwise stand
on a page without text (GB/T 9704-2012, 7.3.5.5). All leave half a point at the foot of a page full of lines."""
SPARE: Final = 10
"""Twips at the foot of a page that office programs may reckon otherwise, by rounding rules and pictures."""
STEPS: Final = 4
"""Twips by which lines move closer at most, so that no page hangs on that."""


@dataclass(frozen=True)
class _Drawing:
    pdf: bytes
    pitch: int
    pages: tuple[str, ...]  # what stands on each
    lonely: bool  # the signature stands on a page without text


@dataclass(frozen=True)
class _Manuscript:
    """A paper and how the template reads it, which is found once, however often it is drawn."""

    paper: Paper
    facts: dict[str, Any]


def render_pdf(paper: Paper) -> bytes:
    """Draw the paper as a PDF. The same paper gives the same bytes."""
    return _fitted(_Manuscript(paper, facts(paper))).pdf


def pitch_of(paper: Paper) -> int:
    """The line pitch that the paper is drawn with, in twips: the standard's, or the one that fits it better."""
    return _fitted(_Manuscript(paper, facts(paper))).pitch


def _fitted(script: _Manuscript) -> _Drawing:
    """Lines move closer only where that saves a page, or apart where the signature would stand alone."""
    plain = _drawn(script, grid.PITCH)
    if len(plain.pages) == 1:
        return plain
    return _steadied(script, _moved(script, plain))


def _moved(script: _Manuscript, plain: _Drawing) -> _Drawing:
    closer = (_drawn(script, round(grid.PITCH * share)) for share in CLOSER)
    saving = next((one for one in closer if len(one.pages) < len(plain.pages) and not one.lonely), None)
    if saving or not plain.lonely:
        return saving or plain
    others = (_drawn(script, round(grid.PITCH * share)) for share in OTHER)
    return next((one for one in others if not one.lonely), plain)


def _steadied(script: _Manuscript, drawing: _Drawing) -> _Drawing:
    """The same with pages that end where they do by more than programs differ in; tables and pictures fill a page to
    any height, and a line that only just fits here would stand on the next page elsewhere."""
    if all(isinstance(block, Line) for block in drawn(script.paper.blocks)):
        return drawing
    for step in range(STEPS + 1):
        closer = _drawn(script, drawing.pitch - step) if step else drawing
        if closer.pages == _drawn(script, closer.pitch, spare=SPARE).pages and not closer.lonely:
            return closer
    return drawing


def _drawn(script: _Manuscript, pitch: int, *, spare: int = 0) -> _Drawing:
    said = {**script.facts, "grid": _grid(pitch, spare)}
    compiler = typst.Compiler(
        input=str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
    )
    midnight = datetime.combine(script.paper.day, time(), UTC)
    pdf = compiler.compile(format="pdf", timestamp=midnight)
    assert isinstance(pdf, bytes)  # a list only for pictures of many pages
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = tuple(_text(page) for page in document)
    ends = _page_of(compiler, "<text-ends>") if len(pages) > 1 else None
    lonely = ends is not None and ends != _page_of(compiler, "<signed>")
    return _Drawing(pdf, pitch, pages, lonely)


def _text(page: pypdfium2.PdfPage) -> str:
    with contextlib.closing(page), contextlib.closing(page.get_textpage()) as text:
        said: str = text.get_text_range()
    return said


def _page_of(compiler: typst.Compiler, label: str) -> int | None:
    pages: list[int] = json.loads(compiler.query(label, field="value"))
    return pages[0] if pages else None


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The packaged faces and those in `fonts` of the centre's data folder; never the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())


def font_folders() -> list[Path]:
    """Where faces are looked for, a centre's own first."""
    own = Path(settings.DATA_FOLDER) / "fonts"
    packaged = Path(pylopdf_fonts_zh_cn.__file__).parent
    return [own, packaged] if own.is_dir() else [packaged]


def _grid(pitch: int, spare: int) -> dict[str, Any]:
    """The grid as the template reads it, in twips."""
    return {
        "cell": grid.CELL,
        "pitch": pitch,
        "spare": spare,
        "size": grid.SIZE,
        "title": grid.TITLE_SIZE,
        "small": grid.SMALL_SIZE,
        "small_pitch": grid.SMALL_PITCH,
        "baseline": grid.BASELINE,
        "padding": list(grid.CELL_PADDING),
    }


def facts(paper: Paper) -> dict[str, Any]:
    """The paper as the template reads it: plain values, nothing left to interpret."""
    return {
        **laid(paper),
        "author": printable(paper.organ),
        "sealed": paper.sealed,
        "seal": list(paper.seal_picture) or None,
        "receiver_line": paper.receiver_line,
        "qr": qr_svg(paper.qr_text) if paper.qr_text else "",
        "qr_words": qr_words(paper),
        "second_qr": qr_svg(paper.second_qr_text) if paper.second_qr_text else "",
        "second_qr_words": printable(paper.second_qr_words),
    }


def qr_words(paper: Paper) -> list[str]:
    """The small words beside the code in the foot."""
    words = [printable(paper.qr_label)]
    return [*words, f"办件编号 {printable(paper.case_number)}"] if paper.case_number else words


def qr_svg(text: str) -> str:
    """The code as SVG with the quiet zone of two modules that the white foot makes four."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False, scale=4)
    return out.getvalue().decode()
