"""Statements that every page makes: their text never changes, so the server parses and plans them once a connection.

Django puts a query together anew each time and sends it with the values inside, which takes several times as long as
the rows do. Statements go through Django's own cursor nevertheless: its transactions, its errors, its counting.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import psycopg
from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Row = tuple[Any, ...]


def raw() -> psycopg.Connection[Any]:
    """The psycopg connection under Django's."""
    connection.ensure_connection()
    found = connection.connection
    assert isinstance(found, psycopg.Connection)
    return found


def ask(sql: str, *values: Any, **named: Any) -> list[Row]:
    """The rows of a statement: one of a few fixed texts with `%s` or `%(name)s` for each value."""
    prepared: Any = psycopg.Cursor(raw())  # the stubs would have Django's wrapper wrapped once more
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    cursor = wrapped(prepared)
    cursor.execute(sql, named or values)
    found: list[Row] = cursor.fetchall()
    return found


def ask_one(sql: str, *values: Any, **named: Any) -> Row | None:
    """The first row of a statement, None without one."""
    return next(iter(ask(sql, *values, **named)), None)


def read(model: type[M], rest: str, *values: Any) -> list[M]:
    """Rows of a table; `rest` is what follows the table's name: `WHERE subject = %s ORDER BY n`."""
    return [instance(model, row) for row in ask(f"{select_sql(model)} {rest}", *values)]


@cache
def columns(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The fields of a model that are stored by us (generated ones aren't)."""
    return tuple(field for field in model._meta.concrete_fields if not field.generated)


def instance(model: type[M], row: Row) -> M:
    """A model instance from a row that holds `columns(model)` in order."""
    names, converts = _shape(model)
    values = list(row)
    for at, convert in converts:
        values[at] = convert(values[at], None, connection)
    return model.from_db("default", names, values)


@cache
def _shape(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Any]]]:
    """The names of the columns, and which of them Django converts."""
    fields = columns(model)
    converts = [
        (at, field.from_db_value) for at, field in enumerate(fields) if hasattr(field, "from_db_value")
    ]
    return [field.attname for field in fields], converts


@cache
def select_sql(model: type[models.Model]) -> str:
    """SELECT of all stored columns, without a condition."""
    names = ", ".join(f'"{field.column}"' for field in columns(model))
    return f'SELECT {names} FROM "{model._meta.db_table}"'  # noqa: S608
