"""What is measured of the web server, for Prometheus: requests by page and answer, how long they took.

Each process counts for itself in a file of the folder that `PROMETHEUS_MULTIPROC_DIR` names; whichever process is asked
adds them up. Labels are names of pages and numbers of answers: never an address, which may hold what somebody typed.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
requests = Histogram(
    "yichuang_request_seconds", "Time to answer, by page and answer", ["view", "status"], buckets=SECONDS
)


def observe(view: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    requests.labels(view or "none", str(status)).observe(seconds)


def counted_by_all() -> bytes:
    """What all processes have counted, in Prometheus's text format; this one alone where they share no folder."""
    if SHARED not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)
