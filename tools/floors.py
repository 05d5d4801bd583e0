"""The picture of the house: drawn from .importlinter and from the packages that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
WIDTH, LINE, BOX, LEFT = 1120, 34, 26, 130
ABOUT = {
    "config": "settings, environment, command line, addresses; reactions.py: who reacts to what, who may refuse",
    "sites": "who looks in",
    "oversight": "reads what the rooms did, never the other way round",
    "domains": "rooms; from below upwards the order of an application's life",
    "kernel": "knows offices as a tree with hours, nothing of government",
    "ui": "layouts, components, tokens; formats of dates and numbers; everybody may use it",
}
LEGEND = (
    "Imports run downwards only, between floors and between lines. Dashed: has its place, isn't built yet."
)
STYLE = """
    text { font: 13px ui-sans-serif, system-ui, "Noto Sans", sans-serif; fill: #1d2733; }
    .name { font-weight: 700; font-size: 15px; } .what { fill: #4a5766; }
    .now, .then { text-anchor: middle; font-size: 12.5px; } .then { fill: #5d6a78; }
    .floor { fill: #f3f6f8; stroke: #c6d0d8; } .room { fill: #ffffff; stroke: #1f6f78; stroke-width: 1.4; }
    .later { fill: none; stroke: #9aa7b2; stroke-dasharray: 4 3; }
  """


def contracts() -> dict[str, list[list[str]]]:
    """The lines of each floor by its name, from the contracts about layers; `yichuang` holds the floors themselves."""
    parser = ConfigParser()
    parser.read(CHECKOUT / ".importlinter", encoding="utf-8")
    found = {}
    for section in parser.sections():
        if parser.get(section, "type", fallback="") == "layers":
            name = parser[section]["containers"].strip().rpartition(".")[2]
            lines = parser[section]["layers"].strip().splitlines()
            found[name] = [re.findall(r"\w+", line) for line in lines]
    return found


def exists(floor: str, room: str) -> bool:
    """Whether a room is built."""
    package = CHECKOUT / "src" / "yichuang" / floor / room
    return (package / "__init__.py").exists() or package.with_suffix(".py").exists()


def picture() -> str:
    """The house as SVG."""
    known = contracts()
    body: list[str] = []
    top = 16
    for (floor,) in known["yichuang"]:
        lines = known.get(floor, [])
        height = 40 + len(lines) * LINE if lines else 44
        body += [
            f'<rect class="floor" x="16" y="{top}" width="{WIDTH - 32}" height="{height}" rx="6"/>',
            f'<text class="name" x="32" y="{top + 26}">{floor}</text>',
            f'<text class="what" x="{LEFT}" y="{top + 26}">{ABOUT[floor]}</text>',
        ]
        for n, rooms in enumerate(lines):
            body += _line(floor, rooms, top + 38 + n * LINE)
        top += height + 10
    body.append(f'<text class="what" x="32" y="{top + 14}">{LEGEND}</text>')
    height = top + 30
    return "\n  ".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
        f'<title id="title">The floors of Yichuang: {", ".join(ABOUT)}</title>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *body,
    ]) + "\n</svg>\n"  # fmt: skip


def _line(floor: str, rooms: list[str], top: int) -> Iterator[str]:
    left = LEFT
    for room in rooms:
        width = 14 + round(len(room) * 7.4)
        box, word = ("room", "now") if exists(floor, room) else ("later", "then")
        yield f'<rect class="{box}" x="{left}" y="{top}" width="{width}" height="{BOX}" rx="4"/>'
        yield f'<text class="{word}" x="{left + width // 2}" y="{top + 17}">{room}</text>'
        left += width + 8
