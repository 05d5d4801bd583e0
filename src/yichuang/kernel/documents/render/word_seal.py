"""The seal on a Word document: a picture that floats behind the signature, where the PDF has it."""

from __future__ import annotations

import io
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, Twips

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.paper import Paper
from yichuang.kernel.documents.render.laid import places

_HALF: Final = Mm(21)
_ABOVE: Final = Pt(8)  # half a sign: the seal's middle lies between organ and date
_SAID: Final = {
    "simplePos": "0", "relativeHeight": "2", "behindDoc": "1", "locked": "0", "layoutInCell": "1",
    "allowOverlap": "1", "distT": "0", "distB": "0", "distL": "0", "distR": "0",
}  # fmt: skip


def put_seal(date_line: Any, paper: Paper) -> None:
    """Set the paper's seal on the paragraph of its date; nothing where it bears none."""
    if not paper.seal_picture:
        return
    inline = date_line.add_run().add_picture(io.BytesIO(paper.seal_picture), width=Emu(2 * _HALF))._inline
    inline.docPr.set("descr", "印章")
    at = places(paper)
    left = Twips(grid.TEXT_WIDTH - at.day_in - at.day_wide // 2) - _HALF
    anchor = OxmlElement("wp:anchor")
    for name, value in _SAID.items():
        anchor.set(name, value)
    corner = OxmlElement("wp:simplePos")
    corner.set("x", "0")
    corner.set("y", "0")
    anchor.append(corner)
    anchor.append(_position("positionH", "column", left))
    anchor.append(_position("positionV", "paragraph", -(_HALF + _ABOVE)))
    kept = list(inline)
    size = kept.index(inline.find(qn("wp:extent")))
    anchor.append(kept[size])
    anchor.append(OxmlElement("wp:wrapNone"))
    for part in kept[size + 1 :]:
        anchor.append(part)
    inline.getparent().replace(inline, anchor)


def _position(name: str, beside: str, offset: int) -> Any:
    place = OxmlElement(f"wp:{name}")
    place.set("relativeFrom", beside)
    by = OxmlElement("wp:posOffset")
    by.text = str(int(offset))
    place.append(by)
    return place
