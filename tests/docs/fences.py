"""Fenced blocks of the pages under docs/, and what their marks ask for.

After the language a fence may say: `run` (execute it), `norun` (never here), `write=PATH` (it is the whole file),
`append=PATH` (it goes to the end of the file), or `into=PATH after='TEXT'` (below the first line with that text).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted(CHECKOUT.glob("*.md")),
    *sorted((CHECKOUT / "docs").rglob("*.md")),
]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
RUNNABLE = ("bash", "console", "python", "toml")


@dataclass(frozen=True)
class Fence:
    """A block of a page: its language, its marks (a word alone is its own value), its text and its line."""

    page: Path
    line: int
    language: str
    text: str
    marks: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


def name_of(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


def fences(page: Path) -> list[Fence]:
    """The blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        language, *words = shlex.split(match["info"]) or [""]
        marks = {word.partition("=")[0]: word.partition("=")[2] or word for word in words}
        line = text.count("\n", 0, match.start()) + 1
        found.append(Fence(page, line, language, dedent(match["text"]), marks))
    return found


def prose(page: Path) -> str:
    """The text of a page without its blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))
