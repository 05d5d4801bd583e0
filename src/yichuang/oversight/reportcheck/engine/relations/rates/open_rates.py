"""Rates that no way of writing explained: any two counts near one may be its part and base. Pure.

"应免疫牛2,150头，实际免疫2,146头，免疫密度9.98%": nothing is called 密度, but 2146 of 2150 are 99.8 %.

All pairs that may be meant (`offers.py`) are weighed by what the text says of them (`signs.py`), above all by
the rates beside that hold (`brothers.py`), never by their numbers. Then the numbers are: how likely they are as an
error of a pair, as a right rate of another, or as one of none (`odds.py`). So a rate that two counts give by chance,
though no sign says that it is theirs, is no better than one that none gives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates import sure_rates
from yichuang.oversight.reportcheck.engine.relations.rates.bases import is_told_otherwise, named_base
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import Known, known_of, place_of
from yichuang.oversight.reportcheck.engine.relations.rates.counts import factor, wanted, wanted_count
from yichuang.oversight.reportcheck.engine.relations.rates.offers import is_over_time, offers
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count, is_of_group
from yichuang.oversight.reportcheck.engine.relations.rates.rates import (
    accused_rate,
    fits_rate,
    held_rate,
    is_odd,
    is_of_both,
)
from yichuang.oversight.reportcheck.engine.relations.rates.set_apart import may_be_meant
from yichuang.oversight.reportcheck.engine.relations.rates.signs import signs
from yichuang.oversight.reportcheck.engine.relations.rates.told_bases import of_whole_above, with_part_in_base
from yichuang.oversight.reportcheck.engine.relations.rates.weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.rates.words import is_share_of, row_of
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import with_value
from yichuang.oversight.reportcheck.engine.weighing import (
    DOUBT,
    ENOUGH,
    FORCED,
    Opinion,
    Opinions,
    by_odds,
    opinion_of,
)
from yichuang.oversight.reportcheck.findings import Kind, Span

_OF_MEAN_PEOPLE = re.compile(
    r"^(?:人口)?(?:出生|死亡|自然增长)率"
)  # of the mean of two years, seldom printed
_STEPS = re.compile(r"(?:[增降减升涨]幅|增速|增长率)(?:分别|依次|各)?(?:为|是|达到?)*$")


def open_rates(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the rates that nothing has accused yet, also where two counts gave one by chance.

    Rates that come out as one reading says are told first: what they are of tells what those beside them are of.
    """
    claimed = {each.claim.span for each in judged if each.claim and not _leaves_open(each)}
    accused = {
        figure.span
        for each in judged
        if not each.holds and each.kind is not Kind.PERCENT_TOTAL
        for figure in each.figures
    }
    asked = [
        (passage, rate)
        for passage in passages
        for rate in passage.figures
        if rate.span not in claimed and rate.span not in accused and may_be(passage, rate)
    ]
    held = list(_come_out(passages, asked, known_of(passages, judged)))
    yield from held
    known = known_of(passages, [*judged, *held])
    told = {each.claim.span for each in held if each.claim}
    for passage, rate in asked:
        if rate.span in told or _is_surely_held(passage, rate, known) or _OF_MEAN_PEOPLE.search(rate.lead):
            continue
        best, sure = _best(passages, passage, rate, known)
        if best is None or is_told_otherwise(passages, rate, best.base) or _is_of_its_group(best):
            continue
        if _is_of_both_sides(passage, rate, best) or _is_of_another_base(passage, rate, best):
            continue
        best = of_whole_above(passages, rate, with_part_in_base(passage, rate, best))
        if fits_rate(rate, best):
            if meant := held_rate(passages, rate, best):
                yield meant
            continue
        if not any(part.span in accused for part in best.parts) or sure > odds.ONCE_MORE:
            yield by_odds(replace(accused_rate(passages, rate, best), frame=Frame.PROVEN), sure)


def rate_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Opinions:
    """What is thought of it that a rate is of some counts."""
    known = known_of(passages, [each for each in judged if each.holds])

    def of(rate: Figure, others: Collection[Span]) -> Opinion:
        passage = passages[rate.paragraph]
        offered = list(offers(passage, rate, known))
        beliefs, _ = odds.shares_of_belief([points(signs(passage, rate, pair, known)) for pair in offered])
        agreements = (
            odds.of_agreement(rate, wanted(rate, pair)) if fits_rate(rate, pair) else 0.0 for pair in offered
        )
        return opinion_of(others, zip(beliefs, (pair.figures for pair in offered), agreements, strict=True))

    return of


def _is_of_both_sides(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether a part is so much of what it makes with another count: 直接结算5,127人次…手工报销的还有836人次."""
    if fits_rate(rate, pair) or len(pair.parts) > 1 or len(digits_of(rate)) < TELLING:
        return False
    (part,) = pair.parts
    sides = (f for f in passage.in_sentence(part.sentence) if f.unit == part.unit and f not in pair.figures)
    return any(is_of_both(rate, replace(pair, base=side)) for side in sides if is_count(side))


def _is_of_another_base(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether a part is so much of a count of its paragraph that stands too far away to be offered."""
    if fits_rate(rate, pair) or len(pair.parts) > 1 or len(digits_of(rate)) < TELLING:
        return False
    if len(named_base(passage, rate)) > 1:
        return False  # 流动人口占实有人口的55.8%: divided by another than it says
    units = {pair.parts[0].unit, pair.base.unit}
    front = (f for f in passage.figures if f.at < rate.at and f.unit in units and is_count(f))
    front = (f for f in front if f not in pair.figures)
    return any(fits_rate(rate, replace(pair, base=f, added=(), taken=())) for f in front)


def _is_of_its_group(pair: Pair) -> bool:
    """Whether the words say of which group the part is, and the base isn't that."""
    return not pair.is_made and is_of_group(pair.parts[0], pair.base)


def _is_surely_held(passage: Passage, rate: Figure, known: Known) -> bool:
    """Whether a rate comes out with a pair that the signs speak for so much that no other need be asked for."""
    pair = known.pair_of(rate)
    return pair is not None and points(signs(passage, rate, pair, known)) >= _SPOKEN_FOR


_SPOKEN_FOR = 30  # tenths; of a thousand such rates none was told to be of another pair


def _come_out(
    passages: Sequence[Passage], asked: Sequence[tuple[Passage, Figure]], known: Known
) -> Iterator[Judged]:
    """The rates that no relation has explained and that come out as the likeliest reading says."""
    for passage, rate in asked:
        if not known.is_held(rate) and (pair := _right(passage, rate, known)):
            held = held_rate(passages, rate, pair)
            if held is not None:
                yield held


def _leaves_open(judged: Judged) -> bool:
    """Whether a figure that a relation claims may be asked for once more: a share among others, or held by a pair."""
    return judged.kind in _OF_OTHERS or (judged.kind is Kind.RATE and judged.holds)


_OF_OTHERS = frozenset({Kind.PERCENT_TOTAL, Kind.SUM})


def may_be(passage: Passage, rate: Figure) -> bool:
    """Whether a figure is a rate that has a part and a base."""
    return (
        (rate.role is Role.RATE or (rate.role is Role.BASE and is_share_of(rate)))
        and rate.is_percent
        and (rate.bound is Bound.EXACT or (rate.written.endswith("成") and not _weighs(passage, rate)))
        and rate.value not in (0, 100)
        and not is_odd(passage.text, rate)
        and not _STEPS.search(row_of(passage, rate)[0].lead)
    )


_RECKONED = re.compile(
    "[^。]{0,60}?(?:折算|综合|总成绩|总评|加权|计分|最终)[^，。；：\\d]{0,4}(?:得?分)?(?:为|是)?\\d[\\d.]*分"
)


def _weighs(passage: Passage, share: Figure) -> bool:
    """Whether a share is the weight of a score: 笔试占六成、面试占四成，…总成绩83.2分."""
    return _RECKONED.match(passage.text, share.after) is not None


def _right(passage: Passage, rate: Figure, known: Known) -> Pair | None:
    """The pair that gives a rate and is meant, if that is likelier than chance."""
    offered = [pair for pair in offers(passage, rate, known) if may_be_meant(passage, rate, pair)]
    if not any(fits_rate(rate, pair) for pair in offered):
        return None
    told = [_doubted(points(signs(passage, rate, pair, known)), rate, pair) for pair in offered]
    beliefs, none = odds.shares_of_belief(told)
    fitting = [
        (belief * odds.of_agreement(rate, wanted(rate, pair)), index)
        for index, (belief, pair) in enumerate(zip(beliefs, offered, strict=True))
        if fits_rate(rate, pair)
    ]
    most, index = max(fitting)
    return (
        offered[index]
        if most > _MEANT * (none + sum(share for share, _ in fitting) - most) and most > _SURELY
        else None
    )


_MEANT = 1.0


def _best(
    passages: Sequence[Passage], passage: Passage, rate: Figure, known: Known
) -> tuple[Pair | None, float]:
    """The pair that the rate is likeliest of, if an error in it is likelier than anything else; and by how much."""
    offered = [pair for pair in offers(passage, rate, known) if may_be_meant(passage, rate, pair)]
    if not offered:
        return None, 0.0
    spoken = [signs(passage, rate, pair, known) for pair in offered]
    told = [_doubted(points(of), rate, pair) for of, pair in zip(spoken, offered, strict=True)]
    beliefs, none = odds.shares_of_belief(told)
    likely = [(belief, pair) for belief, pair in zip(beliefs, offered, strict=True) if belief > _SLIGHT]
    explained = none + sum(
        belief * odds.of_agreement(rate, wanted(rate, pair)) * (_TWICE if known.tells(rate, pair) else 1)
        for belief, pair in likely
        if fits_rate(rate, pair)
    )
    if explained > _SURELY:
        return None, 0.0
    others = [f for f in passage.figures if may_be(passage, f) and f is not rate and not known.is_held(f)]
    errors = [
        (belief * slips(passage, rate, pair, others), belief, pair)
        for belief, pair in likely
        if belief > _FEW
        and all(f.is_exact for f in pair.figures)
        and not (fits_rate(rate, pair) or _is_of_each(pair) or _is_all(pair))
    ]
    likeliest, belief, best = max(errors, default=(0.0, 0.0, None), key=lambda each: each[0])
    whole = sum(error for error, _, _ in errors)
    sure = odds.odds_of_errors(whole, explained)
    if belief < _LEAST:
        sure = max(min(sure, ENOUGH), sure * (belief / _LEAST) ** 2)
    amiss = best if likeliest * 2 > whole and sure > DOUBT else None
    if (amiss and sure > ENOUGH) or explained - none > _HARDLY:
        return amiss, sure
    most = max(range(len(offered)), key=lambda index: beliefs[index])
    forced = (
        not _is_all(offered[most])
        and not _is_of_the_next(passage, rate)
        and sure_rates.is_forced(passages, rate, offered[most], spoken[most], beliefs[most])
    )
    return (offered[most], FORCED) if forced else (amiss, sure)


def _is_of_the_next(passage: Passage, rate: Figure) -> bool:
    """Whether the count right in front gives it, whatever its words: 到库3,213车次，…拒收86车次，占到库的2.7%."""
    front = [f for f in passage.in_sentence(rate.sentence) if f.at < rate.at and not f.is_percent]
    return len(front) > 1 and any(
        fits_rate(rate, Pair((front[-1],), base, sure=False)) for base in front[:-1] if base.value
    )


def _is_all(pair: Pair) -> bool:
    """Whether a part is as many as its base: two counts of one number, of which hardly a rate is told."""
    return pair.value == pair.whole


def _is_of_each(pair: Pair) -> bool:
    """Whether what each has is set against what all have: 户均6,600万元 is no part of 5.94亿元."""
    averages = (part for part in pair.parts if part.role is Role.AVERAGE and "均" in part.lead[-_NAMED:])
    of_each = any(not is_over_time(part) for part in averages)
    return of_each and pair.base.role is not Role.AVERAGE


_NAMED = 6


_HARDLY = 0.004  # belief in readings that come out, times what that says, up to which none of them is meant
_SLIGHT = 1e-5
_FEW = 0.01
_SURELY = 5.0  # no slip says so much against what comes out
_LEAST = 0.45  # of a reading of less belief the numbers must say so much more
_TWICE = 0.02  # a rate that is told of one pair already is hardly told of it once more


def slips(passage: Passage, rate: Figure, pair: Pair, others: Sequence[Figure] = ()) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    found = _FAR if is_on_other_side(rate, pair) else odds.ANY
    found += odds.of_slip(rate, wanted(rate, pair))
    found += of_counts(rate, pair)
    if (turned := _turned(pair)) and fits_rate(rate, turned):
        found += _UPSIDE_DOWN * odds.of_agreement(rate, wanted(rate, turned))
    near = passage.between(rate.at - _NEAR, rate.at + _NEAR)
    for one, most in ((rate, _COPIED_RATE), (pair.parts[-1], _COPIED_COUNT), (pair.base, _COPIED_COUNT)):
        if any(f.written == one.written and f is not one for f in near):
            found += odds.of_copy(one, most)
    return found + _of_another_base(passage, rate, pair, others)


def _turned(pair: Pair) -> Pair | None:
    """The base as part of the part: who reckons wrong divides the plan by what was done."""
    if len(pair.parts) > 1 or pair.rest or pair.is_made or not pair.value:
        return None
    return Pair((pair.base,), pair.parts[0], sure=False)


_UPSIDE_DOWN = 0.03  # of the errors
_FAR = 0.02  # reckoned wrong by so much that a part is more than all
_NEAR = 120
_COPIED_RATE, _COPIED_COUNT = 8.0, 3.0


def _of_another_base(passage: Passage, rate: Figure, pair: Pair, others: Sequence[Figure]) -> float:
    """What it says that rates built like this one come out with the same other base: then the base is wrong."""
    if pair.base.bracket or not others or pair.rest or pair.is_made or len(pair.parts) > 1:
        return 0.0
    meant, told = wanted_count(rate, pair, pair.base), 1.0
    offset = place_of(passage, rate) - place_of(passage, pair.parts[0])
    for other in others[:_ROW]:
        at = place_of(passage, other) - offset
        if not 0 <= at < len(passage.figures):
            continue
        part = passage.figures[at]
        if part.unit != pair.parts[0].unit or part.value >= pair.base.value or not part.value:
            continue
        beside = wanted_count(other, Pair((part,), pair.base, sure=False), pair.base)
        if beside.meets(meant) and not beside.has(pair.base.value):
            meant = Interval(max(meant.low, beside.low), min(meant.high, beside.high))
            told *= odds.of_agreement(
                other, wanted(other, Pair((part,), _with(pair.base, meant), sure=False))
            )
    return min(_MOST, told * odds.of_slip(pair.base, meant)) if told > 1 else 0.0


def _with(base: Figure, meant: Interval) -> Figure:
    return with_value(base, ((meant.low + meant.high) / 2).quantize(Decimal(1)))


_ROW = 6
_MOST = 2000.0


def of_counts(rate: Figure, pair: Pair) -> float:
    """What a slip in the last part or in the base says."""
    last = pair.parts[-1]
    counts = (last, *(f for f in pair.bases if f is not last))
    return sum(odds.of_slip(count, wanted_count(rate, pair, count)) for count in counts)


def _doubted(said: int, rate: Figure, pair: Pair) -> int:
    """What the signs say, less what it takes that a pair can't be meant as printed; a slip may explain that."""
    if not is_on_other_side(rate, pair):
        return said
    turned = _turned(pair)
    explained = said > _UNHEARD and (
        of_counts(rate, pair) > _EXPLAINS or (turned is not None and fits_rate(rate, turned))
    )
    return said - (_EXPLAINED if explained else _IMPOSSIBLE)


_EXPLAINS = 5.0
_UNHEARD = -40  # tenths; whatever explains it, nobody believes it
_EXPLAINED, _IMPOSSIBLE = 20, 44


def is_on_other_side(rate: Figure, pair: Pair) -> bool:
    """Whether a part is above its base though the rate is below all, or the other way round: that can't be meant."""
    return not pair.rest and (pair.value > pair.whole) != (rate.value > factor(rate))


def points(of: Sequence[str]) -> int:
    """The signs added up."""
    return sum(filter(None, map(WEIGHTS.get, of)))
