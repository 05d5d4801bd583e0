"""Claiming rungs that have fallen due: one statement takes them, moves their clocks on, and writes the warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yichuang.kernel.statements import raw

PASSED: Final = "clock.rungs_passed"
"""The event of a claim: the ids of the warnings that it wrote. `reactions.spread` makes one event a warning of it."""
MOST: Final = 500
"""Clocks in one claim: a transaction stays short after a day of being down."""

# The clocks that are due are locked (those that an act has in hand come in the next round) and lose the rungs that
# are past. A claim that is full stops at the instant of its last clock, so that warnings are written in order of time.
# The warning is unique on clock, rule and instant: nothing is written twice, whoever did it before.
CLAIM = """
WITH due AS MATERIALIZED (
  SELECT subject, n, next_at FROM clock WHERE next_at <= %(now)s
  ORDER BY next_at LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED
), cut AS MATERIALIZED (
  SELECT CASE WHEN count(*) < %(most)s THEN %(now)s ELSE max(next_at) END AS at FROM due
), moved AS (
  UPDATE clock c SET
    next_at = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at) + 1],
    seen_to = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at)],
    rungs = c.rungs[width_bucket((SELECT at FROM cut), c.rungs_at) + 1:],
    rungs_at = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at) + 1:]
  FROM due WHERE c.subject = due.subject AND c.n = due.n
  RETURNING c.subject, c.n, c.kind, c.owed_by_id,
    old.rungs[:cardinality(old.rungs) - cardinality(new.rungs)] AS rungs, old.rungs_at
), written AS (
  INSERT INTO warning (subject, n, kind, owed_by_id, rule, level, fell_at, noticed_at)
  SELECT m.subject, m.n, m.kind, m.owed_by_id, r.rule, rung.level, m.rungs_at[r.place], %(now)s
  FROM moved m CROSS JOIN LATERAL unnest(m.rungs) WITH ORDINALITY AS r (rule, place)
  JOIN rung ON rung.code = r.rule
  ORDER BY m.rungs_at[r.place], m.subject, m.n, r.place
  ON CONFLICT (subject, n, rule, fell_at) DO NOTHING
  RETURNING id, fell_at
), told AS (
  INSERT INTO event (name, subject, n, facts, at, attempts, error)
  SELECT %(name)s, '', 0, jsonb_build_object('warnings', jsonb_agg(id ORDER BY id)), %(now)s, 0, ''
  FROM written HAVING count(*) > 0
)
SELECT (SELECT count(*) FROM due), (SELECT count(*) FROM written), (SELECT min(fell_at) FROM written),
  (SELECT pg_notify('clock_warned', '') FROM written HAVING count(*) > 0)
"""
# without rungs the index holds nothing of a clock, so this reads one entry however many are open
NEXT = "SELECT next_at FROM clock WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one claim found: clocks moved on, warnings written, and how late the latest of them was."""

    clocks: int
    warnings: int
    lag: timedelta

    @property
    def full(self) -> bool:
        """Whether there may be more."""
        return self.clocks >= MOST


def claim(now: datetime, most: int = MOST) -> Claimed:
    """Take what has fallen due by now: one statement, whole by itself where the caller has opened no transaction."""
    cursor = raw().cursor()
    cursor.execute(CLAIM, {"now": now, "most": most, "name": PASSED}, prepare=True)
    row = cursor.fetchone()
    assert row is not None
    clocks, warnings, oldest, _ = row
    return Claimed(clocks, warnings, now - oldest if oldest else timedelta())


def next_instant() -> datetime | None:
    """The earliest rung of all clocks; None when no clock has one."""
    cursor = raw().cursor()
    cursor.execute(NEXT, prepare=True)
    row = cursor.fetchone()
    return row[0] if row else None
