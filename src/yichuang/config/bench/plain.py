"""The rows of an act written by plain prepared SQL: what six acts are measured against.

What an act changes is taken from the verbs' own bodies (done in memory, outside the measured time), so that both sides
write the same tables, columns and sizes; the SQL here is written row by row and knows nothing of verbs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from psycopg.types.json import Jsonb

from yichuang.kernel import statements
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.numbering.counters import TAKE
from yichuang.kernel.verbs import store, touched
from yichuang.kernel.verbs.act import Effects, Serial
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import Receipt

Statement = tuple[str, list[Any]]


@dataclass(slots=True)
class Written:
    """One act as plain SQL: the statements of its transaction, in order, and what the caller is told."""

    statements: list[Statement]
    receipt: Receipt


class Recorder(Batch):
    """Does acts in memory and keeps what each one would write."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Effects | None = None
        self._clocks: dict[tuple[str, int], ClockRow] = {}

    def _keep(self, held: Any, effects: Effects) -> None:
        self._seen = effects
        super()._keep(held, effects)

    def record(
        self, verb: Verb, ref: str | None, *, by: Actor, at: datetime, key: str, **given: Any
    ) -> Written:
        """The act as plain statements."""
        receipt = self.perform(verb, ref, by=by, at=at, **given)
        assert self._seen is not None
        statements = self._statements(self._seen)
        print_of = b"\0" * 32  # as long as the one that a client's key leaves
        kept = apps.get_model("verbs", "ActKey")(
            actor=by.reference, key=key, fingerprint=print_of, receipt=asdict(receipt), at=at
        )
        return Written([*statements, _insert(kept)], receipt)

    def _statements(self, effects: Effects) -> list[Statement]:
        subject = effects.subject
        found: list[Statement] = []
        if effects.created:
            if number := getattr(subject, "number", ""):
                region, day = number.split("-")[:2]
                found.append((TAKE, [f"case:{region}:{day}", 1]))
            found.append(_insert(subject))
        else:
            found.append(_update(subject, effects.changed))
        found += [self._clock(row) for row in effects.clocks]
        assert effects.entry is not None
        found.append(_entry(store.entry_values(effects.entry)))
        found += [_insert(row, serial) for row, serial in effects.rows]
        if days := touched.columns(effects.touched):
            found.append((touched.INSERT, days))
        return found

    def _clock(self, row: ClockRow) -> Statement:
        before = self._clocks.get((row.subject, row.n))
        self._clocks[row.subject, row.n] = row
        names = [field.name for field in fields(ClockRow)]
        if before is None:
            return _values("clock", names, [_clock_value(row, name) for name in names])
        changed = [name for name in names if getattr(row, name) != getattr(before, name)]
        sets = ", ".join(f"{name} = %s" for name in changed)
        values = [_clock_value(row, name) for name in changed]
        return f"UPDATE clock SET {sets} WHERE subject = %s AND n = %s", [*values, row.subject, row.n]  # noqa: S608


def write(cursor: psycopg.Cursor[Any], act: Written) -> None:
    """One act: its statements one after the other, and one commit."""
    cursor.execute("BEGIN")
    for sql, values in act.statements:
        cursor.execute(sql, values, prepare=True)
    cursor.execute("COMMIT")


def write_at_once(cursor: psycopg.Cursor[Any], act: Written) -> None:
    """The same in one round trip: the least that any program could need."""
    with cursor.connection.pipeline():
        write(cursor, act)


def _values(table: str, names: list[str], values: list[Any]) -> Statement:
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places})', values  # noqa: S608


def _insert(row: models.Model, serial: Serial | None = None) -> Statement:
    columns = [f for f in statements.columns(type(row)) if not f.primary_key or row.pk is not None]
    table = row._meta.db_table
    if serial is None:
        values = [store.value_of(f, getattr(row, f.attname)) for f in columns]
        return _values(table, [str(f.column) for f in columns], values)
    names = ", ".join(f'"{f.column}"' for f in columns)
    places = ", ".join("taken.value" if f.column == serial.column else "%s" for f in columns)
    values = [store.value_of(f, getattr(row, f.attname)) for f in columns if f.column != serial.column]
    sql = f'WITH taken AS ({TAKE}) INSERT INTO "{table}" ({names}) SELECT {places} FROM taken'  # noqa: S608
    return sql, [serial.sequence, 1, *values]


def _update(row: models.Model, changed: dict[str, Any]) -> Statement:
    columns: list[Any] = [row._meta.get_field(name) for name in changed]
    sets = ", ".join(f'"{f.column}" = %s' for f in columns)
    values = [store.value_of(f, getattr(row, f.attname)) for f in columns]
    return f'UPDATE "{row._meta.db_table}" SET {sets} WHERE id = %s', [*values, row.pk]  # noqa: S608


def _entry(values: list[Any]) -> Statement:
    return _values("ledger", list(store.ENTRY_COLUMNS), values)


def _clock_value(row: ClockRow, name: str) -> Any:
    return Jsonb(row.pauses) if name == "pauses" else getattr(row, name)
