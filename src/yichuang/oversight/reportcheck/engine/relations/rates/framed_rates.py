"""Rates whose part and base a firm frame tells, though no word of the rate's name stands in front of them.

"资产负债率56.4%：资产162.4亿元，负债98.4亿元": both are named in it.
"拨付资金286万元，支出268.4万元，…资金执行率98.3%": what was spent, of what was given for it.
"样本1,000份，…总满意度90.5%（895份）": the part alone in brackets, of the whole of all.
"共280人，…合格率99.2%，除4名外其余全部合格": all but those four.
"抽取660人；有效问卷627份，有效率95.0%": so many of them, counted by what they gave.
"12个月中，甲达标11个月，达标率91.7%；乙达标9个月，达标率75.0%；丙达标10个月，达标率80.3%": of what the others are of.

A rate that any two counts of its sentence give is left in peace. Told is a slip of the pen in it or in its part;
without one only what nothing else can be meant by: two names, all but those told, a part that all other
parts make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.likely import is_named
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rates import (
    accused_rate,
    fits_rate,
    held_rate,
    is_odd,
    share_of,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import is_slip, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import with_value
from yichuang.oversight.reportcheck.engine.units import PERCENT, is_money


def framed_rates(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The rates of a document that such a frame shows to be wrong."""
    for passage in passages:
        for rate in passage.figures:
            if rate.role is not Role.RATE or rate.unit != PERCENT or not rate.is_exact:
                continue
            if is_odd(passage.text, rate):
                continue
            pair = _framed(passage, rate)
            if pair is None or _is_given(passage, rate):
                continue
            if fits_rate(rate, pair):
                if pair.base.unit != pair.parts[0].unit and (held := held_rate(passages, rate, pair)):
                    yield held
                continue
            if _is_slipped(rate, pair) or _is_forced(passage, rate, pair):
                yield replace(accused_rate(passages, rate, pair), frame=Frame.PROVEN)


def _framed(passage: Passage, rate: Figure) -> Pair | None:
    ways = (_of_its_names, _of_money, _in_bracket, _all_but, _of_others, _in_another_unit)
    return next((pair for way in ways if (pair := way(passage, rate))), None)


def _next(passage: Passage, rate: Figure) -> Figure | None:
    """The figure behind a rate."""
    return next(iter(passage.between(rate.after, len(passage.text))), None)


def _pair(part: Figure, base: Figure, *, rest: bool = False) -> Pair | None:
    exact = part.is_exact and base.is_exact
    plain = exact and part.unit == base.unit and part is not base and 0 < part.value <= base.value
    return Pair((part,), base, sure=True, rest=rest) if plain else None


def _is_given(passage: Passage, rate: Figure) -> bool:
    """Whether any two counts of its sentence give the rate."""
    counts = [f for f in passage.in_sentence(rate.sentence) if not f.is_percent and f.value > 0]
    return any(
        fits_rate(rate, Pair((part,), base, sure=False, rest=rest))
        for part in counts
        for base in counts
        for rest in (False, True)
        if part is not base and part.unit == base.unit and part.value <= base.value
    )


def _is_slipped(rate: Figure, pair: Pair) -> bool:
    share = share_of(pair, rate)
    if is_slip(rate, share):
        return True
    part = pair.parts[0]
    if pair.rest or part.step:
        return False
    meant = with_value(part, pair.base.value * rate.value / 100)
    changed = Pair((meant,), pair.base, sure=True)
    return is_slip_of(str(int(part.value)), str(int(meant.value))) and fits_rate(rate, changed)


_NEAR = Decimal(10)  # points: a rate farther off is of another thing


def _is_forced(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether nothing but the pair can be meant, slip or not, and the rate is about theirs."""
    if abs(share_of(pair, rate) - rate.value) > _NEAR:
        return False
    here = passage.in_sentence(rate.sentence)
    part = pair.parts[0]
    if pair.rest or any(name.search(rate.lead) for name, _, _ in _TWO_NAMES):
        return True
    brackets = [f for f in here if f.bracket and f.unit == part.unit and f is not part and not f.lead]
    return len(brackets) > 1 and sum((f.value for f in brackets), Decimal(0)) == part.value


# ------------------------------------------------------------------ frames

_TWO_NAMES = ((re.compile(r"资产负债率(?:为|是|达|约)*$"), r"负债", r"资产"),)
_ENDS = r"(?:总额|总计|合计|余额)?(?:为|是|达|共)*$"


def _of_its_names(passage: Passage, rate: Figure) -> Pair | None:
    """ "资产负债率56.4%：资产162.4亿元，负债98.4亿元"."""
    for name, part, base in _TWO_NAMES:
        if not name.search(rate.lead):
            continue
        here = [f for f in passage.in_sentence(rate.sentence) if f.role is Role.LEVEL and is_money(f.unit)]
        parts = [f for f in here if re.search(rf"^(?:总|其中)?{part}{_ENDS}", f.lead)]
        bases = [f for f in here if re.search(rf"(?:^|总){base}{_ENDS}", f.lead)]
        if len(parts) == len(bases) == 1:
            return _pair(parts[0], bases[0])
    return None


_SPENDING = re.compile(r"(?:资金|预算|经费)(?:执行|使用|支出|支付)(?:率|进度)(?:为|达到|达|是)*$")
_GIVEN = re.compile(r"(?:拨付|拨入|下达|到位|安排|批复|争取|筹集)[^，。；]{0,10}$")
_SPENT = re.compile(r"^(?:实际|已|累计|共|全年)*(?:支出|使用|支付|列支)(?:了)?(?:资金)?$")


def _of_money(passage: Passage, rate: Figure) -> Pair | None:
    """ "拨付资金286万元，支出268.4万元，其中…，资金执行率98.3%"."""
    if not _SPENDING.search(rate.lead):
        return None
    begins = passage.back_to("；。", rate.at)
    here = [f for f in passage.between(begins, rate.at) if is_money(f.unit) and not is_part(passage, f)]
    if len(here) != 2 or not _GIVEN.search(here[0].lead) or not _SPENT.search(here[1].lead):
        return None
    return _pair(here[1], here[0])


_OVERALL = re.compile(r"^(?:总|总体|整体|综合)(?:的)?[^，。；]{0,4}[率度](?:为|达到|达|是)*$")


def _in_bracket(passage: Passage, rate: Figure) -> Pair | None:
    """ "样本1,000份，其中…；总满意度90.5%（895份）": of the one count that all others are no greater than."""
    part = _next(passage, rate) if _OVERALL.search(rate.lead) else None
    if (
        part is None
        or passage.text[rate.to : part.at] != "（"
        or not passage.text.startswith("）", part.after)
    ):
        return None
    front = [f for f in passage.in_sentence(rate.sentence) if f.at < rate.at and f.unit == part.unit]
    most = [f for f in front if f.value == max(each.value for each in front)]
    return _pair(part, most[0]) if len(most) == 1 and most[0] is front[0] and not most[0].bracket else None


_EXCEPT = re.compile(r"^除(?:了)?$")
_OTHERS = re.compile(
    r"^[^，。；]{0,16}外，?(?:其余|其他)(?:[^，。；]{0,6}?)(?:全部|均|都)?(?P<what>[一-鿿]{2})(?=[，。；]|$)"
)


def _all_but(passage: Passage, rate: Figure) -> Pair | None:
    """ "共280人，…；毕业合格率为99.2%，除4名D等学生需补评外其余全部合格"."""
    few = _next(passage, rate)
    if few is None:
        return None
    found = _OTHERS.match(passage.text[few.after : few.after + 40])
    if not found or not _EXCEPT.search(few.lead) or few.clause - rate.clause != 1:
        return None
    if not re.search(rf"{found['what']}率(?:为|达|是)*$", rate.lead):
        return None
    front = [f for f in passage.in_sentence(rate.sentence) if f.at < rate.at and f.unit == few.unit]
    wholes = [f for f in front if re.search(r"^(?:总|合)?共(?:计|有)?$", f.lead)]
    return _pair(few, wholes[0], rest=True) if len(wholes) == 1 else None


_CALLED = re.compile(r"(?P<stem>[一-鿿]{2,8}?)率(?:为|达|达到|仅|是)*$")
_COUNTED = frozenset({
    "人", "人次", "户", "户次", "件", "份", "张", "个", "次", "座", "票", "项", "条", "篇", "家", "处", "所", "起",
    "例", "场", "本", "卷", "宗", "套",
})  # fmt: skip
_ANSWERS = Decimal("0.2")  # of its base: a smaller part is hardly what a rate of another unit is of


def _in_another_unit(passage: Passage, rate: Figure) -> Pair | None:
    """ "抽取660人；有效问卷627份，有效率95.0%": called like the part beside it, of the one count in front of that."""
    name = _CALLED.search(rate.lead)
    front = passage.between(passage.sentence_range(rate.sentence)[0], rate.at)
    if name is None or len(front) < 2 or rate.bracket:
        return None
    base, part = front[-2:]
    plain = all(
        f.role is Role.LEVEL and f.is_exact and not f.step and f.unit in _COUNTED and not f.bracket
        for f in (base, part)
    )
    if not plain or base.unit == part.unit or not base.value * _ANSWERS <= part.value <= base.value:
        return None
    rivals = [
        f for f in front[:-2] if f.unit == part.unit or (f.unit in _COUNTED and f.clause == base.clause)
    ]
    beside = rate.clause - part.clause == 1 and part.clause - base.clause <= 1
    if rivals or not beside or is_part(passage, part) or not is_named(name["stem"], part):
        return None
    return Pair((part,), base, sure=True)


_FEWEST = 2  # others that show what all are of
_NAME = re.compile(r"^(?:其中)?(?P<name>[^，。；]{2,10}?)占比?(?:约|为|达)*$")


def _of_others(passage: Passage, rate: Figure) -> Pair | None:
    """The part beside the rate, or called like it, of the base that two others of the row are of likewise."""
    row = [f for f in passage.in_sentence(rate.sentence) if f.unit == PERCENT and f.role is Role.RATE]
    for way in (_beside, _called):
        part = way(passage, rate)
        if part is None:
            continue
        others = [(other, one) for other in row if other is not rate and (one := way(passage, other))]
        for base in passage.in_sentence(rate.sentence):
            held = [
                one for other, one in others
                if one.unit == base.unit == part.unit and (way is _called or other.lead == rate.lead)
                and 0 < one.value <= base.value and one is not base
                and fits_rate(other, Pair((one,), base, sure=False))
            ]  # fmt: skip
            like = [one for other, one in others if way is _called or other.lead == rate.lead]
            telling = any(one.value < base.value for one in held) and len(held) >= _FEWEST
            if telling and (len(held) == len(like) or way is _called) and (pair := _pair(part, base)):
                return pair
    return None


def _beside(passage: Passage, rate: Figure) -> Figure | None:
    """The count in the clause right in front of a rate of a plain name."""
    if not re.fullmatch(r"[一-鿿]{2,4}率(?:为|达)?", rate.lead):
        return None
    front = passage.between(passage.clause_range(max(0, rate.clause - 1))[0], rate.at)
    return front[0] if len(front) == 1 and not front[0].is_percent else None


def _called(passage: Passage, rate: Figure) -> Figure | None:
    """The one count that is called as the share is: "一般1,170人，…，一般占75.0%"."""
    found = _NAME.match(rate.lead)
    if not found:
        return None
    same = [f for f in passage.in_sentence(rate.sentence) if f.lead == found["name"] and f.at < rate.at]
    return same[0] if len(same) == 1 and not same[0].is_percent else None
