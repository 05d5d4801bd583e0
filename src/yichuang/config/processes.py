"""What the supervisor and the database's manager ask of the operating system about processes."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1


def is_alive(pid: int) -> bool:
    """Whether a process of this number exists, whoever it belongs to."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def runs(pid: int, argument: str) -> bool:
    """Whether the process is alive and was called with this argument; a number may have passed to another program."""
    if not PROC.is_dir():
        return is_alive(pid)
    try:
        return argument.encode() in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def marked(name: str, value: str) -> list[int]:
    """Processes of ours whose environment has name=value, but for this one (Linux; elsewhere none)."""
    wanted = f"{name}={value}".encode()
    found = []
    for folder in PROC.glob("[0-9]*") if PROC.is_dir() else ():
        try:
            if int(folder.name) != os.getpid() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # gone, or not ours to read
    return found


def dies_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """For Popen's preexec_fn: the child gets this signal when its parent dies, even by kill -9 (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(how))
        if os.getppid() != parent:  # died between fork and here
            os._exit(1)

    return arrange


def rotate(file: Path, limit: int) -> None:
    """Put a log that has grown beyond `limit` bytes aside as `<name>.1`."""
    if file.exists() and file.stat().st_size > limit:
        file.replace(file.with_name(file.name + ".1"))
