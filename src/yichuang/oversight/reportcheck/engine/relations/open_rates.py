"""Rates that no way of writing explained: any two counts near one may be its part and base. Pure.

"应免疫牛2,150头，实际免疫2,146头，免疫密度9.98%": nothing is called 密度, but 2146 of 2150 are 99.8 %.

All pairs near the rate are weighed by what the text says of them (`rate_signs.py`), never by their numbers. Then the
numbers are: how likely they are as an error of the likeliest pair, as a right rate of another, or as one of neither
(`odds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, point
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rate_signs import (
    OTHER_SIDE,
    Bases,
    bases_of,
    is_share_of,
    offers,
    signs,
    wholes_of,
)
from yichuang.oversight.reportcheck.engine.relations.rate_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.rates import accused_rate, fits_rate, is_odd
from yichuang.oversight.reportcheck.engine.units import PERMILLE
from yichuang.oversight.reportcheck.findings import Kind, Span

_UNTOLD = re.compile(r"(?:出生|死亡|自然增长|患病|发病|失业|负债|森林|绿化|绿地)[^，。；]{0,2}率")
_ENOUGH = 5.0
_HUNDRED = Decimal(100)


def open_rates(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the rates that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind not in _OF_OTHERS}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    bases, wholes = bases_of(judged), wholes_of(judged)
    for passage in passages:
        for rate in passage.figures:
            if rate.span not in claimed and rate.span not in accused and may_be(passage, rate):
                best, sure = _best(passage, rate, bases, wholes)
                told = best is not None and any(figure.span in accused for figure in best.figures)
                if best is not None and (not told or sure > odds.ONCE_MORE):
                    yield replace(accused_rate(passages, rate, best), frame=Frame.PROVEN)


_OF_OTHERS = frozenset({Kind.PERCENT_TOTAL, Kind.SUM})


def may_be(passage: Passage, rate: Figure) -> bool:
    """Whether a figure is a rate that has a part and a base."""
    return (
        (rate.role is Role.RATE or (rate.role is Role.BASE and is_share_of(rate)))
        and rate.is_percent
        and rate.bound is Bound.EXACT
        and rate.value not in (0, 100)
        and not is_odd(passage.text, rate)
        and not _UNTOLD.search(rate.lead)
    )


def _best(
    passage: Passage, rate: Figure, bases: Bases, wholes: Mapping[Span, Span]
) -> tuple[Pair | None, float]:
    """The pair that the rate is likeliest of, if an error in it is likelier than anything else; and by how much."""
    offered = list(offers(passage, rate))
    if not offered:
        return None, 0.0
    told = [_points(rate, pair, signs(passage, rate, pair, bases, wholes)) for pair in offered]
    beliefs, none = odds.shares_of_belief(told)
    explained = sum(
        belief * odds.of_agreement(rate, wanted(rate, pair))
        for belief, pair in zip(beliefs, offered, strict=True)
        if fits_rate(rate, pair)
    )
    weighed = [
        (belief * slips(passage, rate, pair), index)
        for index, (belief, pair) in enumerate(zip(beliefs, offered, strict=True))
        if belief > _LEAST and all(f.is_exact for f in pair.figures) and not fits_rate(rate, pair)
    ]
    if not weighed:
        return None, 0.0
    _, best = max(weighed, key=lambda each: each[0])
    pair = offered[best]
    sure = odds.odds_of_error(beliefs[best], slips(passage, rate, pair), none, explained)
    return (pair if sure > _ENOUGH else None), sure


_LEAST = 0.5  # a reading that another is likelier than isn't accused


def slips(passage: Passage, rate: Figure, pair: Pair) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    found = odds.ANY + odds.of_slip(rate, wanted(rate, pair))
    found += of_counts(rate, pair)
    if any(f.written == rate.written and f is not rate for f in passage.figures):
        found += odds.COPIED
    return found


def of_counts(rate: Figure, pair: Pair) -> float:
    """What a slip in the last part or in the base says."""
    part = odds.of_slip(pair.parts[-1], _wanted_part(rate, pair))
    return part + odds.of_slip(pair.base, _wanted_base(rate, pair))


def wanted(rate: Figure, pair: Pair) -> Interval:
    """The numbers that may be printed for the share of a pair, rounded or cut."""
    made = sum((part.value for part in pair.parts), Decimal(0))
    made = pair.base.value - made if pair.rest else made
    share = point(max(made, Decimal(0))).times(_factor(rate)).over(pair.base.interval)
    return _prints(rate, share) if share else point(-1)


def _wanted_part(rate: Figure, pair: Pair) -> Interval:
    shares = rate.interval.times(Decimal(1) / _factor(rate))
    made = pair.base.interval
    part = Interval(made.low * shares.low, made.high * shares.high)
    if pair.rest:
        part = Interval(made.low - part.high, made.high - part.low)
    others = sum((f.value for f in pair.parts[:-1]), Decimal(0))
    return _prints(pair.parts[-1], Interval(part.low - others, part.high - others))


def _wanted_base(rate: Figure, pair: Pair) -> Interval:
    shares = rate.interval.times(Decimal(1) / _factor(rate))
    if pair.rest:
        shares = Interval(1 - shares.high, 1 - shares.low)
    made = sum((part.value for part in pair.parts), Decimal(0))
    base = point(made).over(shares)
    return _prints(pair.base, base) if base and base.high != ENDLESS else point(-1)


def _prints(figure: Figure, meant: Interval) -> Interval:
    """What may be printed for a value that is meant."""
    step = figure.step
    return Interval(meant.low - step, meant.high + step / 2, low_open=bool(step))


def _factor(rate: Figure) -> Decimal:
    return Decimal(1000) if rate.unit == PERMILLE else _HUNDRED


def _points(rate: Figure, pair: Pair, of: Sequence[str]) -> int:
    """The points of a pair; that it stands on the other side of all says nothing if a slip explains it."""
    found = points(of)
    if OTHER_SIDE in of and of_counts(rate, pair) > _EXPLAINS:
        found -= WEIGHTS[OTHER_SIDE]
    return found


_EXPLAINS = 5.0


def points(of: Sequence[str]) -> int:
    """The signs added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in of)
