"""One round of the watcher: arm what the rules have changed, claim what is due, tell how late it was."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yichuang.kernel.clocks.project import rearm
from yichuang.kernel.clocks.rulebook import EPOCH
from yichuang.kernel.offices.queries import current_epoch
from yichuang.kernel.verbs.store import NEAR
from yichuang.kernel.verbs.worker import tell
from yichuang.kernel.watch.claim import claim, next_instant
from yichuang.kernel.watch.models import Watch
from yichuang.kernel.watch.queries import LATE

log = logging.getLogger(__name__)
LATE_EVENT: Final = "watch.late"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did, and when the next one is due at the latest."""

    warnings: int
    lag: timedelta
    sleep_until: datetime


def one_round(now: datetime) -> Round:
    """Everything that has fallen due by now, in short transactions; safe beside other watchers at any point."""
    watch = Watch.objects.first() or Watch.objects.get_or_create(pk=1)[0]
    epoch = current_epoch(EPOCH)
    if watch.armed != epoch:
        log.info("rules have changed: %s open clocks armed anew", rearm())
        Watch.objects.update(armed=epoch)
    warnings, lag = 0, timedelta()
    while True:
        found = claim(now)
        warnings += found.warnings
        lag = max(lag, found.lag)
        if not found.more:
            break
    following = next_instant()
    _tell(now, following, warnings, lag)
    # what another transaction held is due already: look again soon
    soon = now + timedelta(seconds=1)
    return Round(warnings, lag, max(soon, min(following or now + NEAR, now + NEAR)))


def _tell(now: datetime, following: datetime | None, warnings: int, lag: timedelta) -> None:
    told: dict[str, object] = {"looked_at": now, "next_at": following}
    if warnings:
        milliseconds = round(lag.total_seconds() * 1000)
        told |= {"lag_ms": milliseconds, "warned_at": now}
        if lag > LATE:
            told |= {"late_at": now, "late_ms": milliseconds}
            log.warning("%s warnings came late, the first of them by %s", warnings, lag)
            facts = {"warnings": warnings, "minutes": round(lag.total_seconds() / 60)}
            tell(LATE_EVENT, "", 0, facts, now)
    Watch.objects.update(**told)
