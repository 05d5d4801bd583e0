"""Which signs a paper can't be printed with: those that no face at hand has (names with rare characters).

Typst prints a box for them and says nothing, so the faces' own tables are read (OpenType `cmap`, formats 4 and 12).
"""

from __future__ import annotations

import logging
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from yichuang.kernel.documents.render.pdf import font_folders

log = logging.getLogger(__name__)

FACES = ("*.otf", "*.ttf", "*.ttc", "*.otc")
Span = tuple[int, int]


def without_a_face(text: str) -> str:
    """The signs of a text that would print as boxes, each once, in order; "" for none."""
    starts, spans = _covered()
    missing = dict.fromkeys(
        sign for sign in text if _is_written(sign) and not _is_in(ord(sign), starts, spans)
    )
    return "".join(missing)


def faces() -> list[Path]:
    """The files of all faces that papers are printed with."""
    return [path for folder in font_folders() for path in faces_in(folder)]


def own_faces() -> list[Path]:
    """Those that the centre has added."""
    return [path for folder in font_folders()[:-1] for path in faces_in(folder)]


def faces_in(folder: Path) -> list[Path]:
    """The files of the faces in a folder and below it; none where there is no such folder."""
    return [path for pattern in FACES for path in sorted(folder.rglob(pattern))]


@lru_cache(maxsize=1)
def _covered() -> tuple[list[int], list[Span]]:
    found: list[Span] = []
    for path in faces():
        try:
            with path.open("rb") as file:
                found += _spans(file)
        except (OSError, struct.error) as error:
            log.warning("face %s can't be read: %s", path.name, type(error).__name__)
    spans = _merged(found)
    return [first for first, _ in spans], spans


def _is_written(sign: str) -> bool:
    """Letters and ideographs; marks, blanks and what has no shape need no face."""
    return unicodedata.category(sign) in ("Lo", "Ll", "Lu", "Lm", "Lt", "Nl", "No", "So", "Co", "Cn")


def _is_in(code: int, starts: list[int], spans: list[Span]) -> bool:
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= spans[at][1]


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _spans(file: BinaryIO) -> Iterator[Span]:
    """The code points of a face, or of every face of a collection."""
    head = file.read(12)
    offsets = [0]
    if head[:4] == b"ttcf":
        (count,) = struct.unpack(">L", head[8:12])
        offsets = list(struct.unpack(f">{min(count, 64)}L", file.read(4 * min(count, 64))))
    for offset in offsets:
        table = _table(file, offset)
        if table is not None:
            yield from _mapped(table)


def _table(file: BinaryIO, offset: int) -> bytes | None:
    file.seek(offset + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(offset + 12)
    for _ in range(count):
        tag, _sum, at, length = struct.unpack(">4sLLL", file.read(16))
        if tag == b"cmap":
            file.seek(at)
            return file.read(length)
    return None


def _mapped(table: bytes) -> Iterator[Span]:
    (count,) = struct.unpack_from(">H", table, 2)
    for n in range(count):
        (at,) = struct.unpack_from(">L", table, 4 + 8 * n + 4)
        (form,) = struct.unpack_from(">H", table, at)
        if form == 12:
            (groups,) = struct.unpack_from(">L", table, at + 12)
            for first, last, _glyph in struct.iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * groups]):
                yield first, last
        elif form == 4:
            (twice,) = struct.unpack_from(">H", table, at + 6)
            ends = struct.unpack_from(f">{twice // 2}H", table, at + 14)
            starts = struct.unpack_from(f">{twice // 2}H", table, at + 16 + twice)
            yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)
