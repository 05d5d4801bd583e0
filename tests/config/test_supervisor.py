"""One parent for a centre: what dies comes back, what is killed is cleared, what is stopped stops in order."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.config.centre import CHILDREN, listens

from yichuang.config import env, processes
from yichuang.config.postgres import Server
from yichuang.config.supervisor import MARK, answers

PATIENCE = 60  # how long to wait for what must happen; no measure of speed


def until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Centre:
    """A data folder and the parents started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.server = Server(folder, env.socket_folder(folder))
        self.order = folder / "order.txt"

    def begin(self, port: int | None = None, folder: Path | None = None) -> subprocess.Popen[str]:
        place = folder or self.folder
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
        checkout = str(env.CHECKOUT)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.config.centre", str(place), str(port or self.port)],
            env={**surroundings, "YICHUANG_DATA": str(place), "PYTHONPATH": f"{checkout}/src:{checkout}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def start(self) -> subprocess.Popen[str]:
        signs = [listens(self.folder, name) for name in CHILDREN]
        for sign in signs:
            sign.unlink(missing_ok=True)
        parent = self.begin()
        said = []
        assert parent.stdout is not None
        for line in parent.stdout:
            said.append(line)
            if line.startswith("READY"):
                until(lambda: all(sign.exists() for sign in signs))
                return parent
        raise AssertionError("".join(said))

    def children(self) -> dict[str, int]:
        found = {}
        for pid in processes.marked(MARK, str(self.folder)):
            with contextlib.suppress(OSError, IndexError):  # gone since, or not yet begun
                found[Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[-2].decode()] = pid
        return found


def stop(parent: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> str:
    parent.send_signal(how)
    said, _ = parent.communicate(timeout=PATIENCE)
    return said


@pytest.fixture(scope="module")
def centre() -> Iterator[Centre]:
    with tempfile.TemporaryDirectory(prefix="yc-") as made:
        Path(made).chmod(0o755)
        centre = Centre(Path(made))
        yield centre
        for pid in processes.marked(MARK, made):
            os.kill(pid, signal.SIGKILL)
        centre.server.stop()


@pytest.fixture
def parent(centre: Centre) -> Iterator[subprocess.Popen[str]]:
    centre.order.unlink(missing_ok=True)
    parent = centre.start()
    yield parent
    if parent.poll() is None:
        stop(parent)
    assert parent.stdout is not None
    parent.stdout.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_the_web_then_the_worker_then_the_database(
    centre: Centre, parent: subprocess.Popen[str], how: signal.Signals
) -> None:
    postmaster = centre.server.postmaster()
    assert postmaster is not None
    said = stop(parent, how)
    assert parent.returncode == 0, said
    assert centre.order.read_text().split() == ["web", "worker"]
    assert not processes.runs(postmaster.pid, str(centre.server.data))
    assert "database system is shut down" in centre.server.log.read_text().splitlines()[-1]
    assert centre.children() == {}


def test_a_second_start_on_the_folder_is_refused_with_a_sentence(
    centre: Centre, parent: subprocess.Popen[str]
) -> None:
    second = centre.begin(port=free_port())
    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert "已经在运行" in said
    assert str(parent.pid) in said
    assert answers(centre.url)


def test_a_port_in_use_is_told_with_the_way_out(
    centre: Centre, parent: subprocess.Popen[str], tmp_path: Path
) -> None:
    second = centre.begin(folder=tmp_path)
    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert f"PORT={centre.port + 1}" in said
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_child_that_dies_is_started_again(centre: Centre, parent: subprocess.Popen[str], name: str) -> None:
    killed = centre.children()[name]
    os.kill(killed, signal.SIGKILL)
    until(lambda: centre.children().get(name, killed) != killed)
    until(lambda: answers(centre.url))


def test_a_database_that_dies_is_started_again(centre: Centre, parent: subprocess.Popen[str]) -> None:
    killed = centre.server.postmaster()
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    until(
        lambda: (found := centre.server.postmaster()) and found.pid != killed.pid and found.status == "ready"
    )


def test_after_kill_9_nothing_is_left_and_the_next_parent_takes_over(
    centre: Centre, parent: subprocess.Popen[str]
) -> None:
    before = centre.children()
    parent.kill()
    parent.wait()
    second = centre.start()
    try:
        assert answers(centre.url)
        assert set(centre.children()) == {"web", "worker"}
        assert not set(centre.children().values()) & set(before.values())
    finally:
        said = stop(second)
    assert second.returncode == 0, said


def test_a_server_that_a_command_left_running_is_taken_over_and_stopped(centre: Centre) -> None:
    centre.server.start()
    found = centre.server.postmaster()
    parent = centre.start()
    assert centre.server.postmaster() == found
    stop(parent)
    assert centre.server.postmaster() is None


def test_a_command_that_ends_leaves_the_parents_database_alone(
    centre: Centre, parent: subprocess.Popen[str]
) -> None:
    with centre.server.in_use():
        pass
    assert centre.server.is_running()
