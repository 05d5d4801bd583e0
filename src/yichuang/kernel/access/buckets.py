"""How often somebody may ask: buckets of tokens, kept in the database, so that all processes count together.

The table is unlogged: a crash empties it, which only means that everybody may ask again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from yichuang.kernel.access.models import Bucket

KEPT = timedelta(hours=1)  # a bucket that nobody has taken from for so long is full again, whatever its size

# one statement, so that two processes never give the same token away
TAKE = """
INSERT INTO bucket AS kept (whose, tokens, at, given)
VALUES (%(whose)s, %(burst)s - 1, coalesce(%(at)s, extract(epoch FROM clock_timestamp())), true)
ON CONFLICT (whose) DO UPDATE SET
  given = least(%(burst)s, kept.tokens + greatest(0, excluded.at - kept.at) * %(rate)s) >= 1,
  tokens = least(%(burst)s, kept.tokens + greatest(0, excluded.at - kept.at) * %(rate)s)
    - CASE WHEN least(%(burst)s, kept.tokens + greatest(0, excluded.at - kept.at) * %(rate)s) >= 1 THEN 1 ELSE 0 END,
  at = greatest(kept.at, excluded.at)
RETURNING given, tokens
"""


def take(whose: bytes, *, burst: int, per_second: float, at: float | None = None) -> float:
    """Take one token: 0 when there was one, else the seconds until there is one again.

    A bucket holds `burst` tokens and gets `per_second` new ones. `at` is the instant in seconds since 1970; None takes
    the database's own clock, which is one for all processes and machines.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"whose": whose, "burst": float(burst), "rate": float(per_second), "at": at})
        given, tokens = cursor.fetchone()
    return 0.0 if given else max(0.0, (1 - tokens) / per_second)


def forget(now: datetime) -> int:
    """Delete buckets that nobody has taken from for long; gives their number."""
    return Bucket.objects.filter(at__lt=(now - KEPT).timestamp()).delete()[0]
