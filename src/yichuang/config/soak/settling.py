"""After the last act: until watcher and worker have seen to everything that was done, or get no further."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yichuang.kernel.verbs import worker
from yichuang.kernel.watch.queries import state
from yichuang.oversight.supervision.sweeping import swept_to

STUCK = 60.0  # seconds within which something moves, as long as something is left to be done
LOOK = 0.5


@dataclass(frozen=True, slots=True)
class State:
    """How far they are with what was done up to an instant; two that are equal mean that nothing moves."""

    waiting: int
    reacted: int
    watched: bool
    swept: datetime | None

    @classmethod
    def of(cls, ended: datetime) -> State:
        """As it is now."""
        looked = state(ended).looked_at
        swept = swept_to()
        return cls(
            worker.waiting(),
            worker.reacted(),
            looked is not None and looked >= ended,
            min(swept, ended) if swept else None,
        )

    def left(self, ended: datetime) -> Iterator[str]:
        """What is still to be done, in sentences."""
        if not self.watched:
            yield "the watcher hasn't looked since the last act"
        if self.swept is None or self.swept < ended:
            yield f"the worker has looked through what was done until {self.swept} alone"
        if self.waiting:
            yield f"{self.waiting} events wait for their reactions"


def faults(ended: datetime) -> list[str]:
    """Wait as long as something moves, then tell what is left. The acts of the last seconds are looked through last."""
    before, deadline = State.of(ended), time.monotonic() + STUCK
    while list(before.left(ended)) and time.monotonic() < deadline:
        time.sleep(LOOK)
        if (now := State.of(ended)) != before:
            before, deadline = now, time.monotonic() + STUCK
    return list(before.left(ended))
