"""How often a program may ask: a bucket of tokens for each key, and one for each address that asks without a key.

The buckets stand in the database: all web processes, on however many machines, count together.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from yichuang.kernel.access import buckets
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.verbs import Because, Refused


class TooOften(Refused):
    """Asked too often; `wait` is the number of whole seconds until the next answer."""

    def __init__(self, wait: int) -> None:
        super().__init__(Because.LIMITED, "请求太频繁", remedy=f"请 {wait} 秒后再试")
        self.wait = wait


class Buckets:
    """Buckets of one kind that hold `burst` tokens and get `per_second` new ones; one token an answer.

    `clock` gives seconds since 1970; without it the database's clock is taken.
    """

    def __init__(
        self, kind: str, *, burst: int, per_second: float, clock: Callable[[], float] | None = None
    ) -> None:
        self.kind = kind
        self.burst = burst
        self.per_second = per_second
        self._clock = clock

    def take(self, whose: object) -> None:
        """Take one token. Raises TooOften when there is none. An address is kept as a keyed hash alone."""
        mark = keyed_hash(str(whose), f"bucket/{self.kind}")
        at = self._clock() if self._clock else None
        wait = buckets.take(mark, burst=self.burst, per_second=self.per_second, at=at)
        if wait > 0:
            raise TooOften(max(1, math.ceil(wait)))


WITH_KEY = Buckets("key", burst=120, per_second=20)
WITHOUT_KEY = Buckets("address", burst=60, per_second=5)
