"""The whole bench in order: the load of the year, six acts on it, the pages over few and over many cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from yichuang.config.bench import rows
from yichuang.config.bench.rows import Row
from yichuang.config.database import connect_as_owner, prepare_rights, running_database, start_django

Say = Callable[[str], None]
DEMO_SECONDS = 60
SIX_ACTS = 300  # cases
SOAK_SECONDS = 300
SMALL_SOAK_KILLS = 10
WATCHED = 60  # times that a hundred clocks fall due
# tables that migrations fill, or that tell of migrations
KEPT = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "calendar_day",
    "epoch",
    "rung",
)


@contextmanager
def standing() -> Iterator[None]:
    """Inside, the database runs with its tables and holds no centre."""
    with running_database(bound=True):
        prepare_rights()
        start_django()
        from django.core.management import call_command

        call_command("migrate", database="owner", interactive=False, verbosity=0)
        from yichuang.config.demonstration import refuse_unless_empty

        refuse_unless_empty()
        yield


def run(*, small: bool, only: str | None, say: Say) -> Iterator[Row]:
    """Measure what is asked for; gives the rows as they come."""
    percent = 1.0 if small else 100.0
    loaded = False
    if only in (None, "watcher"):
        yield from watcher(small=small, say=say)
        clear()
    if only in (None, "demo"):
        say("装入演示的一年 …")
        yield rows.bound("demo", load(percent), "s", DEMO_SECONDS * percent / 100)
        loaded = True
    if only in (None, "six_acts"):
        if not loaded:
            load(1)
        say("六步办理 …")
        yield from six_acts(max(3, SIX_ACTS // 100) if small else SIX_ACTS)
        loaded = True
    if only in (None, "act_to_screen"):
        if not loaded:
            load(1)
        loaded = True
        say("一步办理多久到各个屏幕 …")
        yield from act_to_screen(small=small)
    if only in (None, "pages"):
        if loaded and not small:
            clear()
        yield from pages(small=small, loaded=loaded and small, say=say)
        loaded = True
    if only in (None, "figures_year"):
        if loaded:
            clear()
        yield from figures_year(small=small, say=say)
    if only in (None, "report"):
        yield from report(small=small, loaded=only is None, say=say)
    if only in (None, "soak"):
        say("几个人不停地办件 …")
        yield from (
            soak(4, kills=SMALL_SOAK_KILLS, say=say) if small else soak(16, seconds=SOAK_SECONDS, say=say)
        )


def soak(clerks: int, *, kills: int = 0, seconds: int = 3600, say: Say) -> Iterator[Row]:
    """Acts a second that clerks get done over the API, in a centre of their own; no act may fail.

    Small, it doesn't last for some seconds but until so many processes were killed: the pace is nobody's then.
    """
    called = [sys.executable, "-m", "yichuang.config.cli", "soak", "--kills", str(kills), "--json"]
    called += ["--clerks", str(clerks), "--seconds", str(seconds)]
    process = subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        told, trouble = process.communicate()
    except BaseException:
        process.terminate()  # it clears its own centre away
        process.wait()
        raise
    if not told:
        raise RuntimeError(trouble)
    found = json.loads(told)
    wrong = [*found["wrong"], *found["faults"]]
    for said in wrong:
        say(said)
    yield rows.fact("soak", found["acts"] / found["seconds"], "步/秒")
    yield rows.fact("soak.kills", sum(found["kills"].values()), "次")
    yield rows.bound("soak.errors", len(wrong), "处", 0)


def load(percent: float) -> float:
    """Build a demonstration centre as a user does; gives the seconds."""
    from django.utils import timezone

    until = timezone.localdate() - timedelta(days=1)
    called = [sys.executable, "-m", "yichuang.config.cli", "demo", "--until", str(until)]
    started = time.perf_counter()
    subprocess.run(
        [*called, "--scale", str(percent)], check=True, stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
    return time.perf_counter() - started


def clear() -> None:
    """Empty the tables again, so that another year can be loaded."""
    with connect_as_owner() as owner:
        found = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
            "AND NOT relispartition AND relname <> ALL(%s)",
            [list(KEPT)],
        ).fetchall()
        names = ", ".join(f'"{name}"' for (name,) in found)
        owner.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def six_acts(times: int) -> Iterator[Row]:
    """Six acts of a promise case of this centre."""
    from yichuang.config.bench import six_acts as measured

    yield from measured.measure(measured.cast(), measured.monday(), times)


def act_to_screen(*, small: bool) -> Iterator[Row]:
    """From an act's commit to two hundred open screens at twenty acts a second."""
    from yichuang.config.bench import act_to_screen as measured

    yield from measured.measure(small=small)


def watcher(*, small: bool, say: Say) -> Iterator[Row]:
    """A hundred clocks falling due among ten thousand open ones, and among a million."""
    from django.utils import timezone

    from yichuang.config.bench import watcher as measured

    part, times = (100, 3) if small else (1, WATCHED)
    for name, clocks in (("few", measured.FEW // part), ("many", measured.MANY // part)):
        say(f"看守 {clocks:,} 个时限 …")
        with connect_as_owner() as owner:
            measured.fill(owner, clocks, timezone.now())
        yield measured.measure(f"watcher.{name}", clocks, times)


def figures_year(*, small: bool, say: Say) -> Iterator[Row]:
    """All figures of the yearly report over few and over many cases of one year, and folding one day."""
    from yichuang.config.bench import figures as measured
    from yichuang.config.bench.crowded import crowd

    part, times = (100, 1) if small else (1, 5)
    load(0.5 if small else 100)
    year = measured.the_year()
    took: list[float] = []
    copies = 0
    for target in (measured.FEW // part, measured.DAY_OF // part, measured.MANY // part):
        say(f"一年增加到 {target:,} 件 …")
        with connect_as_owner() as owner:
            cases, copies = crowd(owner, target, copies)
            owner.execute("TRUNCATE figure_fold, figure_spread, figure_fold_state, touched_day")
            measured.fold_all(say)
            owner.execute("VACUUM ANALYZE")
        if target == measured.DAY_OF // part:
            yield from measured.fold_day(times * 4)
            continue
        took.append(measured.by_folds(year, times * 2))
        yield rows.fact(f"figures_year.{'few' if len(took) == 1 else 'many'}", cases, "件")
    say("同样的指标，逐个从明细统计 …")
    few, many = took
    yield from measured.told(few, many, measured.by_rows(year, min(times, 3)))


def report(*, small: bool, loaded: bool, say: Say) -> Iterator[Row]:
    """The yearly report composed and drawn, against drawing it. `loaded`: the folded year of the figures is there."""
    from yichuang.config.bench import figures, report

    if not loaded:
        load(0.5 if small else 100)
        figures.fold_all(say)
    say("一年的自查报告，写成 Word 和 PDF …")
    yield from report.measure(figures.the_year(), 1 if small else 9)


def pages(*, small: bool, loaded: bool, say: Say) -> Iterator[Row]:
    """The pages over ten thousand cases, then over a million with the same number open.

    `loaded`: a small year is there already and will do.
    """
    from yichuang.config.bench import pages as measured
    from yichuang.config.bench.crowd import CLIENTS
    from yichuang.config.bench.multiply import multiply
    from yichuang.config.cli.web import THREADS, WORKERS
    from yichuang.domains.cases.demo.mix import ACCEPTED

    part = 100 if small else 1
    few, many = measured.FEW // part, measured.MANY // part
    # small, there are as many clients as threads that serve them
    rounds, each, clients = (1, 1, WORKERS * THREADS) if small else (12, 8, CLIENTS)
    if not loaded:
        say(f"装入 {few:,} 件 …")
        load(max(0.5, 100 * few / ACCEPTED))
    say(f"测网页：{few:,} 件 …")
    asked_few = measured.measure(rounds, each, clients)
    say(f"增加到 {many:,} 件 …")
    with connect_as_owner() as owner:
        yield rows.fact("pages.cases", multiply(owner, many), "件")
        owner.execute("ANALYZE")
    say(f"测网页：{many:,} 件 …")
    asked_many = measured.measure(rounds, each, clients)
    yield from measured.told(asked_few, asked_many, measured.addresses().like)
