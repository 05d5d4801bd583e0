"""From the commit of an act to all open screens, against LISTEN/NOTIFY to as many bare streams, in turn in one run."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

from django.utils import timezone

from yichuang.config.bench import rows, six_acts
from yichuang.config.bench.rows import Row
from yichuang.config.ports import any_free
from yichuang.config.processes import dies_with_parent
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.queries import account_of, everybody
from yichuang.kernel.access.sessions import SessionStore
from yichuang.kernel.access.sign_in import stamp
from yichuang.kernel.verbs.perform import perform

GOAL = 10.0
SCREENS, ACTS, ROUNDS = 200, 100, 3
A_SECOND = 20
PATIENCE = 60


class Screen:
    """One open stream: when it first heard of each number or a later one."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, float]] = []
        self.ready = asyncio.Event()

    async def read(self, port: int, request: bytes) -> None:
        """Read until cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.heard.append((int(line.rsplit(b"-", 1)[1]), time.perf_counter()))
                    self.ready.set()
        finally:
            writer.close()

    def times(self, first: int, committed: list[float]) -> list[float]:
        """Milliseconds from each commit to the first event of its number or a later one."""
        found, place = [], 0
        for n, at in enumerate(committed):
            while place < len(self.heard) and self.heard[place][0] < first + n:
                place += 1
            found.append((self.heard[place][1] - at) * 1000 if place < len(self.heard) else float("inf"))
        return found


def measure(*, small: bool) -> Iterator[Row]:
    """Both sides in turn; medians and 99th percentiles over every act on every screen."""
    screens, acts, turns = (5, 10, 1) if small else (SCREENS, ACTS, ROUNDS)
    live, bare = any_free("127.0.0.1"), any_free("127.0.0.1")
    cookie = _cookie()
    ours: list[float] = []
    barely: list[float] = []
    with (
        _process("yichuang.config.cli", "live", "--port", str(live)),
        _process("yichuang.config.bench.bare", str(bare)),
    ):
        asked = f"GET /live/screen/ HTTP/1.1\r\nHost: 127.0.0.1:{live}\r\nCookie: sessionid={cookie}\r\n\r\n".encode()
        _await(live)
        _await(bare)
        for turn in range(turns + 1):
            for side, port, request in ((ours, live, asked), (barely, bare, b"\n")):
                took = asyncio.run(_round(port, request, screens, acts if turn else 5))
                if turn:  # the first one warms up
                    side.extend(took)
    for name, share in (("median", 0.5), ("p99", 0.99)):
        one, other = rows.percentile(ours, share), rows.percentile(barely, share)
        yield rows.ratio(f"act_to_screen.{name}", one, "ms", other, GOAL)
    yield rows.fact("act_to_screen.screens", screens, "屏")


async def _round(port: int, request: bytes, screens: int, acts: int) -> list[float]:
    async with _open(port, request, screens) as opened:
        committed: list[float] = []
        first = max(number for one in opened for number, _ in one.heard) + 1
        worker = threading.Thread(target=_act, args=(acts, committed))
        worker.start()
        deadline = time.monotonic() + PATIENCE
        while worker.is_alive() or any(one.heard[-1][0] < first + acts - 1 for one in opened):
            await asyncio.sleep(0.05)
            if time.monotonic() > deadline:
                raise RuntimeError("an act never reached a screen")
        return [took for one in opened for took in one.times(first, committed)]


@contextlib.asynccontextmanager
async def _open(port: int, request: bytes, screens: int) -> AsyncIterator[list[Screen]]:
    opened = [Screen() for _ in range(screens)]
    tasks = [asyncio.create_task(one.read(port, request)) for one in opened]
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(one.ready.wait() for one in opened))
        await asyncio.sleep(1.5)  # the first figures have come
        yield opened
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _act(acts: int, committed: list[float]) -> None:
    """Hand in applications, so many a second, and note when each is committed."""
    from django.db import connections

    cast, begin = six_acts.cast(), six_acts.monday() - timedelta(days=21)
    step = next(six_acts.steps(cast, begin))
    started = time.perf_counter()
    try:
        for n in range(acts):
            time.sleep(max(0.0, started + n / A_SECOND - time.perf_counter()))
            perform(step.verb, None, by=step.by, at=step.at, **step.given(""))
            committed.append(time.perf_counter())
    finally:
        connections.close_all()


def _cookie() -> str:
    actor = next(one for one in everybody() if one.role == posts.SUPERVISOR)
    session = SessionStore()
    session["account"], session["post"], session["stamp"] = (
        actor.account,
        actor.post,
        stamp(account_of(actor)),
    )
    session.set_expiry(timezone.now() + timedelta(hours=2))
    session.save()
    return str(session.session_key)


@contextlib.contextmanager
def _process(module: str, *arguments: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
