"""What is measured of the web server, for Prometheus: requests by page and answer, how long they took.

Each process counts for itself in a file of the folder that `PROMETHEUS_MULTIPROC_DIR` names; whichever process is asked
adds them up. Labels are names of pages and numbers of answers: never an address, which may hold what somebody typed.
"""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
requests = Histogram(
    "yichuang_request_seconds", "Time to answer, by page and answer", ["view", "status"], buckets=SECONDS
)


ROOM = 4 * 1024 * 1024  # bytes of one process's file: some thousand pages and answers

_reserved: set[int] = set()


def observe(view: str, status: int, seconds: float) -> None:
    """Count one answered request, where there is room to count it in."""
    if not _has_room():
        return
    requests.labels(view or "none", str(status)).observe(seconds)


def _has_room() -> bool:
    """Whether this process's file has its blocks on the disk.

    The file is written through memory: a write into a hole of it, when the disk is full, ends the process instead of
    failing. So the blocks are taken before the first count, and a process that can't have them tries at the next one.
    """
    process = os.getpid()
    if SHARED not in os.environ or process in _reserved:
        return True
    file = Path(os.environ[SHARED]) / f"histogram_{process}.db"
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, ROOM)
        except OSError:
            file.unlink()
            return False
        finally:
            os.close(descriptor)
    except OSError:
        return False
    _reserved.add(process)
    return True


def counted_by_all() -> bytes:
    """What all processes have counted, in Prometheus's text format; this one alone where they share no folder."""
    if SHARED not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)
