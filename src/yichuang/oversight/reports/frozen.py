"""The text of a signed or published report: what it printed, word for word, never composed again.

Signed, a number is kept as it was printed; published, it is tied to its published value besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from yichuang.kernel.figures import Value
from yichuang.kernel.figures.answers import address
from yichuang.kernel.figures.published import Correction, PublishedValue, asked_of
from yichuang.oversight.reports.composition import (
    Block,
    ByHand,
    Chart,
    Composition,
    Grid,
    Growth,
    Heading,
    Piece,
    Proposal,
    Prose,
    numbered,
    plain,
)

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it was published, with what it would be today where that differs."""

    text: str
    published: PublishedValue
    correction: Correction | None

    @property
    def href(self) -> str:
        """The figure's page for the same office and days, which shows both numbers."""
        asked = asked_of(self.published)
        return address(self.published.code, *asked) if asked else "#"

    @property
    def hint(self) -> str:
        """Which figure it is, and its correction."""
        now = f"，现在是 {self.correction.now.text}：{self.correction.because}" if self.correction else ""
        return f"{self.published.name}，发布时的数{now}"

    @property
    def number(self) -> Decimal | None:
        """The number itself, for drawing."""
        return self.published.number


def text_of(made: Composition, rows: Iterable[PublishedValue] = ()) -> list[dict[str, Any]]:
    """What a composition prints, as it is kept; `rows` are its published values, where it has any yet."""
    places = {
        (one.code, one.office, tuple((by, key) for by, key in one.only), one.first, one.last): one.n
        for one in rows
    }
    return [said for block in made.blocks if (said := _said(block, places))]


def composition_from(
    text: Iterable[Mapping[str, Any]],
    like: Composition,
    rows: Iterable[PublishedValue],
    corrections: Iterable[Correction],
) -> Composition:
    """The composition of a published report: `like` says whose and for when."""
    known = {one.n: one for one in rows}
    differ = {one.published.n: one for one in corrections}
    blocks = numbered(_block(one, known, differ) for one in text)
    return replace(like, blocks=blocks)


def _said(block: Block, places: Mapping[Key, int]) -> dict[str, Any] | None:
    match block:
        case Heading():
            return {"kind": "heading", "id": block.id, "text": block.bare, "level": block.level}
        case Prose():
            return {"kind": "prose", "id": block.id, "pieces": [_piece(one, places) for one in block.pieces]}
        case Grid() | Chart():
            rows = [[_piece(cell, places) for cell in row] for row in block.rows]
            said = {"id": block.id, "caption": block.caption, "head": list(block.head), "rows": rows}
            if isinstance(block, Chart):
                return {"kind": "chart", "shape": block.shape, **said}
            note = {"note": block.note} if block.note else {}
            return {"kind": "grid", "shares": list(block.shares), **said, **note}
        case Proposal():
            return None


def _piece(piece: Piece, places: Mapping[Key, int]) -> Any:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, ByHand):
        return {"hand": piece.text}
    value = piece.now if isinstance(piece, Growth) else piece
    assert isinstance(value, Value)
    if not places:
        return {"text": plain(piece)}
    scope, period = value.scope, value.period
    return {
        "n": places[value.code, scope.office.id, scope.only, period.first, period.last],
        "text": plain(piece),
    }


def lines_of(text: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each block of a kept text by its name, as it reads, tables and pictures row by row."""
    return [(one["id"], _line_of(one)) for one in text]


def _line_of(said: Mapping[str, Any]) -> str:
    if said["kind"] == "heading":
        return str(said["text"])
    rows = [said["pieces"]] if said["kind"] == "prose" else said["rows"]
    read = [
        "　".join(map(_words, row)) if said["kind"] != "prose" else "".join(map(_words, row)) for row in rows
    ]
    return "\n".join(filter(None, [said.get("caption", ""), *read]))


def _words(kept: Any) -> str:
    return kept if isinstance(kept, str) else str(kept.get("hand") or kept["text"])


def _block(
    said: Mapping[str, Any], known: Mapping[int, PublishedValue], differ: Mapping[int, Correction]
) -> Block:
    def piece(one: Any) -> Piece:
        if isinstance(one, str):
            return one
        if "hand" in one:
            return ByHand(one["hand"])
        if "n" not in one:  # signed and not yet published
            return str(one["text"])
        return Printed(one["text"], known[one["n"]], differ.get(one["n"]))

    if said["kind"] == "heading":
        return Heading(said["id"], said["text"], said["level"])
    if said["kind"] == "prose":
        return Prose(tuple(map(piece, said["pieces"])), said["id"])
    rows = tuple(tuple(map(piece, row)) for row in said["rows"])
    if said["kind"] == "chart":
        return Chart(said["shape"], said["caption"], tuple(said["head"]), rows, said["id"])
    shares, note = tuple(said["shares"]), said.get("note", "")
    return Grid(said["caption"], tuple(said["head"]), rows, shares, said["id"], note)
