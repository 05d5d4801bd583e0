"""Differences that no way of writing explained: what is between two figures near it, or left of one less others.

"应参保28,604人，参保27,391人，参保率95.8%；…；尚未参保的1,231人": 28604 - 27391 = 1213, two digits swapped.

All readings are weighed by what the text says of them (`difference_signs.py`), never by their numbers; then the numbers
are (`odds.py`). What comes out and is likelier meant than not is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.difference_offers import (
    Gap,
    fits,
    may_be,
    meant_for,
    offers,
    wanted,
)
from yichuang.oversight.reportcheck.engine.relations.difference_signs import Parts, Signs, points_of
from yichuang.oversight.reportcheck.engine.relations.difference_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.rate_signs import wholes_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import POINTS
from yichuang.oversight.reportcheck.engine.weighing import ENOUGH, Weighed, right, wrong
from yichuang.oversight.reportcheck.findings import Kind

_EXACTLY, _ABOUT = (
    0.9,
    0.2,
)  # how often differences of rounded numbers are those of the printed ones, and how else


def open_differences(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """The differences that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind is not Kind.RATE}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    parts = wholes_of(judged)
    for passage in passages:
        for change in passage.figures:
            if change.span in claimed or change.span in accused or not may_be(passage, change):
                continue
            best, sure = _best(passage, change, parts)
            if best is None:
                continue
            if not sure:
                yield _told(passages, change, best, holds=not sure)


def _best(passage: Passage, change: Figure, parts: Parts) -> tuple[Gap | None, float]:
    """What the difference is likeliest made of, with the odds that it is wrong, 0 if it comes out."""
    offered = list(offers(passage, change))
    if not offered:
        return None, 0.0
    signs = Signs(passage, change, parts)
    beliefs, none = odds.shares_of_belief([points_of(WEIGHTS, signs.of(gap)) for gap in offered])
    weighed = [weigh(change, gap, belief) for gap, belief in zip(offered, beliefs, strict=True)]
    best, sure = wrong(weighed, none)
    if best is not None and sure > ENOUGH:
        return offered[best], sure
    held = right(weighed, none)
    return (offered[held] if held is not None else None), 0.0


_HARDLY = 0.02  # belief up to which nobody asks what was written wrong


def weigh(change: Figure, gap: Gap, belief: float) -> Weighed:
    """A reading with how much likelier than chance it makes the numbers."""
    numbers = tuple(sorted(f.value for f in gap.plus)), tuple(sorted(f.value for f in gap.less))
    if fits(change, gap):
        return Weighed(belief, numbers, agreement=agreement(change, gap))
    return Weighed(belief, numbers, slips=slips(change, gap) if belief > _HARDLY else 0.0)


def agreement(change: Figure, gap: Gap) -> float:
    """How much likelier the number is that comes out than any of its length: mostly to the last digit."""
    if gap.value == abs(change.value):
        return _EXACTLY * odds.chance(change)
    return _ABOUT * odds.of_agreement(change, wanted(change, gap))


def slips(change: Figure, gap: Gap) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    found = odds.ANY + odds.of_slip(change, wanted(change, gap))
    for figure, meant in meant_for(change, gap):
        if meant.high > 0:
            found += odds.of_slip(figure, meant)
    return found


def _told(passages: Sequence[Passage], change: Figure, gap: Gap, *, holds: bool) -> Judged:
    figures = (*gap.figures, change)
    quoted = quotes(passages, figures)
    plus, less = gap.plus, gap.less
    if gap.is_pair and plus[0].value < less[0].value:
        plus, less = less, plus
    formula = " - ".join((" + ".join(map(said, plus)), *map(said, less)))
    points = "个百分点" if change.unit == POINTS else ""
    if holds:
        told = f"{formula} = {said(change)}{points}，与原文相符"
        return Judged(Kind.DIFFERENCE, figures, quoted, True, told, claim=change)
    finest = min((change, *gap.figures), key=lambda f: (f.step, f.numeral.scale))
    told = f"{formula} = {with_scale(gap.value, finest)}{points}，原文为 {said(change)}{points}"
    size = abs(change.value)
    off = sum((f.value for f in plus), -size) - sum(f.value for f in less)
    fixes = changes(
        instead(change, gap.value),
        *(instead(figure, figure.value - off) for figure in plus),
        *(instead(figure, figure.value + off) for figure in less),
    )
    return Judged(Kind.DIFFERENCE, figures, quoted, False, told, fixes, claim=change, frame=Frame.PROVEN)
