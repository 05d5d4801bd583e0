"""The growths of the texts as cases: all that each may be of, its signs, and how likely its numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.report_check.learning import Case
from tools.report_check.texts import Told, is_labelled_reading

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.growth_offers import Grown, may_be
from yichuang.oversight.reportcheck.engine.relations.steps.growth_signs import Around, settled_of, signs
from yichuang.oversight.reportcheck.engine.relations.steps.open_growths import (
    brothers_of,
    fits,
    readings,
    wanted,
)
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.labelled import Label

_AMISS = 0.02  # of right texts few growths don't come out


def cases(told: Told) -> Iterator[Case]:
    """A case for each growth that has readings; none of those that stand in an error which no label of one tells."""
    for passage in told.passages:
        changes = [figure for figure in passage.figures if may_be(passage, figure)]
        for change in changes:
            labels = told.labels_with(change, Kind.GROWTH)
            if labels or not told.is_wrong(change):
                yield from _case(told, passage, change, changes, labels)


def _case(
    told: Told, passage: Passage, change: Figure, changes: Sequence[Figure], labels: Sequence[Label]
) -> Iterator[Case]:
    around = Around(brothers_of(passage, changes), settled_of(told.without(change)))
    offered = readings(passage, change, around.settled)
    if not offered:
        return
    told_by = tuple(tuple(signs(passage, change, each, around)) for each in offered)
    about = f"{told.piece.name} {passage.text[max(0, change.at - 40) : change.after]}"
    matched = [
        each
        for each in offered
        if any(is_labelled_reading(label, change, each.figures) for label in labels)
        and (
            fits(passage, change, each)
            or told.is_wrong(change)
            or any(told.is_wrong(f) for f in each.figures)
        )
    ]
    if matched:
        values = {_values(each) for each in matched if fits(passage, change, each)} or {
            _values(each) for each in matched
        }
        yield Case(
            told.piece.name, about, told_by, tuple(float(_values(each) in values) for each in offered), 0.0
        )
    elif any(label in told.piece.errors for label in labels):
        return
    else:
        likely = tuple(
            odds.of_agreement(change, wanted(passage, change, each))
            if fits(passage, change, each)
            else _AMISS
            for each in offered
        )
        yield Case(told.piece.name, about, told_by, likely, 1.0)


def _values(grown: Grown) -> tuple[object, ...]:
    """The numbers of a reading: one that stands twice is right in either place."""
    return grown.of, grown.first.value, grown.second.value
