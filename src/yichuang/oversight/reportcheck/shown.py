"""A checked report as the page shows it: its text in pieces with their marks, and one relation opened. Pure."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from yichuang.oversight.reportcheck.corrections import pieces
from yichuang.oversight.reportcheck.document import Cell, Document, Paragraph, Part, Table
from yichuang.oversight.reportcheck.findings import KINDS, Certainty, Check, Examination, Finding
from yichuang.oversight.reportcheck.sheets import Verdict


class Mark(StrEnum):
    """How a stretch of the report is marked; the first that applies wins."""

    CONTRADICTION = "contradiction"
    QUESTION = "question"
    DISMISSED = "dismissed"
    HELD = "held"
    NONE = ""


WORDS = {
    Mark.CONTRADICTION: "矛盾",
    Mark.QUESTION: "存疑",
    Mark.DISMISSED: "已排除",
    Mark.HELD: "相符",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with the name under which the page opens it; `finding` is None for one that held."""

    key: str
    check: Check
    finding: Finding | None
    verdict: Verdict | None

    @property
    def mark(self) -> Mark:
        """How its numbers are marked."""
        if self.finding is None:
            return Mark.HELD
        if self.verdict and not self.verdict.accepted:
            return Mark.DISMISSED
        return Mark(self.finding.certainty.value)

    @property
    def words(self) -> str:
        """The mark in words."""
        return WORDS[self.mark]

    @property
    def kind(self) -> str:
        """What sort of relation it is."""
        return KINDS[self.check.kind]

    @property
    def sure(self) -> bool:
        """Whether the text alone decides it."""
        return self.finding is not None and self.finding.certainty is Certainty.CONTRADICTION


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one mark; `key` opens the relation that marked it."""

    text: str
    mark: Mark = Mark.NONE
    key: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell in pieces; `at` is its range, by which it is corrected."""

    at: tuple[int, int]
    pieces: tuple[Piece, ...]
    heading: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row."""

    rows: tuple[tuple[Passage, ...], ...]


def relations(examination: Examination, verdicts: Mapping[str, Verdict]) -> list[Relation]:
    """Every relation that was checked, in the order of the text, what doesn't hold first at the same place."""
    found: list[tuple[Check, Finding | None]] = [(one.check, one) for one in examination.findings]
    found += [(check, None) for check in examination.held]
    found.sort(key=lambda one: (min(one[1].check.spans if one[1] else one[0].spans), one[1] is None))
    named: dict[str, int] = {}
    listed = []
    for check, finding in found:
        name = _name(check)
        named[name] = named.get(name, 0) + 1
        key = f"{name}{named[name]}"
        listed.append(Relation(key, check, finding, verdicts.get(key) if finding else None))
    return listed


def counts(listed: Sequence[Relation]) -> dict[str, int]:
    """How many relations bear each mark, in words: what was dismissed is no contradiction any more."""
    found = Counter(one.mark for one in listed)
    told = (
        Mark.HELD,
        Mark.CONTRADICTION,
        Mark.QUESTION,
        *([Mark.DISMISSED] if found[Mark.DISMISSED] else []),
    )
    return {WORDS[mark]: found[mark] for mark in told}


def standing(examination: Examination, verdicts: Mapping[str, Verdict]) -> Examination:
    """The examination without the findings that somebody dismissed: what is still to be told to whoever wrote it."""
    kept = [
        one.finding
        for one in relations(examination, verdicts)
        if one.finding and one.mark is not Mark.DISMISSED
    ]
    return replace(examination, findings=tuple(kept))


def passages(document: Document, listed: Sequence[Relation]) -> list[Passage | Grid]:
    """The report as it reads, its numbers marked."""
    marked = _marks(listed)
    return [
        _grid(document, block, marked) if isinstance(block, Table) else _passage(document, block, marked)
        for block in document.blocks
    ]


def touched(document: Document, relation: Relation) -> list[Paragraph | Cell]:
    """The paragraphs and cells in which a relation's numbers stand, in reading order: what a correction may change."""
    every = list(pieces(document))
    found = set()
    for start, end in relation.check.spans:
        at = bisect_right(every, start, key=lambda piece: piece.start) - 1
        if at >= 0 and end <= every[at].end:
            found.add(at)
    return [every[at] for at in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Marked:
    start: int
    end: int
    mark: Mark
    key: str


def _name(check: Check) -> str:
    """A name that stays while other parts of the report are corrected."""
    said = "\x00".join((check.kind.value, *check.numbers, *check.quotes))
    return hashlib.sha256(said.encode()).hexdigest()[:12] + "-"


def _marks(listed: Iterable[Relation]) -> list[_Marked]:
    """Every marked number once, by place; where several relations share one, what doesn't hold wins."""
    order = list(Mark)
    best: dict[tuple[int, int], Relation] = {}
    for relation in listed:
        for span in relation.check.spans:
            other = best.get(span)
            if other is None or order.index(relation.mark) < order.index(other.mark):
                best[span] = relation
    return sorted(
        (_Marked(start, end, relation.mark, relation.key) for (start, end), relation in best.items()),
        key=lambda one: (one.start, one.end),
    )


def _passage(document: Document, where: Paragraph | Cell, marked: Sequence[_Marked]) -> Passage:
    first = bisect_left(marked, where.start, key=lambda one: one.start)
    last = bisect_left(marked, where.end, lo=first, key=lambda one: one.start)
    inside = [one for one in marked[first:last] if one.end <= where.end]
    found = tuple(_pieces(document, where.start, where.end, inside))
    at = (where.start, where.end)
    if isinstance(where, Cell):
        return Passage(at, found, rows=where.rows, columns=where.columns)
    return Passage(at, found, heading=where.part is Part.HEADING)


def _pieces(document: Document, start: int, end: int, marked: Iterable[_Marked]) -> Iterator[Piece]:
    here = start
    for one in marked:
        if one.start < here:  # a longer number has been shown already
            continue
        if one.start > here:
            yield Piece(document.said(here, one.start))
        yield Piece(document.said(one.start, one.end), one.mark, one.key)
        here = one.end
    if here < end:
        yield Piece(document.said(here, end))


def _grid(document: Document, table: Table, marked: Sequence[_Marked]) -> Grid:
    rows: dict[int, list[Passage]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(_passage(document, cell, marked))
    return Grid(tuple(tuple(cells) for _, cells in sorted(rows.items())))
