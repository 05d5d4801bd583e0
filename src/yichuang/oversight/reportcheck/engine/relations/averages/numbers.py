"""What the numbers of an average say of a reading: whether it comes out, and which slips would make it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import (
    ENDLESS,
    Interval,
    divide,
    multiply,
    point,
    total_of,
)
from yichuang.oversight.reportcheck.engine.judging import is_near
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages import sure_averages
from yichuang.oversight.reportcheck.engine.relations.averages.averages import range_of_average
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing
from yichuang.oversight.reportcheck.engine.units import is_money

_NEVER = point(-1)  # no number is that


def fits(average: Figure, sharing: Sharing) -> bool:
    """Whether the average comes out."""
    made = sharing.made
    if made is None or not made.meets(_range(average)):
        return False
    return is_near(average, value_of(sharing), sharing.figures)  # 12420元以上 may be anything


def _range(average: Figure) -> Interval:
    """What an average may stand for: a standard paid to each was set and isn't rounded, though it be a whole number."""
    is_set = (
        _is_told(average)
        and is_money(average.unit)
        and average.value % _ROUND == 0
        and _SET.search(average.lead)
    )
    return average.interval if is_set else range_of_average(average)


_ROUND = 5
_SET = re.compile(r"每[人户生名位](?:[每/·]?[月年天日]|[每/·]次)|标准|补[助贴]|奖|津贴|慰问")


def slips(passage: Passage, average: Figure, sharing: Sharing) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    near = sure_averages.is_near(average, sharing, _NEAR) and sure_averages.is_of_all(
        passage, average, sharing
    )
    found = odds.NEAR if near else odds.ANY
    found += odds.of_slip(average, wanted(average, sharing)) + _misscaled(average, sharing)
    meant = average.interval if _is_told(average) else range_of_average(average)
    shared = _whole_of(sharing, meant)
    for each in (*sharing.wholes, sharing.whole):
        found += odds.of_slip(each, _prints(each, _without(shared, each, (*sharing.wholes, sharing.whole))))
    sharers = _among_of(sharing, meant)
    if sharing.among is not None and sharers is not None:
        amongs = (*sharing.amongs, sharing.among)
        for each in amongs:
            found += odds.of_slip(each, _prints(each, _without(sharers, each, amongs)))
    if sharing.span is not None:
        found += odds.of_slip(sharing.span, _prints(sharing.span, _span_of(sharing, meant)))
    copied = sum(_copied(passage, each, _COPIED_WHOLE) for each in (sharing.whole, sharing.among) if each)
    return found * _of_no_rest(average, sharing) + _copied(passage, average, _COPIED) + copied


_NEAR = Decimal("1.35")


def _misscaled(average: Figure, sharing: Sharing) -> float:
    """What it says that an average comes out but for its unit: 6,048万元, 36个, 平均每个168元; 亩均450吨 for 公斤."""
    made = sharing.made
    if made is None or made.meets(Interval(average.value / _FAR, average.value * _FAR)):
        return 0.0
    meant = [wanted(average, sharing, scale) for scale in _SCALES]
    return _MISSCALED * sum(odds.of_agreement(average, each) for each in meant if each.has(average.value))


_SCALES = tuple(map(Decimal, ("10000", "1000", "0.001", "0.0001")))
_FAR, _MISSCALED = 100, 0.05


def _copied(passage: Passage, figure: Figure, most: float) -> float:
    """What it says that a figure has the digits of one beside it that counts something else: a neighbour's instead."""
    near = passage.between(figure.at - _BESIDE, figure.after + _BESIDE)
    alike = (f for f in near if f.written == figure.written and f.at != figure.at)
    other = any(f.role != figure.role or f.unit != figure.unit for f in alike)
    return odds.of_copy(figure, most) * other


_BESIDE = 70
_COPIED, _COPIED_WHOLE = 4.0, 2.0


def _is_told(average: Figure) -> bool:
    """Whether so much each was set and not reckoned: 每人20元, which isn't rounded."""
    return "每" in average.lead and "均" not in average.lead and not average.step and average.is_exact


def _of_no_rest(average: Figure, sharing: Sharing) -> float:
    """How much it says that a count is shared out without rest: by chance it is once for each of the sharers."""
    whole, among = sharing.whole, sharing.among
    counted = among is not None and not (average.step or whole.step or among.step) and sharing.factor == 1
    if not counted or among is None or sharing.times.low != 1 or among.value < _FEWEST:
        return 1.0
    return float(min(_MOST, among.value * _OFTEN)) if whole.value % among.value == 0 else 1.0


_FEWEST, _MOST, _OFTEN = 5, Decimal(30), Decimal("0.3")


def wanted(average: Figure, sharing: Sharing, scale: Decimal = Decimal(1)) -> Interval:
    """The numbers that may be printed for what a reading makes, rounded or cut, in another scale."""
    made = sharing.made
    if made is None or made.high == ENDLESS:
        return _NEVER
    step = average.step or Decimal(1)
    return Interval(made.low * scale - step, made.high * scale + step / 2, low_open=True)


def _whole_of(sharing: Sharing, meant: Interval) -> Interval:
    sharers = sharing.sharers
    return Interval(
        divide(meant.low * sharers.low, sharing.factor), divide(meant.high * sharers.high, sharing.factor)
    )


def _among_of(sharing: Sharing, meant: Interval) -> Interval | None:
    over = Interval(meant.low * sharing.times.low, meant.high * sharing.times.high)
    return sharing.shared.over(over)


def _span_of(sharing: Sharing, meant: Interval) -> Interval:
    """How many days or months there must be."""
    among = total_of([f.interval for f in (*sharing.amongs, sharing.among) if f is not None] or [ONE])
    return sharing.shared.over(Interval(meant.low * among.low, meant.high * among.high)) or _NEVER


def _without(together: Interval, figure: Figure, figures: Sequence[Figure]) -> Interval:
    """What is left for one of several figures that make something together."""
    others = sum((f.value for f in figures if f is not figure), Decimal(0))
    return Interval(together.low - others, together.high - others)


def _prints(figure: Figure, meant: Interval) -> Interval:
    return Interval(meant.low - figure.step, meant.high + figure.step / 2, low_open=bool(figure.step))


def value_of(sharing: Sharing) -> Decimal:
    """What the printed values make."""
    return divide(multiply(sum_of(sharing.wholes, sharing.whole), sharing.factor), sharers_of(sharing))


def sharers_of(sharing: Sharing) -> Decimal:
    """By what it is divided."""
    among = sum_of(sharing.amongs, sharing.among) if sharing.among is not None else Decimal(1)
    return multiply(among, sharing.times.low)


def sum_of(figures: Sequence[Figure], last: Figure | None) -> Decimal:
    """The figures added up, with the last of them."""
    return sum((f.value for f in (*figures, last) if f is not None), Decimal(0))
