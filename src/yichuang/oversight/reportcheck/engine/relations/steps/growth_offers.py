"""What a growth in per cent may be between, or of: every reading that there is near it. Pure.

The value now and the one before, or the step in units and either of them. A pair that goes the other way than the words
say is offered, too: what is believed of a reading doesn't hang on its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import DOUBLED, is_down, words_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import HUNDRED, Of, Step, step_of
from yichuang.oversight.reportcheck.engine.telling import with_value
from yichuang.oversight.reportcheck.engine.units import PERCENT, compatible

_FRONT, _BEHIND = 260, 120
_MOST_FRONT, _MOST_BEHIND = 7, 4
_BEFORE_LAST = 2
_STEPPED = re.compile(
    r"(?:增|增长|增加|上升|上涨|扩大|提高|下降|减少|降低|节约|节省|压缩|缩短|超出|超额|提速|涨|升|降|减)[^，。；、\d]{0,4}$"
    r"|[增减降升涨跌缩][幅速长][^，。；、\d]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class Grown:
    """A reading of a growth: `first` is the value now or the step in units, `second` the value before or now."""

    of: Of
    first: Figure
    second: Figure

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """Both."""
        return self.first, self.second

    def between(self, *, down: bool) -> tuple[Decimal, Decimal]:
        """The value now and the one before, as printed or as the step in units makes them: what the reading says."""
        one, other = self.first.value, self.second.value
        if self.of is Of.VALUES:
            return one, other
        step = -one if down else one
        return (other, other - step) if self.of is Of.NOW else (other + step, other)

    def step(self, change: Figure, *, down: bool) -> Step:
        """The step that the growth tells."""
        return step_of(self.of, self.first, self.second, in_percent(change), down=down)


def in_percent(change: Figure) -> Figure:
    """The growth in per cent, which also 倍 tells: 增长1.5倍 are 150 %."""
    return with_value(change, change.value * HUNDRED) if change.unit == "倍" else change


def may_be(passage: Passage, change: Figure) -> bool:
    """Whether a figure tells a growth."""
    if change.unit != PERCENT or change.value == 0 or abs(change.value) > _MOST:
        return False
    tenths = change.written.endswith("成") and change.bound is Bound.ABOUT
    if change.bound is not Bound.EXACT and not tenths:
        return False
    if DOUBLED.search(change.written):
        return True
    words = words_of(passage, change)
    if _REACHED.search(change.lead) or _FROM.search(change.lead):
        return False
    told = Role.CHANGE in (change.role, row_of(passage, change)[0].role) or bool(_STEPPED.search(words))
    return told and is_down(passage, change) is not None


_MOST = Decimal(2000)
_FROM = re.compile(r"[由从]$")  # 压缩比由65%提高到70%: that of before
_REACHED = re.compile(r"[增减升降落涨跌扩缩加少高压提](?:到|至)[了约]?$")  # a rate, no growth


def offers(passage: Passage, change: Figure) -> Iterator[Grown]:
    """All that the growth may be of."""
    near = near_values(passage, change)
    levels = [f for f in near if f.role is not Role.CHANGE]
    for now in levels:
        for before in levels:
            if now is not before and compatible(now.unit, before.unit):
                yield Grown(Of.VALUES, now, before)
    for units in near:
        if units.role is Role.CHANGE and abs(units.clause - change.clause) <= _APART:
            for value in levels:
                if value.unit == units.unit:
                    yield Grown(Of.NOW, units, value)
                    yield Grown(Of.BEFORE, units, value)


_APART = 4


def near_values(passage: Passage, change: Figure) -> list[Figure]:
    """The counts near a growth: the nearest in front and behind, two sentences before it and one behind it."""
    begins, _ = passage.sentence_range(max(0, change.sentence - _BEFORE_LAST))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    front = passage.between(max(begins, change.at - _FRONT), change.at)
    behind = passage.between(change.after, min(ends, change.after + _BEHIND))
    return [*_counts(front)[-_MOST_FRONT:], *_counts(behind)[:_MOST_BEHIND]]


def _counts(figures: Sequence[Figure]) -> list[Figure]:
    return [
        f
        for f in figures
        if not f.is_percent
        and f.value > 0
        and f.role is not Role.BAND
        and f.unit != "倍"
        and f.bound is Bound.EXACT
    ]
