"""What stands on the pages of a PDF: signs with their places, ruled lines, pictures. By PDFium."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from yichuang.oversight.reportcheck.reading.refusal import SIGNS, Unreadable, too_long

PAGES: Final = 600
OBJECTS: Final = 20_000
"""Drawn things of one page; a map has more, a report doesn't."""

_THIN: Final = 3.0
"""Points: a filled box that is thinner is a ruled line."""

_SLANT: Final = 0.1
_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of text, in points from the lower left corner: `left` to `right`, on the baseline `y`."""

    said: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruled line from (`left`, `low`) to (`right`, `high`), level or upright."""

    left: float
    low: float
    right: float
    high: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.high - self.low


@dataclass(slots=True)
class Page:
    """A page upright: its size in points, its signs in the order of the file, its rules, how many pictures."""

    number: int
    width: float
    height: float
    signs: list[Sign] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0
    unmapped: int = 0


def pages_of(content: bytes) -> Iterator[Page]:
    """The pages of a PDF, one after the other. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as broken:
        if broken.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("PDF 加了密码，请去掉密码再检查") from None
        raise Unreadable("PDF 打不开，可能没有传完或者已经损坏，请重新导出再检查") from None
    if not count:
        raise Unreadable("PDF 里没有页面，请重新导出再检查")
    if count > PAGES:
        raise Unreadable(f"PDF 有 {count} 页，请分成每份 {PAGES} 页以内再检查")
    total = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # a broken page is one without text
        told = _page(page, number + 1)
        page.close()
        total += len(told.signs)
        if total > SIGNS:
            raise too_long()
        yield told


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    turned = _Turned(page.get_rotation() % 360, width, height, page.get_cropbox())
    told = Page(number, width, height)
    text = page.get_textpage()
    _read_signs(text.raw, told, turned)
    text.close()
    _read_objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, told, turned, 0)
    return told


@dataclass(frozen=True, slots=True)
class _Turned:
    """From the page's own coordinates to those of the page as it is shown."""

    angle: int
    width: float
    height: float
    box: tuple[float, float, float, float]

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.box[0], y - self.box[1]
        if self.angle == 90:
            return y, self.height - x
        if self.angle == 180:
            return self.width - x, self.height - y
        if self.angle == 270:
            return self.width - y, x
        return x, y


def _read_signs(text: Any, page: Page, turned: _Turned) -> None:
    """Every sign that stands upright on the page; watermarks across it are left out."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    before: Sign | None = None
    count = raw.FPDFText_CountChars(text)
    if count > SIGNS:
        raise too_long()
    for n in range(count):
        code = raw.FPDFText_GetUnicode(text, n)
        if raw.FPDFText_IsGenerated(text, n) == 1 or code in (0, 0xFFFE, 0xFFFF) or code < 32:
            page.unmapped += code in (0, 0xFFFE, 0xFFFF)
            continue
        slant = (raw.FPDFText_GetCharAngle(text, n) - _radians(turned.angle) + _SLANT) % _CIRCLE
        if slant > 2 * _SLANT:
            continue
        if not raw.FPDFText_GetCharOrigin(text, n, x, y) or not raw.FPDFText_GetLooseCharBox(text, n, box):
            continue
        corner, other = turned(box.left, box.bottom), turned(box.right, box.top)
        at, base = turned(x.value, y.value)
        left, right = sorted((corner[0], other[0]))
        size = abs(corner[1] - other[1])
        if not (0 < size < 400 and -50 <= at <= page.width + 50 and -50 <= base <= page.height + 50):
            continue
        sign = Sign(_usual(code), left, right, base, size)
        if before is None or not _is_twice(before, sign):
            page.signs.append(sign)
            page.unmapped += 0xE000 <= code <= 0xF8FF or code == 0xFFFD
        before = sign


_CIRCLE: Final = 6.283185307179586


def _radians(angle: int) -> float:
    """The slant of a sign that stands upright on a page turned by so many degrees."""
    return angle * _CIRCLE / 360


def _is_twice(before: Sign, sign: Sign) -> bool:
    """Whether a sign was only printed once more to look bold."""
    near = abs(before.left - sign.left) + abs(before.y - sign.y) < sign.size * 0.15
    return near and before.said == sign.said


def _usual(code: int) -> str:
    """The sign; a radical that some programs write in place of a character is that character."""
    sign = chr(code)
    return unicodedata.normalize("NFKC", sign) if 0x2E80 <= code <= 0x2FDF else sign


def _read_objects(holder: Any, count: Any, get: Any, page: Page, turned: _Turned, depth: int) -> None:
    """The ruled lines and pictures of a page, also those in forms that are placed as they are."""
    for n in range(min(count(holder), OBJECTS)):
        if len(page.rules) > OBJECTS:
            return
        thing = get(holder, n)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            page.rules += _rules(thing, turned)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            page.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            _read_objects(
                thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, page, turned, depth + 1
            )


def _rules(path: Any, turned: _Turned) -> Iterator[Rule]:
    """The straight level and upright lines of a path; a thin filled box is one line."""
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(path, left, low, right, high):
        return
    thin = min(right.value - left.value, high.value - low.value) <= _THIN
    if thin:
        if max(right.value - left.value, high.value - low.value) > 2 * _THIN:
            yield _rule(turned(left.value, low.value), turned(right.value, high.value))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return
    points = _points(path, turned)
    for one, other in points:
        across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
        if min(across, up) <= 1 and max(across, up) > 2 * _THIN:
            yield _rule(one, other)


def _points(path: Any, turned: _Turned) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, each from point to point."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = at = None
    for n in range(min(raw.FPDFPath_CountSegments(path), 2_000)):
        piece = raw.FPDFPath_GetPathSegment(path, n)
        if not raw.FPDFPathSegment_GetPoint(piece, x, y):
            continue
        to = turned(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(piece)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = to
        elif kind == raw.FPDF_SEGMENT_LINETO and at is not None:
            yield at, to
        at = to
        if raw.FPDFPathSegment_GetClose(piece) and begun is not None:
            yield to, begun


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    return Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
