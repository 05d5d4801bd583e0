"""How much the report check would find in reports never seen: right relations of the corpus with a slip put in. Pure.

Each relation that a label says holds has one of its numbers broken (`breaking.py`). What is found of these is a
forecast of first sight, since nobody has tuned the engine to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck.breaking import Mutant, broken, mutants_of, place_before
from yichuang.oversight.reportcheck.findings import KINDS, Certainty, Check, Kind, Span
from yichuang.oversight.reportcheck.labelled import Label, Piece
from yichuang.oversight.reportcheck.scoring import Checker, matches, share, touch

HEADS = ("改错", "处", "找到", "占比", "问到", "合占比", "误指")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found of the mutants of one kind, and what only asked about.

    `elsewhere` are contradictions that name no broken number.
    """

    name: str
    mutants: int
    found: int
    asked: int
    elsewhere: int

    def as_json(self) -> dict[str, object]:
        """As `yichuang bench check --json` writes it."""
        return {
            "name": self.name,
            "mutants": self.mutants,
            "found": self.found,
            "share": share(self.found, self.mutants),
            "asked": self.asked,
            "elsewhere": self.elsewhere,
        }


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the mutants that were put into one text together."""

    piece: Piece
    mutants: tuple[Mutant, ...]
    found: tuple[Mutant, ...]
    asked: tuple[Mutant, ...]
    elsewhere: tuple[Kind, ...]


def try_all(pieces: Iterable[Piece], check: Checker) -> list[Tried]:
    """What `check` finds of the mutants of what may be seen: of a passage one by one, of a report at once."""
    tried = []
    for piece in pieces:
        if piece.third != "seen" or (piece.errors and piece.whole):
            continue
        for together in batches(piece, mutants_of(piece)):
            tried.append(attempt(piece, together, check))
    return tried


def attempt(piece: Piece, together: Sequence[Mutant], check: Checker) -> Tried:
    """What `check` finds in a text with these mutants put in.

    A number may stand in several relations: it is found if a contradiction matches one of them and names it, asked
    about if only a question does.
    """
    told: dict[Certainty, list[Check]] = {certainty: [] for certainty in Certainty}
    for each in check(broken(piece.text, together), piece.file).findings:
        spans = tuple(place_before(span, together) for span in each.check.spans)
        told[each.certainty].append(replace(each.check, spans=spans))
    claimed, questions = told[Certainty.CONTRADICTION], told[Certainty.QUESTION]
    already = [place for label in piece.errors for place in places(label)]
    found = tuple(mutant for mutant in together if _is_named(piece, mutant, claimed))
    asked = tuple(m for m in together if m not in found and _is_named(piece, m, questions))
    known = [*already, *(place for mutant in together for place, _ in mutant.changes)]
    elsewhere = tuple(
        each.kind for each in claimed if not any(touch(span, place) for span in each.spans for place in known)
    )
    return Tried(piece, tuple(together), found, asked, elsewhere)


def _is_named(piece: Piece, mutant: Mutant, told: Iterable[Check]) -> bool:
    """Whether one of the relations that were told names the broken number and matches a label that it stands in."""
    return any(
        any(touch(span, place) for span in each.spans for place, _ in mutant.changes)
        and any(matches(each, label) for label in (mutant.label, *_with(piece, mutant.place)))
        for each in told
    )


def batches(piece: Piece, mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, ...]]:
    """The mutants of a passage one by one; those of a report that share no line, as one."""
    if not piece.whole:
        yield from ((mutant,) for mutant in mutants)
        return
    together: list[Mutant] = []
    taken: list[Span] = []
    for mutant in mutants:
        lines = [_lines(piece.text, place) for place in places(mutant.label)]
        if not any(touch(one, other) for one in lines for other in taken):
            together.append(mutant)
            taken += lines
    if together:
        yield tuple(together)


def _with(piece: Piece, place: Span) -> Iterator[Label]:
    """The relations of a piece that hold and in which the number at a place stands."""
    for label in piece.held:
        if any(touch(one, place) for one in places(label)):
            yield replace(label, keys=label.numerals)


def places(label: Label) -> list[Span]:
    """Where the numbers of a label stand."""
    return [numeral.place for numeral in label.numerals if numeral.place]


def _lines(text: str, place: Span) -> Span:
    end = text.find("\n", place[1])
    return text.rfind("\n", 0, place[0]) + 1, len(text) if end < 0 else end


def tallies(tried: Sequence[Tried]) -> list[Tally]:
    """A row for each kind of relation, then for all."""
    rows = []
    for kind, name in KINDS.items():
        made = [m for one in tried for m in one.mutants if m.label.kinds[0] is kind]
        if made:
            found = sum(m.label.kinds[0] is kind for one in tried for m in one.found)
            asked = sum(m.label.kinds[0] is kind for one in tried for m in one.asked)
            elsewhere = sum(one.elsewhere.count(kind) for one in tried)
            rows.append(Tally(name, len(made), found, asked, elsewhere))
    counts = ("mutants", "found", "asked", "elsewhere")
    rows.append(Tally("全部改错", *(sum(getattr(row, of) for row in rows) for of in counts)))
    return rows


def cells(row: Tally) -> list[str]:
    """A row as the cells under `HEADS`."""

    def percent(number: int) -> str:
        part = share(number, row.mutants)
        return "—" if part is None else f"{part:.1%}"

    return [
        row.name,
        str(row.mutants),
        str(row.found),
        percent(row.found),
        str(row.asked),
        percent(row.found + row.asked),
        str(row.elsewhere),
    ]
