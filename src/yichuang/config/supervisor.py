"""One parent for a centre's processes: PostgreSQL, web, worker and, when there is one, the watcher.

It restarts what dies, stops everything in order, clears what a killed parent left behind, and keeps a second
parent out of the same data folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from yichuang.config import env, processes
from yichuang.config.ports import any_free, trouble_with
from yichuang.config.postgres import Server, ServerTrouble

MARK = "YICHUANG_CHILD_OF"  # in the environment of every child: whose data folder it serves
LOG_BYTES = 10 * 1024 * 1024
FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
CALM_SECONDS = 60  # alive this long, a child starts again with the first delay
FIRST_ANSWER_SECONDS = 60
TICK = 0.2


class Stopped(Exception):
    """The operator asked to stop while the start was under way."""


@dataclass
class Child:
    """A process that is kept alive: its command, and how long it may take to finish what it does."""

    name: str
    label: str
    arguments: list[str]
    log: Path
    patience: float
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    delay: float = FIRST_DELAY
    retry_at: float = 0.0
    restarts: int = field(default=0)

    def start(self, folder: Path) -> None:
        """Start in a process group of its own, so that Ctrl-C in the terminal reaches the parent alone."""
        processes.rotate(self.log, LOG_BYTES)
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, MARK: str(folder), "YICHUANG_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
                preexec_fn=processes.dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
            )
        self.started = time.monotonic()

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def stop(self, hurry: Callable[[], bool]) -> None:
        """Ask to stop, wait as long as it may take or until somebody is in a hurry, then kill what is left."""
        if self.process is None:
            return
        if self.is_running():
            self.process.terminate()
        deadline = time.monotonic() + self.patience
        while self.is_running() and not hurry() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.clear_group()
        self.process.wait()

    def clear_group(self) -> None:
        """Kill what is left of the group: a server whose parent died must not keep the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])


def children(folder: Path, host: str, port: int) -> list[Child]:
    """What runs beside the database, in the order of starting; stopped the other way round."""
    from yichuang.config import cli

    yichuang = [sys.executable, "-m", "yichuang.config.cli"]
    logs = folder / "logs"
    found = [Child("worker", "后台任务", [*yichuang, "worker"], logs / "worker.log", 20)]
    if cli.exists("watch"):
        found.append(Child("watcher", "时限看守", [*yichuang, "watch"], logs / "watcher.log", 10))
    if os.environ.get("YICHUANG_LIVE_PORT") != "0":
        found.append(Child("live", "实时推送", [*yichuang, "live", "--host", host], logs / "live.log", 5))
    web = [*yichuang, "web", "--host", host, "--port", str(port)]
    return [*found, Child("web", "网页服务", web, logs / "web.log", 15)]


class Supervisor:
    """`yichuang up` on one data folder."""

    def __init__(self, folder: Path, *, host: str, port: int, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.host = host
        self.port = port
        self.say = say
        self.stops = 0
        self.children = children(folder, host, port)
        self.server = Server(folder, env.socket_folder(folder)) if env.database().embedded else None
        self._database_retry = (FIRST_DELAY, 0.0)

    @property
    def url(self) -> str:
        """The address that a browser opens."""
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"  # noqa: S104 - compared

    def run(self, prepare: Callable[[Supervisor], None], ready: Callable[[Supervisor], None]) -> None:
        """Start, watch over, stop. `prepare` runs when the database answers, `ready` when the web does.

        Raises ServerTrouble when the folder or the port is taken or the start fails; what was started is stopped.
        """
        with self._alone(), self._signals():
            self._clear_leftovers()
            self._check_port()
            self._choose_live_port()
            with self._database():
                self._run_children(prepare, ready)
        self.say(f"已停止，数据都在 {self.folder}")

    def _run_children(
        self, prepare: Callable[[Supervisor], None], ready: Callable[[Supervisor], None]
    ) -> None:
        with contextlib.suppress(Stopped):
            try:
                prepare(self)
                self._raise_if_stopped()
                for child in self.children:
                    child.start(self.folder)
                self._await_first_answer()
                ready(self)
                while not self.stops:
                    self._look_after()
                    time.sleep(TICK)
            finally:
                self._stop_children()

    def call(self, *arguments: str) -> int:
        """Run a command of ours to its end, in the terminal's sight. Raises Stopped when the operator gives up."""
        called = [sys.executable, "-m", "yichuang.config.cli", *arguments]
        surroundings = {**os.environ, MARK: str(self.folder), "YICHUANG_DATA": str(self.folder)}
        process = subprocess.Popen(
            called,
            env=surroundings,
            process_group=0,
            preexec_fn=processes.dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
        )
        while process.poll() is None:
            if self.stops:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()
                process.wait()
                raise Stopped
            time.sleep(0.05)
        return process.returncode

    # --- one parent a folder

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / env.RUNNING).open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise ServerTrouble(
                    f"数据文件夹 {self.folder} 已经在运行（{lock.read().strip()}）。"
                    "请先停掉它，或用 YICHUANG_DATA 另选一个文件夹。"
                ) from None
            lock.truncate(0)
            lock.write(f"进程 {os.getpid()}，{self.url}")
            lock.flush()
            yield

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def note(_number: int, _frame: FrameType | None) -> None:
            self.stops += 1

        before = {
            number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _clear_leftovers(self) -> None:
        """End the children of a parent that was killed; nobody else marks a process with this folder."""
        for how, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
            if not (left := processes.marked(MARK, str(self.folder))):
                return
            self.say(f"清理上次留下的 {len(left)} 个进程 …")
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, how)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline and processes.marked(MARK, str(self.folder)):
                time.sleep(0.05)

    def _check_port(self) -> None:
        if trouble := trouble_with(self.host, self.port):
            raise ServerTrouble(
                f"{self.host}:{self.port} 不能使用（{trouble}）。请换一个端口，例如 PORT={self.port + 1}。"
            )

    def _choose_live_port(self) -> None:
        """The streams are on the next port; where that is taken and none was asked for, on one that is free."""
        if os.environ.get("YICHUANG_LIVE_PORT"):
            return
        taken = trouble_with(self.host, self.port + 1)
        os.environ["YICHUANG_LIVE_PORT"] = str(any_free(self.host) if taken else self.port + 1)

    # --- keeping alive

    @contextlib.contextmanager
    def _database(self) -> Iterator[None]:
        """The database runs inside: ours, which stops when we die, or the one that DATABASE_URL names."""
        from yichuang.config.database import connect_as_owner

        if self.server is None:
            connect_as_owner().close()
            yield
            return
        database = env.database()
        self.say("启动数据库 …")
        with self.server.in_use(bound=True, insist=True):
            self.server.ensure(database.name, owner=database.owner, app=database.app)
            yield

    def _look_after(self) -> None:
        self._revive_database()
        now = time.monotonic()
        for child in self.children:
            if child.is_running():
                if now - child.started > CALM_SECONDS:
                    child.delay = FIRST_DELAY
            elif child.retry_at == 0.0:
                code = child.process.returncode if child.process else None
                self.say(f"{child.label}退出了（{code}），{child.delay:g} 秒后重启；日志：{child.log}")
                child.clear_group()
                child.retry_at = now + child.delay
                child.delay = min(child.delay * 2, LONGEST_DELAY)
            elif now >= child.retry_at:
                child.retry_at = 0.0
                child.restarts += 1
                child.start(self.folder)

    def _revive_database(self) -> None:
        if self.server is None or self.server.postmaster() is not None:
            return
        delay, retry_at = self._database_retry
        if time.monotonic() < retry_at:
            return
        self.say(f"数据库停了，重新启动；日志：{self.server.log}")
        self._database_retry = (min(delay * 2, LONGEST_DELAY), time.monotonic() + delay)
        try:
            self.server.start(bound=True)
        except ServerTrouble as trouble:
            self.say(str(trouble))
        else:
            self._database_retry = (FIRST_DELAY, 0.0)

    def _await_first_answer(self) -> None:
        web = self.children[-1]
        deadline = time.monotonic() + FIRST_ANSWER_SECONDS
        while not answers(f"{self.url}/"):
            self._raise_if_stopped()
            if not web.is_running() or time.monotonic() > deadline:
                raise ServerTrouble(f"网页服务没有启动成功，日志 {web.log}：\n{web.last_words()}")
            time.sleep(0.1)

    def _raise_if_stopped(self) -> None:
        if self.stops:
            raise Stopped

    def _stop_children(self) -> None:
        """Web first, so that nobody starts anything new; then what works behind it. The database comes last."""
        self.say("正在停止 …（再按一次 Ctrl-C 立即停止）")
        asked = max(self.stops, 1)
        for child in reversed(self.children):
            child.stop(hurry=lambda: self.stops > asked)


def answers(url: str) -> bool:
    """Whether the web server gives any answer, even a refusal."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
