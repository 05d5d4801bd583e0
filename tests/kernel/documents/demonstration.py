"""Reports of the demonstration centre and its towns, as they were composed: wording, tables and pictures as in use.

`reports(tries)` gives each as it is, and with other digits in the places of its own: where lines end follows from how
many digits stand in them, and which.
"""

from __future__ import annotations

import dataclasses
import json
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

from yichuang.kernel.documents.paper import Block, Heading, Paper, Para, Picture, Table
from yichuang.kernel.documents.render.picture import png_of

FILE = Path(__file__).with_name("demonstration.json")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def chart(high: int, caption: str) -> Picture:
    """A picture as wide as a report's charts are."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {high}" width="640" height="{high}">'
        f'<rect x="40" y="20" width="560" height="{high - 40}" fill="#0b5270"/></svg>'
    )
    return Picture(png_of(svg), 150.0, "各月受理和办结件数", caption)


def reports(tries: int) -> dict[str, Paper]:
    """The papers by name; `tries` more of each with other numbers."""
    found: dict[str, Paper] = {}
    for name, said in json.loads(FILE.read_text()).items():
        found[name] = _paper(said)
        for n in range(tries):
            found[f"{name}_{n}"] = _changed(found[name], random.Random(f"{name}{n}"))
    return found


def _paper(said: dict[str, Any]) -> Paper:
    return Paper(
        kind="self_inspection_report",
        organ=said["organ"],
        title=said["title"],
        mark=said["mark"],
        day=date.fromisoformat(said["day"]),
        blocks=tuple(map(_block, said["blocks"])),
        sealed=False,
    )


def _block(said: dict[str, Any]) -> Block:
    if "heading" in said:
        return Heading(said["heading"], said["level"])
    if "para" in said:
        return Para(said["para"], said["with_next"])
    if "picture" in said:
        return chart(said["high"], said["picture"])
    return Table(tuple(said["head"]), tuple(map(tuple, said["rows"])), tuple(said["widths"]))


def _changed(paper: Paper, dice: random.Random) -> Paper:
    return dataclasses.replace(
        paper,
        blocks=tuple(
            dataclasses.replace(block, text=_NUMBER.sub(lambda found: _other(found[0], dice), block.text))
            if isinstance(block, Para)
            else block
            for block in paper.blocks
        ),
    )


def _other(number: str, dice: random.Random) -> str:
    """A number of another length, of the same kind."""
    whole, _, decimals = number.replace(",", "").partition(".")
    value = dice.randrange(10 ** (len(whole) + dice.choice((0, 0, 1))))
    return f"{value:,}" + (f".{dice.randrange(10 ** len(decimals)):0{len(decimals)}}" if decimals else "")
