"""Which of several readings of a figure is meant, and whether it is written wrong. Pure.

Signs share out a belief over the readings and none of them (`odds.shares_of_belief`), and never look at the numbers.
The numbers then say how much likelier each reading makes them than chance: if it comes out (`Weighed.agreement`), or if
it doesn't and an error was made in writing it (`Weighed.slips`). All readings that don't come out speak together for an
error: if any of them is meant, the text is wrong. The likeliest of them is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.findings import Certainty, Span

ENOUGH = 20.0  # odds from which on an error is told: nineteen such of twenty are one
DOUBT = 2.0  # odds from which on it is asked whether there is one
FORCED = 99.0  # odds where the structure of the text leaves one reading
_UNSURE = 1.2  # none is meant somewhat oftener than the signs say
_LIKELIER = 2.0  # where another reading is so much likelier by its signs, the odds must be so much greater
_A_SLIP = 1.0  # what a wrong digit of a short number says; without one a number may be of anything
_SHARE = 0.6  # of all errors that may be, the share of the one that is told


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the signs think of it that a result is made of some figures.

    `belief` in that, None if nobody would think of them; `otherwise`: the belief in other readings that come out, times
    how much likelier than chance that is.
    """

    belief: float | None
    otherwise: float


Opinions = Callable[[Figure, Collection[Span]], Opinion]
"""Asked for a result and the figures that it is said to be made of."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading: how much it is believed, what it reckons with, and how much likelier than chance it makes the numbers.

    `agreement` if it comes out, 0 if not; `slips` if it doesn't, 0 if that can't be judged (a number told roughly).
    """

    belief: float
    numbers: Hashable
    agreement: float = 0.0
    slips: float = 0.0


def wrong(readings: Sequence[Weighed], none: float) -> tuple[int | None, float]:
    """The reading that is likeliest written wrong, by its place, None if none stands out; and the odds that one is."""
    amiss = [each.belief * each.slips for each in readings]
    if not any(amiss):
        return None, 0.0
    right = sum(each.belief * each.agreement for each in readings)
    unjudged = sum(each.belief for each in readings if not each.agreement and not each.slips)
    sure = odds.odds_of_errors(sum(amiss), _UNSURE * none + right + unjudged)
    best = max(range(len(readings)), key=lambda index: amiss[index])
    alike = sum(
        weight for weight, each in zip(amiss, readings, strict=True) if each.numbers == readings[best].numbers
    )
    if readings[best].belief * _LIKELIER < max(each.belief for each in readings):
        sure /= _LIKELIER
    told = alike > _SHARE * sum(amiss) and readings[best].slips > _A_SLIP
    return (best if told else None), sure


def by_odds(judged: Judged, sure: float) -> Judged:
    """What doesn't come out, as sure as its odds are: a contradiction if they are enough, else a question."""
    certainty = Certainty.CONTRADICTION if sure > ENOUGH else Certainty.QUESTION
    return replace(judged, certainty=certainty, odds=sure)


def opinion_of(
    figures: Collection[Span], readings: Iterable[tuple[float, Iterable[Figure], float]]
) -> Opinion:
    """The opinion of these figures, of all readings with their belief and agreement, 0 where one doesn't come out."""
    believed, otherwise = [], 0.0
    for belief, made_of, agreement in readings:
        if {figure.span for figure in made_of} == set(figures):
            believed.append(belief)
        else:
            otherwise += belief * agreement
    return Opinion(sum(believed) if believed else None, otherwise)


def right(readings: Sequence[Weighed], none: float) -> int | None:
    """The reading that comes out and is likely meant, by its place; None if it may as well be chance."""
    shares = [each.belief * each.agreement for each in readings]
    if not any(shares):
        return None
    best = max(range(len(readings)), key=lambda index: shares[index])
    return best if shares[best] > none + sum(shares) - shares[best] else None
