"""What rules accuse as cases: of right texts it is misread, of the same with one number broken it is an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tools.report_check.learning import Case
from tools.report_check.texts import Told
from tools.report_check.texts import told as told_of

from yichuang.oversight.reportcheck import breaking
from yichuang.oversight.reportcheck.breaking import Mutant
from yichuang.oversight.reportcheck.engine.relations import unweighed
from yichuang.oversight.reportcheck.engine.relations.sureness.accusations import accusations
from yichuang.oversight.reportcheck.engine.relations.sureness.signs import borne_out
from yichuang.oversight.reportcheck.findings import Span
from yichuang.oversight.reportcheck.scoring import touch


def cases(told: Told) -> Iterator[Case]:
    """A case for each thing that a rule accuses: of a text as it stands, and of it with one number broken."""
    yield from _of(told, [numeral.place for label in told.piece.errors for numeral in label.numerals])
    if told.piece.third != "seen" or told.piece.whole:
        return
    for mutant in breaking.mutants_of(told.piece):
        text = breaking.broken(told.piece.text, [mutant])
        broken = [place for place, _ in mutant.changes]
        yield from _of(told_of(replace(told.piece, text=text)), broken, mutant)


def _of(told: Told, broken: Sequence[Span | None], *mutants: Mutant) -> Iterator[Case]:
    """What is accused of a text in which the numbers at these places are wrong; beside a labelled error only that."""
    judged, _ = unweighed(told.passages)
    for accused, signs in accusations(told.passages, judged, borne_out(judged)):
        spans = [breaking.place_before(span, mutants) for span in accused.spans]
        wrong = any(place and touch(span, place) for span in spans for place in broken)
        if wrong or not told.piece.errors:
            about = f"{told.piece.name} {accused.by} {accused.arithmetic}"
            yield Case(told.piece.name, about, (tuple(signs),), (float(wrong),), float(not wrong))
