"""A hundred clocks that fall due among many open ones: claiming them and writing their warnings, against one UPDATE."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import psycopg
from django.utils import timezone

from yichuang.config.bench import rows
from yichuang.config.bench.rows import Row
from yichuang.config.database import connect_as_app
from yichuang.kernel.watch.claim import claim

GOAL = 2.0
DUE = 100
FEW, MANY = 10_000, 1_000_000

OFFICE = """
INSERT INTO office (code, name, short_name, kind, path, active, version, head)
VALUES ('bench', 'bench', '', 'department', '/bench/', true, 0, '') RETURNING id
"""
# open clocks of cases as acts leave them: two rungs to come, the first of them within the next months
CLOCKS = """
INSERT INTO clock (subject, n, kind, owed_by_id, unit, amount, started_at, pauses, standing, due_at, warn_at,
  provisional, outcome, next_at, rungs, rungs_at)
SELECT 'case:' || k, 2, 'decision', %(office)s, 'working_day', 5, %(now)s, '[]', false, due, due - interval '1 day',
  false, '', due - interval '1 day', '{near_limit,overdue_promised}', ARRAY[due - interval '1 day', due]
FROM (SELECT k, %(now)s::timestamptz + interval '2 days' + k %% 7000000 * interval '1 second' AS due
      FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS k) AS made
"""
FALL = """
UPDATE clock SET next_at = %(at)s::timestamptz - k * interval '1 second', rungs = '{near_limit,overdue_promised}',
  rungs_at = ARRAY[%(at)s::timestamptz - k * interval '1 second', %(at)s::timestamptz + interval '90 days']
FROM generate_series(1, %(due)s::bigint) AS k
WHERE subject = 'case:' || (%(start)s::bigint + k * %(step)s::bigint) AND n = 2
"""
PLAIN = "UPDATE clock SET next_at = next_at + interval '90 days' WHERE next_at <= %s"


def fill(owner: psycopg.Connection, open_clocks: int, now: datetime) -> None:
    """So many open clocks; an owner's connection with autocommit."""
    have = owner.execute("SELECT count(*) FROM clock").fetchone()
    office = owner.execute("SELECT min(id) FROM office").fetchone()
    assert have is not None
    if office is None or office[0] is None:
        office = owner.execute(OFFICE).fetchone()
    assert office is not None
    given = {"office": office[0], "now": now, "first": have[0] + 1, "last": open_clocks}
    owner.execute(CLOCKS, given)
    owner.execute("VACUUM ANALYZE clock")


def measure(name: str, open_clocks: int, times: int) -> Row:
    """Medians of both sides in turn, `times` each after a few for warming up, the commit included."""
    ours: list[float] = []
    plainly: list[float] = []
    now = timezone.now()
    due = min(DUE, open_clocks // 4)
    with connect_as_app() as plain:
        for turn in range(-3, times):
            at = now + timedelta(seconds=turn)
            _let_fall(plain, open_clocks, due, 2 * turn, at)
            ours.append(_claimed(at, due))
            _let_fall(plain, open_clocks, due, 2 * turn + 1, at)
            plainly.append(_updated(plain, at, due))
    return rows.ratio(name, rows.median(ours[3:]), "ms", rows.median(plainly[3:]), GOAL)


def _let_fall(plain: psycopg.Connection, open_clocks: int, due: int, turn: int, at: datetime) -> None:
    """Let clocks from all over the table fall due; others each turn."""
    step = open_clocks // due
    plain.execute(FALL, {"at": at, "due": due, "start": turn % step - step + 1, "step": step})


def _claimed(at: datetime, due: int) -> float:
    started = time.perf_counter()
    found = claim(at)
    took = time.perf_counter() - started
    assert found.warnings == due, found
    return took * 1000


def _updated(plain: psycopg.Connection, at: datetime, due: int) -> float:
    started = time.perf_counter()
    done = plain.execute(PLAIN, [at], prepare=True).rowcount
    took = time.perf_counter() - started
    assert done == due, done
    return took * 1000
