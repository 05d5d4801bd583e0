"""A number that is told again otherwise, beside a result that comes out with the earlier one and passes it by.

"改造任务246户，竣工219户。…对照264户改造任务，竣工率89.0%": 219 of 246 are 89.0 %, of 264 they aren't.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.pointed_at import is_of_several
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of
from yichuang.oversight.reportcheck.findings import Kind, Span

_RECKONED = frozenset({Kind.RATE, Kind.AVERAGE, Kind.DIFFERENCE, Kind.SUM, Kind.GROWTH})
_TELLING = 2  # digits of a result from which on it doesn't come out by chance
_ROLES = (Role.LEVEL, Role.TARGET, Role.BASE)
_NAME = 8  # signs of a name
_APART = Decimal("0.02")  # less than that a result may not show


def passed_by(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All figures of a document beside a result that another figure of their name makes come out."""
    reckoned = [each for each in judged if each.holds and each.claim and each.kind in _RECKONED]
    used = {figure.span for each in reckoned for figure in each.figures}
    told: set[Span] = set()
    for each in reckoned:
        claim = each.claim
        if claim is None or len(digits_of(claim)) < _TELLING:
            continue
        passage = passages[claim.paragraph]
        beside = passage.between(passage.sentence_range(claim.sentence)[0], claim.at)
        for first in each.figures:
            if first is claim or (first.paragraph, first.sentence) == (claim.paragraph, claim.sentence):
                continue
            again = next(
                (f for f in reversed(beside) if f.unit == first.unit and f not in each.figures), None
            )
            if again is None or again.span in used | told or not _is_told_again(first, again):
                continue
            if not is_of_several(
                [f for f in passage.figures if f.at < again.at and f.unit == again.unit], again.value
            ):
                told.add(again.span)
                yield failed_repeat(passages, first, again)


def _is_told_again(first: Figure, again: Figure) -> bool:
    """Whether a figure has a word of the other's name and its number with a slip."""
    alike = again.unit == first.unit and bool(again.unit) and not again.is_percent and again.is_exact
    if not alike or again.role not in _ROLES or not is_slip_of(digits_of(first), digits_of(again)):
        return False
    if abs(first.value - again.value) < _APART * first.value:
        return False
    return not _words(first).isdisjoint(_words(again))


def _words(figure: Figure) -> frozenset[str]:
    """Each two neighbouring signs of what stands in front of a figure and behind it."""
    stretches = [FILLERS.sub("，", each) for each in (figure.lead[-_NAME:], figure.tail[:_NAME])]
    return frozenset(
        each[at : at + 2]
        for each in stretches
        for at in range(len(each) - 1)
        if "，" not in each[at : at + 2]
    )
