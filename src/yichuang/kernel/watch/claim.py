"""Claiming rungs that have fallen due: one statement takes them, moves their clocks on, and writes the warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from yichuang.kernel.statements import cursor

PASSED: Final = "clock.rungs_passed"
"""The event of a claim: the ids of the warnings that it wrote. `reactions.spread` makes one event a warning of it."""
MOST: Final = 500
"""Clocks in one claim: a transaction stays short after a day of being down."""

# The clocks that are due are locked (those that an act has in hand come in the next round) and lose the rungs that
# are past. A claim that is full stops at the instant of its last clock, so that warnings are written in order of time.
# The warning is unique on clock, rule and instant: nothing is written twice, whoever did it before.
# The server can keep the plan because it guesses alike whether it knows the instant or not, and rows that are locked
# are found again by their place: planning and finding them by their key took a fifth of the whole. A row that an act
# wrote anew between the look and the lock stands in another place than this statement sees: the next one takes it.
CLAIM = """
WITH due AS MATERIALIZED (
  SELECT ctid AS place, next_at FROM clock WHERE next_at <= (SELECT %(now)s::timestamptz)
  ORDER BY next_at LIMIT {most} FOR NO KEY UPDATE SKIP LOCKED
), cut AS MATERIALIZED (
  SELECT CASE WHEN count(*) < {most} THEN %(now)s ELSE max(next_at) END AS at FROM due
), moved AS (
  UPDATE clock c SET
    next_at = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at) + 1],
    seen_to = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at)],
    rungs = c.rungs[width_bucket((SELECT at FROM cut), c.rungs_at) + 1:],
    rungs_at = c.rungs_at[width_bucket((SELECT at FROM cut), c.rungs_at) + 1:]
  WHERE c.ctid = ANY(ARRAY(SELECT place FROM due))
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
), found AS MATERIALIZED (
  SELECT count(*) AS warnings, min(fell_at) AS oldest, jsonb_agg(id ORDER BY id) AS ids FROM written
), told AS (
  INSERT INTO event (name, subject, n, facts, at, attempts, error)
  SELECT %(name)s, '', 0, jsonb_build_object('warnings', ids), %(now)s, 0, '' FROM found WHERE warnings > 0
)
SELECT (SELECT count(*) FROM due), (SELECT count(*) FROM moved), warnings, oldest,
  CASE WHEN warnings > 0 THEN pg_notify('clock_warned', '') END
FROM found
"""
# without rungs the index holds nothing of a clock, so this reads one entry however many are open
NEXT = "SELECT next_at FROM clock WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one claim found: clocks that were due, warnings written, and how late the latest of them was."""

    clocks: int
    warnings: int
    lag: timedelta
    more: bool
    """It was full, or some of the clocks were written anew while it looked: there may be more."""


def claim(now: datetime, most: int = MOST) -> Claimed:
    """Take what has fallen due by now: one statement, whole by itself where the caller has opened no transaction."""
    asking = cursor()
    asking.execute(_statement(most), {"now": now, "name": PASSED}, prepare=True)
    row = asking.fetchone()
    assert row is not None
    clocks, moved, warnings, oldest, _ = row
    lag = now - oldest if oldest else timedelta()
    return Claimed(clocks, warnings, lag, more=clocks >= most or moved < clocks)


@cache
def _statement(most: int) -> str:
    """A bound that stands in the text: what the server guesses of an unknown one would have it read the whole table."""
    return CLAIM.format(most=most)


def next_instant() -> datetime | None:
    """The earliest rung of all clocks; None when no clock has one."""
    asking = cursor()
    asking.execute(NEXT, prepare=True)
    row = asking.fetchone()
    return row[0] if row else None
