"""Differences that no way of writing explained: what is between two figures near it, or left of one less others.

"应参保28,604人，参保27,391人，参保率95.8%；…；尚未参保的1,213人": 28604 - 27391 = 1213, some clauses on.

All readings are weighed by what the text says of them (`difference_signs.py`), never by their numbers. What comes
out and is then likelier meant than not is held; what doesn't is told where its numbers are likelier an error of the
reading that is believed in than anything else (`odds.py`). Of several figures together none is told: too many that
don't come out leave a rest that isn't named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps import sure_steps
from yichuang.oversight.reportcheck.engine.relations.steps.copied import of_copies
from yichuang.oversight.reportcheck.engine.relations.steps.difference_offers import (
    Gap,
    fits,
    magnitude,
    may_be,
    offers,
    wanted,
)
from yichuang.oversight.reportcheck.engine.relations.steps.difference_signs import (
    Settled,
    Signs,
    points_of,
    settled_of,
)
from yichuang.oversight.reportcheck.engine.relations.steps.difference_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_of_before
from yichuang.oversight.reportcheck.engine.relations.steps.steps import is_second
from yichuang.oversight.reportcheck.engine.relations.steps.steps_apart import is_of_kinds
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import POINTS
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

_EXACTLY, _ABOUT = (
    0.9,
    0.2,
)  # how often differences of rounded numbers are those of the printed ones, and how else


def open_differences(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What holds or is wrong of the differences that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim and each.kind is not Kind.RATE}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    settled = settled_of(judged)
    for passage in passages:
        for change in passage.figures:
            if change.span in claimed or change.span in accused or not may_be(passage, change):
                continue
            gap, sure = _best(passage, change, settled)
            if gap is None or (sure and _is_of_years_before(passage, change, gap)):
                continue
            told = any(figure.span in accused for figure in gap.figures)
            if sure and all(figure.span in accused for figure in gap.figures):
                continue  # the two are told of already
            if not sure or not told or sure > odds.ONCE_MORE:
                yield _told(passages, change, gap, sure)


_THAT_YEAR = re.compile(r"(?:20\d\d|[去前上])年[^，。；\d]{0,6}$")


def _is_of_years_before(passage: Passage, change: Figure, gap: Gap) -> bool:
    """Whether the step is of this year and the later value of one before: 2023年9.8万，今年又多来了2.8万人次."""
    later = max(gap.figures, key=lambda figure: figure.at)
    dated = _THAT_YEAR.search(passage.text, max(0, later.at - _DATED), later.at)
    return later.at < change.at and dated is not None and is_of_before(passage, later, change)


_DATED = 12


def difference_opinions(passages: Sequence[Passage], judged: Sequence[Judged]) -> Opinions:
    """What is thought of it that a difference is made of some figures."""
    settled = settled_of(judged)

    def of(change: Figure, others: Collection[Span]) -> Opinion:
        passage = passages[change.paragraph]
        signs, offered = Signs(passage, change, settled), list(offers(passage, change))
        beliefs, _ = odds.shares_of_belief([points_of(WEIGHTS, signs.of(gap)) for gap in offered])
        agreements = (agreement(change, gap) if fits(change, gap) else 0.0 for gap in offered)
        return opinion_of(others, zip(beliefs, (gap.figures for gap in offered), agreements, strict=True))

    return of


def difference_odds(passages: Sequence[Passage], judged: Sequence[Judged]) -> Callable[[Judged], float]:
    """How sure the signs are that a difference which a rule accuses is wrong; 0 if they think of other figures."""
    settled = settled_of(judged)

    def of(accused: Judged) -> float:
        change = accused.claim
        if change is None or not may_be(passages[change.paragraph], change):
            return 0.0
        gap, sure = _best(passages[change.paragraph], change, settled)
        spans = {figure.span for figure in accused.figures}
        return sure if gap is not None and {change.span, *(f.span for f in gap.figures)} == spans else 0.0

    return of


def _best(passage: Passage, change: Figure, settled: Settled) -> tuple[Gap | None, float]:
    """What the difference is likeliest made of, with the odds that it is wrong, 0 if it comes out."""
    offered = list(offers(passage, change))
    if not offered:
        return None, 0.0
    signs = Signs(passage, change, settled)
    pairs = [points_of(WEIGHTS, signs.of(gap)) for gap in offered if gap.is_pair]
    comes_out = any(fits(change, gap) for gap in offered)
    if not comes_out and _CONTAINED.match(change.lead):
        return None, 0.0
    if not comes_out and max(odds.shares_of_belief(pairs)[0], default=0.0) < _BELIEVED:
        return None, 0.0
    told = [*pairs, *(points_of(WEIGHTS, signs.of(gap)) for gap in offered[len(pairs) :])]
    beliefs, none = odds.shares_of_belief(told)
    weighed = [_weighed(passage, change, gap, belief) for gap, belief in zip(offered, beliefs, strict=True)]
    best, sure = wrong(weighed, none)
    if best is None or sure <= ENOUGH:
        most = sure_steps.most_believed(weighed)
        if most is not None and _is_forced(passage, change, offered[most], signs):
            return offered[most], FORCED
    if best is not None and sure > DOUBT and not _is_one_of_several(passage, change, offered[best]):
        return offered[best], sure
    held = right(weighed, none)
    return (offered[held] if held is not None else None), 0.0


_CONTAINED = re.compile("含|包括|包含|内有")  # 应办结33382件（含上年结转36件），办结33345件: a part
_BELIEVED = 0.1  # of a pair of less nothing is told, whatever else may be meant


def _is_one_of_several(passage: Passage, change: Figure, gap: Gap) -> bool:
    """Whether others beside it make up for what is missing: another step, or the next values of two rows.

    新增60个、减少25个，总数由315个变为350个; 超速1042次，疲劳86次，减少192次（上月超速1216次、疲劳104次）.
    """
    others = [
        f
        for f in passage.in_sentence(change.sentence)
        if f is not change and f not in gap.figures and f.unit == change.unit
    ]
    if gap.is_pair:
        one, other = gap.figures
        if is_of_kinds(passage, one, other, change) or is_of_kinds(passage, other, one, change):
            return True
    steps = [
        f for f in others if f.role is Role.CHANGE or (change.at < f.at and f.clause - change.clause <= 1)
    ]
    if any(abs(abs(change.value) + sign * abs(f.value)) == gap.value for f in steps for sign in (1, -1)):
        return True
    made, told = gap.figures[0].value - gap.figures[1].value, abs(change.value)
    rest = [f.value for f in others if f.role is not Role.CHANGE]
    return len(digits_of(change)) >= TELLING and any(
        told in (abs(made + one - other), abs(made - one + other)) for one, other in combinations(rest, 2)
    )


def _is_forced(passage: Passage, change: Figure, gap: Gap, signs: Signs) -> bool:
    made = wanted(change, gap)
    plain = not _is_one_of_several(passage, change, gap)
    return plain and sure_steps.is_forced(passage, change, gap.figures, made, signs.of(gap))


def _is_beside(change: Figure, gap: Gap) -> bool:
    """Whether the figure is what the two make together, or stands in one list with them.

    老院区512640人次，新院区630550人次，多出117910人次; 满足的97家，部分满足的118家，没有贷到款的51家.
    """
    listed = all(f.lead.endswith("的") for f in (change, *gap.figures))
    return listed or abs(change.value) == sum(abs(f.value) for f in gap.figures)


def _weighed(passage: Passage, change: Figure, gap: Gap, belief: float) -> Weighed:
    if fits(change, gap):
        return Weighed(belief, gap.figures, agreement=agreement(change, gap))
    untold = _STOCK.search(change.lead) or _OF_THEN.search(change.lead) or _is_beside(change, gap)
    if belief < _SLIGHT or not gap.is_pair or is_second(passage, change) or untold:
        return Weighed(belief, gap.figures)
    copied = of_copies(passage, (*gap.figures, change))
    return Weighed(belief, gap.figures, slips=slips(change, gap) + copied)


_SLIGHT = 1e-3
_OF_THEN = re.compile(
    r"[前后]者[则又也均都]*(?:下降|上升|回落|提高|增长|增加|减少|升|降|增|减)"
)  # from what it was
_STOCK = re.compile(r"库存|结存|滚存|留存|在库|存栏|累计")  # what there was before is in it, too


def agreement(change: Figure, gap: Gap) -> float:
    """How much likelier the number is that comes out than any of its length: mostly to the last digit."""
    if gap.value == abs(change.value):
        return _EXACTLY * odds.chance(change)
    return _ABOUT * odds.of_agreement(change, wanted(change, gap))


def slips(change: Figure, gap: Gap) -> float:
    """How much likelier the numbers of a pair are with an error in one of them than if it were no pair."""
    meant = wanted(change, gap)
    found = odds.ANY * (odds.NEAR if sure_steps.is_near(change, meant) else 1) + odds.of_slip(change, meant)
    told, one, other = magnitude(change), *gap.figures
    high, low = (one, other) if one.value >= other.value else (other, one)
    for figure, beside, sign, share in (
        (high, low, 1, 1.0), (low, high, -1, 1.0), (high, low, -1, _TURNED), (low, high, 1, _TURNED),
    ):  # fmt: skip
        found += share * odds.of_slip(figure, _from(figure, beside, told, sign))
    return found


_TURNED = 0.5  # an error that makes the lesser of two values the greater


def _from(figure: Figure, beside: Figure, told: Interval, sign: int) -> Interval:
    """The numbers that may be printed for a figure that is above the one beside it by what is told, or below it."""
    meant = beside.interval + told if sign > 0 else beside.interval - told
    return Interval(meant.low - figure.step, meant.high + figure.step / 2, low_open=bool(figure.step))


def _told(passages: Sequence[Passage], change: Figure, gap: Gap, sure: float) -> Judged:
    figures = (*gap.figures, change)
    plus, less = gap.plus, gap.less
    if gap.is_pair and plus[0].value < less[0].value:
        plus, less = less, plus
    points = "个百分点" if change.unit == POINTS else ""
    formula = " - ".join((" + ".join(map(said, plus)), *map(said, less)))
    quoted = quotes(passages, figures)
    if not sure:
        told = f"{formula} = {said(change)}{points}，与原文相符"
        return Judged(Kind.DIFFERENCE, figures, quoted, True, told, claim=change)
    finest = min((change, *gap.figures), key=lambda f: (f.step, f.numeral.scale))
    told = f"{formula} = {with_scale(gap.value, finest)}{points}，原文为 {said(change)}{points}"
    missing = abs(change.value) - gap.value
    fixes = changes(
        instead(change, gap.value),
        *(instead(figure, figure.value + missing) for figure in plus),
        *(instead(figure, figure.value - missing) for figure in less),
    )
    failed = Judged(Kind.DIFFERENCE, figures, quoted, False, told, fixes, claim=change, frame=Frame.PROVEN)
    return by_odds(failed, sure)
