"""Performing many verbs: the same bodies, checked the same way, their effects written by COPY."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

import psycopg
from django.db import models, transaction
from psycopg.types.json import Jsonb

from yichuang.kernel import statements
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import COLUMNS
from yichuang.kernel.clocks.rulebook import rungs_at
from yichuang.kernel.clocks.rungs import Unwarned, forgo
from yichuang.kernel.ledger.chain import Entry
from yichuang.kernel.numbering.counters import BulkNumbers
from yichuang.kernel.offices.models import Epoch
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import store, told, touched
from yichuang.kernel.verbs.act import Effects, World, check, run
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.parameters import checked
from yichuang.kernel.verbs.perform import Receipt, receipt_of
from yichuang.kernel.verbs.reactions import guards_of
from yichuang.kernel.verbs.refusals import Because, Refused, not_found
from yichuang.kernel.verbs.subjects import Subject, kinds, split
from yichuang.kernel.verbs.touched import Touch

BLOCK = 2000


@dataclass(slots=True)
class _Held:
    """A subject in memory with everything that its acts have made and that isn't written yet."""

    subject: Subject
    created: bool
    clocks: list[ClockRow] = field(default_factory=list)
    touched: dict[int, ClockRow] = field(default_factory=dict)
    unwarned: list[Unwarned] = field(default_factory=list)
    stored_clocks: set[int] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)
    also: list[Callable[[], None]] = field(default_factory=list)
    days: set[Touch] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Planned:
    """An act to be done: as the arguments of `perform`."""

    verb: Verb
    ref: str | None
    by: Actor
    at: datetime
    given: dict[str, Any]


class Batch:
    """Acts done in memory, one after the other, and written together by `flush`.

    One loader at a time: subjects that exist already are locked from their first act to the end of the transaction
    that the caller opens around `perform` and `flush`. `past`: the acts were done long ago, so the messages that
    they add have gone out, the events that they add have been reacted to, and clocks that stopped warn of nothing.
    """

    def __init__(
        self,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
        *,
        past: bool = False,
    ) -> None:
        self._past = past
        self._listens: Callable[[list[ClockRow]], None] | None = None
        known = dict(Epoch.objects.values_list("name", "n"))
        calendar_epoch = known.get("calendar", 0)
        self._numbers = BulkNumbers()
        self._world = World(
            tree=tree(known.get("offices", 0)),
            calendar_of=lambda path: calendar_for(path, calendar_epoch),
            numbers=self._numbers,
            epochs=known,
            random_bytes=random_bytes,
            rungs=rungs_at(known.get("rungs", 0)),
        )
        self._held: dict[str, _Held] = {}
        self._ids: dict[type[Subject], Iterator[int]] = defaultdict(lambda: iter(()))

    def perform(self, verb: Verb, ref: str | None, *, by: Actor, at: datetime, **given: Any) -> Receipt:
        """Do one act in memory. Raises Refused, and then nothing of it is kept."""
        values = checked(verb.parameters, given)
        held = self._new(verb) if verb.creates else self._find(verb, ref)
        if not verb.creates and not held.subject.seen_by(by):
            raise not_found(verb.on.label)
        check(verb, held.subject, by)
        for guard in guards_of(verb.name):
            if reason := guard(held.subject, by):
                raise Refused(Because.GUARDED, reason)
        effects = run(verb, held.subject, held.clocks, by, at, self._world, values)
        self._keep(held, effects)
        return receipt_of(verb, effects)

    def listen(self, listens: Callable[[list[ClockRow]], None]) -> None:
        """Tell of every clock that an act has touched; for whoever watches them before they are written."""
        self._listens = listens

    def clock(self, ref: str, n: int) -> ClockRow:
        """A clock of a subject in memory, to be changed where it is and written with it."""
        held = self._held[ref]
        row = next(one for one in held.clocks if one.n == n)
        held.touched[n] = row
        return row

    def clocks(self, ref: str) -> list[ClockRow]:
        """The clocks of a subject in memory."""
        return self._held[ref].clocks

    def add(self, ref: str, row: models.Model) -> None:
        """Write a row beside a subject in memory that no act of it makes."""
        if self._past:
            _deal_with(row)
        self._held[ref].rows.append(row)

    def epoch(self, name: str) -> int:
        """How often a small table had changed when this batch began."""
        return self._world.epochs.get(name, 0)

    def subject(self, ref: str) -> Subject:
        """The subject as it is in memory; KeyError when no act of this batch has touched it."""
        return self._held[ref].subject

    def flush(self, keep: Callable[[Subject], bool] = lambda _: False) -> int:
        """Write what has been done and forget it, but for subjects that `keep` holds back; gives their number."""
        chosen = [held for held in self._held.values() if not keep(held.subject)]
        with transaction.atomic():
            _write(chosen)
            touched.keep({day for held in chosen for day in held.days})
            statements.raw().execute(f"SELECT {told.TELL}", [told.MANY])
            self._numbers.write()
            for work in (work for held in chosen for work in held.also):
                work()
        for held in chosen:
            del self._held[held.subject.ref]
        return len(chosen)

    def reserve_rows(self, model: type[models.Model], count: int) -> list[int]:
        """Ids for rows that are no subjects."""
        return _reserve(model, count)

    def reserve(self, model: type[Subject], count: int) -> list[int]:
        """Ids for subjects that verbs of this batch will make, in the order in which they will be given out."""
        found = _reserve(model, count)
        self._ids[model] = chain(self._ids[model], found)
        return found

    def _keep(self, held: _Held, effects: Effects) -> None:
        assert effects.entry is not None
        held.subject = effects.subject
        held.entries.append(effects.entry)
        held.also += effects.also
        held.days |= effects.touched
        held.unwarned += effects.unwarned
        for row in effects.clocks:
            if self._past and row.stopped_at is not None:
                forgo(row)
            held.touched[row.n] = row
        if effects.clocks:
            if self._listens:
                self._listens(effects.clocks)
            moved = {row.n: row for row in held.clocks} | {row.n: row for row in effects.clocks}
            held.clocks = [moved[n] for n in sorted(moved)]
        for row_, serial in effects.rows:
            if serial:
                setattr(row_, serial.column, self._numbers.next(serial.sequence))
            if self._past:
                _deal_with(row_)
            held.rows.append(row_)
        self._held[held.subject.ref] = held

    def _new(self, verb: Verb) -> _Held:
        found = next(self._ids[verb.on], None)
        if found is None:
            self._ids[verb.on] = iter(_reserve(verb.on, BLOCK))
            found = next(self._ids[verb.on])
        return _Held(_blank(verb.on, found), created=True)

    def _find(self, verb: Verb, ref: str | None) -> _Held:
        if ref in self._held:
            return self._held[ref]
        self.load([ref or ""])
        held = self._held.get(ref or "")
        if held is None or not isinstance(held.subject, verb.on):
            raise not_found(verb.on.label)
        return held

    def load(self, refs: Sequence[str]) -> None:
        """Lock and read subjects that exist already, many at once."""
        by_kind: dict[str, list[int]] = defaultdict(list)
        for ref in refs:
            if ref and ref not in self._held:
                kind, identity = split(ref)
                by_kind[kind].append(identity)
        cursor = statements.cursor()
        for kind, ids in by_kind.items():
            model = kinds()[kind]
            cursor.execute(f"{statements.select_sql(model)} WHERE id = ANY(%s) FOR UPDATE", [ids])
            for row in cursor.fetchall():
                subject = statements.instance(model, row)
                self._held[subject.ref] = _Held(subject, created=False)
            _load_clocks(cursor, [self._held[f"{kind}:{i}"] for i in ids if f"{kind}:{i}" in self._held])


def perform_many(planned: Iterable[Planned]) -> Iterator[Receipt | Refused]:
    """Do many acts in the order given and write them together; a refusal is given in the place of its receipt."""
    batch = Batch()
    with transaction.atomic():
        for act in planned:
            try:
                yield batch.perform(act.verb, act.ref, by=act.by, at=act.at, **act.given)
            except Refused as refused:
                yield refused
        batch.flush()


def _deal_with(row: Any) -> None:
    """Mark a message as sent and read, and an event as done, at their own instants."""
    if hasattr(row, "sent_at"):
        row.sent_at = row.read_at = row.created_at
    elif hasattr(row, "done_at"):
        row.done_at = row.at


@cache
def _defaults(model: type[Subject]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """What a new instance holds, and the fields whose value each instance needs for itself."""
    own = tuple(
        (field.attname, field.default)
        for field in model._meta.concrete_fields
        if callable(field.default) and field.default is not models.NOT_PROVIDED
    )
    values = {name: value for name, value in model().__dict__.items() if name != "_state"}
    return values, own


def _blank(model: type[Subject], identity: int) -> Subject:
    """A new instance, as `model(id=identity)` makes it, which costs more than most bodies."""
    values, own = _defaults(model)
    made = model.__new__(model)
    made._state = models.base.ModelState()
    made.__dict__.update(values)
    for name, default in own:
        made.__dict__[name] = default()
    made.id = identity
    return made


def _reserve(model: type[models.Model], count: int) -> list[int]:
    cursor = statements.cursor()
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        [model._meta.db_table, count],
    )
    return [row[0] for row in cursor.fetchall()]


def _load_clocks(cursor: psycopg.Cursor[Any], held: list[_Held]) -> None:
    by_ref = {one.subject.ref: one for one in held}
    cursor.execute(store.CLOCK_SELECT.replace("= %s", "= ANY(%s)"), [list(by_ref)])
    for row in cursor.fetchall():
        clock = ClockRow(*row)
        one = by_ref[clock.subject]
        one.clocks.append(clock)
        one.stored_clocks.add(clock.n)


def _write(held: list[_Held]) -> None:
    cursor = psycopg.Cursor(statements.raw())
    created: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    changed: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for one in held:
        (created if one.created else changed)[type(one.subject)].append(one.subject)
        for row in one.rows:
            rows[type(row)].append(row)
    for model, subjects in created.items():
        _copy_models(cursor, model, subjects)
    for model, subjects in changed.items():
        _update_models(cursor, model, subjects)
    new = [row for one in held for n, row in one.touched.items() if n not in one.stored_clocks]
    _copy(cursor, "clock", COLUMNS, (store.clock_values(row) for row in new))
    for one in held:
        for n, moved in one.touched.items():
            if n in one.stored_clocks:
                cursor.execute(store.CLOCK_UPSERT, store.clock_values(moved), prepare=True)
        if one.entries:
            store.watched(cursor, one.touched.values(), one.unwarned, one.entries[-1].at)
    _copy(cursor, "ledger", store.ENTRY_COLUMNS, (store.entry_values(e) for one in held for e in one.entries))
    for model, found in rows.items():
        _copy_models(cursor, model, found)


def _copy(
    cursor: psycopg.Cursor[Any], table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    with cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


Convert = Callable[[Any], Any]


@cache
def _converters(model: type[models.Model]) -> dict[str, Convert]:
    """The fields whose values the driver doesn't take as they are; for the others Django prepares nothing."""
    return {
        field.attname: Jsonb for field in statements.columns(model) if isinstance(field, models.JSONField)
    }


def _rows(model: type[models.Model], names: list[str], found: list[models.Model]) -> Iterator[list[Any]]:
    """The stored values of instances, in the order of the names."""
    convert = _converters(model)
    places = [(n, convert[name]) for n, name in enumerate(names) if name in convert]
    for row in found:
        have = row.__dict__
        values = [have[name] for name in names]
        for n, made in places:
            if values[n] is not None:
                values[n] = made(values[n])
        yield values


def _copy_models(cursor: psycopg.Cursor[Any], model: type[models.Model], rows: list[models.Model]) -> None:
    fields = [f for f in statements.columns(model) if not f.primary_key or rows[0].pk is not None]
    columns = [f'"{f.column}"' for f in fields]
    _copy(cursor, model._meta.db_table, columns, _rows(model, [f.attname for f in fields], rows))


def _update_models(cursor: psycopg.Cursor[Any], model: type[models.Model], rows: list[models.Model]) -> None:
    """Write existing subjects back: copied beside the table, then moved over in one statement."""
    table = model._meta.db_table
    cursor.execute(f'CREATE TEMP TABLE moved ON COMMIT DROP AS SELECT * FROM "{table}" WITH NO DATA')  # noqa: S608
    fields = statements.columns(model)
    names = [f'"{f.column}"' for f in fields]
    _copy(cursor, "moved", names, _rows(model, [f.attname for f in fields], rows))
    sets = ", ".join(f"{name} = moved.{name}" for name in names if name != '"id"')
    cursor.execute(f'UPDATE "{table}" SET {sets} FROM moved WHERE "{table}".id = moved.id')  # noqa: S608
    cursor.execute("DROP TABLE moved")
