"""How the watcher is: whether it looks, and how late it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yichuang.kernel.verbs.store import NEAR
from yichuang.kernel.watch.models import Watch

SILENT: Final = 3 * NEAR
"""It looks at least every minute: silent for longer, it doesn't run."""
LATE: Final = timedelta(minutes=5)
"""Later than this, a warning can't do what it is for: it is kept and shown (RULEBOOK 5 reckons in hours and days)."""


@dataclass(frozen=True, slots=True)
class State:
    """The watcher as the board and `doctor` show it."""

    looked_at: datetime | None
    next_at: datetime | None
    lag: timedelta
    warned_at: datetime | None
    late_at: datetime | None
    late: timedelta
    behind: timedelta | None
    """How long the earliest rung has been due without having been taken; None when nothing waits."""

    def runs(self, now: datetime) -> bool:
        """Whether it has looked lately."""
        return self.looked_at is not None and now - self.looked_at <= SILENT

    def keeps_up(self, now: datetime) -> bool:
        """Whether it looks, and nothing has waited for it longer than a warning may."""
        return self.runs(now) and (self.behind or timedelta()) <= LATE


def state(now: datetime) -> State:
    """What the watchers have told, and what the clocks say of them."""
    from yichuang.kernel.watch.claim import next_instant

    row = Watch.objects.first() or Watch()
    following = next_instant()
    return State(
        looked_at=row.looked_at,
        next_at=following,
        lag=timedelta(milliseconds=row.lag_ms),
        warned_at=row.warned_at,
        late_at=row.late_at,
        late=timedelta(milliseconds=row.late_ms),
        behind=now - following if following and following < now else None,
    )
