"""How often a program may ask: a bucket of tokens for each key, and one for each address that asks without a key.

The buckets are kept by each web process for itself, so that asking costs no write: with two processes a key may get
up to twice as many answers as one bucket holds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from yichuang.kernel.verbs import Because, Refused


class TooOften(Refused):
    """Asked too often; `wait` is the number of whole seconds until the next answer."""

    def __init__(self, wait: int) -> None:
        super().__init__(Because.LIMITED, "请求太频繁", remedy=f"请 {wait} 秒后再试")
        self.wait = wait


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """Buckets that hold `burst` tokens and get `per_second` new ones; one token an answer."""

    MOST = 10_000  # when there are more, the full ones are forgotten: they say nothing

    def __init__(self, *, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self.per_second = per_second
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[Hashable, _Bucket] = {}

    def take(self, whose: Hashable) -> None:
        """Take one token. Raises TooOften when there is none."""
        now = self._clock()
        with self._lock:
            if len(self._kept) >= self.MOST:
                self._forget_full(now)
            bucket = self._kept.setdefault(whose, _Bucket(self.burst, now))
            bucket.left = self._filled(bucket, now)
            bucket.at = now
            if bucket.left < 1:
                raise TooOften(max(1, -int(-(1 - bucket.left) // self.per_second)))
            bucket.left -= 1

    def _filled(self, bucket: _Bucket, now: float) -> float:
        return min(self.burst, bucket.left + (now - bucket.at) * self.per_second)

    def _forget_full(self, now: float) -> None:
        self._kept = {
            whose: bucket for whose, bucket in self._kept.items() if self._filled(bucket, now) < self.burst
        }
        if len(self._kept) >= self.MOST:  # as many askers at once as that are one attack: begin again
            self._kept.clear()


WITH_KEY = Buckets(burst=120, per_second=20)
WITHOUT_KEY = Buckets(burst=60, per_second=5)
