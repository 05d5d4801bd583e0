"""The labelled corpus: passages and whole reports, with the relations in them that hold and those that don't. Pure.

The format stands in corpus/README.md. Places are half-open ranges of characters of a piece's text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yichuang.oversight.reportcheck.findings import Certainty, Kind, Span

CORPUS = Path(__file__).parent / "corpus"
THIRDS = ("seen", "unseen")
RIGHT = "clean"

NUMERAL = re.compile(
    r"\{(?P<written>[^{}:]+):(?P<value>[^{}]+)\}"
    r"|#(?P<constant>names|\d[\d,]*(?:\.\d+)?[%‰]?)"
    r"|(?P<plain>\d[\d,]*(?:\.\d+)?[万亿]?[%‰]?(?:@\d+)?)"
)
OPTIONS = {"also", "more", "key", "certainty", "decisive", "why", "names"}


class BadLabel(ValueError):
    """A label that doesn't follow corpus/README.md; the message names the piece."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of an equation: as the text writes it ("" for a constant), its value, and its place if it is written."""

    written: str
    value: str
    place: Span | None


@dataclass(frozen=True, slots=True)
class Label:
    """A relation that a careful reader sees in a text. `kinds`: the type, then others that a finding may give it.

    `certainty` is None for a relation that holds. `numbers` are those that the text writes, equation by equation; a
    finding must name one of the `keys`.
    """

    kinds: tuple[Kind, ...]
    certainty: Certainty | None
    decisive: bool
    equations: tuple[str, ...]
    numbers: tuple[tuple[Numeral, ...], ...]
    keys: tuple[Numeral, ...]
    names: tuple[str, ...]
    why: str

    @property
    def numerals(self) -> tuple[Numeral, ...]:
        """The numbers of all equations, each once."""
        return tuple(dict.fromkeys(numeral for numbers in self.numbers for numeral in numbers))


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage or a whole report. `report` is the kind of report that it is from, `unseen` the third it belongs to."""

    name: str
    report: str
    third: str
    whole: bool
    text: str
    held: tuple[Label, ...]
    errors: tuple[Label, ...]

    @property
    def file(self) -> str:
        """The name to read it under: its ending tells markdown from plain text."""
        return self.name if self.whole else f"{self.name}.txt"


def load(folder: Path = CORPUS) -> list[Piece]:
    """All pieces below `folder`, in a fixed order. Raises BadLabel."""
    return [piece for third in THIRDS for piece in load_third(folder / third, third)]


def load_third(folder: Path, third: str) -> Iterator[Piece]:
    """The pieces of one third: passages by file, then whole reports. Raises BadLabel."""
    for file in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["passage"]:
            yield piece(
                entry, name=entry["id"], report=file.stem, third=third, text=entry["text"].strip("\n")
            )
    for file in sorted((folder / "reports").glob("*.toml")):
        entry = tomllib.loads(file.read_text(encoding="utf-8"))
        (written,) = [
            found for found in file.parent.glob(f"{file.stem}.*") if found.suffix in {".txt", ".md"}
        ]
        text = written.read_text(encoding="utf-8")
        yield piece(entry, name=written.name, report=entry["report"], third=third, text=text, whole=True)


def right_pieces(folder: Path = CORPUS) -> list[Piece]:
    """Texts in which everything is right, in a fixed order; no label says which relations are in them.

    Passages stand one a line, excerpts of several paragraphs with an empty line between them.
    """
    told: list[Piece] = []
    for kind, between in (("passages", "\n"), ("excerpts", "\n\n")):
        for file in sorted((folder / RIGHT / kind).glob("*.txt")):
            texts = filter(None, (text.strip() for text in file.read_text(encoding="utf-8").split(between)))
            told += (
                Piece(f"{file.stem}-{number}", "", RIGHT, False, text, (), ())
                for number, text in enumerate(texts)
            )
    return told


def piece(
    entry: dict[str, Any], *, name: str, report: str, third: str, text: str, whole: bool = False
) -> Piece:
    """A piece from its entry in TOML. Raises BadLabel."""
    try:
        held = tuple(label(one, text, held=True) for one in entry.get("held", []))
        errors = tuple(label(one, text, held=False) for one in entry.get("errors", []))
    except (BadLabel, KeyError, ValueError) as wrong:
        raise BadLabel(f"{name}: {wrong}") from wrong
    return Piece(name, report, third, whole, text, held, errors)


def label(entry: dict[str, Any], text: str, *, held: bool) -> Label:
    """A label of `text` from its entry in TOML. Raises BadLabel."""
    (kind,) = entry.keys() - OPTIONS
    equations = (entry[kind], *entry.get("more", []))
    numbers = tuple(
        tuple(numeral for numeral in numerals_of(equation, text) if numeral.written) for equation in equations
    )
    written = tuple(dict.fromkeys(numeral for group in numbers for numeral in group))
    if not all(numbers):
        raise BadLabel(f"no number in {entry[kind]!r}")
    sure = None if held else Certainty(entry.get("certainty", Certainty.CONTRADICTION))
    said = (Kind(kind), *map(Kind, entry.get("also", [])))
    return Label(
        kinds=tuple(dict.fromkeys((*said, *_as_well(said[0], entry[kind], written, text)))),
        certainty=sure,
        decisive=entry.get("decisive", False),
        equations=equations,
        numbers=numbers,
        keys=keys_of(entry, equations[0], text, written),
        names=tuple(entry.get("names", [])),
        why=entry.get("why", ""),
    )


# The same relation turned around: 128 - 117 = 11 is 117 + 11 = 128.
_TURNED = {Kind.SUM: (Kind.DIFFERENCE,), Kind.DIFFERENCE: (Kind.SUM,)}
_IN_TABLES = frozenset({Kind.SUM, Kind.DIFFERENCE, Kind.RATE, Kind.AVERAGE, Kind.GROWTH, Kind.PERCENT_TOTAL})
_LEDGER = re.compile(r"^[^*/<>~]*[+-][^*/<>~]*$")  # what there was and came is what went and is left
_FULL_MARK = re.compile("满分")
_NEAR = 6


def _as_well(kind: Kind, equation: str, numerals: Iterable[Numeral], text: str) -> Iterator[Kind]:
    """The types that a finding may give a relation because of where it stands: between cells, or cells and text."""
    yield from _TURNED.get(kind, ())
    if kind is Kind.TIE and _LEDGER.search(equation):
        yield from (Kind.SUM, Kind.DIFFERENCE)
    starts = [numeral.place[0] for numeral in numerals if numeral.place]
    if kind is Kind.IMPOSSIBLE and any(
        _FULL_MARK.search(text, max(0, start - _NEAR), start) for start in starts
    ):
        yield Kind.SCORE
    celled = {_is_celled(start, text) for start in starts}
    if celled == {True} and kind in _IN_TABLES:
        yield Kind.TABLE
    if kind is Kind.REPEAT and celled == {True, False}:
        yield Kind.TIE


def _is_celled(start: int, text: str) -> bool:
    """Whether this place is in a line of a table: one with a bar, or with two tabs."""
    end = text.find("\n", start)
    line = text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]
    return "|" in line or line.count("\t") > 1


def keys_of(
    entry: dict[str, Any], equation: str, text: str, written: tuple[Numeral, ...]
) -> tuple[Numeral, ...]:
    """The numbers one of which a finding must name: those said to be, or the first written one on the right."""
    said = entry.get("key", [])
    said = [said] if isinstance(said, str) else said
    if missing := set(said) - {numeral.written for numeral in written}:
        raise BadLabel(f"the keys {missing} aren't among the numbers")
    if said:
        return tuple(numeral for numeral in written if numeral.written in said)
    right = re.split(r"<=|>=|[=<>~]", equation)[-1]
    return (next((numeral for numeral in numerals_of(right, text) if numeral.written), written[0]),)


def numerals_of(equation: str, text: str) -> Iterator[Numeral]:
    """The numbers of an equation in its order. Raises BadLabel if one isn't found in the text, or in several places."""
    for found in NUMERAL.finditer(equation):
        if found["constant"]:
            yield Numeral("", found["constant"], None)
            continue
        written = found["written"] or found["plain"]
        bare, _, nth = written.partition("@")
        value = found["value"] or bare
        yield Numeral(written, value, place_of(bare, int(nth) if nth else None, text))


def place_of(written: str, nth: int | None, text: str) -> Span:
    """Where the text writes this number: its only place, or its nth. Raises BadLabel.

    Square brackets mark the number among the words around it ("结转 | [2]").
    """
    before, bracket, after = written.partition("[")
    inner, _, after = after.partition("]") if bracket else (before, "", "")
    before = before if bracket else ""
    whole = before + inner + after
    places = [found + len(before) for found in _wholly(whole, text)]
    if nth is None and len(places) != 1:
        raise BadLabel(f"{whole!r} stands {len(places)} times in the text")
    if nth is not None and not 1 <= nth <= len(places):
        raise BadLabel(f"{whole!r} stands {len(places)} times in the text, not {nth}")
    start = places[(nth or 1) - 1]
    return start, start + len(inner)


# No digits of a longer number stand before, or behind.
_BEGINS = re.compile(r"(?<![\d０-９])(?<!\d[.,])")
_ENDS = re.compile(r"(?![\d０-９]|[.,]\d)")


def _wholly(words: str, text: str) -> Iterator[int]:
    """Where the words begin in the text, if they don't cut a longer number."""
    at = text.find(words)  # thousands are asked for: an expression for each would take ten times as long
    while at >= 0:
        end = at + len(words)
        whole = (not words[0].isdigit() or _BEGINS.match(text, at)) and (
            not words[-1].isdigit() or _ENDS.match(text, end)
        )
        if whole:
            yield at
        at = text.find(words, end if whole else at + 1)
