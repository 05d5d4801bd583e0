"""The rates of the texts as cases: every pair that may be meant, its signs, and how likely its numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.report_check.learning import Case
from tools.report_check.texts import Told, is_labelled_reading

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.open_rates import may_be, wanted
from yichuang.oversight.reportcheck.engine.relations.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rate_signs import bases_of, offers, signs, wholes_of
from yichuang.oversight.reportcheck.engine.relations.rates import fits_rate
from yichuang.oversight.reportcheck.findings import Kind

_AMISS = 0.02  # of right texts few rates don't come out


def cases(told: Told) -> Iterator[Case]:
    """A case for each rate that has readings; none of those that stand in an error which no label of a rate tells."""
    for passage in told.passages:
        for rate in passage.figures:
            if may_be(passage, rate):
                label = told.label_of(rate, Kind.RATE)
                if label is not None or not told.is_wrong(rate):
                    yield from _case(told, passage, rate)


def _case(told: Told, passage: Passage, rate: Figure) -> Iterator[Case]:
    offered = list(offers(passage, rate))
    if not offered:
        return
    judged = told.without(rate)
    bases, wholes = bases_of(judged), wholes_of(judged)
    readings = tuple(tuple(signs(passage, rate, pair, bases, wholes)) for pair in offered)
    begins = max(0, rate.at - 40)
    about = f"{told.piece.name} {passage.text[begins : rate.after]}"
    likelihoods, none = _likelihoods(told, rate, offered)
    yield Case(told.piece.name, about, readings, likelihoods, none)


def _likelihoods(told: Told, rate: Figure, offered: Sequence[Pair]) -> tuple[tuple[float, ...], float]:
    label = told.label_of(rate, Kind.RATE)
    if label is None:
        found = tuple(
            odds.of_agreement(rate, wanted(rate, p)) if fits_rate(rate, p) else _AMISS for p in offered
        )
        return found, 1.0
    matched = [pair for pair in offered if is_labelled_reading(label, rate, pair.figures)]
    values = {_values(pair) for pair in matched}
    if not matched:  # what the label says isn't offered
        return tuple(0.0 for _ in offered), 1.0
    return tuple(float(_values(pair) in values) for pair in offered), 0.0


def _values(pair: Pair) -> tuple[object, ...]:
    """The numbers of a pair: one that stands twice is right in either place."""
    return (pair.base.value, pair.rest, *(part.value for part in pair.parts))
