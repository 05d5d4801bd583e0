"""What a step that nothing explained may be of: the value now and before, or the step in units with either. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.step_times import are_of_one_time, is_over_time
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_down, words_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    NOT_PLAIN,
    Of,
    Step,
    holds,
    step_of,
)
from yichuang.oversight.reportcheck.engine.rounding import are_apart
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip, may_be_slip_within
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS, compatible

_REACH = 200
_BEHIND = 70
_LEFT = re.compile(
    r"结余|结存|剩余|节余|缺额|余下|尚余|尚有|还有|仍有|相差|之差|差额|缺口|尚缺|尚差|空编|净值|盈余|顺差|逆差|留存|滞留|余额|剩下"
)
THEN = re.compile(
    r"上年|去年|前年|同期|上月|上季|上期|年初|年底|年末|原|由|从|上届|此前|之前|法定|第?\d{1,2}周|20\d\d年|计划|任务|目标|平均"
)
_ROLLED = re.compile(r"滚存|累计|历年")


@dataclass(frozen=True, slots=True)
class Made:
    """A step that two figures make: `first` is the value now or the step in units, `second` the value before or now."""

    of: Of
    first: Figure
    second: Figure
    value: Decimal

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Both."""
        return self.first, self.second


def may_be(passage: Passage, change: Figure) -> bool:
    """Whether a figure tells a step, in units or in per cent, or what is left."""
    words = words_of(passage, change)
    if change.bound is not Bound.EXACT or change.value <= 0:
        return False
    if change.unit == PERCENT and NOT_PLAIN.search(words):
        return False
    if change.role is Role.LEVEL and not change.is_percent and _LEFT.search(words[-8:]):
        return not _ROLLED.search(words)
    told = Role.CHANGE in (change.role, row_of(passage, change)[0].role) or bool(_STEPPED.search(words[-8:]))
    return told and goes_down(passage, change) is not None


_STEPPED = re.compile(
    r"(?:[增减缩降升涨跌]幅|提速|超额(?:完成)?[^，。；]{0,6}|[增减]收|[增减]支|[增减]产|超[^，。；]{1,6}进度|爽约|未参[与加]|其余)(?:为|达|了|约|正好|的)*$"
)


_GROWN = re.compile(r"[增减][收支产]")  # 增收16.5亿元 is itself a step, no value


def goes_down(passage: Passage, change: Figure) -> bool | None:
    """Whether the words say down; what is left is told as more than nothing."""
    told = is_down(passage, change)
    return False if told is None and _LEFT.search(words_of(passage, change)[-8:]) else told


def near(passage: Passage, change: Figure) -> list[Figure]:
    """The exact figures in the sentences about a change."""
    begins, _ = passage.sentence_range(max(0, change.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    near = passage.between(max(begins, change.at - _REACH), min(ends, change.after + _BEHIND))
    ranges = {f for pair in pairwise(near) if passage.text[pair[0].after : pair[1].at] == "~" for f in pair}
    return [
        f
        for f in near
        if f is not change and f.is_exact and f.value > 0 and f.role is not Role.BAND and f not in ranges
    ]


def offers(passage: Passage, change: Figure) -> Iterator[Made]:
    """All steps that the figures near a change make."""
    around = near(passage, change)
    down = goes_down(passage, change)
    if change.unit == PERCENT:
        yield from _in_percent(around, down=bool(down))
        return
    unit = PERCENT if change.unit == POINTS else change.unit
    over_time = is_over_time(passage, change)
    values = [
        f
        for f in around
        if compatible(f.unit, unit) and f.role is not Role.CHANGE and not _GROWN.search(f.lead[-6:])
    ]
    for now in values:
        for before in values:
            gap = before.value - now.value if down else now.value - before.value
            if now is before or gap <= 0 or (over_time and are_of_one_time(passage, (now, before))):
                continue
            yield Made(Of.VALUES, now, before, gap)


def _in_percent(near: Sequence[Figure], *, down: bool) -> Iterator[Made]:
    counted = [f for f in near if not f.is_percent and f.role is not Role.CHANGE]
    steps = [f for f in near if not f.is_percent and f.role is Role.CHANGE]
    for now in counted:
        for before in counted:
            gap = before.value - now.value if down else now.value - before.value
            if now is not before and now.unit == before.unit and gap > 0:
                yield Made(Of.VALUES, now, before, divide(gap * HUNDRED, before.value))
    for units in steps:
        for value in counted:
            if value.unit != units.unit:
                continue
            base = value.value + units.value if down else value.value - units.value
            if base > 0:
                yield Made(Of.NOW, units, value, divide(units.value * HUNDRED, base))
            yield Made(Of.BEFORE, units, value, divide(units.value * HUNDRED, value.value))


def miss_of(passage: Passage, change: Figure, made: Made) -> str:
    """How the printed step misses what was made: by a slip of its own, or of a value's, or hardly; "" if otherwise."""
    if is_slip(change, made.value):
        return "slip"
    if abs(change.value - made.value) * _NEAR <= change.value:
        return "near"
    if _value_slipped(passage, change, made):
        return "slip of value"
    beside = passage.between(change.at - _COPIED, change.after + _COPIED)
    others = [f for f in beside if f is not change and f.value != 0 and len(digits_of(f)) > 1]
    if any(digits_of(f) == digits_of(change) for f in others):
        return "copied"
    return "digit" if max(change.value, made.value) < 10 and change.step in (0, 1) else ""


_NEAR = 8
_COPIED = 60


def _value_slipped(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a slip in the value now or before, or in the step in units, explains the step."""
    down = bool(goes_down(passage, change))
    if change.unit != PERCENT:
        if made.of is not Of.VALUES:
            return False
        sign = -1 if down else 1
        wanted = (
            (made.first, made.second.value + sign * change.value),
            (made.second, made.first.value - sign * change.value),
        )
        return any(value > 0 and is_slip(figure, value) for figure, value in wanted)
    share = change.interval.times(1 / HUNDRED)
    if made.of is Of.BEFORE:
        return may_be_slip_within(made.first, share.times(made.second.value))
    one = Interval(Decimal(1), Decimal(1))
    factor = one - share if down else one + share
    if factor.low <= 0 or made.of is Of.NOW:
        return False
    before = made.first.interval.over(factor)
    return may_be_slip_within(made.first, factor.times(made.second.value)) or (
        before is not None and may_be_slip_within(made.second, before)
    )


def fits(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether the figures give the step."""
    if change.unit == PERCENT:
        return holds(step_between(passage, change, made), change)
    return are_apart(made.first, made.second, change)


def step_between(passage: Passage, change: Figure, made: Made) -> Step:
    """The step in per cent that the figures make."""
    return step_of(made.of, made.first, made.second, change, down=bool(goes_down(passage, change)))
