"""Writing the effects of one act: every statement prepared, all of them in one pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import psycopg
from django.db import connection, models
from psycopg.types.json import Jsonb

from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import COLUMNS
from yichuang.kernel.clocks.rungs import Unwarned
from yichuang.kernel.ledger.chain import Entry
from yichuang.kernel.statements import columns
from yichuang.kernel.verbs import told, touched
from yichuang.kernel.verbs.act import Effects, Serial
from yichuang.kernel.verbs.subjects import Subject

ENTRY_COLUMNS = ("subject", "n", "verb", "actor", "post", "office", "at", "facts", "previous", "hash")


def value_of(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as the driver takes it."""
    return field.get_db_prep_save(value, connection)


def clock_values(row: ClockRow) -> list[Any]:
    """A clock as a row of its table."""
    return [Jsonb(row.pauses) if name == "pauses" else getattr(row, name) for name in COLUMNS]


def entry_values(entry: Entry) -> list[Any]:
    """A ledger entry as a row of its table."""
    return [getattr(entry, name) for name in ENTRY_COLUMNS]


# locked, so that the watcher comes either before or after this act, never in between
CLOCK_SELECT = (
    f"SELECT {', '.join(COLUMNS)} FROM clock WHERE subject = %s ORDER BY subject, n FOR NO KEY UPDATE"  # noqa: S608
)
CLOCK_UPSERT = (
    f"INSERT INTO clock ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608
    " ON CONFLICT (subject, n) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in ("subject", "n"))
)
CLOCK_VOID = "UPDATE warning SET void_at = %s WHERE subject = %s AND n = %s AND rule = %s AND fell_at = %s"
CLOCK_NEAR = "NOTIFY clock_near"
NEAR = timedelta(seconds=60)
"""The watcher looks at least this often, so only an act with a rung nearer than that wakes it."""
ENTRY_INSERT = (
    f"INSERT INTO ledger ({', '.join(ENTRY_COLUMNS)}) VALUES ({', '.join(['%s'] * len(ENTRY_COLUMNS))})"  # noqa: S608
)
ENTRY_TOLD = f"{ENTRY_INSERT} RETURNING {told.TELL}"


@cache
def insert_sql(model: type[models.Model], with_id: bool, serial: str | None) -> str:
    """INSERT of one row; with a serial, its number comes from the counter in the same statement."""
    fields = [field for field in columns(model) if with_id or not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    if serial is None:
        return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(fields))})'  # noqa: S608
    values = ", ".join("taken.value" if field.column == serial else "%s" for field in fields)
    taken = (
        "WITH taken AS (INSERT INTO counter (sequence, value) VALUES (%s, 1) "
        "ON CONFLICT (sequence) DO UPDATE SET value = counter.value + 1 RETURNING value)"
    )
    return f'{taken} INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM taken'  # noqa: S608


def insert(cursor: psycopg.Cursor[Any], row: models.Model, serial: Serial | None = None) -> None:
    """Insert a row; its id is given by the database unless it has one."""
    model = type(row)
    with_id = row._meta.pk.column is None or row.pk is not None
    fields = [field for field in columns(model) if with_id or not field.primary_key]
    column = serial.column if serial else None
    values = [value_of(f, getattr(row, f.attname)) for f in fields if f.column != column]
    if serial:
        values.insert(0, serial.sequence)
    cursor.execute(insert_sql(model, with_id, column), values, prepare=True)


def update(cursor: psycopg.Cursor[Any], subject: Subject, changed: dict[str, Any]) -> None:
    """Write the changed fields of a subject."""
    fields = [subject._meta.get_field(name) for name in sorted(changed)]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
    values = [value_of(field, getattr(subject, field.attname)) for field in fields]  # type: ignore[arg-type,union-attr]
    cursor.execute(
        f'UPDATE "{subject._meta.db_table}" SET {sets} WHERE id = %s',  # noqa: S608
        [*values, subject.pk],
        prepare=True,
    )


def write(cursor: psycopg.Cursor[Any], effects: Effects) -> None:
    """Write one act's effects; inside a pipeline this is one round trip."""
    if effects.created:
        insert(cursor, effects.subject)
    else:
        update(cursor, effects.subject, effects.changed)
    for row in effects.clocks:
        cursor.execute(CLOCK_UPSERT, clock_values(row), prepare=True)
    assert effects.entry is not None
    watched(cursor, effects.clocks, effects.unwarned, effects.entry.at)
    values, words = entry_values(effects.entry), told.words(effects.entry.verb, effects.subject)
    if words is None:
        cursor.execute(ENTRY_INSERT, values, prepare=True)
    else:
        cursor.execute(ENTRY_TOLD, [*values, words], prepare=True)
    for instance_, serial in effects.rows:
        insert(cursor, instance_, serial)
    if days := touched.columns(effects.touched):
        cursor.execute(touched.INSERT, days, prepare=True)


def watched(
    cursor: psycopg.Cursor[Any], clocks: Iterable[ClockRow], unwarned: Iterable[Unwarned], at: datetime
) -> None:
    """What the watcher needs of an act: warnings that it makes void, and a call when a rung is near."""
    for one in unwarned:
        cursor.execute(CLOCK_VOID, [at, one.subject, one.n, one.rule, one.fell_at], prepare=True)
    if any(row.next_at is not None and row.next_at <= at + NEAR for row in clocks):
        cursor.execute(CLOCK_NEAR)
