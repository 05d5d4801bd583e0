"""What a rule accuses is asked of the fitted signs too: what they hardly believe in is a question. Pure.

"新增就业6.84万人…，再就业2.17万人…，登记失业率3.12%": a rule takes the first two for whole and part. It sees its
own words; the signs see all that stands around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.open_differences import difference_opinion
from yichuang.oversight.reportcheck.engine.relations.open_growths import growth_opinion
from yichuang.oversight.reportcheck.engine.relations.open_rates import rate_opinion
from yichuang.oversight.reportcheck.engine.weighing import Opinion
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_OPINIONS: dict[Kind, Callable[[Sequence[Passage], Sequence[Judged]], Opinion]] = {
    Kind.RATE: rate_opinion,
    Kind.GROWTH: growth_opinion,
    Kind.DIFFERENCE: difference_opinion,
}
_HARDLY = 0.05
_TWO = 2  # of ledgers the signs know little


def with_second_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What was judged, where the signs hardly believe in what is accused as a question."""
    asked: dict[Kind, Opinion] = {}
    for each in judged:
        if each.holds or each.odds or each.claim is None or each.kind not in _OPINIONS:
            yield each
            continue
        if each.kind not in asked:
            asked[each.kind] = _OPINIONS[each.kind](passages, judged)
        claim = each.claim
        others = {figure.span for figure in each.figures} - {claim.span}
        believed = asked[each.kind](claim, others) if len(others) == _TWO else None
        doubtful = believed is not None and believed < _HARDLY
        yield replace(each, certainty=Certainty.QUESTION) if doubtful else each
