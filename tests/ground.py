"""What the tests stand on: one PostgreSQL 18 a checkout, a migrated template, a database for every test process.

The server is reused between sessions and stops with the last of them. It is the product's own server but for
fsync, and the tests use it as the application's role, so that the rights on the ledger are really proven.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from yichuang.config import processes
from yichuang.config.postgres import SUPERUSER, Server

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "build" / "test-server"
OWNER, APP = "yichuang_owner", "yichuang_app"
RUN, DATA = "YICHUANG_TEST_RUN", "YICHUANG_DATA"

# Rows that migrations made (the calendar, say) are kept aside; after a test with real transactions everything is
# put back as it was migrated. Replica mode: no triggers, no order of foreign keys to obey.
KEEP_SEED = """
CREATE SCHEMA seed;
DO $$
DECLARE t record; filled boolean;
BEGIN
    FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
             AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'django_migrations' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t.relname) INTO filled;
        IF filled THEN EXECUTE format('CREATE TABLE seed.%1$I AS TABLE public.%1$I', t.relname); END IF;
    END LOOP;
END $$;
CREATE PROCEDURE seed.restore() LANGUAGE plpgsql AS $$
DECLARE t record; filled boolean; fields text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
             AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'django_migrations' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t.relname) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM public.%I', t.relname); END IF;
    END LOOP;
    FOR t IN SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'seed'::regnamespace
             AND c.relkind = 'r' LOOP
        SELECT string_agg(format('%I', a.attname), ', ') INTO fields FROM pg_attribute a
            WHERE a.attrelid = format('public.%I', t.relname)::regclass
            AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '';
        EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM seed.%1$I',
                       t.relname, fields);
    END LOOP;
END $$;
"""


def socket() -> Path:
    """The server's socket, in a short path: a checkout may lie deep."""
    return (
        Path(tempfile.gettempdir()) / f"yichuang-test-{hashlib.sha256(str(FOLDER).encode()).hexdigest()[:12]}"
    )


def server() -> Server:
    """This checkout's test server."""
    return Server(FOLDER, socket(), durable=False)


def worker() -> str:
    """The name that pytest-xdist gives this process, or `main`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def database() -> str:
    """This process's database; the first part tells which run it belongs to."""
    return f"test_{os.environ[RUN]}_{worker()}"


def address(role: str, name: str) -> str:
    """The database as DATABASE_URL wants it."""
    return f"postgresql://{role}@/{name}?host={socket()}&port=5432"


def lay() -> None:
    """Point the environment at a fresh data folder and this process's database, before settings are read."""
    if RUN not in os.environ:
        os.environ[RUN] = str(os.getpid())
    folder = Path(tempfile.gettempdir()) / f"yichuang-test-run-{os.environ[RUN]}" / worker()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ[DATA] = str(folder)
    os.environ["DATABASE_URL"] = address(APP, database())
    os.environ["DATABASE_OWNER_URL"] = address(OWNER, database())


def sweep() -> None:
    """Remove the run's files, in the process that began the run."""
    if os.environ.get(RUN) == str(os.getpid()):
        shutil.rmtree(Path(os.environ[DATA]).parent, ignore_errors=True)


@contextlib.contextmanager
def standing() -> Iterator[None]:
    """Inside, this process's database stands, as the migrations make it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with server().in_use():
        with (FOLDER / "template.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            drop_left_behind()
            server().ensure(database(), owner=OWNER, app=APP, template=template())
        try:
            yield
        finally:
            drop(database())


def template() -> str:
    """The name of a database with all migrations applied; made again when a migration changes."""
    name = f"template_{fingerprint()}"
    with server().connect() as connection:
        names = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
        if name in names:
            return name
        for old in names:
            if old == "building" or old.startswith("template_"):
                drop(old)
        server().ensure("building", owner=OWNER, app=APP)
        migrate("building")
        with server().connect(database="building") as building:
            building.execute(KEEP_SEED)
        connection.execute(sql.SQL("ALTER DATABASE building RENAME TO {}").format(sql.Identifier(name)))
    return name


def fingerprint() -> str:
    """Changes with any migration, with data that ships beside the code, and with the pinned dependencies."""
    digest = hashlib.sha256(KEEP_SEED.encode())
    sources = CHECKOUT / "src" / "yichuang"
    files = [
        *sources.glob("**/migrations/*.py"),
        *sources.glob("kernel/**/*.json"),
        *sources.glob("kernel/**/*.csv"),
    ]
    fixed = [
        CHECKOUT / "requirements" / "app.txt",
        sources / "config" / "settings.py",
        sources / "config" / "postgres.py",
    ]
    for file in [*sorted(files), *fixed]:
        digest.update(str(file.relative_to(CHECKOUT)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def migrate(name: str) -> None:
    """Run the product's own command on a database."""
    addresses = {"DATABASE_URL": address(APP, name), "DATABASE_OWNER_URL": address(OWNER, name)}
    done = subprocess.run(
        [sys.executable, "-m", "yichuang.config.cli", "migrate", "--quiet"],
        env={**os.environ, **addresses, "PYTHONPATH": str(CHECKOUT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"yichuang migrate failed:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written inside stands for the tests that run within; afterwards all is as the migrations left it.

    For a module's fixture: its tests share rows that are dear to make, and roll back what they add.
    """
    with blocker.unblock():
        restore()
    try:
        yield
    finally:
        with blocker.unblock():
            restore()


def restore() -> None:
    """Put every table back as the migrations left it, and forget what was kept of them: here and in the data folder."""
    from django.conf import settings

    with server().connect(database=database()) as connection:
        connection.execute("SET lock_timeout = '20s'")
        connection.execute("CALL seed.restore()")
    settings.DEMONSTRATION_ACCOUNTS.unlink(missing_ok=True)
    forget()


def forget() -> None:
    """Processes keep small tables until their epoch rises; here the tables go back in time instead."""
    from yichuang.domains.cases import trail
    from yichuang.domains.catalogue import queries as catalogue
    from yichuang.domains.organisation import queries as organisation
    from yichuang.kernel.access import queries as access
    from yichuang.kernel.clocks import rulebook
    from yichuang.kernel.offices import queries as offices
    from yichuang.sites.portal import home

    for kept in (catalogue, organisation, access, offices, rulebook, trail, home):
        kept.forget()


def next_ids() -> dict[str, tuple[int, bool]]:
    """Where every table's ids stand: the sequence's last value, and whether it was given out."""
    found = """SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
               FROM pg_sequences WHERE schemaname = 'public'"""
    with server().connect(database=database()) as connection:
        return {name: (value, given) for name, value, given in connection.execute(found)}


def rewind(ids: dict[str, tuple[int, bool]]) -> None:
    """Let ids go on from where they stood."""
    with server().connect(database=database()) as connection:
        for name, (value, given) in ids.items():
            connection.execute("SELECT setval(%s::regclass, %s, %s)", [f'public."{name}"', value, given])


def drop(name: str) -> None:
    """Drop a database and end its connections."""
    with server().connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_left_behind() -> None:
    """Drop the databases of runs that were killed."""
    with server().connect() as connection:
        names = connection.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_%'").fetchall()
    for (name,) in names:
        run = name.split("_")[1]
        if not run.isdigit() or not processes.is_alive(int(run)):
            drop(name)


def connect(role: str = SUPERUSER) -> psycopg.Connection:
    """An autocommitting connection to this process's database."""
    return server().connect(role, database())
