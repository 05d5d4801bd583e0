"""The figures of the texts that may be told again as cases: pairs whose names have words in common, and their signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tools.report_check.learning import Case
from tools.report_check.texts import Told

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.relations.again.signs import Named, named, names_told, signs
from yichuang.oversight.reportcheck.engine.relations.again.told_again import may_be, may_be_again
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.scoring import touch

_AMISS = 0.02  # of right texts few are told again otherwise
_COMMON = 12  # figures of one word: beyond that it names nothing


def cases(told: Told) -> Iterator[Case]:
    """A case for each pair of figures that may be one."""
    everything = [named(passage, f) for passage in told.passages for f in passage.figures if may_be(f)]
    often = names_told(everything)
    for first, again in _pairs(everything):
        about = f"{told.piece.name} {first.said} | {again.said}"
        if _is_labelled(told, first, again):
            likely, none = 1.0, 0.0
        elif first.figure.value == again.figure.value:
            value = first.figure.value
            likely, none = odds.of_agreement(again.figure, Interval(value, value)), 1.0
        else:
            likely, none = _AMISS, 1.0
        yield Case(told.piece.name, about, (tuple(signs(first, again, often)),), (likely,), none)


def _pairs(everything: list[Named]) -> Iterator[tuple[Named, Named]]:
    """All pairs with a word of two signs in common, each once, in reading order."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, each in enumerate(everything):
        for pair in sorted(each.pairs()):
            places[each.figure.unit, pair].append(index)
    found = {
        (one, other)
        for group in places.values()
        if len(group) <= _COMMON
        for at, one in enumerate(group)
        for other in group[at + 1 :]
    }
    for one, other in sorted(found):
        if may_be_again(everything[one], everything[other]):
            yield everything[one], everything[other]


def _is_labelled(told: Told, first: Named, again: Named) -> bool:
    """Whether a label says that the two should have been one number."""
    for label in told.piece.errors:
        places = [n.place for n in label.numerals if n.place]
        both = all(any(touch(place, f.figure.span) for place in places) for f in (first, again))
        if Kind.REPEAT in label.kinds and both:
            return True
    return False
