"""Charts of a report as plain SVG: columns by month, horizontal bars, one bar parted into shares.

Bars start at zero and carry their values; at most two series. The same drawing goes to the page, where each value is a
link to what it is made of, and as a picture into Word and PDF.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from html import escape

from yichuang.oversight.reports.composition import Chart, Piece, plain

Link = Callable[[Piece], str]
WIDTH = 640
INK, SECOND, LINE = "#14212a", "#43525a", "#d8dfdd"
SERIES = ("#0b5270", "#5d94ab")  # --series-1 and --series-2 of the tokens: they part by lightness
SHARES = ("#0b5270", "#5d94ab", "#9fc0cd", "#8a6d3b", "#43525a")
FACE = "Noto Sans SC, Noto Sans CJK SC, sans-serif"
SIZE = 13
ABOVE = 16  # on paper a picture may follow a table


def svg(chart: Chart, link: Link | None = None) -> str:
    """The drawing. `link` gives the address that a value opens; without, it is a picture for paper."""
    draw = {"months": _columns, "bars": _bars, "shares": _shares}[chart.shape]
    height, parts = draw(chart, link)
    above = 0 if link else ABOVE
    label = escape(words_of(chart), quote=True)
    size = f'viewBox="0 {-above} {WIDTH} {height + above}" width="{WIDTH}" height="{height + above}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FACE}" font-size="{SIZE}" '
        f'role="group" aria-label="{label}">{"".join(parts)}</svg>'
    )


def words_of(chart: Chart) -> str:
    """The chart in words, for whoever can't see it."""
    lines = ["，".join([plain(row[0]), *(plain(cell) for cell in row[1:])]) for row in chart.rows]
    return f"{chart.caption.rstrip('：')}（{'、'.join(chart.head[1:])}）：" + "；".join(lines)


def _number(piece: Piece) -> Decimal:
    found = getattr(piece, "number", None)
    return max(Decimal(0), Decimal(found)) if found is not None else Decimal(0)


def _text(x: float, y: float, words: str, *, anchor: str = "start", ink: str = INK, size: int = SIZE) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{ink}" font-size="{size}">{escape(words)}</text>'


def _value(
    piece: Piece,
    x: float,
    y: float,
    link: Link | None,
    *,
    anchor: str = "start",
    size: int = SIZE,
    ink: str = INK,
) -> str:
    drawn = _text(x, y, plain(piece), anchor=anchor, size=size, ink=ink)
    if link is None or not hasattr(piece, "href"):
        return drawn
    return f'<a class="figure" href="{escape(link(piece), quote=True)}">{drawn}</a>'


def _bar(x: float, y: float, width: float, height: float, ink: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{ink}"/>'


def _legend(chart: Chart, y: float, stacked: bool = False) -> list[str]:
    """Names of the series, where there are two, and which value stands above where they are stacked."""
    names = chart.head[1:]
    if stacked:
        names = tuple(
            f"{name}（{place}）" for name, place in zip(names, ("上面的数", "下面的数"), strict=False)
        )
    parts, x = [], 0.0
    for n, name in enumerate(names if len(names) > 1 else ()):
        parts += [_bar(x, y - 10, 11, 11, SERIES[n]), _text(x + 16, y, name, ink=SECOND)]
        x += 16 + _wide(name) + 24
    return parts


def _columns(chart: Chart, link: Link | None) -> tuple[int, list[str]]:
    top, tall = 62.0, 170.0
    most = max((_number(cell) for row in chart.rows for cell in row[1:]), default=Decimal(0)) or Decimal(1)
    series = len(chart.head) - 1
    step = WIDTH / len(chart.rows)
    wide = min(34.0, step * 0.72 / series)
    tight = series > 1 and step / series < 60
    small = 11 if step / series < 46 else SIZE
    parts = _legend(chart, 14, stacked=tight)
    for n, row in enumerate(chart.rows):
        left = step * n + (step - wide * series) / 2
        crown = top + tall - tall * float(max(map(_number, row[1:])) / most)
        for k, cell in enumerate(row[1:]):
            high = tall * float(_number(cell) / most)
            x = left + wide * k
            parts.append(_bar(x, top + tall - high, wide - 1, high, SERIES[k]))
            at = (x + wide / 2, top + tall - high - 5)
            if tight:  # one above the other over the pair, as the legend says
                at = (step * n + step / 2, crown - 5 - (series - 1 - k) * 13)
            ink = SECOND if tight and k else INK
            parts.append(_value(cell, *at, link, anchor="middle", size=small, ink=ink))
        parts.append(
            _text(
                step * n + step / 2, top + tall + 18, plain(row[0]), anchor="middle", ink=SECOND, size=small
            )
        )
    parts.append(_bar(0, top + tall, WIDTH, 1, LINE))
    return int(top + tall + 28), parts


def _bars(chart: Chart, link: Link | None) -> tuple[int, list[str]]:
    named = min(220.0, max((_wide(plain(row[0])) for row in chart.rows), default=0) + 12)
    most = max((_number(cell) for row in chart.rows for cell in row[1:]), default=Decimal(0)) or Decimal(1)
    series = len(chart.head) - 1
    high, room = (18.0, WIDTH - named - 96)
    first = 24 if series > 1 else 4
    parts = _legend(chart, 14)
    for n, row in enumerate(chart.rows):
        y = first + n * (high * series + 10)
        parts.append(
            _text(named - 12, y + high * series / 2 + 5, _cut(plain(row[0]), named), anchor="end", ink=SECOND)
        )
        for k, cell in enumerate(row[1:]):
            wide = room * float(_number(cell) / most)
            parts.append(_bar(named, y + high * k, wide, high - 2, SERIES[k]))
            parts.append(_value(cell, named + wide + 6, y + high * k + 13, link))
    return math.ceil(first + len(chart.rows) * (high * series + 10)), parts


def _shares(chart: Chart, link: Link | None) -> tuple[int, list[str]]:
    total = sum((_number(row[1]) for row in chart.rows), Decimal(0)) or Decimal(1)
    parts, x, at, y = [], 0.0, 0.0, 58.0
    for n, row in enumerate(chart.rows):
        wide = WIDTH * float(_number(row[1]) / total)
        parts.append(_bar(x, 4, max(0.0, wide - 1), 28, SHARES[n % len(SHARES)]))
        x += wide
        name = plain(row[0])
        need = 16 + _wide(name) + 8 + _wide(plain(row[1])) + 22
        if at + need > WIDTH:
            at, y = 0.0, y + 24
        parts += [_bar(at, y - 10, 11, 11, SHARES[n % len(SHARES)]), _text(at + 16, y, name, ink=SECOND)]
        parts.append(_value(row[1], at + 16 + _wide(name) + 8, y, link))
        at += need
    return int(y + 12), parts


def _wide(words: str) -> float:
    """About how wide words are: a sign for each Chinese character, a little more than half for others."""
    return sum(SIZE if ord(sign) > 0x2E7F else SIZE * 0.56 for sign in words)


def _cut(words: str, room: float) -> str:
    kept = words
    while kept and _wide(kept) > room - 12:
        kept = kept[:-1]
    return words if kept == words else f"{kept[:-1]}…"
