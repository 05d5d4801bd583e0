"""The figures of the texts that may be of some of what another counts as cases: pairs, and their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.report_check.learning import Case
from tools.report_check.texts import Told

from yichuang.oversight.reportcheck.engine.relations.bounds.subset_signs import Pair, offers, signs
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.findings import Kind, Span
from yichuang.oversight.reportcheck.labelled import Label, numerals_of
from yichuang.oversight.reportcheck.scoring import touch

_AMISS = 0.02  # of right texts in few a part is more than its whole
_ALL = 100
_BY_CHANCE = (
    0.68  # of figures that have nothing to do with each other so many are no more than the one in front
)


def cases(told: Told) -> Iterator[Case]:
    """A case for each pair of figures of which the second may be a part of the first."""
    related = [
        pair for label in (*told.piece.held, *told.piece.errors) for pair in _related(label, told.piece.text)
    ]
    wholes = wholes_of(told.judged)
    for passage in told.passages:
        for index in range(1, len(passage.figures)):
            for pair in offers(passage, index):
                yield from _case(told, pair, related, wholes)


def _case(
    told: Told, pair: Pair, related: list[tuple[Span, Span, bool]], wholes: dict[Span, Span]
) -> Iterator[Case]:
    known = next(
        (
            is_part
            for part, whole, is_part in related
            if touch(part, pair.part.span) and touch(whole, pair.whole.span)
        ),
        None,
    )
    if known is None and (told.is_wrong(pair.part) or told.is_wrong(pair.whole)):
        return
    about = f"{told.piece.name} {pair.whole.lead}{pair.whole.written} | {pair.part.lead}{pair.part.written}"
    without = {span: whole for span, whole in wholes.items() if span != pair.part.span}
    likely = 1.0 if known else 0.0 if known is False else 1 / _BY_CHANCE if _holds(pair) else _AMISS
    readings = (tuple(signs(pair, without)),)
    yield Case(told.piece.name, about, readings, (likely,), 0.0 if known else 1.0)


def _holds(pair: Pair) -> bool:
    return pair.part.interval.low <= pair.whole.interval.high


def _related(label: Label, text: str) -> Iterator[tuple[Span, Span, bool]]:
    """A part, a whole, and whether they are such: by bounds, sums and shares; parts of a sum aren't each other's."""
    equation = label.equations[0]
    for sign, turned in (("<=", False), (">=", True), ("<", False), (">", True)):
        if sign in equation:
            left, right = equation.split(sign)[:: -1 if turned else 1]
            yield from _pairs(left, right, text)
            return
    sides = equation.split("=")
    if len(sides) != 2 or "-" in equation or "*" in equation:
        return
    if label.kinds[0] is Kind.SUM and "/" not in equation:
        yield from _pairs(sides[0], sides[1], text)
        parts = [n.place for n in numerals_of(sides[0], text) if n.place]
        yield from ((one, other, False) for one in parts for other in parts if one != other)
    elif label.kinds[0] is Kind.RATE and re.fullmatch(r"[^/]+/[^/+]+", sides[0]):
        part, whole = sides[0].split("/")
        share = next(numerals_of(sides[1], text)).value
        if "#" not in whole and "+" not in part and share.endswith("%") and float(share[:-1]) <= _ALL:
            yield from _pairs(part, whole, text)
            yield from _pairs(whole, part, text, is_part=False)


def _pairs(left: str, right: str, text: str, *, is_part: bool = True) -> Iterator[tuple[Span, Span, bool]]:
    wholes = [n.place for n in numerals_of(right, text) if n.place]
    for numeral in numerals_of(left, text):
        if numeral.place:
            yield from ((numeral.place, whole, is_part) for whole in wholes)
