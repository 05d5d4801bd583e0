"""The face for letters and digits that goes along with Word files, made of the half-width forms of Noto Serif SC.

    .venv/bin/python -m tools.half_face        (needs the checks' requirements)

The same face comes out each time. Office programs take faces with quadratic outlines only, so the curves are redrawn.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from yichuang.kernel.documents.render import half_face

SOURCE = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSerifSC-Regular.otf")
SIGNS = range(0x20, 0x7F)
WIDE = 500
"""Half of the 1000 units that a Chinese sign is wide."""
HIGH, LOW = 880, 120
NEAR = 0.5
"""Units by which a redrawn curve may lie beside the old one."""


def made(source: Path = SOURCE) -> bytes:
    """The face as a TrueType file."""
    font = TTFont(source)
    halves, signs = _halves(font), font.getBestCmap()
    outlines = font.getGlyphSet()
    names = {sign: f"uni{sign:04X}" for sign in SIGNS}
    drawn = {".notdef": TTGlyphPen(None).glyph()}
    for sign, name in names.items():
        pen = TTGlyphPen(None)
        outlines[halves[signs[sign]]].draw(Cu2QuPen(pen, NEAR, reverse_direction=True))
        drawn[name] = pen.glyph()
    return _written(font, drawn, {**names, 0xA0: names[0x20]})


def _written(source: TTFont, drawn: dict[str, Any], names: dict[int, str]) -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(names)
    builder.setupGlyf(drawn)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (WIDE, getattr(table[name], "xMin", 0)) for name in drawn})
    builder.setupHorizontalHeader(ascent=HIGH, descent=-LOW)
    said = source["name"]
    builder.setupNameTable(
        {
            "familyName": half_face.NAME,
            "styleName": "Regular",
            "copyright": said.getDebugName(0),
            "licenseDescription": said.getDebugName(13),
            "licenseInfoURL": said.getDebugName(14),
        }
    )
    builder.setupOS2(
        sTypoAscender=HIGH,
        sTypoDescender=-LOW,
        usWinAscent=HIGH,
        usWinDescent=LOW,
        fsType=0,
        achVendID="YICH",
    )
    builder.setupPost(isFixedPitch=1)
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _halves(font: TTFont) -> dict[str, str]:
    """The half-width form of each glyph that has one (OpenType feature hwid)."""
    table = font["GSUB"].table
    feature = next(one for one in table.FeatureList.FeatureRecord if one.FeatureTag == "hwid").Feature
    found: dict[str, str] = {}
    for number in feature.LookupListIndex:
        for part in table.LookupList.Lookup[number].SubTable:
            found |= getattr(part, "ExtSubTable", part).mapping
    return found


if __name__ == "__main__":
    half_face.FILE.write_bytes(made())
    print(f"{half_face.FILE}: {half_face.FILE.stat().st_size} bytes")
