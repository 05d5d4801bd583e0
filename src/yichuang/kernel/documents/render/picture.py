"""Pictures for papers: SVG drawn as PNG by Typst, with the packaged faces, the same bytes every time."""

from __future__ import annotations

from functools import lru_cache
from xml.etree import ElementTree as ET

import typst

from yichuang.kernel.documents.render.pdf import fonts

PPI = 220.0


@lru_cache(maxsize=32)
def png_of(svg: str) -> bytes:
    """The picture of an SVG of our own making, `width` and `height` in its root. ValueError for what is no SVG."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
    except ET.ParseError as error:
        raise ValueError(f"no SVG: {error}") from None
    wide, high = (float(root.attrib[name]) * 0.75 for name in ("width", "height"))
    page = (
        f"#set page(width: {wide}pt, height: {high}pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(page.encode(), format="png", ppi=PPI, font_paths=fonts(), sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made
