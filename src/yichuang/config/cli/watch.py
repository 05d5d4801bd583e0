"""`yichuang watch`: the watcher of clocks by itself."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime

import click
import psycopg

log = logging.getLogger(__name__)
CHANNEL = "clock_near"
AWAY = 1.0  # seconds until a database that doesn't answer is asked again


@click.command(short_help="只运行时限看守")
def command() -> None:
    """在前台看守时限：临近、到期的时刻一到就记下预警；数据库须已在运行。可以同时运行几个，不会重复预警。"""
    from yichuang.config.database import connect_as_app, start_django

    start_django()
    from django.utils import timezone

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch(stop, timezone.now, connect_as_app)


def watch(
    stop: threading.Event, clock: Callable[[], datetime], connect: Callable[[], psycopg.Connection]
) -> None:
    """Look, sleep until the next rung or until an act calls, look again; a database that is away is waited for."""
    from django.db import Error, close_old_connections

    from yichuang.config.postgres import ServerTrouble
    from yichuang.kernel.watch.rounds import one_round

    while not stop.is_set():
        try:
            with contextlib.closing(connect()) as ear:
                ear.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set():
                    sleep(stop, ear, one_round(clock()).sleep_until, clock)
        except (Error, psycopg.Error, ServerTrouble):
            log.exception("the database doesn't answer")
            close_old_connections()
            stop.wait(AWAY)


def sleep(
    stop: threading.Event, ear: psycopg.Connection, until: datetime, clock: Callable[[], datetime]
) -> None:
    """Wait until that instant, or less when somebody calls; looks up every second whether to stop."""
    while not stop.is_set() and (left := (until - clock()).total_seconds()) > 0:
        if any(True for _ in ear.notifies(timeout=min(left, 1.0), stop_after=1)):
            return
