"""Differences that no way of writing explained: what is between two figures near it, or left of one less others.

"应参保28,604人，参保27,391人，参保率95.8%；…；尚未参保的1,213人": 28604 - 27391 = 1213, some clauses on.

All readings are weighed by what the text says of them (`difference_signs.py`), never by their numbers; what comes
out and is then likelier meant than not is held. None is accused here: too many that don't come out are meant otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.difference_offers import (
    Gap,
    fits,
    may_be,
    offers,
    wanted,
)
from yichuang.oversight.reportcheck.engine.relations.difference_signs import Parts, Signs, points_of
from yichuang.oversight.reportcheck.engine.relations.difference_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.rate_signs import wholes_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import POINTS
from yichuang.oversight.reportcheck.engine.weighing import Weighed, right
from yichuang.oversight.reportcheck.findings import Kind

_EXACTLY, _ABOUT = (
    0.9,
    0.2,
)  # how often differences of rounded numbers are those of the printed ones, and how else


def open_differences(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """The differences that come out and that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind is not Kind.RATE}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    parts = wholes_of(judged)
    for passage in passages:
        for change in passage.figures:
            if change.span in claimed or change.span in accused or not may_be(passage, change):
                continue
            gap = _likeliest(passage, change, parts)
            if gap:
                yield _held(passages, change, gap)


def _likeliest(passage: Passage, change: Figure, parts: Parts) -> Gap | None:
    """What the difference is likeliest made of, of all that comes out."""
    offered = list(offers(passage, change))
    fitting = [fits(change, gap) for gap in offered]
    if not any(fitting):
        return None
    signs = Signs(passage, change, parts)
    beliefs, none = odds.shares_of_belief([points_of(WEIGHTS, signs.of(gap)) for gap in offered])
    weighed = [
        Weighed(belief, gap.figures, agreement(change, gap) if fit else 0.0)
        for gap, belief, fit in zip(offered, beliefs, fitting, strict=True)
    ]
    best = right(weighed, none)
    return offered[best] if best is not None else None


def agreement(change: Figure, gap: Gap) -> float:
    """How much likelier the number is that comes out than any of its length: mostly to the last digit."""
    if gap.value == abs(change.value):
        return _EXACTLY * odds.chance(change)
    return _ABOUT * odds.of_agreement(change, wanted(change, gap))


def _held(passages: Sequence[Passage], change: Figure, gap: Gap) -> Judged:
    figures = (*gap.figures, change)
    plus, less = gap.plus, gap.less
    if gap.is_pair and plus[0].value < less[0].value:
        plus, less = less, plus
    formula = " - ".join((" + ".join(map(said, plus)), *map(said, less)))
    told = f"{formula} = {said(change)}{'个百分点' if change.unit == POINTS else ''}，与原文相符"
    return Judged(Kind.DIFFERENCE, figures, quotes(passages, figures), True, told, claim=change)
