"""Many cases in one year out of a few: closed ones copied to the same days, with their clocks and evaluations."""

from __future__ import annotations

from typing import Any

import psycopg

from yichuang.config.bench.multiply import CLOSED, STEP, columns, number, unindexed

_OWN = {
    "case": {
        "id": f"id + k * {STEP}",
        "number": "lpad(k::text, 6, '0') || substr(number, 7)",
        "person_id": "NULL",
        "enterprise_id": "NULL",
    },
    "clock": {"subject": f"'case:' || (substr(subject, 6)::bigint + k * {STEP})"},
    "evaluation": {"id": f"id + k * {STEP}", "service": "sha256(service || int4send(k::int))"},
}
_ORIGINALS = {
    "case": f"id < {STEP} AND state = ANY(%(closed)s)",
    "clock": f"subject IN (SELECT 'case:' || id FROM \"case\" WHERE id < {STEP} AND state = ANY(%(closed)s))",  # noqa: S608
    "evaluation": f"id < {STEP}",
}


def crowd(connection: psycopg.Connection[Any], target: int, done: int = 0) -> tuple[int, int]:
    """Copy until there are about `target` cases; gives their number and that of the copies, for the next call.

    Every copy lies on the days of its original, so that a day holds as many cases as the year holds copies.
    `connection` is the owner's, with autocommit.
    """
    originals = _ORIGINALS["case"]
    closed = number(connection, f'SELECT count(*) FROM "case" WHERE {originals}', {"closed": list(CLOSED)})  # noqa: S608
    have = number(connection, 'SELECT count(*) FROM "case"')
    copies = done + max(0, round((target - have) / closed)) if closed else done
    with unindexed(connection, tuple(_OWN)):
        for table in _OWN:
            _copy(connection, table, done + 1, copies)
    for table in _OWN:
        connection.execute(f'VACUUM ANALYZE "{table}"')
    return number(connection, 'SELECT count(*) FROM "case"'), copies


def _copy(connection: psycopg.Connection[Any], table: str, first: int, last: int) -> None:
    names = [name for name, _ in columns(connection, table)]
    values = [_OWN[table].get(name, f'"{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(
        f'INSERT INTO "{table}" ({quoted}) OVERRIDING SYSTEM VALUE '  # noqa: S608 - names from the catalogue
        f"SELECT {', '.join(values)} FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS k, "
        f'(SELECT * FROM "{table}" WHERE {_ORIGINALS[table]}) AS original',
        {"closed": list(CLOSED), "first": first, "last": last},
    )
