"""Many cases out of a few, in SQL: closed ones copied with shifted ids, numbers, subjects and years."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

STEP = 10_000_000  # between the ids of one copy and the next
YEARS = 33  # the copies lie in the years before, several in each
CLOSED = ("delivered", "archived", "declined", "withdrawn", "lapsed")
TABLES = ("case", "clock", "ledger")

_SHIFT = f"make_interval(years => (1 + mod(k - 1, {YEARS}))::int)"
_SUBJECT = f"'case:' || (substr(subject, 6)::bigint + k * {STEP})"
_OWN = {
    "case": {
        "id": f"id + k * {STEP}",
        "number": "lpad(k::text, 6, '0') || substr(number, 7)",
        "applicant_hash": "sha256(applicant_hash || int4send(k))",
        "identity_hash": "sha256(identity_hash || int4send(k))",
        "person_id": "NULL",
        "enterprise_id": "NULL",
    },
    "clock": {"subject": _SUBJECT},
    "ledger": {"subject": _SUBJECT},
}


def multiply(connection: psycopg.Connection[Any], target: int) -> int:
    """Copy closed cases with their clocks and ledger until there are `target` cases; gives their number.

    The number of open cases stays the same. `connection` is the owner's, with autocommit.
    """
    connection.execute(
        'CREATE TEMP TABLE closed AS SELECT id FROM "case" WHERE state = ANY(%s)', [list(CLOSED)]
    )
    have, closed = (
        number(connection, 'SELECT count(*) FROM "case"'),
        number(connection, "SELECT count(*) FROM closed"),
    )
    missing = target - have
    if missing <= 0 or closed == 0:
        return have
    whole, rest = divmod(missing, closed)
    last = (
        number(
            connection, "SELECT max(id) FROM (SELECT id FROM closed ORDER BY id LIMIT %s) AS first", [rest]
        )
        if rest
        else 0
    )
    with unindexed(connection, TABLES):
        for table in TABLES:
            _copy(connection, table, whole, last)
    for table in TABLES:
        connection.execute(f'VACUUM ANALYZE "{table}"')
    connection.execute("DROP TABLE closed")
    return number(connection, 'SELECT count(*) FROM "case"')


def _copy(connection: psycopg.Connection[Any], table: str, whole: int, last: int) -> None:
    own = _OWN[table]
    names, values = [], []
    for name, kind in columns(connection, table):
        names.append(f'"{name}"')
        values.append(own.get(name) or _shifted(name, kind))
    source = f'"{table}"'
    identity = "id" if table == "case" else "substr(subject, 6)::bigint"
    subjects = "" if table == "case" else "subject LIKE 'case:%%' AND "
    connection.execute(
        f"INSERT INTO {source} ({', '.join(names)}) OVERRIDING SYSTEM VALUE "  # noqa: S608 - names from the catalogue
        f"SELECT {', '.join(values)} FROM generate_series(1, %s) AS k, "
        f"(SELECT * FROM {source} WHERE {subjects}{identity} IN (SELECT id FROM closed)) AS original "
        f"WHERE k <= %s OR {identity} <= %s",
        [whole + 1, whole, last],
    )


def _shifted(name: str, kind: str) -> str:
    if kind == "timestamp with time zone":
        return f'"{name}" - {_SHIFT}'
    if kind == "date":
        return f'("{name}" - {_SHIFT})::date'
    return f'"{name}"'


def columns(connection: psycopg.Connection[Any], table: str) -> list[tuple[str, str]]:
    """Names and types of the stored columns that aren't generated."""
    return connection.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [f'"{table}"'],
    ).fetchall()


def number(
    connection: psycopg.Connection[Any], query: str, given: list[Any] | dict[str, Any] | None = None
) -> int:
    """The one number that a query gives."""
    row = connection.execute(query, given).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def unindexed(connection: psycopg.Connection[Any], tables: tuple[str, ...]) -> Iterator[None]:
    """Inside, the tables have only their primary keys: indexes and foreign keys are made again in one go."""
    relations = [f'"{table}"' for table in tables]
    constraints = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, conname",
        [relations],
    ).fetchall()
    for table, name, _ in constraints:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary",
        [relations],
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    connection.execute("SET maintenance_work_mem = '256MB'")
    yield
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in constraints:
        connection.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
