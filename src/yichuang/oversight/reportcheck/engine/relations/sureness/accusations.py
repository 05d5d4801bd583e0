"""How sure what a rule accuses is: it is asked of all that stands around it, as the fitted signs see it. Pure.

"新增就业6.84万人…，再就业2.17万人…，登记失业率3.12%": a rule takes the first two for whole and part. It sees its
own words; the signs (`signs.py`) see which numbers other relations bear out, whether a slip explains it, and
how far the readings by belief think of these figures at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import exp

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.left_standing import left_standing
from yichuang.oversight.reportcheck.engine.relations.averages.open_averages import average_opinions
from yichuang.oversight.reportcheck.engine.relations.bounds.nothing_carried import nothing_carried
from yichuang.oversight.reportcheck.engine.relations.rates.open_rates import rate_opinions
from yichuang.oversight.reportcheck.engine.relations.rates.shared_out import shared_out
from yichuang.oversight.reportcheck.engine.relations.scores.named_ranks import named_ranks
from yichuang.oversight.reportcheck.engine.relations.scores.rankings import rankings
from yichuang.oversight.reportcheck.engine.relations.steps.open_differences import (
    difference_odds,
    difference_opinions,
)
from yichuang.oversight.reportcheck.engine.relations.steps.open_growths import growth_opinions
from yichuang.oversight.reportcheck.engine.relations.sums.meant_sums import sum_opinions
from yichuang.oversight.reportcheck.engine.relations.sureness.signs import (
    Borne,
    borne_out,
    is_wholly_borne_out,
    may_be_two_things,
    points,
    signs,
)
from yichuang.oversight.reportcheck.engine.relations.sureness.weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.weighing import ENOUGH, Opinion, Opinions, by_odds
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_OPINIONS: dict[Kind, Callable[[Sequence[Passage], Sequence[Judged]], Opinions]] = {
    Kind.RATE: rate_opinions,
    Kind.GROWTH: growth_opinions,
    Kind.DIFFERENCE: difference_opinions,
    Kind.AVERAGE: average_opinions,
    Kind.SUM: sum_opinions,
}
_TENTHS = 10
# Fitted odds from which it is told: below them stand nearly half of what rules misread in the corpus, and one of
# fifteen errors that they find.
_TOLD = 7.0
# Told by words that say how numbers stand to each other, of which it says nothing that each is right by itself.
_BY_WORDS = frozenset(
    relation.__name__ for relation in (rankings, named_ranks, left_standing, nothing_carried, shared_out)
)


def with_odds(
    passages: Sequence[Passage], judged: Sequence[Judged], asked: Sequence[Judged] = ()
) -> Iterator[Judged]:
    """What was judged and asked, what rules accuse with its odds: of what is likelier misread it is asked.

    Nothing is told of which others bear out every number, so that none is left to be wrong.
    """
    borne = borne_out(judged)
    for each in (*judged, *asked):
        told_so = each.by in _BY_WORDS
        if each.holds or not (is_rough(each) or (is_wholly_borne_out(each, borne) and not told_so)):
            yield each
    read = difference_odds(passages, judged)
    for each, told in accusations(passages, judged, borne):
        odds = exp(points(told, WEIGHTS) / _TENTHS) * ENOUGH / _TOLD
        if each.kind is Kind.DIFFERENCE and odds < ENOUGH:
            odds = max(odds, read(each))
        yield by_odds(each, min(odds, ENOUGH) if may_be_two_things(each, told) else odds)


def is_rough(judged: Judged) -> bool:
    """Whether a rule accuses, which doesn't weigh what it reads."""
    return not (judged.holds or judged.odds or judged.certainty is Certainty.QUESTION)


def accusations(
    passages: Sequence[Passage], judged: Sequence[Judged], borne: Borne
) -> Iterator[tuple[Judged, list[str]]]:
    """What rules accuse, each with its signs; `borne` are the figures that what was judged bears out."""
    asked: dict[Kind, Opinions] = {}
    for each in filter(is_rough, judged):
        opinion = Opinion(None, 0.0)
        if each.claim and each.kind in _OPINIONS:
            if each.kind not in asked:
                asked[each.kind] = _OPINIONS[each.kind](passages, judged)
            others = {figure.span for figure in each.figures} - {each.claim.span}
            opinion = asked[each.kind](each.claim, others)
        yield each, signs(each, borne, opinion)
