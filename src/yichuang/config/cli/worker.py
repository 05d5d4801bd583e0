"""`yichuang worker`: the background worker by itself."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime

import click

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
    work(stop, timezone.now, interval)


def work(stop: threading.Event, clock: Callable[[], datetime], interval: float) -> None:
    """Take rounds until told to stop; a database that is away for a while is waited for."""
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
            stop.wait(interval)


def one_round(now: datetime, *, tidy: bool) -> bool:
    """Reactions, then messages, now and then what has expired; whether there was anything to do."""
    from yichuang.domains.cases import drafts
    from yichuang.domains.feedback import silence, turns
    from yichuang.domains.organisation.queries import site
    from yichuang.domains.residents import accounts
    from yichuang.kernel.access import buckets, sessions
    from yichuang.kernel.outbox.channels import configured
    from yichuang.kernel.outbox.deliver import deliver, rehearse
    from yichuang.kernel.verbs.worker import forget_keys, react
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
