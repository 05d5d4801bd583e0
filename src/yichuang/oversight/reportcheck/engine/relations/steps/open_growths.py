"""Growths in per cent that no way of writing explained: any two values near one may be those that it is between.

"一季度1.62万件，二季度1.87万件，…，季度环比分别增长15.4%和15.0%" · "批次下降14.7%、人次下降9.6%；…上年为218批635人次".

All readings are weighed by what the text says of them (`growth_signs.py`), never by their numbers; then the numbers are
(`odds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, is_near
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps import sure_steps
from yichuang.oversight.reportcheck.engine.relations.steps.copied import of_copies
from yichuang.oversight.reportcheck.engine.relations.steps.growth_offers import Grown, may_be, offers
from yichuang.oversight.reportcheck.engine.relations.steps.growth_signs import (
    Around,
    Brother,
    Settled,
    brother_of,
    settled_of,
    signs,
    words_behind_last,
)
from yichuang.oversight.reportcheck.engine.relations.steps.growth_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_down
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    Of,
    base_value,
    grown,
    holds,
    is_of_another_thing,
    is_over_more_years,
    made_of,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.weighing import (
    DOUBT,
    ENOUGH,
    FORCED,
    Opinion,
    Opinions,
    Weighed,
    by_odds,
    opinion_of,
    right,
    wrong,
)
from yichuang.oversight.reportcheck.findings import Kind, Span

_BY_CHANCE = (
    8.0  # how much likelier than chance numbers are from which on a growth tells how its brothers are made
)


def open_growths(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What holds or is wrong of the growths that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    settled = settled_of(judged)
    for passage in passages:
        changes = [figure for figure in passage.figures if may_be(passage, figure)]
        asked = [each for each in changes if each.span not in claimed and each.span not in accused]
        around = Around(brothers_of(passage, changes), settled) if asked else None
        for change in asked:
            assert around is not None
            best, sure = _best(passage, change, around)
            if best is None:
                continue
            told = any(figure.span in accused for figure in best.figures)
            if not sure or not told or sure > odds.ONCE_MORE:
                yield _told(passages, passage, change, best, sure)


def growth_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Opinions:
    """What is thought of it that a growth is of some values."""
    settled = settled_of(judged)

    def of(change: Figure, others: Collection[Span]) -> Opinion:
        passage = passages[change.paragraph]
        changes = [figure for figure in passage.figures if may_be(passage, figure)]
        around, offered = Around(brothers_of(passage, changes), settled), readings(passage, change, settled)
        beliefs, _ = odds.shares_of_belief([points(signs(passage, change, each, around)) for each in offered])
        weighed = [_weighed(passage, change, *each) for each in zip(offered, beliefs, strict=True)]
        said = {
            one.numbers: each.figures
            for one, each in zip(weighed, offered, strict=True)
            if _is_of(each, others)
        }
        return opinion_of(
            others,
            (
                (one.belief, said.get(one.numbers, each.figures), one.agreement)
                for one, each in zip(weighed, offered, strict=True)
            ),
        )

    return of


def _is_of(each: Grown, figures: Collection[Span]) -> bool:
    return {figure.span for figure in each.figures} == set(figures)


def readings(passage: Passage, change: Figure, settled: Settled) -> list[Grown]:
    """All that a growth may be of, but for steps that hold: of such one the value before is the only base."""
    offered, down = list(offers(passage, change)), bool(is_down(passage, change))
    between: dict[Figure, list[Figure]] = {}
    for each in offered:
        if each.of is not Of.VALUES and (each.first.span, each.second.span) in settled.stepped:
            between.setdefault(each.first, []).append(each.second)
    before = {step: (max if down else min)(two, key=lambda f: f.value) for step, two in between.items()}
    return [
        each
        for each in offered
        if each.second not in between.get(each.first, ())
        or (each.of is Of.BEFORE) == (each.second.value == before[each.first].value)
    ]


def brothers_of(passage: Passage, changes: Sequence[Figure]) -> list[Brother]:
    """The growths of a passage that one reading alone explains, with that reading."""
    told = []
    for change in changes if len(changes) > 1 else ():
        fitting = [each for each in offers(passage, change) if fits(passage, change, each)]
        whole = {frozenset((each.first.value, each.second.value)) for each in fitting}
        if len(whole) == 1 and odds.of_agreement(change, wanted(passage, change, fitting[-1])) > _BY_CHANCE:
            told.append(brother_of(passage, change, fitting[-1]))
    return told


def points(of: Sequence[str]) -> int:
    """The signs added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in of)


def _best(passage: Passage, change: Figure, around: Around) -> tuple[Grown | None, float]:
    """What the growth is likeliest of, with the odds that it is wrong, 0 if it comes out."""
    offered = readings(passage, change, around.settled)
    if not offered:
        return None, 0.0
    spoken = [signs(passage, change, each, around) for each in offered]
    beliefs, none = odds.shares_of_belief([points(of) for of in spoken])
    weighed = [_weighed(passage, change, each, belief) for belief, each in zip(beliefs, offered, strict=True)]
    best, sure = wrong(weighed, none)
    if best is None or sure <= ENOUGH:
        most = sure_steps.most_believed(weighed)
        if most is not None and _is_forced(passage, change, offered[most], spoken[most]):
            return offered[most], FORCED
    if best is not None and sure > DOUBT:
        return offered[best], sure
    held = right(weighed, none)
    return (offered[held] if held is not None else None), 0.0


def _is_forced(passage: Passage, change: Figure, each: Grown, signs: Sequence[str]) -> bool:
    made = wanted(passage, change, each)
    return sure_steps.is_forced(passage, change, each.figures, made, signs)


def _weighed(passage: Passage, change: Figure, each: Grown, belief: float) -> Weighed:
    numbers = each.between(down=bool(is_down(passage, change)))
    if fits(passage, change, each):
        return Weighed(belief, numbers, agreement=odds.of_agreement(change, wanted(passage, change, each)))
    base = base_value(each.step(change, down=bool(is_down(passage, change))))
    if base is None or base.low <= 0:
        return Weighed(belief, numbers)
    otherwise = each.of is Of.VALUES and is_over_more_years(change, *each.figures)
    otherwise = otherwise or is_of_another_thing(change, each.figures)
    if not change.is_exact or belief < _SLIGHT or otherwise or is_not_printed(passage, change, each):
        return Weighed(belief, numbers)
    copied = of_copies(passage, (*each.figures, change))
    return Weighed(belief, numbers, slips=slips(passage, change, each) + copied)


_SLIGHT = 1e-4
_NOT_PRINTED = re.compile(
    r"不变价|可比|实际增|扣除|口径|每年|逐年|年均[^，。；]{0,3}[增减降升涨]|平均增|复合增"
)
_OF_PRODUCT = re.compile(r"增加值|生产总值|(?:总|工业|农业|林业|牧业|渔业)产值|GDP|指数")


def is_not_printed(passage: Passage, change: Figure, each: Grown) -> bool:
    """Whether a growth may be of others than the printed values: at constant prices, of so much a year."""
    words = words_behind_last(passage, change)
    if _NOT_PRINTED.search(words):
        return True
    value = each.second if each.of is Of.NOW else each.first
    return bool(_OF_PRODUCT.search(words) or _OF_PRODUCT.search(value.name + value.lead))


def fits(passage: Passage, change: Figure, each: Grown) -> bool:
    """Whether the growth comes out."""
    step = each.step(change, down=bool(is_down(passage, change)))
    if not holds(step, change):
        return False
    return change.is_exact or is_near(change, abs(made_of(step)[0]))


def wanted(passage: Passage, change: Figure, each: Grown) -> Interval:
    """The numbers that may be printed for what a reading makes, rounded or cut."""
    step = each.step(change, down=bool(is_down(passage, change)))
    base = base_value(step)
    if base is None or base.low <= 0:
        return Interval(Decimal(-1), Decimal(-1))
    made, fine = grown(step, base), change.step or Decimal(1)
    return Interval(made.low - fine, made.high + fine / 2, low_open=True)


def slips(passage: Passage, change: Figure, each: Grown) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    meant = wanted(passage, change, each)
    found = odds.ANY * (odds.NEAR if sure_steps.is_near(change, meant) else 1) + odds.of_slip(change, meant)
    found += _of_other_base(passage, change, each)
    for figure, meant in _wanted_values(passage, change, each):
        found += odds.of_slip(figure, Interval(meant.low - figure.step, meant.high + figure.step / 2))
    return found


def _of_other_base(passage: Passage, change: Figure, each: Grown) -> float:
    """What it says that the growth is the step's share of the value now: who reckons wrong takes that as the base."""
    now, before = each.between(down=bool(is_down(passage, change)))
    if not now or now == before:
        return 0.0
    share, fine = abs(divide((now - before) * HUNDRED, now)), change.step or Decimal(1)
    return _OTHER_BASE * odds.of_agreement(change, Interval(share - fine, share + fine / 2)) * (
        share - fine < abs(change.value) <= share + fine / 2
    )  # fmt: skip


_OTHER_BASE = 0.05


def _wanted_values(passage: Passage, change: Figure, each: Grown) -> Iterator[tuple[Figure, Interval]]:
    """What either figure would be if the growth is right."""
    share = change.interval.times(1 / HUNDRED)
    one, down = Interval(Decimal(1), Decimal(1)), bool(is_down(passage, change))
    factor = one - share if down else one + share
    if share.low <= 0 or factor.low <= 0:
        return
    first, second = each.figures
    if each.of is Of.BEFORE:
        yield first, _product(share, second.interval)
        if meant := first.interval.over(share):
            yield second, meant
    elif each.of is Of.VALUES:
        yield first, _product(factor, second.interval)
        if meant := first.interval.over(factor):
            yield second, meant
    elif of_now := share.over(factor):
        yield first, _product(of_now, second.interval)
        if meant := first.interval.over(of_now):
            yield second, meant


def _product(one: Interval, other: Interval) -> Interval:
    return Interval(one.low * other.low, one.high * other.high)


def _told(passages: Sequence[Passage], passage: Passage, change: Figure, each: Grown, sure: float) -> Judged:
    figures = (*each.figures, change)
    step = each.step(change, down=bool(is_down(passage, change)))
    if sure:
        return by_odds(replace(wrong_growth(passages, step, change), frame=Frame.PROVEN), sure)
    _, told = made_of(step)
    told = f"{told}，与原文 {said(change)} 相符"
    return Judged(Kind.GROWTH, figures, quotes(passages, figures), True, told, claim=change)
