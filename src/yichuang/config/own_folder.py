"""A data folder for one run of a measurement: it goes away with what runs in it, whatever ends the run."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from yichuang.config import env, processes
from yichuang.config.postgres import Server

HELD = ".held"  # beside a folder: locked while its run lives
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 5.0  # seconds for a process that is asked to end


@contextlib.contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """Inside, `YICHUANG_DATA` names an empty folder; afterwards it is gone and the variable is what it was.

    Being asked to end is answered in order. What a kill -9 left behind is cleared by the next run with this prefix.
    """
    clear_leftovers(prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)  # PostgreSQL may run as another account
    before = os.environ.get("YICHUANG_DATA")
    os.environ["YICHUANG_DATA"] = str(folder)
    try:
        with _held(folder), _ended_in_order():
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        if before is None:
            del os.environ["YICHUANG_DATA"]
        else:
            os.environ["YICHUANG_DATA"] = before


def clear_leftovers(prefix: str) -> None:
    """End what runs in folders of runs that were killed, and remove them. A folder whose run lives is left alone."""
    for note in Path(tempfile.gettempdir()).glob(f"{prefix}*{HELD}"):
        found = note.lstat()
        folder = note.with_suffix("")
        if found.st_uid != os.geteuid() or note.is_symlink() or folder.is_symlink():
            continue
        with note.open("r") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if folder.is_dir() and folder.stat().st_uid == os.geteuid():
                _end_all_in(folder)
                shutil.rmtree(folder, ignore_errors=True)
            note.unlink(missing_ok=True)


def _end_all_in(folder: Path) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        for pid in processes.marked("YICHUANG_DATA", str(folder)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, how)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and processes.marked("YICHUANG_DATA", str(folder)):
            time.sleep(0.05)
    if (folder / "postgres").is_dir():
        Server(folder, env.socket_folder(folder)).stop()


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Locked before it has its name, so that nobody takes a run that has just begun for one that is over."""
    note, draft = folder.with_name(folder.name + HELD), folder.with_name(folder.name + ".new")
    with draft.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        draft.rename(note)
        try:
            yield
        finally:
            note.unlink(missing_ok=True)


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
