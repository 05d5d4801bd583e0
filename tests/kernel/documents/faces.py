"""Faces for LibreOffice that have the widths of the standard's: half a sign for a letter or digit.

Without them the machine's own choice comes in: DejaVu has digits of five eighths of a sign.

The standard's own 仿宋, 黑体 and 楷体 can't be passed on, so the tests let a face stand in for them that is as wide.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

STAND_IN = "Noto Sans Mono CJK SC"
NAMES = ("仿宋", "黑体", "楷体", "方正小标宋简体", "宋体")
_RULE = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>"""


def why_not() -> str:
    """Why a comparison can't be made on this machine; nothing where it can."""
    if not shutil.which("soffice"):
        return "LibreOffice isn't installed"
    found = subprocess.run(
        ["fc-list", STAND_IN, "family"], capture_output=True, text=True, check=False
    ).stdout
    return "" if STAND_IN in found else f"{STAND_IN} isn't installed"


def drawn_by_libreoffice(
    folder: Path, documents: dict[str, bytes], *, standard: bool = True
) -> dict[str, bytes]:
    """Word files as LibreOffice prints them, all in one start of it; with faces that are as wide as the `standard`'s,
    or with what the machine puts in the place of faces that it doesn't have."""
    rules = "\n".join(_RULE.format(name=name, face=STAND_IN) for name in NAMES) if standard else ""
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<cachedir>{folder}/cache</cachedir>{rules}</fontconfig>"
    )
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(document)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *[str(folder / f"{name}.docx") for name in documents]],
        check=True, capture_output=True, timeout=240,
        env={**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)},
    )  # fmt: skip
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


@dataclass(frozen=True)
class Row:
    """A line on a page: how far down its foot is, where its first and last sign begin (points), and its signs."""

    down: float
    left: float
    right: float
    text: str


def rows(pdf: bytes) -> list[list[Row]]:
    """The lines of each page from above, without spaces."""
    return [_rows(page) for page in pypdfium2.PdfDocument(pdf)]


def _rows(page: pypdfium2.PdfPage) -> list[Row]:
    text = page.get_textpage()
    found: dict[int, list[tuple[float, float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for n in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, n))
        if sign.strip() and sign not in "\u200b\u2060\ufffe\x00":
            raw.FPDFText_GetCharOrigin(text.raw, n, ctypes.byref(x), ctypes.byref(y))
            down = page.get_height() - y.value
            near = next((key for key in found if abs(key - down) < 2), round(down))
            found.setdefault(near, []).append((x.value, down, sign))
    lines = [sorted(signs) for _, signs in sorted(found.items())]
    return [
        Row(signs[0][1], signs[0][0], signs[-1][0], "".join(sign for _, _, sign in signs)) for signs in lines
    ]


@dataclass(frozen=True)
class Shown:
    """A picture on a page: where its upper left corner is, and its size (points)."""

    down: float
    left: float
    wide: float
    high: float


def pictures(pdf: bytes) -> list[list[Shown]]:
    """The pictures of each page from above."""
    return [_pictures(page) for page in pypdfium2.PdfDocument(pdf)]


def _pictures(page: pypdfium2.PdfPage) -> list[Shown]:
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = one.get_bounds()
        found.append(Shown(page.get_height() - top, left, right - left, top - bottom))
    return sorted(found, key=lambda one: one.down)
