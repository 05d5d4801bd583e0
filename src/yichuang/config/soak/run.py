"""The soak in order: a centre, clerks, kills at random moments, and what is found afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from yichuang.config.ports import any_free
from yichuang.config.soak.centre import PARTS, Centre, standing
from yichuang.config.soak.clerks import Clerk, at_work

PATIENCE = 180.0  # seconds that a clerk insists on one act
BETWEEN = (0.2, 2.0)  # seconds that the centre works before the next kill
TICK = 0.05
Say = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What came of it: acts acknowledged, kills by part, acts that failed, and what was found wrong afterwards."""

    acts: int = 0
    tries: int = 0
    seconds: float = 0.0
    kills: dict[str, int] = field(default_factory=dict)
    short: int = 0  # kills that there was no time for
    wrong: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def soak(folder: Path, *, clerks: int, kills: int, seconds: float, seed: int, say: Say) -> Outcome:
    """Let clerks work in a centre in `folder` while its processes are killed; then look for every act.

    Ends after so many kills or seconds, whichever is first; without kills it lets them work for the seconds.
    `YICHUANG_DATA` names the folder. Raises NotReady when the centre doesn't come back by itself.
    """
    with standing(folder, any_free("127.0.0.1")) as centre:
        from django.db import connections
        from django.utils import timezone

        from yichuang.config.database import start_django

        start_django()
        from yichuang.config.soak.judging import day_counts

        since = timezone.now()
        before = day_counts(since, since)
        people = _clerks(centre, clerks, seed)
        connections.close_all()  # the database is about to die under them
        outcome = Outcome()
        stop = people[0].stop
        outcome.seconds = at_work(people, stop, lambda: _kill(centre, kills, seconds, seed, outcome, say))
        centre.wait()
        outcome.short = max(0, kills - sum(outcome.kills.values()))
        say("等每一个进程自己回来 …")
        outcome.faults = [f"{part} didn't come back by itself" for part in centre.missing()]
        _settle(outcome, people, since, before, say)
    return outcome


def _clerks(centre: Centre, count: int, seed: int) -> list[Clerk]:
    from yichuang.config.bench.six_acts import cast
    from yichuang.config.soak.cast import cases, team

    played, stop = cast(), threading.Event()
    return [
        Clerk(centre.port, cases(played, team(played), seed * 1000 + number), stop, PATIENCE)
        for number in range(count)
    ]


def _kill(centre: Centre, kills: int, seconds: float, seed: int, outcome: Outcome, say: Say) -> None:
    """Kill a part, let the centre come back by itself, and again; each time in the middle of somebody's act."""
    random, ends = Random(seed), time.monotonic() + seconds  # noqa: S311 - moments, not secrets
    while time.monotonic() < ends and (not kills or sum(outcome.kills.values()) < kills):
        _pause(random.uniform(*BETWEEN) if kills else TICK, ends)
        if not kills:
            continue
        part = random.choice(PARTS)
        if centre.kill(part, random.randrange(100)):
            outcome.kills[part] = outcome.kills.get(part, 0) + 1
            centre.wait()
            say(f"{sum(outcome.kills.values())}/{kills} kill -9 {part}")


def _pause(seconds: float, ends: float) -> None:
    time.sleep(max(0.0, min(seconds, ends - time.monotonic())))


def _settle(outcome: Outcome, people: list[Clerk], since: datetime, before: dict[str, int], say: Say) -> None:
    """Count what the clerks did and look for it in the database."""
    from django.utils import timezone

    from yichuang.config.soak import judging, settling
    from yichuang.config.soak.cast import posts

    told = [act for clerk in people for act in clerk.work.done]
    outcome.acts = len(told)
    outcome.tries = sum(clerk.work.tries for clerk in people)
    outcome.wrong = [said for clerk in people for said in clerk.work.wrong]
    say("等后台办完该接着办的 …")
    outcome.faults += settling.faults(timezone.now())
    say("核对每一步 …")
    outcome.faults += [
        *judging.faults(told, len(outcome.wrong), posts(), since),
        *judging.papers_missing(posts(), since),
        *judging.events_missing(posts(), since),
        *judging.unreacted(),
        *judging.miscounted(before, timezone.now(), since),
        *judging.recounted(),
    ]
