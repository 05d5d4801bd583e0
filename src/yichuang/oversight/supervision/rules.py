"""Electronic supervision as arithmetic: how long one has, what a card weighs, when repetition makes one. RULEBOOK 5."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.clocks.rungs import Level

EXPLANATION = Limit(2, Unit.WORKING_DAY)  # the addressee explains an alert
OBJECTION = Limit(3, Unit.WORKING_DAY)  # against a card that was upheld; decided by another person
REPLY = Limit(1, Unit.WORKING_DAY)  # to 催办 and 督办
POINTS = {Level.MARK: 0, Level.REMINDER: 0, Level.YELLOW: 1, Level.RED: 3}
SHORTEST_WORDS = 10  # fewer characters explain nothing


def escalated(level: Level, repeat: int, times: int) -> Level:
    """The level of the `times`-th warning within a month: so many of a rule make it a yellow card."""
    return Level.YELLOW if level is Level.REMINDER and repeat and times >= repeat else level


def outweighed(level: Level, fell_at: datetime, others: Iterable[tuple[Level, datetime]]) -> bool:
    """Whether a heavier warning about the same thing fell in the same instant: one card is enough."""
    return any(at == fell_at and other.weight > level.weight for other, at in others)


def loosens(*, before: tuple[Level, int, int, bool], after: tuple[Level, int, int, bool]) -> bool:
    """Whether a change makes a rule milder: (level, times, plus, in force) before and after."""
    (level, times, plus, active), (to_level, to_times, to_plus, to_active) = before, after
    return to_level.weight < level.weight or (to_times, to_plus) > (times, plus) or (active and not to_active)
