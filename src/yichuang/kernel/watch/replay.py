"""The watcher of a year that is told in memory: the same rungs, passed in the order of time."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rungs import passed
from yichuang.kernel.verbs.batch import Batch

# (subject, its clocks that passed rungs in one instant with the codes of the rungs, the instant)
Told = Callable[[str, list[tuple[ClockRow, str]], datetime], None]


class Lookout:
    """Watches the clocks of a batch, those of some kinds of subjects; `begun` are subjects whose clocks run already."""

    def __init__(self, batch: Batch, told: Told, kinds: Sequence[str], begun: Sequence[str] = ()) -> None:
        self._batch = batch
        self._told = told
        self._heap: list[tuple[datetime, str, int]] = []
        self._armed: defaultdict[str, dict[int, datetime]] = defaultdict(dict)
        self._kinds = tuple(kinds)
        batch.listen(self._saw)
        for ref in begun:
            self._saw(batch.clocks(ref))

    def watches(self, ref: str) -> bool:
        """Whether a rung of that subject is to come: so long it must stay in memory."""
        return bool(self._armed.get(ref))

    def next(self) -> datetime | None:
        """The earliest rung to come."""
        while self._heap:
            at, ref, n = self._heap[0]
            if self._armed.get(ref, {}).get(n) == at:
                return at
            heapq.heappop(self._heap)
        return None

    def step(self) -> None:
        """Pass what falls in the earliest instant, of one subject."""
        at, ref, _ = self._heap[0]
        fell: list[tuple[ClockRow, str]] = []
        for n in sorted(n for n, when in self._armed[ref].items() if when == at):
            row = self._batch.clock(ref, n)
            fell += [(row, code) for code, _ in passed(row, at)]
            self._saw([row])
        self._told(ref, fell, at)

    def _saw(self, rows: list[ClockRow]) -> None:
        for row in rows:
            if not row.subject.startswith(self._kinds):
                continue
            armed = self._armed[row.subject]
            if row.next_at is None:
                armed.pop(row.n, None)
                if not armed:
                    del self._armed[row.subject]
            elif armed.get(row.n) != row.next_at:
                armed[row.n] = row.next_at
                heapq.heappush(self._heap, (row.next_at, row.subject, row.n))
