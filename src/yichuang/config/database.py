"""The centre's database for programs that start outside the web server: running for the duration, roles in place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import psycopg

from yichuang.config import env
from yichuang.config.postgres import Server, ServerTrouble, grant_rights, keep_append_only

SETTINGS = "yichuang.config.settings"


def embedded_server() -> Server:
    """The server of the data folder."""
    folder = env.data_folder()
    return Server(folder, env.socket_folder(folder))


@contextlib.contextmanager
def running_database(*, bound: bool = False) -> Iterator[None]:
    """Inside, the database answers: the embedded server is started if nobody runs it, and stopped by the last user.

    bound: a server that this call starts ends with this process, however that ends.

    Raises ServerTrouble with a sentence for the operator.
    """
    database = env.database()
    if not database.embedded:
        with connect_as_owner():
            pass
        yield
        return
    server = embedded_server()
    with server.in_use(bound=bound):
        server.ensure(database.name, owner=database.owner, app=database.app)
        yield


def connect_as_owner() -> psycopg.Connection:
    """An autocommitting connection of the role that owns the tables."""
    database = env.database()
    return _connect(database.owner, database.owner_password)


def connect_as_app() -> psycopg.Connection:
    """An autocommitting connection of the application's role."""
    database = env.database()
    return _connect(database.app, database.app_password)


async def listen_as_app() -> psycopg.AsyncConnection:
    """An asynchronous, autocommitting connection of the application's role. Raises psycopg.Error."""
    database = env.database()
    return await psycopg.AsyncConnection.connect(**_named(database.app, database.app_password))


def _named(role: str, password: str) -> dict[str, Any]:
    database = env.database()
    return {
        "host": database.host,
        "port": database.port,
        "dbname": database.name,
        "user": role,
        "password": password,
        "autocommit": True,
        "connect_timeout": "10",
        **database.options,
    }


def _connect(role: str, password: str) -> psycopg.Connection:
    database = env.database()
    try:
        return psycopg.connect(**_named(role, password))
    except psycopg.OperationalError as error:
        raise ServerTrouble(f"数据库连不上（{database.host or 'localhost'}，角色 {role}）：{error}") from None


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Inside, nobody else migrates this database: a second one waits, then finds everything done."""
    with connect_as_owner() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended('yichuang migrate', 0))")
        yield


def prepare_rights() -> None:
    """Before a migration: the application may use what the owner is about to create; what it lost stays lost."""
    database = env.database()
    if database.owner == database.app:
        return
    with connect_as_owner() as connection:
        grant_rights(connection, database.app)
        keep_append_only(connection, database.app)


def address(*, owner: bool = False) -> str:
    """The database as one address for psql and other programs. The password is part of it."""
    database = env.database()
    role = database.owner if owner else database.app
    password = database.owner_password if owner else database.app_password
    who = quote(role, safe="") + (f":{quote(password, safe='')}" if password else "")
    extra = dict(database.options)
    place = f"{database.host}:{database.port}"
    if database.host.startswith("/"):  # a socket's folder isn't a host name
        place, extra = "", {"host": database.host, "port": database.port, **extra}
    return f"postgresql://{who}@{place}/{quote(database.name)}" + (
        f"?{urlencode(extra, safe='/')}" if extra else ""
    )


def start_django() -> None:
    """Django's registry for a command that needs it; commands that don't stay quick."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    from yichuang.config.loading import load_django

    load_django()
