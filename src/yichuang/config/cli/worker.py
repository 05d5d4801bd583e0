"""`yichuang worker`: the background worker by itself."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime

import click
import psycopg

log = logging.getLogger(__name__)
TIDY_EVERY = 600  # rounds between two looks at what has expired
FOLD_EVERY = 5  # rounds between two looks at days that are to be folded


@click.command(short_help="只运行后台任务")
@click.option("--interval", default=1.0, show_default=True, help="没有任务时隔几秒再看。")
def command(interval: float) -> None:
    """在前台运行后台任务（事件的反应、发送消息、汇总过完的日子、清理过期的草稿）；数据库须已在运行。"""
    from yichuang.config.database import start_django

    start_django()
    from django.utils import timezone

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work(stop, timezone.now, interval, Rest())


def work(
    stop: threading.Event,
    clock: Callable[[], datetime],
    interval: float,
    rest: Callable[[threading.Event, float], object] = threading.Event.wait,
) -> None:
    """Take rounds until told to stop; a database that is away is waited for. `rest` waits between them."""
    from django.db import OperationalError, close_old_connections

    rounds = 0
    while not stop.is_set():
        try:
            busy = one_round(clock(), tidy=rounds % TIDY_EVERY == 0)
            busy |= rounds % FOLD_EVERY == 0 and fold_days(clock())
        except OperationalError:
            log.exception("the database doesn't answer")
            busy = False
        rounds += 1
        if not busy:
            close_old_connections()
            rest(stop, interval)


class Rest:
    """The wait between rounds, cut short by a watcher that has found something due: nobody hears of it late."""

    def __init__(self) -> None:
        self._ear: psycopg.Connection | None = None

    def __call__(self, stop: threading.Event, seconds: float) -> None:
        """Wait so long, or until a watcher calls; without a connection only wait."""
        from yichuang.config.database import connect_as_app
        from yichuang.config.postgres import ServerTrouble

        try:
            if self._ear is None:
                self._ear = connect_as_app()
                self._ear.execute("LISTEN clock_warned")
            list(self._ear.notifies(timeout=seconds, stop_after=1))
        except (psycopg.Error, ServerTrouble):
            self._ear = None
            stop.wait(seconds)


def one_round(now: datetime, *, tidy: bool) -> bool:
    """Reactions, then messages, now and then what has expired; whether there was anything to do."""
    from django.conf import settings

    from yichuang.domains.cases import drafts
    from yichuang.domains.feedback import silence, turns
    from yichuang.domains.organisation.queries import site
    from yichuang.domains.residents import accounts
    from yichuang.kernel.access import buckets, sessions
    from yichuang.kernel.outbox.channels import configured
    from yichuang.kernel.outbox.deliver import deliver, rehearse
    from yichuang.kernel.verbs.worker import forget_keys, react
    from yichuang.oversight.reportcheck.sheets import kept_in
    from yichuang.oversight.supervision.reactions import withdraw_void
    from yichuang.oversight.supervision.sweeping import sweep, sweep_again

    done = sweep(now) + react(now) + withdraw_void(now)
    here = site()
    done += rehearse(now) if here and here.demonstration else deliver(now, configured())
    if tidy:
        done += sweep_again(now)
        drafts.forget_expired(now)
        accounts.forget_expired(now)
        turns.forget(now)
        silence.count_days(now)
        forget_keys(now)
        buckets.forget(now)
        sessions.forget(now)
        kept_in(settings.DATA_FOLDER).sweep(now)
    return done > 0


def fold_days(now: datetime) -> bool:
    """Fold what is over and what was touched (`kernel.figures.folding`); whether there was anything.

    A figure that can't be folded must not keep messages from going out: it is counted live meanwhile.
    """
    from django.db import OperationalError

    from yichuang.kernel.figures.folding import fold

    try:
        return fold(now) > 0
    except OperationalError:
        raise
    except Exception:
        log.exception("folding failed; figures are counted live")
        return False
