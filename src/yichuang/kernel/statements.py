"""Statements that every page makes: their text never changes, so the server parses and plans them once a connection.

Django puts a query together anew each time, sends it with the values inside and reads text; that takes several times
as long as the rows do. Here rows come in binary: instants in UTC, JSON as it is. Statements go through Django's own
cursor nevertheless: its transactions, its errors, its counting.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import Any, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import Format

M = TypeVar("M", bound=models.Model)
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


Part = tuple[type[models.Model], str]  # a table and what follows its name


def read_each(parts: tuple[Part, ...], *values: Any) -> list[list[Any]]:
    """Rows of several tables in one statement, a list for each, as `read` gives them; the values of all in order."""
    found: list[list[Any]] = [[] for _ in parts]
    bounds = _bounds(tuple(model for model, _ in parts))
    for which, *row in ask(_each_sql(parts), *values):
        first, last = bounds[which]
        found[which].append(instance(parts[which][0], tuple(row[first:last])))
    return found


@cache
def _bounds(of: tuple[type[models.Model], ...]) -> list[tuple[int, int]]:
    """Where the columns of each model begin and end."""
    ends = list(accumulate(len(columns(model)) for model in of))
    return list(zip([0, *ends], ends, strict=False))


@cache
def _each_sql(parts: tuple[Part, ...]) -> str:
    """A row has the columns of its own table, and nothing in those of the others."""
    rows = []
    for which, (model, rest) in enumerate(parts):
        others = [", ".join(_nothing(one)) for one, _ in parts]
        others[which] = "t.*"
        rows.append(f"SELECT {which}, {', '.join(others)} FROM ({select_sql(model)} {rest}) AS t")  # noqa: S608
    return " UNION ALL ".join(rows)


def _nothing(model: type[models.Model]) -> list[str]:
    return [f"NULL::{field.db_type(connections[DEFAULT_DB_ALIAS])}" for field in columns(model)]


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
