"""A face for letters and digits that goes along with a Word file: each half as wide as a Chinese sign.

仿宋 has them so (GB/T 9704-2012 is written for it), and where lines end depends on it. It may not be passed on, and
what a program without it puts in its place is wider. This face is made of the half-width forms of Noto Serif SC
(`python -m tools.half_face`), under the SIL Open Font License: half_face.LICENSE.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

NAME: Final = "Yichuang Half"
FILE: Final = Path(__file__).with_name("half_face.ttf")
_KEY: Final = "{6B3E2F4A-1C5D-4E8F-9A70-2D5B8C1F3E60}"
_HIDDEN: Final = 32  # bytes
_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def put_into(document: Any) -> None:
    """Embed the face into a document (ISO/IEC 29500-1, 17.8.3): a file, and an entry in the table of faces."""
    package = document.part.package
    table = next(part for part in package.iter_parts() if part.partname == "/word/fontTable.xml")
    face = Part(PackURI("/word/fonts/half_face.odttf"), _TYPE, _obfuscated(), package)
    number = table.relate_to(face, RELATIONSHIP_TYPE.FONT)
    faces = parse_xml(table.blob)
    faces.append(
        parse_xml(
            f'<w:font {nsdecls("w", "r")} w:name="{NAME}"><w:charset w:val="00"/><w:family w:val="roman"/>'
            f'<w:pitch w:val="fixed"/><w:embedRegular r:id="{number}" w:fontKey="{_KEY}"/></w:font>'
        )
    )
    table._blob = _written(faces)
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    at = 0 if zoom is None else settings.index(zoom) + 1
    settings.insert(at, OxmlElement("w:embedTrueTypeFonts"))
    settings.insert(at + 1, OxmlElement("w:saveSubsetFonts"))


@lru_cache(maxsize=1)
def _obfuscated() -> bytes:
    """The face as a Word file holds it: its first bytes mixed with the key (ISO/IEC 29500-4, 14.2.1)."""
    face = bytearray(FILE.read_bytes())
    key = bytes.fromhex(_KEY.strip("{}").replace("-", ""))[::-1]
    for n in range(_HIDDEN):
        face[n] ^= key[n % len(key)]
    return bytes(face)


def _written(faces: Any) -> bytes:
    written: bytes = etree.tostring(faces, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
