"""The differences of the texts as cases: all that each may be between, its signs, and how likely its numbers are."""

from __future__ import annotations

from collections.abc import Iterator

from tools.report_check.learning import Case
from tools.report_check.texts import Told, is_labelled_reading

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.difference_offers import Gap, fits, may_be, offers
from yichuang.oversight.reportcheck.engine.relations.steps.difference_signs import Signs, settled_of
from yichuang.oversight.reportcheck.engine.relations.steps.open_differences import agreement
from yichuang.oversight.reportcheck.findings import Kind

_AMISS = 0.02  # of right texts few differences don't come out


def cases(told: Told) -> Iterator[Case]:
    """A case for each difference that has readings; none of those that stand in an error which no label tells."""
    otherwise = {
        each.claim.span
        for each in told.judged
        if each.holds and each.claim and each.kind not in (Kind.DIFFERENCE, Kind.RATE)
    }
    for passage in told.passages:
        for change in passage.figures:
            if change.span in otherwise or not may_be(passage, change):
                continue
            label = told.label_of(change, Kind.DIFFERENCE)
            if label or not told.is_wrong(change):
                yield from _case(told, passage, change)


def _case(told: Told, passage: Passage, change: Figure) -> Iterator[Case]:
    offered = list(offers(passage, change))
    if not offered:
        return
    signs = Signs(passage, change, settled_of(told.without(change)))
    readings = tuple(tuple(signs.of(gap)) for gap in offered)
    about = f"{told.piece.name} {passage.text[max(0, change.at - 40) : change.after]}"
    label = told.label_of(change, Kind.DIFFERENCE)
    matched = [gap for gap in offered if label and is_labelled_reading(label, change, gap.figures)]
    if label and matched:
        values = {_values(gap) for gap in matched}
        yield Case(told.piece.name, about, readings, tuple(float(_values(g) in values) for g in offered), 0.0)
    elif label is None or label in told.piece.held:
        likely = tuple(agreement(change, gap) if fits(change, gap) else _AMISS for gap in offered)
        yield Case(told.piece.name, about, readings, likely, 1.0)


def _values(gap: Gap) -> tuple[object, ...]:
    """The numbers of a reading: one that stands twice is right in either place."""
    if gap.is_pair:
        return tuple(sorted(f.value for f in gap.figures))
    return tuple(f.value for f in gap.plus), tuple(f.value for f in gap.less)
