"""Sixteen clients at once over HTTP on the loopback, against a server started for them."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from yichuang.config.cli.web import THREADS, WORKERS, arguments
from yichuang.config.ports import any_free
from yichuang.config.processes import dies_with_parent

CLIENTS = 16
HOST = "127.0.0.1"
START_SECONDS = 60


class PageFailed(Exception):
    """A page answered with something else than 200."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to be asked for: its name in the rows, its address, and the session that asks."""

    name: str
    path: str
    session: str = ""


@contextmanager
def serving() -> Iterator[int]:
    """Inside, the bench's web server answers on the port given: the same processes and threads as in a centre."""
    port = any_free(HOST)
    called = arguments(HOST, port, WORKERS, THREADS)
    called[-1] = "yichuang.config.bench.wsgi:application"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yichuang.config.bench.settings"}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            called,
            env=environment,
            stdout=log,
            stderr=log,
            preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
        )
        try:
            _wait(port, server)
            yield port
        except PageFailed:
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines()
            sys.stderr.write("\n".join([line for line in lines if '"INFO"' not in line][-40:]) + "\n")
            raise
        finally:
            server.terminate()
            server.wait(timeout=30)


def ask(port: int, page: Ask, each: int, clients: int = CLIENTS) -> list[float]:
    """Seconds of every answer: so many clients at once, each asking so many times on one connection."""
    took: list[float] = []
    trouble: list[BaseException] = []
    ready = threading.Barrier(clients)

    def client() -> None:
        try:
            mine = _client(port, page, each, ready)
            took.extend(mine)
        except BaseException as error:
            ready.abort()
            trouble.append(error)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise next((one for one in trouble if not isinstance(one, threading.BrokenBarrierError)), trouble[0])
    return took


def _client(port: int, page: Ask, each: int, ready: threading.Barrier) -> list[float]:
    headers = {"Cookie": f"sessionid={page.session}"} if page.session else {}
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    connection.connect()
    ready.wait(timeout=60)
    took = []
    for _ in range(each):
        started = time.perf_counter()
        connection.request("GET", page.path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - started)
        if answer.status != http.client.OK:
            raise PageFailed(f"{page.name} ({page.path}): {answer.status}")
    connection.close()
    return took


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise PageFailed(f"the web server ended with {server.returncode}")
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=10)
            connection.request("GET", "/bench/bare/")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
    raise PageFailed("the web server didn't answer")
