"""A step between two values and its arithmetic: what was, what is, and by how much or how many per cent. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Change, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said, with_value
from yichuang.oversight.reportcheck.engine.units import POINTS
from yichuang.oversight.reportcheck.findings import Kind, Span

HUNDRED = Decimal(100)
DOWN = re.compile(
    r"减少|下降|降低|压缩|压减|缩短|精简|减幅|降幅|跌幅|回落|下滑|下跌|缩减|节约|节省|缩小|减|降|少|低|缩|跌"
)
UP = re.compile(r"增长|增加|增多|新增|净增|增幅|增速|涨幅|上升|上涨|提高|提升|扩大|增|升|多|高|涨")

# Growth that isn't of the printed values: at constant prices, of an index, of several years.
NOT_PLAIN = re.compile(
    r"不变价|可比|名义|实际增|扣除|同口径|增加值|生产总值|年均|平均增|累计增|GDP|规上|指数|两年|用电|工业"
)


class Of(StrEnum):
    """What a step is made of."""

    VALUES = "values"  # the value now and the one before
    NOW = "of now"  # the step in units and the value now
    BEFORE = "of before"  # the step in units and the value before


@dataclass(frozen=True, slots=True)
class Step:
    """A value now, a value before, and the step between: in units or in per cent, whichever the text tells."""

    now: Figure | None
    before: Figure | None
    units: Figure | None
    percent: Figure | None
    down: bool


def step_of(of: Of, first: Figure, second: Figure, change: Figure, *, down: bool) -> Step:
    """The step in per cent that two figures make: `first` is the value now or the step in units."""
    if of is Of.VALUES:
        return Step(first, second, None, change, down)
    if of is Of.NOW:
        return Step(second, None, first, change, down)
    return Step(None, second, first, change, down)


def direction(change: Figure) -> bool | None:
    """Whether the words say down; None if they don't say."""
    return direction_by(change.lead, change)


def direction_by(words: str, change: Figure) -> bool | None:
    """Whether words of a step say down; None if they don't say."""
    ups = [found.start() for found in UP.finditer(words)]
    downs = [found.start() for found in DOWN.finditer(words)]
    if not ups and not downs:
        return change.value < 0 if "同比" in words or "环比" in words else None
    return bool(downs) and (not ups or downs[-1] > ups[-1])


TURNS = re.compile(r"(?:到|至|为|成|达|升|降)[^，。；：]{0,8}$|^(?:今年|现|目前|本年|如今)")


def is_level(figure: Figure) -> bool:
    return figure.role in (Role.LEVEL, Role.RATE, Role.AVERAGE)


def is_second(passage: Passage, figure: Figure) -> bool:
    """Whether a figure only goes on with the one in front of it: 3分20秒 are 200 seconds."""
    before = passage.between(max(0, figure.at - 16), figure.at)
    return figure.unit in ("秒", "分钟", "分") and bool(before) and before[-1].after == figure.at


_LAST_YEAR = re.compile(r"同比|上年|去年|同期|上一年")
_LAST_MONTH = re.compile(r"环比|上月|上季|上期|上周")
_OTHER_BASE = re.compile(r"(?<![\d年])(?:19|20)\d\d年|年初|平均|十[三四]五|[由从]\d{1,2}月")
_YEAR = re.compile(r"(?:比|较|与)((?:19|20)\d{2}年)")


def is_over_more_years(change: Figure, now: Figure, before: Figure) -> bool:
    """Whether a growth is against another time than the value before, or 同比 stands behind years that are apart.

    "438件，同比增长10.6%（2023年396件）" is of a year, if the value now isn't told to be of another than the next one.
    """
    if not compares_otherwise(change, before):
        return False
    earlier, later = _NAMED_YEAR.findall(before.lead), _NAMED_YEAR.findall(now.lead)
    of_a_year = _LAST_YEAR.search(change.lead) and earlier and not _LAST_MONTH.search(before.lead)
    return not (of_a_year and (not later or int(later[-1]) == int(earlier[-1]) + 1))


_NAMED_YEAR = re.compile(r"((?:19|20)\d\d)年(?!代)")


def compares_otherwise(change: Figure, before: Figure) -> bool:
    """Whether a growth is against another time than the value or the step is: 同比 beside 比上月的4760件."""
    for one, other in ((_LAST_YEAR, _LAST_MONTH), (_LAST_MONTH, _LAST_YEAR)):
        if one.search(change.lead) and other.search(before.lead):
            return True
    if _LAST_YEAR.search(change.lead) and _OTHER_BASE.search(before.lead):
        return True
    years = _YEAR.findall(change.lead)
    return bool(years) and years[-1] not in before.lead


_COMPARED = re.compile(
    r"对比|[两二]者|前后|同比|环比|比|较|上年|去年|同期|增幅|降幅|增速|约|均|则|共|又|也|分别|,|，|年|月|季度|上|\d"
)


def subject_of(change: Figure) -> str:
    """What a growth says that it is of: 税收 of 税收同比增长12%; "" if it doesn't."""
    verbs = [found.start() for found in (*UP.finditer(change.lead), *DOWN.finditer(change.lead))]
    return _COMPARED.sub("", change.lead[: min(verbs, default=0)])


_MEASURES = {
    "面积": "亩公顷平方米平方公里", "金额": "元", "资金": "元", "投资": "元", "收入": "元", "支出": "元", "费用": "元",
    "产值": "元", "案值": "元", "损失": "元", "人数": "人人次", "人次": "人次", "户数": "户",
    "里程": "公里米", "长度": "公里米", "产量": "吨公斤斤件辆台套吨标准煤立方米",
    "时间": "天小时分钟秒工作日", "时长": "天小时分钟秒工作日",
}  # fmt: skip


def is_of_another_thing(change: Figure, values: tuple[Figure, ...]) -> bool:
    """Whether a growth is of what the values aren't: 疫情小班面积下降28.6% behind 疫点乡镇由31个减至24个.

    It is measured in other units, or its noun stands beside none of them.
    """
    if is_measured_otherwise(change, values):
        return True
    subject = _OF_YEARS.sub("", subject_of(change))
    apart = all(each.clause != change.clause for each in values)
    if len(subject) < _NAME or _COUNT.search(subject) or not apart:
        return False
    return all(subject[-2:] not in each.name + each.lead + each.tail for each in values)


def is_measured_otherwise(change: Figure, values: tuple[Figure, ...]) -> bool:
    """Whether the noun of a growth is measured in other units than the values: 村数增16个，金额增23.7%."""
    units = _MEASURES.get(_OF_YEARS.sub("", subject_of(change))[-2:])
    return units is not None and all(each.unit and each.unit not in units for each in values)


_OF_YEARS = re.compile(r"[两三四五几]年[间来内]?|累计|名义")
_NAME = 3  # signs
_COUNT = re.compile(r"[量数额]$")  # 办件量, of what each value is, whatever it is called


def holds(step: Step, change: Figure) -> bool:
    base = base_value(step)
    if base is None or base.low <= 0:
        return False
    printed = change.interval if change.value >= 0 else Interval(-change.interval.high, -change.interval.low)
    return grown(step, base).meets(printed)


def base_value(step: Step) -> Interval | None:
    """What the growth is of; None if that isn't told or the value now may be less than nothing."""
    if step.now is not None and step.now.interval.low < 0:
        return None
    if step.before is not None:
        return step.before.interval
    if step.now is None or step.units is None:
        return None
    return step.now.interval + step.units.interval if step.down else step.now.interval - step.units.interval


def grown(step: Step, base: Interval) -> Interval:
    """The growth in per cent that the values give, with the sign of the direction told."""
    if step.units is not None:
        share = step.units.interval.over(base)
        return share.times(HUNDRED) if share else Interval(Decimal(0), Decimal(0))
    assert step.now is not None
    share = step.now.interval.over(base)
    assert share is not None
    grown = share.times(HUNDRED) - Interval(HUNDRED, HUNDRED)
    return Interval(-grown.high, -grown.low, grown.high_open, grown.low_open) if step.down else grown


def made_of(step: Step) -> tuple[Decimal, str]:
    """The growth of the printed values in per cent, and how it comes."""
    places = 2
    if step.now is None:
        assert step.units is not None
        assert step.before is not None
        value = divide(step.units.value * HUNDRED, step.before.value)
        return value, f"{said(step.units)} ÷ {said(step.before)} {about(value, places)}%"
    if step.units is not None:
        base = step.now.value + step.units.value if step.down else step.now.value - step.units.value
        value = divide(step.units.value * HUNDRED, base)
        sign = "+" if step.down else "-"
        return (
            value,
            f"{said(step.units)} ÷ ({said(step.now)} {sign} {said(step.units)}) {about(value, places)}%",
        )
    assert step.before is not None
    gap = step.before.value - step.now.value if step.down else step.now.value - step.before.value
    value = divide(gap * HUNDRED, step.before.value)
    first, second = (step.before, step.now) if step.down else (step.now, step.before)
    return value, f"({said(first)} - {said(second)}) ÷ {said(step.before)} {about(value, places)}%"


def mends(step: Step, change: Figure, right: Decimal, *, down: bool) -> tuple[str, ...]:
    if step.now is None:
        assert step.units is not None
        assert step.before is not None
        return changes(
            instead(change, right),
            instead(step.units, step.before.value * abs(change.value) / HUNDRED),
            instead(step.before, divide(step.units.value * HUNDRED, abs(change.value)))
            if change.value
            else None,
        )
    factor = 1 - abs(change.value) / HUNDRED if down else 1 + abs(change.value) / HUNDRED
    turned = "增长" if down else "下降"
    told = Change(f"应为{turned} {with_scale(-right, change)}", change, right) if right < 0 else None
    mends: list[str | None] = [told or instead(change, right)]
    if step.before is not None:
        now = step.before.value * factor
        if holds(replace(step, now=with_value(step.now, now)), change):
            mends.append(instead(step.now, now))
        before = divide(step.now.value, factor) if factor > 0 else Decimal(0)
        if holds(replace(step, before=with_value(step.before, before)), change):
            mends.append(instead(step.before, before))
    elif step.units is not None and factor > 0:
        units = divide(step.now.value * abs(change.value), HUNDRED * factor)
        if holds(replace(step, units=with_value(step.units, units)), change):
            mends.append(instead(step.units, units))
    return changes(*mends)


def values_of(judged: Sequence[Judged], kind: Kind) -> list[tuple[Span, Span, Span]]:
    """The relations of a kind that hold between two values: what they make, and the two."""
    found = []
    for each in judged:
        if each.holds and each.kind is kind and each.claim and len(each.figures) == _WITH_CLAIM:
            one, other = (figure.span for figure in each.figures if figure is not each.claim)
            found.append((each.claim.span, one, other))
    return found


_WITH_CLAIM = 3


def wrong_difference(passages: Sequence[Passage], change: Figure, now: Figure, before: Figure) -> Judged:
    """A step in units that two values don't make, whichever of them is the greater."""
    high, low = (now, before) if now.value > before.value else (before, now)
    value, figures = high.value - low.value, (now, before, change)
    points = "个百分点" if change.unit == POINTS else ""
    finest = min((change, high), key=lambda figure: (figure.step, figure.numeral.scale))
    told = f"{said(high)} - {said(low)} = {with_scale(value, finest)}{points}，原文为 {said(change)}{points}"
    fixes = changes(
        instead(change, value),
        instead(high, low.value + change.value),
        instead(low, high.value - change.value),
    )
    return Judged(Kind.DIFFERENCE, figures, quotes(passages, figures), False, told, fixes, claim=change)


def wrong_growth(passages: Sequence[Passage], step: Step, change: Figure) -> Judged:
    """A growth in per cent that its step doesn't make."""
    right, told = made_of(step)
    figures = (*(f for f in (step.now, step.before, step.units) if f is not None), change)
    return Judged(
        Kind.GROWTH, figures, quotes(passages, figures), False, f"{told}，原文为 {said(change)}",
        mends(step, change, right, down=step.down), claim=change,
    )  # fmt: skip
