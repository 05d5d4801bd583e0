"""The watcher as a process: killed with -9 and started again, it warns of everything and of nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import ground, worlds

from yichuang.config import env
from yichuang.kernel.clocks.models import Clock, Warning
from yichuang.kernel.offices.queries import current_epoch
from yichuang.kernel.watch.models import Watch
from yichuang.kernel.watch.queries import state

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # how long to wait for what must happen; no measure of speed


def until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)


@pytest.fixture
def started() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "yichuang.config.cli", "watch"],
            env={**os.environ, "PYTHONPATH": str(env.CHECKOUT / "src")},
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def fall(ref: str, seconds: float) -> None:
    """Let the promise of a case end so many seconds from now, and tell the watcher as an act does."""
    due = timezone.now() + timedelta(seconds=seconds)
    Clock.objects.filter(subject=ref, kind="decision").update(
        rungs=["overdue_promised"], rungs_at=[due], next_at=due, due_at=due
    )
    with ground.connect(ground.APP) as app:
        app.execute("NOTIFY clock_near")


def test_killed_and_started_again_it_warns_of_everything_once(
    started: Callable[[], subprocess.Popen[bytes]],
) -> None:
    world = worlds.county()
    refs = [worlds.accepted(world, at=timezone.now() - timedelta(minutes=20)).ref for _ in range(3)]
    Watch.objects.create(armed=current_epoch("rungs"))  # else they would arm the clocks from their limits
    promised = Warning.objects.filter(rule="overdue_promised")
    first, second = started(), started()
    until(lambda: state(timezone.now()).looked_at)
    fall(refs[0], 0.5)
    until(lambda: promised.filter(subject=refs[0]).exists())
    first.kill()
    second.kill()
    second.wait()
    fall(refs[1], 0.2)
    third = started()
    until(lambda: promised.filter(subject=refs[1]).exists())
    # it sleeps until the next instant, and is called when a nearer one comes
    fall(refs[2], 1)
    until(lambda: promised.filter(subject=refs[2]).exists())
    third.send_signal(signal.SIGTERM)
    assert third.wait(PATIENCE) == 0
    assert sorted(promised.values_list("subject", flat=True)) == sorted(refs)
