"""Sums that the text means, be they marked or not: each list near a total is weighed against its other readings.

"养老保险参保31,606人，其中城镇职工8,204人、城乡居民23,042人": by their names, marks and places these two are meant
to be all, so the total that they don't make is wrong.

What the words say of a reading is believed as far as the corpus taught it (`part_signs.py`, `part_weights.py`);
then its numbers are weighed (`part_numbers.py`): as an error in one of them, against parts that go unnamed and
other readings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, failed_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.excuses import adds_without_plans, is_of_rate
from yichuang.oversight.reportcheck.engine.relations.sums.part_error_weights import WEIGHTS as OF_ERRORS
from yichuang.oversight.reportcheck.engine.relations.sums.part_numbers import is_of_a_slip, number_signs
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import Reading, families, readings
from yichuang.oversight.reportcheck.engine.relations.sums.part_signs import Told, signs, told_by
from yichuang.oversight.reportcheck.engine.relations.sums.part_weights import WEIGHTS as OF_READINGS
from yichuang.oversight.reportcheck.engine.weighing import DOUBT, Opinion, Opinions, by_odds, opinion_of
from yichuang.oversight.reportcheck.findings import Kind, Span

LEAST = 0.12  # a reading that is believed less is accused only of a slip,
_HARDLY = 0.02  # and one that is believed less than that of nothing
_HELD = 0.3  # a list that makes a total believed so far has its total
_TWIN = 0.03


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading, the signs of its words, how far it is believed and none of its list, and whether it comes out."""

    reading: Reading
    signs: tuple[str, ...]
    belief: float
    none: float
    adds_up: bool
    explained: float = 0.0


def meant_sums(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the lists that nothing has held or accused yet."""
    told = told_by(judged)
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    held = held_lists(judged)
    for passage in passages:
        found = [(odds_of(passage, one, twin), one) for one, twin in doubtful(passage, told, held)]
        for sure, one in sorted(found, key=lambda each: -each[0]):
            reading = one.reading
            spans = {figure.span for figure in reading.figures}
            if sure < DOUBT or spans & accused:
                continue
            failed = replace(failed_sum(passages, reading.total, reading.parts), frame=Frame.PROVEN)
            failed = by_odds(failed, sure)
            if not failed.is_question:
                accused |= spans
            yield failed


def sum_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Opinions:
    """What is thought of it that a total is made of some figures; otherwise: of lists that share two of them."""
    told = told_by(judged)

    def of(total: Figure, others: Collection[Span]) -> Opinion:
        passage, figures = passages[total.paragraph], {total.span, *others}
        found: list[tuple[float, Sequence[Figure], float]] = []
        for family in families(passage):
            for first in (at for at, figure in enumerate(family) if figure.span in figures):
                for one in believed(passage, readings(passage, family, first), told):
                    agreement = odds.of_agreement(one.reading.total, sum_of(one.reading.parts))
                    if one.reading.total is total and {part.span for part in one.reading.parts} == set(
                        others
                    ):
                        found.append((one.belief, one.reading.parts, 0.0))
                    elif one.adds_up and len(figures & {f.span for f in one.reading.figures}) > 1:
                        found.append((one.belief, one.reading.figures, agreement))
        return opinion_of(others, found)

    return of


def held_lists(judged: Sequence[Judged]) -> set[frozenset[Span]]:
    """The figures of each sum that held, and of each balance: 基础分100分，加5分，扣3分."""
    sums = (each for each in judged if each.holds and each.kind in _SUMS)
    return {frozenset(figure.span for figure in each.figures) for each in sums}


_SUMS = (Kind.SUM, Kind.SCORE, Kind.DIFFERENCE)


def doubtful(passage: Passage, told: Told, held: set[frozenset[Span]]) -> Iterator[tuple[Weighed, bool]]:
    """The readings of a paragraph that don't come out, each with whether another list of its total makes the same."""
    lists = [believed(passage, offered, told) for offered in offers(passage, told, held)]
    makes = {
        (one.reading.total.span, one.reading.made, one.reading.parts[0].span)
        for each in lists
        for one in each
        if one.belief > _TWIN
    }
    for each in lists:
        if any(one.adds_up and one.belief > _HELD for one in each):
            continue
        for one in each:
            may_be = one.belief >= LEAST or (one.belief >= _HARDLY and is_of_a_slip(one.reading))
            if may_be and not one.adds_up and not is_excused(passage, one.reading, told):
                reading = one.reading
                own = {part.span for part in reading.parts}
                twin = any(
                    total == reading.total.span and made == reading.made and first not in own
                    for total, made, first in makes
                )
                yield one, twin


def offers(passage: Passage, told: Told, held: set[frozenset[Span]]) -> Iterator[list[Reading]]:
    """The lists of a paragraph that no relation has held, each with all its readings."""
    for family in families(passage):
        for first, figure in enumerate(family):
            owners = told.totals.get(figure.span)
            if first and owners and owners & told.totals.get(family[first - 1].span, set()):
                continue  # in the midst of a list that holds
            offered = readings(passage, family, first)
            if offered and not any(frozenset(f.span for f in r.figures) in held for r in offered):
                yield offered


def believed(passage: Passage, offered: Sequence[Reading], told: Told) -> list[Weighed]:
    """The readings of a list with the belief that is shared out among them."""
    of = [tuple(signs(passage, reading, told)) for reading in offered]
    told_points = [sum(OF_READINGS.get(sign, 0) for sign in set(each)) for each in of]
    beliefs, none = odds.shares_of_belief(told_points)
    comes_out = [adds_up(reading.total, reading.parts) for reading in offered]
    found = [
        Weighed(reading, signs_of, belief, none, out)
        for reading, signs_of, belief, out in zip(offered, of, beliefs, comes_out, strict=True)
    ]
    explained = sum(
        one.belief * odds.of_agreement(one.reading.total, sum_of(one.reading.parts))
        for one in found
        if one.adds_up
    )
    return [replace(one, explained=explained) for one in found]


def is_excused(passage: Passage, reading: Reading, told: Told) -> bool:
    """Whether rough numbers, plans, rates or other lists of the same figures tell why a list doesn't make its total."""
    total, parts = reading.total, reading.parts
    if not all(figure.is_exact for figure in reading.figures):
        return True
    if any(total.span in told.totals.get(part.span, ()) for part in parts):
        return True
    if total.value % 1 and not any(part.value % 1 for part in parts):
        return True  # 男142人、女126人, 性别比112.7
    if any(adds_up(total, parts[at:]) or adds_up(total, parts[:-at]) for at in range(1, len(parts) - 1)):
        return True
    if _UNITS.match(passage.text, total.after):
        return True  # "合计57次（户）": of other counts too
    return is_of_rate(passage, total, parts) or adds_without_plans(total, parts)


_UNITS = re.compile(r"（[一-鿿]{1,2}(?:[、/][一-鿿]{1,2})*）")


def odds_of(passage: Passage, one: Weighed, twin: bool) -> float:
    """Odds that a list is meant and one of its numbers written wrong."""
    return exp(min(_MOST, points(passage, one, twin)) / _TENTHS) * _SELDOMER


_TENTHS = 10
_MOST = 200
_SELDOMER = 0.4  # lists are written wrong less often than the lessons break them


def points(passage: Passage, one: Weighed, twin: bool) -> int:
    """The signs of an error, added up; none of them if one may be under several heads, or others go unnamed."""
    found = set(number_signs(passage, one.reading, one.signs, one.belief, one.none, one.explained, twin))
    if _leaves_room(one) or any(f"over, {sign}" in found for sign in _TWICE):
        return -_MOST
    return sum(OF_ERRORS.get(sign, 0) for sign in found)


_TWICE = ("traits of persons", "overlapping")


def _leaves_room(one: Weighed) -> bool:
    """Whether parts behind 其中, which their words don't make likely all there is, make less than their total."""
    _, link, labels, *_ = one.signs
    under = one.reading.made < one.reading.total.value
    return under and one.belief < _LIKELY and link.startswith("其中") and labels not in _WHOLE


_LIKELY = 0.5
_WHOLE = ("all named", "rest named")
