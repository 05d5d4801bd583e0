"""The seal on papers of a demonstration centre: round and red, marked 演示专用, without the star of a real one.

Every notice bears its organ's seal (RULEBOOK 3, GB/T 9704-2012, 7.3.5). A real centre's seals aren't drawn by anybody:
its papers leave the room for them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from yichuang.domains.organisation.queries import site
from yichuang.kernel.documents.paper import Paper
from yichuang.kernel.documents.render.picture import png_of

RED = "#b5261e"  # --seal
SIZE = 320
RADIUS = 152
TEXT_RADIUS = 116
SPAN = 250.0  # degrees that a long name takes on the ring
STEP = 26.0  # degrees from one character to the next, at most
FACE = "font-family='Noto Serif CJK SC, Source Han Serif SC, Noto Serif SC' font-weight='bold'"


def sealed(paper: Paper) -> Paper:
    """The paper with its organ's seal, where it bears one and the centre is a demonstration."""
    here = site()
    if not paper.sealed or here is None or not here.demonstration:
        return paper
    return replace(paper, seal_picture=picture(paper.signature or paper.organ))


@lru_cache(maxsize=128)
def picture(organ: str) -> bytes:
    """The seal of an organ as PNG; drawn when it is first asked for."""
    return png_of(drawing(organ))


def drawing(organ: str) -> str:
    """The seal as SVG: a ring, the organ's name along it, 演示专用 below."""
    name = organ[:30]
    step = min(STEP, SPAN / max(1, len(name) - 1))
    first = -step * (len(name) - 1) / 2
    size = min(36, round(36 * step / 16))
    middle = SIZE // 2
    signs = "".join(
        f"<g transform='translate({middle} {middle}) rotate({first + step * n:.2f})'>"
        f"<text y='-{TEXT_RADIUS}' font-size='{size}' text-anchor='middle'>{_escaped(sign)}</text></g>"
        for n, sign in enumerate(name)
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{SIZE}' height='{SIZE}' viewBox='0 0 {SIZE} {SIZE}'>"
        f"<circle cx='{middle}' cy='{middle}' r='{RADIUS}' fill='none' stroke='{RED}' stroke-width='7'/>"
        f"<g fill='{RED}' {FACE}>{signs}"
        # organ and date go through the middle: what it is stands below them
        f"<text x='{middle}' y='{middle + 116}' font-size='42' text-anchor='middle'>演示专用</text></g></svg>"
    )


def _escaped(sign: str) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign, sign)
