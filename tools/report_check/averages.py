"""The averages of the texts as cases: all that each may be made of, its signs, and how likely its numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.report_check.learning import Case
from tools.report_check.texts import Told, is_labelled_reading

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.brothers import Brothers
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits, wanted
from yichuang.oversight.reportcheck.engine.relations.averages.offers import Sharing, averages_of, offers
from yichuang.oversight.reportcheck.engine.relations.averages.open_averages import brothers_of
from yichuang.oversight.reportcheck.engine.relations.averages.signs import signs_of, sums_of
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.labelled import Label

_AMISS = 0.02  # of right texts few averages don't come out


def cases(told: Told) -> Iterator[Case]:
    """A case for each average that has readings; none of those that stand in an error which no label of one tells."""
    for passage in told.passages:
        averages = averages_of(passage)
        brothers = brothers_of(passage, averages)
        for average in averages:
            labels = told.labels_with(average, Kind.AVERAGE)
            if labels or not told.is_wrong(average):
                yield from _case(told, passage, average, brothers, labels)


def _case(
    told: Told, passage: Passage, average: Figure, brothers: Brothers, labels: Sequence[Label]
) -> Iterator[Case]:
    offered, sums = list(offers(passage, average)), sums_of(told.without(average))
    if not offered:
        return
    readings = tuple(map(tuple, signs_of(passage, average, offered, brothers, sums)))
    about = f"{told.piece.name} {passage.text[max(0, average.at - 40) : average.after]}"
    matched = [
        each
        for each in offered
        if any(is_labelled_reading(label, average, each.figures) for label in labels)
        and (fits(average, each) or told.is_wrong(average) or any(told.is_wrong(f) for f in each.figures))
    ]
    if matched:
        values = {_values(each) for each in matched}
        yield Case(
            told.piece.name, about, readings, tuple(float(_values(each) in values) for each in offered), 0.0
        )
    elif any(label in told.piece.errors for label in labels):
        return
    else:
        likely = tuple(
            odds.of_agreement(average, wanted(average, each)) if fits(average, each) else _AMISS
            for each in offered
        )
        yield Case(told.piece.name, about, readings, likely, 1.0)


def _values(sharing: Sharing) -> tuple[object, ...]:
    """The numbers of a reading: one that stands twice is right in either place."""
    return sharing.shared, sharing.sharers
