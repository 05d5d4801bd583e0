"""The rates of the texts as cases: every pair that may be meant, its signs, and how likely its numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.report_check.learning import Case
from tools.report_check.texts import Told, is_labelled_reading

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import Known, known_of
from yichuang.oversight.reportcheck.engine.relations.rates.offers import offers
from yichuang.oversight.reportcheck.engine.relations.rates.open_rates import is_on_other_side, may_be, wanted
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rates import fits_rate
from yichuang.oversight.reportcheck.engine.relations.rates.signs import signs
from yichuang.oversight.reportcheck.engine.relations.sums.meant_sums import meant_sums
from yichuang.oversight.reportcheck.engine.relations.sums.open_sums import open_sums
from yichuang.oversight.reportcheck.findings import Kind

_AMISS = 0.02  # of right texts few rates don't come out


def cases(told: Told) -> Iterator[Case]:
    """A case for each rate that has readings; none of those that stand in an error which no label of a rate tells."""
    judged = list(told.judged)
    for sums in (open_sums, meant_sums):  # which are asked before open rates are
        judged += [each for each in sums(told.passages, judged) if each.holds]
    known = known_of(told.passages, judged)
    for passage in told.passages:
        for rate in passage.figures:
            if may_be(passage, rate):
                label = told.label_of(rate, Kind.RATE)
                if label is not None or not told.is_wrong(rate):
                    yield from _case(told, passage, rate, known)


def _case(told: Told, passage: Passage, rate: Figure, known: Known) -> Iterator[Case]:
    offered = [pair for pair in offers(passage, rate, known) if not is_on_other_side(rate, pair)]
    if not offered:
        return
    readings = tuple(tuple(signs(passage, rate, pair, known)) for pair in offered)
    begins = max(0, rate.at - 40)
    about = f"{told.piece.name} {passage.text[begins : rate.after]}"
    likely = _likelihoods(told, rate, offered)
    if likely is not None:
        yield Case(told.piece.name, about, readings, *likely)


def _likelihoods(told: Told, rate: Figure, offered: Sequence[Pair]) -> tuple[tuple[float, ...], float] | None:
    """What the numbers say of each reading, or the label does; None where it says what isn't offered and wrong."""
    label = told.label_of(rate, Kind.RATE)
    matched = [p for p in offered if label and is_labelled_reading(label, rate, p.figures)]
    if matched:
        values = {_values(pair) for pair in matched}
        return tuple(float(_values(pair) in values) for pair in offered), 0.0
    if told.is_wrong(rate):
        return None
    return tuple(
        odds.of_agreement(rate, wanted(rate, pair)) if fits_rate(rate, pair) else _AMISS for pair in offered
    ), 1.0


def _values(pair: Pair) -> tuple[object, ...]:
    """The numbers of a pair: one that stands twice is right in either place."""
    return (pair.whole, pair.rest, *(part.value for part in pair.parts))
