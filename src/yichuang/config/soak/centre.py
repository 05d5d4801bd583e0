"""The centre that the soak works in: a small demonstration of its own, run by `yichuang up` like any other."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from yichuang.config import processes
from yichuang.config.database import embedded_server
from yichuang.config.supervisor import MARK

PARTS = ("web", "worker", "watch", "postgres")
READY_SECONDS = 120


class NotReady(RuntimeError):
    """The centre didn't come back by itself."""


class Centre:
    """A running centre: `kill` one of its parts, `wait` until it works again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def pids(self, part: str) -> list[int]:
        """The processes of a part that live now, the parent first."""
        if part == "postgres":
            found = embedded_server().postmaster()
            return [found.pid] if found else []
        return sorted(pid for pid in processes.marked(MARK, str(self.folder)) if self._is(pid, part))

    def kill(self, part: str, which: int) -> bool:
        """kill -9 one process of a part; False when none lives at the moment."""
        pids = self.pids(part)
        if not pids:
            return False
        try:
            os.kill(pids[which % len(pids)], signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def missing(self, seconds: float = READY_SECONDS) -> list[str]:
        """The parts that haven't come back by themselves within so many seconds."""
        deadline = time.monotonic() + seconds
        while (gone := [part for part in PARTS if not self.pids(part)]) and time.monotonic() < deadline:
            time.sleep(0.2)
        return gone

    def wait(self, seconds: float = READY_SECONDS) -> None:
        """Until acts can be done. Raises NotReady."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(urllib.error.HTTPError, OSError):
                address = f"http://127.0.0.1:{self.port}/health/ready/"
                if urllib.request.urlopen(address, timeout=5).status == 200:
                    return
            time.sleep(0.1)
        raise NotReady(f"the centre wasn't ready after {seconds:g} s; logs: {self.folder / 'logs'}")

    def _is(self, pid: int, part: str) -> bool:
        """Whether a process belongs to a part: by our command's name, or by that of the web server."""
        names = {"web": ("granian", "web")}.get(part, (part,))
        return any(processes.runs(pid, name) for name in names)


@contextlib.contextmanager
def standing(folder: Path, port: int) -> Iterator[Centre]:
    """Inside, a demonstration centre runs in that folder, which `YICHUANG_DATA` names; a small one where none was."""
    called = [sys.executable, "-m", "yichuang.config.cli"]
    if not any(folder.iterdir()):
        subprocess.run([*called, "demo", "--scale", "1"], check=True, stdout=subprocess.DEVNULL)
    log = folder / "logs" / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        parent = subprocess.Popen(
            [*called, "up", "--port", str(port)],
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=processes.dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
        )
    try:
        centre = Centre(folder, port)
        centre.wait()
        yield centre
    finally:
        parent.terminate()
        parent.wait(timeout=60)
