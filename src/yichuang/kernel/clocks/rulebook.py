"""Reading the rules on which clocks warn. Each process keeps them until their epoch rises.

The database raises the epoch "rungs" with every change of the table; the watcher then arms the open clocks anew.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from yichuang.kernel.clocks.models import Rung as Row
from yichuang.kernel.clocks.rungs import Basis, Level, Rung, Rungs, by_kind
from yichuang.kernel.offices.queries import current_epoch

EPOCH = "rungs"
_lock = threading.Lock()
_kept: tuple[int, Rungs] | None = None


def rungs_at(epoch: int) -> Rungs:
    """The rules in force by kind of clock, at an epoch that the caller has just read."""
    global _kept  # noqa: PLW0603 - one cache a process
    kept = _kept
    if kept and kept[0] == epoch:
        return kept[1]
    with _lock:
        fresh = by_kind(rung_of(row) for row in Row.objects.filter(active=True).order_by("pk"))
        _kept = (epoch, fresh)
        return fresh


def rungs_now() -> Rungs:
    """The rules in force by kind of clock, at the present epoch."""
    return rungs_at(current_epoch(EPOCH))


def rung_of(row: Row) -> Rung:
    """A rule from its row."""
    return Rung(
        code=row.code,
        name=row.name,
        kinds=tuple(row.kinds),
        basis=Basis(row.basis),
        level=Level(row.level),
        tells=tuple(row.tells),
        times=row.times,
        plus=row.plus,
        lawful=row.lawful,
        repeat=row.repeat,
    )


def rule_named(code: str) -> Row | None:
    """The rule of that code, in force or not."""
    return Row.objects.filter(code=code).first()


def all_rules() -> list[Row]:
    """Every rule, in the order in which they came."""
    return list(Row.objects.order_by("pk"))


def names_of_rules() -> dict[str, str]:
    """The Chinese names of all rules by code, kept until the epoch rises."""
    return _names(current_epoch(EPOCH))


@lru_cache(maxsize=2)
def _names(_epoch: int) -> dict[str, str]:
    return dict(Row.objects.values_list("code", "name"))


def forget() -> None:
    """Drop what this process keeps; for tests, whose tables go back in time."""
    _names.cache_clear()
    global _kept  # noqa: PLW0603
    _kept = None
