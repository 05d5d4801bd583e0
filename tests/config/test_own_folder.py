"""A measurement's data folder goes away with its database: when it ends, is asked to end, or was killed before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yichuang.config import env, own_folder, processes

RUN = """
import subprocess, sys, time
from yichuang.config import env, own_folder
from yichuang.config.postgres import Server
with own_folder.own_folder(sys.argv[1]) as folder:
    with Server(folder, env.socket_folder(folder), durable=False).in_use(bound=True):
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(folder, left.pid, flush=True)
        time.sleep(600)
"""


@pytest.fixture
def prefix() -> Iterator[str]:
    name = f"yichuang-test-own-{os.getpid()}-"
    yield name
    own_folder.clear_leftovers(name)


def begun(prefix: str) -> tuple[subprocess.Popen[str], Path, int]:
    """A run with its database and a process of its own: it, its folder, and that process."""
    surroundings = {**os.environ, "PYTHONPATH": str(env.CHECKOUT / "src")}
    called = [sys.executable, "-c", RUN, prefix]
    process = subprocess.Popen(called, env=surroundings, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    folder, left = process.stdout.readline().split()
    return process, Path(folder), int(left)


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def postmaster(folder: Path) -> int:
    return int((folder / "postgres/postmaster.pid").read_text().splitlines()[0])


def test_asked_to_end_a_run_leaves_neither_folder_nor_database(prefix: str) -> None:
    process, folder, left = begun(prefix)
    server = postmaster(folder)
    own_folder.clear_leftovers(prefix)  # a run beside it leaves it alone
    assert processes.runs(server, str(folder / "postgres"))
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 128 + signal.SIGTERM
    assert not processes.is_alive(server)
    assert not list(folder.parent.glob(f"{prefix}*"))
    os.kill(left, signal.SIGKILL)


def test_what_a_killed_run_leaves_is_cleared_by_the_next(prefix: str) -> None:
    process, folder, left = begun(prefix)
    server = postmaster(folder)
    process.kill()
    process.wait()
    wait_until(lambda: not processes.runs(server, str(folder / "postgres")))  # the database ends with its run
    assert folder.is_dir()
    before = os.environ.get("YICHUANG_DATA")
    with own_folder.own_folder(prefix) as mine:
        assert not folder.exists()
        wait_until(lambda: left not in processes.marked("YICHUANG_DATA", str(folder)))
        assert mine.is_dir()
        assert os.environ["YICHUANG_DATA"] == str(mine)
    assert os.environ.get("YICHUANG_DATA") == before
    assert not list(folder.parent.glob(f"{prefix}*"))
