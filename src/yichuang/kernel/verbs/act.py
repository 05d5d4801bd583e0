"""One act: what a verb's body may read and what it may record. Bodies issue no SQL."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks import moves, rungs
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import Hours, Limit
from yichuang.kernel.clocks.rungs import Rungs, Unwarned
from yichuang.kernel.ledger.chain import GENESIS, Entry, canonical_facts, seal
from yichuang.kernel.numbering.counters import Numbers
from yichuang.kernel.offices.queries import OfficeFacts, Tree
from yichuang.kernel.verbs import touched
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.reactions import Happened, reactions_to
from yichuang.kernel.verbs.refusals import Because, Refused
from yichuang.kernel.verbs.subjects import Subject

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class Serial:
    """A number that the database gives to a row while writing it: goes to `column`, from `sequence`."""

    column: str
    sequence: str


@dataclass(slots=True)
class Effects:
    """Everything that one act changes; the kernel writes it in one go."""

    subject: Subject
    created: bool
    changed: dict[str, Any] = field(default_factory=dict)
    clocks: list[ClockRow] = field(default_factory=list)
    unwarned: list[Unwarned] = field(default_factory=list)
    rows: list[tuple[models.Model, Serial | None]] = field(default_factory=list)
    also: list[Callable[[], None]] = field(default_factory=list)
    entry: Entry | None = None
    touched: set[touched.Touch] = field(default_factory=set)
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """What an act needs to know of the rest: offices, calendars, and where numbers come from."""

    tree: Tree
    calendar_of: Callable[[str], Calendar]
    numbers: Numbers
    epochs: dict[str, int] = field(default_factory=dict)
    rungs: Rungs = field(default_factory=dict)
    random_bytes: Callable[[int], bytes] = secrets.token_bytes


class Act:
    """One performance of a verb by somebody at an instant."""

    def __init__(
        self, verb: Verb, subject: Subject, clocks: list[ClockRow], by: Actor, at: datetime, world: World
    ) -> None:
        self.verb = verb
        self.by = by
        self.at = at
        self.subject = subject
        self.n = subject.version + 1
        self._clocks = clocks
        self._world = world
        self._facts: dict[str, Any] = {}
        self.effects = Effects(subject=subject, created=verb.creates)

    @property
    def day(self) -> date:
        """The Shanghai date of the act."""
        return self.at.astimezone(SHANGHAI).date()

    def office(self, office_id: int) -> OfficeFacts:
        """An office by its id."""
        return self._world.tree.by_id[office_id]

    def knows(self, office_id: int) -> bool:
        """Whether there is an office of that id."""
        return office_id in self._world.tree.by_id

    def epoch(self, name: str) -> int:
        """How often a small table has changed; a key for what a process keeps of it."""
        return self._world.epochs.get(name, 0)

    def calendar(self, office_id: int) -> Calendar:
        """The calendar by which an office counts its days."""
        return self._time(office_id)[0]

    # -- the subject --

    def set(self, **fields: Any) -> None:
        """Change fields of the subject; they are seen at once by the rest of the body."""
        for name, value in fields.items():
            setattr(self.subject, name, value)
        self.effects.changed.update(fields)

    def move(self, state: str) -> None:
        """End in that state now; ValueError for one that the verb doesn't declare, since no diagram would show it."""
        if str(state) not in {self.verb.then, *self.verb.ends}:
            raise ValueError(f"{self.verb.name} isn't declared to end in {state}")
        self.set(state=str(state))

    def add(self, row: models.Model, serial: Serial | None = None) -> None:
        """Insert a row that belongs to this act."""
        self.effects.rows.append((row, serial))

    def also(self, work: Callable[[], None]) -> None:
        """Work that belongs to this act though its rows aren't the subject's: after the writing, in one transaction.

        For the few changes that a row of effects can't say (clocks of other subjects, a detail beside the subject's own
        row). It may raise Refused, and then nothing of the act is kept. Not done again when a client repeats the act.
        """
        self.effects.also.append(work)

    def note(self, **facts: Any) -> None:
        """Facts of the ledger entry. Never a personal value in clear: refer to it, or leave it out."""
        self._facts.update(facts)

    def answer(self, **facts: Any) -> None:
        """Facts of the receipt, for who asked (a number, a query code)."""
        self.effects.answer.update(facts)

    def number(self, sequence: str) -> int:
        """The next number of a sequence."""
        return self._world.numbers.next(sequence)

    def random_bytes(self, count: int) -> bytes:
        """Bytes that nobody can guess; a replayed year draws them from its seed."""
        return self._world.random_bytes(count)

    def emit(self, event: Happened) -> None:
        """Say what happened; written only when somebody reacts to it."""
        if reactions_to(event.event_name):
            facts = asdict(event)  # type: ignore[call-overload]
            self.add(
                Event(name=event.event_name, subject=self.subject.ref, n=self.n, facts=facts, at=self.at)
            )

    # -- clocks --

    def clock(self, kind: str) -> ClockRow | None:
        """The running clock of that kind, if there is one."""
        for row in self._clocks:
            if row.kind == kind and row.stopped_at is None:
                return row
        return None

    def clocks(self) -> list[ClockRow]:
        """Every clock of the subject, running or stopped."""
        return list(self._clocks)

    def start(self, kind: str, limit: Limit, owed_by: int, at: datetime | None = None) -> ClockRow:
        """Start a clock; `at` is earlier than the act only where the law counts from an earlier day."""
        if self.clock(kind):
            raise ValueError(f"{self.subject.ref} has a running clock {kind}")
        n = max((row.n for row in self._clocks), default=0) + 1
        calendar, hours = self._time(owed_by)
        row = moves.start(calendar, hours, self.subject.ref, n, kind, owed_by, limit, at or self.at)
        self._clocks.append(row)
        self._touched(rungs.arm(row, self._world.rungs, calendar, hours))
        return row

    def stop(self, kind: str, outcome: str | None = None) -> ClockRow | None:
        """Stop the running clock of that kind; None when there is none."""
        return self._moved(
            kind, lambda row, calendar, hours: moves.stop(row, calendar, hours, self.at, outcome)
        )

    def pause(self, kind: str, reason: str, document: str) -> ClockRow | None:
        """Let the clock stand still from this act on, for a lawful reason."""
        return self._moved(kind, lambda row, _calendar, _hours: moves.pause(row, self.at, reason, document))

    def resume(self, kind: str) -> ClockRow | None:
        """Let a clock that stands still run on."""
        return self._moved(kind, lambda row, calendar, hours: moves.resume(row, calendar, hours, self.at))

    def extend(self, kind: str, extra: Limit) -> ClockRow | None:
        """Lengthen the limit of a running clock."""
        return self._moved(kind, lambda row, calendar, hours: moves.extend(row, calendar, hours, extra))

    def working_days_used(self, row: ClockRow) -> int:
        """Working days that a stopped clock took, whatever unit it counts in."""
        return moves.working_days_used(row, self._time(row.owed_by_id)[0])

    def _moved(self, kind: str, move: Callable[[ClockRow, Calendar, Hours], ClockRow]) -> ClockRow | None:
        row = self.clock(kind)
        if row is None:
            return None
        calendar, hours = self._time(row.owed_by_id)
        moved = move(replace(row), calendar, hours)
        self.effects.unwarned += rungs.moved(row, moved, self._world.rungs, calendar, hours, self.at)
        self._clocks[self._clocks.index(row)] = moved
        self._touched(moved)
        return moved

    def _touched(self, row: ClockRow) -> None:
        self.effects.clocks = [kept for kept in self.effects.clocks if kept.n != row.n]
        self.effects.clocks.append(row)

    def _time(self, office_id: int) -> tuple[Calendar, Hours]:
        office = self._world.tree.by_id[office_id]
        return self._world.calendar_of(office.path), Hours(office.hours)

    # -- the end of it --

    def finish(self) -> Effects:
        """Close the act: state, version, ledger entry."""
        subject, effects = self.subject, self.effects
        if self.verb.then and "state" not in effects.changed:
            self.set(state=self.verb.then)
        entry = Entry(
            subject=subject.ref,
            n=self.n,
            verb=self.verb.name,
            actor=self.by.reference,
            post=self.by.post,
            office=self.by.office,
            at=self.at,
            facts=canonical_facts(self._facts),
            previous=bytes(subject.head) or GENESIS,
        )
        effects.entry = seal(entry)
        self.set(version=self.n, head=entry.hash)
        return effects


def run(
    verb: Verb,
    subject: Subject,
    clocks: list[ClockRow],
    by: Actor,
    at: datetime,
    world: World,
    values: dict[str, Any],
) -> Effects:
    """Run a verb's body on a copy of the subject; the subject itself stays as it was when the body refuses."""
    act = Act(verb, _copied(subject), list(clocks), by, at, world)
    verb.body(act.subject, act, **values)
    effects = act.finish()
    rows = (row for row, _ in effects.rows)
    effects.touched = touched.days_of(subject, clocks, effects.changed, act.subject, effects.clocks, rows)
    return effects


def _copied(subject: Subject) -> Subject:
    """A copy whose fields may change; `copy.copy` goes through pickling, which costs more than most bodies."""
    twin = subject.__class__.__new__(subject.__class__)
    twin.__dict__.update(subject.__dict__)
    twin._state = models.base.ModelState()
    twin._state.adding, twin._state.db = subject._state.adding, subject._state.db
    return twin


def check(verb: Verb, subject: Subject, by: Actor) -> None:
    """Refuse when the state, the right or a guard stands in the way."""
    if verb.when and subject.state not in verb.when:
        raise Refused(
            Because.WRONG_STATE,
            f"{subject.label}现在不能“{subject.act_name(verb)}”",
            remedy="请刷新页面，看最新的进展",
        )
    if by.kind is not ActorKind.SYSTEM and not by.may(verb.name):
        raise Refused(
            Because.NO_RIGHT, f"您的岗位不能“{subject.act_name(verb)}”", remedy="请交给有这项权限的同事办理"
        )
    if reason := verb.allow(by, subject):
        raise Refused(Because.NO_RIGHT, reason)
