"""Taking numbers: without gaps inside a transaction, without doubles across processes."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

from django.db import connection

TAKE = """
INSERT INTO counter (sequence, value) VALUES (%s, %s)
ON CONFLICT (sequence) DO UPDATE SET value = counter.value + excluded.value RETURNING value
"""


class Numbers(Protocol):
    """Something that gives the next number of a sequence."""

    def next(self, sequence: str) -> int:
        """The next whole number of that sequence, beginning with 1."""


class LiveNumbers:
    """Numbers taken from the database at once; the row stays locked until the transaction ends."""

    def next(self, sequence: str) -> int:
        """Take one number."""
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [sequence, 1])
            row = cursor.fetchone()
        assert row is not None
        return int(row[0])


class BulkNumbers:
    """Numbers counted in memory for a bulk load and written back once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = defaultdict(int)
        self._start: dict[str, int] = {}

    def next(self, sequence: str) -> int:
        """Take one number; the first of a sequence asks the database where it stands."""
        if sequence not in self._start:
            with connection.cursor() as cursor:
                cursor.execute("SELECT value FROM counter WHERE sequence = %s", [sequence])
                row = cursor.fetchone()
            self._start[sequence] = int(row[0]) if row else 0
        self._given[sequence] += 1
        return self._start[sequence] + self._given[sequence]

    def write(self) -> None:
        """Move the database's counters on by what was given; called inside the loading transaction."""
        with connection.cursor() as cursor:
            cursor.executemany(TAKE, [(sequence, given) for sequence, given in sorted(self._given.items())])
        self._given.clear()
        self._start.clear()
