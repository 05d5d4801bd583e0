"""Rates: a percentage is its part of its base.

"接件37286件，…延期办结96件，仅占0.03%": 96 ÷ 37286 = 0.26%.

The part is the figure beside the rate, or the one whose words the rate is named after (满意率: 满意的7件). The base is
said ("占总人口的", "为预算15.4亿元的"), or it is the whole that the part was counted in. Rounded and cut values both
count. A rate that any pair of the sentence gives is left in peace; it is accused only if its part is sure and no base
gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import add

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, is_near, rounded
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.grim import OF_THEM, called_grim
from yichuang.oversight.reportcheck.engine.relations.rates.counts import factor, needed_count, percent
from yichuang.oversight.reportcheck.engine.relations.rates.likely import likely
from yichuang.oversight.reportcheck.engine.relations.rates.made_bases import made_offers
from yichuang.oversight.reportcheck.engine.relations.rates.pairing import pairs
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import (
    Around,
    Pair,
    around,
    is_cell,
    is_count,
    is_no_rate,
)
from yichuang.oversight.reportcheck.engine.relations.rates.reckoned_by import told_basis
from yichuang.oversight.reportcheck.engine.relations.rates.set_apart import is_set_apart, may_be_meant
from yichuang.oversight.reportcheck.engine.relations.rates.shares import alike, shares_named
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERMILLE
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = Decimal(100)


def rates(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates of a document."""
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            if rate.role is Role.RATE and not is_odd(passage.text, rate):
                judged = _judged(passages, around(passage, index, rate))
                if judged:
                    yield judged


_ODD = re.compile(
    r"(?:利率|税率|费率|年化|折扣|浓度|含量|湿度|坡度|纯度|贴息|比例为1|提速|压缩|减少|精简|缩减|超额|增长|下降|提高|高于|低于|高出"
    r"|增产|减产|增收|减收|分享|分成)"
)
_ROW_OF_STEPS = re.compile(
    r"(?:增长|下降|上升|上涨|提高|降低|减少|增加|回落|增产|减产|增幅|降幅)[了约为达]*(?:[-+]?[\d.]+%[、和与及])+$"
)
_LONGEST_ROW = 60
_BOUND = re.compile(r"超过|过了|[多高]于|不[少低]于|至少|不[足到]|未达")  # 超过应到人数的三分之二
_ABSURD = 10**4  # numbers of a bare table that ran into each other


_WEIGHTED = re.compile(r"加权[^，。；\d]{0,8}$")
_MADE_UP = re.compile(
    r"（[^（）]{0,12}(?:加|与|和|扣|除)[^（）]{0,12}(?:占|÷|/)[^（）]{1,12}）(?:为|达|是)*$"
)
_BASIS = re.compile(r"（(?:以|按|分母|不含|剔除|扣除|含|不包括|[^（）]{0,8}加权)")


def is_odd(text: str, rate: Figure) -> bool:
    """Rates that have no part and base in a report: of interest, taxes, change, weighed means, cells of bare tables."""
    growth = ("的增长", "的速度", "增长", "的降幅", "的增幅")
    return (
        bool(_ODD.search(rate.lead[-10:]))
        or rate.tail.startswith(growth)
        or bool(_ROW_OF_STEPS.search(text, max(0, rate.at - _LONGEST_ROW), rate.at))
        or is_cell(text, rate)
        or bool(_WEIGHTED.search(text, max(0, rate.at - _LONGEST_ROW), rate.at))
        or ("）" in text[rate.at - 4 : rate.at] and _is_made_up(text, rate))
        or rate.value > _ABSURD
        or ("分之" in rate.written and bool(_BOUND.search(rate.lead)))
        or (bool(_BASIS.match(text, rate.to)) and not told_basis(text, rate.to))
    )


def _is_made_up(text: str, rate: Figure) -> bool:
    """Whether a bracket in front says of which counts together a rate is: 履约率（开工加竣工占签约以上）55.0%."""
    return _MADE_UP.search(text, max(0, rate.at - _LONGEST_ROW), rate.at) is not None


def _judged(passages: Sequence[Passage], at: Around) -> Judged | None:
    offered = [pair for pair in pairs(at) if may_be_meant(at.passage, at.rate, pair)]
    fitting = [
        pair for pair in offered if fits_rate(at.rate, pair) and (pair.sure or is_telling(at.rate, pair))
    ]
    if fitting:
        return held_rate(passages, at.rate, min(fitting, key=lambda pair: not pair.sure))
    sure = next((pair for pair in offered if pair.sure), None) or likely(passages, at)
    basis = told_basis(at.passage.text, at.rate.to)
    if sure is not None and basis and not (sure.base.written in basis or alike(basis, sure.base)):
        return None
    if sure is None and (
        not any(_is_here(at.rate, pair) for pair in offered) or OF_THEM.search(at.rate.lead)
    ):
        return called_grim(passages, at)
    if (
        sure is None
        or is_no_rate(at.passage, at.rate, sure)
        or is_set_apart(at.passage, at.rate, sure)
        or is_of_both(at.rate, sure)
        or _is_out_of_turn(at, sure)
        or _is_explained(at)
        or (_composed(at, sure) and not _is_firm(at, sure))
        or is_of_greater(passages, at, sure)
        or sure.base.value <= 0
        or sure.value == sure.whole
        or sure.value * 10**4 < sure.base.value
        or not all(f.is_exact for f in sure.figures)
    ):
        return None
    left = made_offers(at.passage, at.rate, at.before, [sure.parts[-1:]])
    if any(fits_rate(at.rate, pair) for pair in left if pair.taken):
        return None
    told = accused_rate(passages, at.rate, sure)
    bare = at.passage.text[sure.parts[-1].after : at.rate.at] == "（"
    firm = bare or _is_firm(at, sure) or shares_named(at, sure)
    return replace(told, frame=Frame.FIRM) if firm else told


def _is_here(rate: Figure, pair: Pair) -> bool:
    """Whether a pair stands in the sentence of a rate."""
    return all(f.sentence == rate.sentence for f in pair.figures)


def _is_out_of_turn(at: Around, pair: Pair) -> bool:
    """Whether rate and part stand in rows of as many, but not at the same turn: "46.5、50.2亿元，占比16%、17%"."""
    row = row_of(at.passage, at.rate)
    others = row_of(at.passage, pair.parts[-1]) if pair.parts[-1].paragraph == at.rate.paragraph else ()
    if len(row) < 2 or len(others) != len(row) or len(pair.parts) > 1:
        return False
    return row.index(at.rate) != others.index(pair.parts[-1])


def fits_rate(rate: Figure, pair: Pair) -> bool:
    made, whole = reduce(add, (part.interval for part in pair.parts)), pair.whole_range
    if pair.rest:
        made = whole - made
    share = made.times(HUNDRED).over(whole)
    return share is not None and share.meets(percent(rate))


_LOOSE = Decimal("0.1")


def is_telling(rate: Figure, pair: Pair) -> bool:
    """Whether the figures of a pair are so exact that their agreement with a rate says something: not 至少1人."""
    if percent(rate).has(share_of(pair, rate) if rate.unit != PERMILLE else share_of(pair, rate) / 10):
        return True
    return all(
        f.interval.high != ENDLESS and f.interval.high - f.interval.low <= abs(f.value) * _LOOSE
        for f in pair.figures
    )


WIDE = 160  # signs about a rate within which another reading is sought


def _is_explained(at: Around) -> bool:
    """Whether two other large counts near the rate give it: by some reading it holds."""
    rate, passage = at.rate, at.passage
    begins, _ = passage.sentence_range(max(0, rate.sentence - 1))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, rate.sentence + 1))
    near = passage.between(max(begins, rate.at - WIDE), min(ends, rate.to + WIDE))
    counts = [f for f in near if is_count(f) and f.value >= HUNDRED]
    return any(
        part is not base
        and part.unit == base.unit
        and part.value <= base.value
        and fits_rate(rate, Pair((part,), base, sure=False))
        for part in counts
        for base in counts
    )


def _composed(at: Around, sure: Pair) -> bool:
    """Whether the rate comes of several figures of its base: 非常满意 and 满意 together, or all but the 超期 ones."""
    target, base = percent(at.rate), sure.base
    if base.value <= 0:
        return False
    same = [f for f in at.here if f.unit == base.unit and f is not base and f.value <= base.value]
    shares = [divide(f.value * HUNDRED, base.value) for f in same]
    for position, share in enumerate(shares):
        if target.has(HUNDRED - share):
            return True
        running = share
        for other in shares[position + 1 : position + 4]:
            running += other
            if target.has(running):
                return True
    return False


def _is_firm(at: Around, sure: Pair) -> bool:
    """Whether the part stands directly in front of its rate under the same name: "优秀24人，优秀率…"."""
    part, rate = sure.parts[-1], at.rate
    name = re.match(r"[一-鿿]{2,6}?(?=率)", rate.lead)
    beside = len(sure.parts) == 1 and at.before and at.before[-1] is part and rate.clause - part.clause == 1
    named = name and (part.lead.startswith(name.group()) or part.lead.endswith(name.group()))
    return bool(beside and named and sure.base.value % 1 == 0)


def is_of_greater(passages: Sequence[Passage], at: Around, sure: Pair) -> bool:
    """Whether the part has another whole: one told elsewhere, or one that another share of it shows.

    "常住人口52.0万人。…60岁及以上12.48万人，占24.0%，其中65岁及以上9.36万人，占18.0%": both are of the 52.0.
    """
    part, rate = sure.parts[0], at.rate
    if sure.rest or len(sure.parts) > 1:
        return False
    told = (
        f
        for passage in passages[max(0, rate.paragraph - PARAGRAPHS) : rate.paragraph + 2]
        for f in passage.figures
    )
    if any(
        f.unit == part.unit
        and f.value > part.value
        and is_count(f)
        and fits_rate(rate, Pair((part,), f, sure=False))
        for f in told
    ):
        return True
    if _is_of_implied(at, part):
        return True
    alone = "其中" not in at.passage.text[sure.base.after : part.at]
    return alone and any(fits_whole(rate, part, whole) for whole in _made_wholes(at, part))


def _is_of_implied(at: Around, part: Figure) -> bool:
    """Whether the part is of the whole that another figure and its share show."""
    for index, share in enumerate(at.passage.figures):
        if not share.is_percent or share.role is not Role.RATE or share is at.rate:
            continue
        for one in at.passage.figures[max(0, index - 4) : index]:
            beside = one.sentence == share.sentence and share.clause - one.clause <= 2 and one is not part
            if not beside or one.unit != part.unit or one.value <= 0:
                continue
            whole = one.interval.times(HUNDRED).over(percent(share))
            if whole is not None and fits_whole(at.rate, part, whole):
                return True
    return False


def is_of_both(rate: Figure, pair: Pair) -> bool:
    """Whether a rate is of what two counts make together, one or all but one: 按时6155件，超时63件，按时率98.99%."""
    of = pair.base if pair.rest else pair.parts[0]
    return len(pair.parts) == 1 and fits_whole(rate, of, pair.base.interval + pair.parts[0].interval)


def _made_wholes(at: Around, part: Figure) -> Iterator[Interval]:
    """Wholes that figures of the sentence make together: "C级126栋、D级38栋，已整治152栋，整治率92.7%"."""
    same = [f for f in at.here if f.unit == part.unit and f.role is not Role.CHANGE]
    for first in range(len(same)):
        made = same[first].interval
        for other in same[first + 1 : first + 6]:
            made = made + other.interval
            yield made
    yield from (part.interval + f.interval for f in same if f is not part)


def fits_whole(rate: Figure, part: Figure, whole: Interval) -> bool:
    made = part.interval.times(HUNDRED).over(whole)
    return made is not None and made.meets(percent(rate))


PARAGRAPHS = 8  # in front of a rate in which another whole of its part is sought


def share_of(pair: Pair, rate: Figure) -> Decimal:
    return divide(pair.value * factor(rate), pair.whole)


def _told(pair: Pair, rate: Figure) -> str:
    sign = rate.unit
    places = max(2, -int(rate.step.adjusted()) + 1 if rate.step else 2)
    base = " + ".join(said(figure) for figure in (pair.base, *pair.added))
    base += "".join(f" - {said(figure)}" for figure in pair.taken)
    parts = " + ".join(said(part) for part in pair.parts)
    if pair.rest:
        parts = f"({base} - {' - '.join(said(part) for part in pair.parts)})"
    elif len(pair.parts) > 1:
        parts = f"({parts})"
    base = f"({base})" if pair.is_made else base
    return f"{parts} ÷ {base} {about(share_of(pair, rate), places)}{sign}"


def held_rate(passages: Sequence[Passage], rate: Figure, pair: Pair) -> Judged | None:
    figures = (*pair.figures, rate)
    share = share_of(pair, rate)
    if not is_near(rate, share, pair.figures):
        return None
    near = rounded(share, rate.step)
    how = "" if near == rate.value else "（截尾）" if rate.is_exact and near > rate.value else ""
    return Judged(
        Kind.RATE, figures, quotes(passages, figures), True,
        f"{_told(pair, rate)}，与原文 {said(rate)} 相符{how}", claim=rate, of=_made_of(pair),
    )  # fmt: skip


def _made_of(pair: Pair) -> tuple[tuple[Figure, ...], ...]:
    return (pair.parts, (pair.base, *pair.added), pair.taken) if pair.is_made else ()


def accused_rate(passages: Sequence[Passage], rate: Figure, pair: Pair) -> Judged:
    figures = (*pair.figures, rate)
    share = share_of(pair, rate)
    last = pair.parts[-1]
    counts = (last, *(figure for figure in pair.bases if figure is not last))
    return Judged(
        Kind.RATE, figures, quotes(passages, figures), False, f"{_told(pair, rate)}，原文为 {said(rate)}",
        changes(
            instead(rate, share),
            *(
                instead(count, needed)
                for count in counts
                if (needed := needed_count(rate, pair, count)) is not None
                and _would_fit(rate, pair.with_value(count, needed))
            ),
        ),
        decisive=decisive(rate, share), claim=rate,
    )  # fmt: skip


def _would_fit(rate: Figure, pair: Pair) -> bool:
    """Whether a pair with a count as it would be printed gives the rate: not each can."""
    counts = pair.whole > 0 and pair.parts[-1].value >= 0
    return counts and (pair.value <= pair.whole or rate.value > HUNDRED) and fits_rate(rate, pair)


def decisive(rate: Figure, right: Decimal) -> bool:
    """Whether the right value crosses the line that the report draws: all, or none."""
    full = HUNDRED
    return (
        (rate.value == full) != (right == full)
        or (rate.value == 0) != (right == 0)
        or (rate.value > full) != (right > full)
    )
