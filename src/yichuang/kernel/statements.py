"""Statements that every page makes: their text never changes, so the server parses and plans them once a connection.

Django puts a query together anew each time, sends it with the values inside and reads text; that takes several times
as long as the rows do. Here rows come in binary: instants in UTC, JSON as it is. Statements go through Django's own
cursor nevertheless: its transactions, its errors, its counting.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import Format

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
Row = tuple[Any, ...]


def raw() -> psycopg.Connection[Any]:
    """The psycopg connection under Django's."""
    return _open(connections[DEFAULT_DB_ALIAS])


def _open(ours: BaseDatabaseWrapper) -> psycopg.Connection[Any]:
    if ours.connection is None:
        ours.ensure_connection()
    found: psycopg.Connection[Any] = ours.connection
    return found


def cursor() -> psycopg.Cursor[Any]:
    """A cursor whose statements are prepared and whose rows come in binary; Django doesn't see it."""
    made = psycopg.Cursor(raw())
    made.format = Format.BINARY
    return made


def among(mark: str, kind: str) -> str:
    """`= ANY` of a list whose plan the server keeps: it guesses at the length alike whether it sees the list or not.

    Where it sees the list it finds each plan a little cheaper than the last, and plans anew at every execution, which
    takes longer than reading some rows. `mark` is `%s` or `%(name)s`, `kind` the type of one value: `text`.
    """
    return f"= ANY((SELECT {mark}::{kind}[])::{kind}[])"


def ask(sql: str, *values: Any, **named: Any) -> list[Row]:
    """The rows of a statement: one of a few fixed texts with `%s` or `%(name)s` for each value."""
    ours = connections[DEFAULT_DB_ALIAS]
    prepared: Any = psycopg.Cursor(_open(ours))  # the stubs would have Django's wrapper wrapped once more
    prepared.format = Format.BINARY
    seen = ours.make_debug_cursor(prepared) if ours.queries_logged else ours.make_cursor(prepared)
    seen.execute(sql, named or values)
    found: list[Row] = prepared.fetchall()
    return found


def ask_one(sql: str, *values: Any, **named: Any) -> Row | None:
    """The first row of a statement, None without one."""
    return next(iter(ask(sql, *values, **named)), None)


def read(model: type[M], rest: str, *values: Any) -> list[M]:
    """Rows of a table; `rest` is what follows the table's name: `WHERE subject = %s ORDER BY n`."""
    return [instance(model, row) for row in ask(f"{select_sql(model)} {rest}", *values)]


def read_both(
    first: tuple[type[M], str], second: tuple[type[N], str], *values: Any
) -> tuple[list[M], list[N]]:
    """Rows of two tables in one statement, each as `read` gives them; the values of both in order."""
    (one, rest), (other, other_rest) = first, second
    rows = ask(_both_sql(one, rest, other, other_rest), *values)
    cut = len(columns(one))
    ones = [instance(one, row[1 : cut + 1]) for row in rows if row[0]]
    return ones, [instance(other, row[cut + 1 :]) for row in rows if not row[0]]


@cache
def _both_sql(one: type[models.Model], rest: str, other: type[models.Model], other_rest: str) -> str:
    """The rows of the one with nothing behind them, then those of the other with nothing before them."""
    mine, theirs = (", ".join(["NULL"] * len(columns(model))) for model in (one, other))
    return (
        f"SELECT true, a.*, {theirs} FROM ({select_sql(one)} {rest}) AS a "  # noqa: S608 - texts of ours
        f"UNION ALL SELECT false, {mine}, b.* FROM ({select_sql(other)} {other_rest}) AS b"
    )


@cache
def columns(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The fields of a model that are stored by us (generated ones aren't)."""
    return tuple(field for field in model._meta.concrete_fields if not field.generated)


def instance(model: type[M], row: Row) -> M:
    """A model instance from a row of our cursor that holds `columns(model)` in order."""
    return model.from_db("default", _names(model), row)


@cache
def _names(model: type[models.Model]) -> list[str]:
    """The attributes that the columns fill. No field of ours but JSON is read otherwise than the driver gives it."""
    changed = [field for field in columns(model) if hasattr(field, "from_db_value")]
    assert all(isinstance(field, models.JSONField) for field in changed), changed
    return [field.attname for field in columns(model)]


@cache
def select_sql(model: type[models.Model]) -> str:
    """SELECT of all stored columns, without a condition."""
    names = ", ".join(f'"{field.column}"' for field in columns(model))
    return f'SELECT {names} FROM "{model._meta.db_table}"'  # noqa: S608
