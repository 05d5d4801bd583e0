"""Rungs: the instants of a clock at which somebody is to be warned. Rules are data; where they fall is pure.

A clock carries its rungs to come (`rungs`, `rungs_at`, in order; the first of them as `next_at`, for an index) and
`seen_to`, the instant up to which rungs have been dealt with: so a clock that moves is warned about again only at
instants that are new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import Hours
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import MAX_AMOUNT, Limit, Unit


class Basis(StrEnum):
    """What a rung's instant is reckoned from."""

    WARN = "warn"  # near the limit: 90 % used or one working day left (RULEBOOK 5)
    DUE = "due"  # the end of `times` times the limit, and `plus` units more
    ACT = "act"  # no clock: what somebody has done, found in the ledger


class Level(StrEnum):
    """How much a warning weighs (RULEBOOK 5)."""

    MARK = "mark"  # nobody is told: kept for sampling
    REMINDER = "reminder"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        """Chinese name."""
        return _LABELS[self]

    @property
    def weight(self) -> int:
        """0 to 3: to compare two of them."""
        return tuple(Level).index(self)


_LABELS = {Level.MARK: "标记", Level.REMINDER: "提醒", Level.YELLOW: "黄牌", Level.RED: "红牌"}


@dataclass(frozen=True, slots=True)
class Rung:
    """A rule: for clocks of which kinds it warns, when, how much it weighs and who is told.

    `times` and `plus` stretch the limit that the instant is the end of, `plus` in the clock's own unit. `lawful` says
    that statute stands behind it, so that nobody may loosen it.
    """

    code: str
    name: str
    kinds: tuple[str, ...]
    basis: Basis
    level: Level
    tells: tuple[str, ...]
    times: int = 1
    plus: int = 0
    lawful: bool = False
    repeat: int = 0
    """So many within a month make it a yellow card; 0: however many, the level stays."""

    def falls_at(self, row: ClockRow, calendar: Calendar, hours: Hours) -> datetime | None:
        """The instant of this rung on a clock; None while it stands still and nobody can know."""
        if self.basis is Basis.WARN:
            return row.warn_at
        if (self.times, self.plus) == (1, 0) or row.due_at is None:
            return row.due_at
        amount = min(MAX_AMOUNT, row.amount * self.times + self.plus)
        stretched = Limit(amount, Unit(row.unit))
        return rules.due(calendar, hours, row.started_at, stretched, row.stood).at


Rungs = Mapping[str, tuple[Rung, ...]]


@dataclass(frozen=True, slots=True)
class Unwarned:
    """A warning that was given for an instant at which, as it turns out, the clock didn't fall due: it is void."""

    subject: str
    n: int
    rule: str
    fell_at: datetime


def family(kind: str) -> str:
    """What sort of promise a clock is, to which rules belong: `follow` for `follow:m4`, any other kind itself."""
    return kind.partition(":")[0]


def by_kind(rungs: Iterable[Rung]) -> dict[str, tuple[Rung, ...]]:
    """The rungs of each kind of clock."""
    found: dict[str, tuple[Rung, ...]] = {}
    for rung in rungs:
        for kind in rung.kinds:
            found[kind] = (*found.get(kind, ()), rung)
    return found


def arm(
    row: ClockRow, rungs: Rungs, calendar: Calendar, hours: Hours, at: datetime | None = None
) -> ClockRow:
    """Derive the rungs to come from limit, pauses and what has been seen. Changes the row.

    `at` is the instant of an act that moves a clock which ran before: rungs from before it that nobody has dealt with
    yet stay, even when the clock is stopped, since what was late was late whether or not the watcher had looked.
    """
    found = [] if at is None else [(t, c) for c, t in zip(row.rungs, row.rungs_at, strict=True) if t < at]
    if row.stopped_at is None:
        seen = row.seen_to
        for rung in rungs.get(family(row.kind), ()):
            t = rung.falls_at(row, calendar, hours)
            if t is not None and (seen is None or t > seen) and (at is None or t >= at):
                found.append((t, rung.code))
    if len(found) > 1:
        found.sort()
    row.rungs = [code for _, code in found]
    row.rungs_at = [t for t, _ in found]
    row.next_at = found[0][0] if found else None
    return row


def passed(row: ClockRow, until: datetime) -> list[tuple[str, datetime]]:
    """Take the rungs up to an instant off the clock, as the watcher does; gives them in order. Changes the row."""
    count = sum(1 for at in row.rungs_at if at <= until)
    if not count:
        return []
    taken = list(zip(row.rungs[:count], row.rungs_at[:count], strict=True))
    row.seen_to = row.rungs_at[count - 1]
    row.rungs, row.rungs_at = row.rungs[count:], row.rungs_at[count:]
    row.next_at = row.rungs_at[0] if row.rungs_at else None
    return taken


def moved(
    before: ClockRow, row: ClockRow, rungs: Rungs, calendar: Calendar, hours: Hours, at: datetime
) -> list[Unwarned]:
    """Arm a clock that an act of that instant has moved; gives the warnings that this makes void. Changes the row.

    An act may come to be written after the watcher has looked at a later instant. What it does to the clock holds from
    its own instant on: so what was warned about from then on is void, unless it falls at the same instant as before.
    """
    void: list[Unwarned] = []
    if row.seen_to is not None and row.seen_to >= at:
        dealt = _between(before, rungs, calendar, hours, at, row.seen_to)
        still = set() if row.stopped_at else _between(row, rungs, calendar, hours, at, row.seen_to)
        void = [Unwarned(row.subject, row.n, code, t) for t, code in sorted(dealt - still)]
        row.seen_to = max((t for t, _ in dealt & still), default=at - timedelta(microseconds=1))
    arm(row, rungs, calendar, hours, at)
    return void


def _between(
    row: ClockRow, rungs: Rungs, calendar: Calendar, hours: Hours, first: datetime, last: datetime
) -> set[tuple[datetime, str]]:
    """The rungs of a clock that fall between two instants, both included."""
    found = ((rung.falls_at(row, calendar, hours), rung.code) for rung in rungs.get(family(row.kind), ()))
    return {(t, code) for t, code in found if t is not None and first <= t <= last}


def forgo(row: ClockRow) -> None:
    """Warn of nothing any more: for what was over long before it came to be written. Changes the row."""
    row.rungs, row.rungs_at, row.next_at = [], [], None
