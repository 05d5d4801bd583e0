"""Fits what signs say to texts in which everything is right, by maximum likelihood. Pure; standard library alone.

A case is one figure with all readings that it may have. Each reading has signs, which never look at the numbers, and a
likelihood: how much likelier the printed numbers are if that reading is meant than if they have nothing to do with each
other (a rate of three digits that comes out: some hundred times). The signs share out a belief over the readings and
"none of them" (a softmax); the weights are chosen so that the numbers are as likely as can be. So nobody has to label
which reading is meant: what comes out far too exactly for chance says it. Where a label says it, the likelihoods
of the other readings are 0.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

Weights = Mapping[str, float]
"""What each sign says, in natural logarithms of odds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One figure: the signs of each of its readings, and how likely its numbers are if it is meant.

    `none` is the likelihood of the numbers if no reading is meant: 1, or 0 where a label says that one is. `piece` is
    the text that it is from: all cases of a text are in one fold. `about` tells a person which figure it is.
    """

    piece: str
    about: str
    readings: tuple[tuple[str, ...], ...]
    likelihoods: tuple[float, ...]
    none: float = 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The readings of a range of belief: how many, what was believed on average, and which share was meant."""

    low: float
    high: float
    readings: int
    believed: float
    meant: float


def beliefs(case: Case, weights: Weights, sharper: float = 1.0) -> tuple[list[float], float]:
    """How likely each reading is by its signs, and none of them."""
    points = [sharper * sum(weights.get(sign, 0.0) for sign in reading) for reading in case.readings]
    most = max([0.0, *points])
    shares = [exp(point - most) for point in points]
    none = exp(-most)
    whole = none + sum(shares)
    return [each / whole for each in shares], none / whole


def meant(case: Case, believed: Sequence[float], none: float) -> tuple[list[float], float]:
    """How likely each reading is once its numbers are known, and how likely the numbers were by the signs."""
    shares = [one * other for one, other in zip(believed, case.likelihoods, strict=True)]
    whole = none * case.none + sum(shares)
    if whole <= 0:
        return [0.0 for _ in shares], 1e-9
    return [each / whole for each in shares], whole


def fit(
    cases: Sequence[Case], *, hold: float = 0.5, rounds: int = 10, pace: float = 0.3, least: int = 4
) -> dict[str, float]:
    """The weights that make the numbers likeliest. `hold` draws them to 0 (L2); signs of fewer cases than `least` say
    nothing. Gradients case by case, each sign at a pace of its own (AdaGrad).
    """
    seen = Counter(sign for case in cases for sign in {sign for reading in case.readings for sign in reading})
    weights = {sign: 0.0 for sign, number in seen.items() if number >= least}
    squares = dict.fromkeys(weights, 1e-3)
    order = list(cases)
    draw = random.Random(1)  # noqa: S311 - an order, no secret
    for _ in range(rounds):
        draw.shuffle(order)
        for case in order:
            for sign, slope in _slopes(case, weights).items():
                slope -= hold * weights[sign] / seen[sign]  # noqa: PLW2901
                squares[sign] += slope * slope
                weights[sign] += pace * slope / sqrt(squares[sign])
    return weights


def _slopes(case: Case, weights: Weights) -> dict[str, float]:
    """How the logarithm of the likelihood of a case grows with each weight."""
    believed, none = beliefs(case, weights)
    after, _ = meant(case, believed, none)
    slopes: dict[str, float] = {}
    for reading, before, later in zip(case.readings, believed, after, strict=True):
        slope = later - before
        if abs(slope) > _SLIGHT:
            for sign in reading:
                if sign in weights:
                    slopes[sign] = slopes.get(sign, 0.0) + slope
    return slopes


_SLIGHT = 1e-5


def likelihood(cases: Iterable[Case], weights: Weights, sharper: float = 1.0) -> float:
    """The mean logarithm of the likelihood of the numbers."""
    told = [log(max(1e-9, meant(case, *beliefs(case, weights, sharper))[1])) for case in cases]
    return sum(told) / max(1, len(told))


def folds(cases: Sequence[Case], number: int = 5) -> Iterator[tuple[list[Case], list[Case]]]:
    """The cases parted by their pieces: those to fit to, and those to look at."""
    pieces = sorted({case.piece for case in cases})
    random.Random(2).shuffle(pieces)  # noqa: S311 - an order, no secret
    fold = {piece: index % number for index, piece in enumerate(pieces)}
    for held_out in range(number):
        yield (
            [case for case in cases if fold[case.piece] != held_out],
            [case for case in cases if fold[case.piece] == held_out],
        )


def sharpest(looked_at: Sequence[tuple[list[Case], Weights]]) -> float:
    """By what the weights must be multiplied so that the cases they weren't fitted to are likeliest: L2 holds back."""
    tried = [1.0 + step / 10 for step in range(-3, 11)]
    return max(
        tried,
        key=lambda sharper: sum(
            likelihood(cases, weights, sharper) * len(cases) for cases, weights in looked_at
        ),
    )


BOUNDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)


def calibration(looked_at: Sequence[tuple[list[Case], Weights]], sharper: float = 1.0) -> list[Bin]:
    """Whether what is believed to 99 of 100 is meant 99 times of 100, of cases that the weights weren't fitted to."""
    rows: list[tuple[float, float]] = []
    for cases, weights in looked_at:
        for case in cases:
            believed, none = beliefs(case, weights, sharper)
            after, _ = meant(case, believed, none)
            rows.extend(zip(believed, after, strict=True))
    return _binned(rows, BOUNDS)


def _binned(rows: Sequence[tuple[float, float]], bounds: Sequence[float]) -> list[Bin]:
    told = []
    for low, high in pairwise(bounds):
        inside = [row for row in rows if low <= row[0] < high or (high == 1.0 and row[0] == 1.0)]
        if inside:
            number = len(inside)
            told.append(
                Bin(low, high, number, sum(b for b, _ in inside) / number, sum(m for _, m in inside) / number)
            )
    return told


def calibration_of_none(looked_at: Sequence[tuple[list[Case], Weights]], sharper: float = 1.0) -> list[Bin]:
    """Whether it is as seldom as believed that none of the readings is meant: from this a misreading is feared."""
    rows = []
    for cases, weights in looked_at:
        for case in cases:
            believed, none = beliefs(case, weights, sharper)
            after, _ = meant(case, believed, none)
            rows.append((none, 1 - sum(after)))
    return _binned(rows, (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0))


def doubtful(
    looked_at: Sequence[tuple[list[Case], Weights]], sharper: float = 1.0
) -> list[tuple[float, Case]]:
    """The cases whose numbers are least likely by what was believed, the worst first."""
    told = [
        (meant(case, *beliefs(case, weights, sharper))[1], case)
        for cases, weights in looked_at
        for case in cases
    ]
    return sorted(told, key=lambda each: each[0])
