"""Open cases as SQL finds them, by the clock that runs: said once for the work list, the board and live figures.

The clock is `k`, its case `c`, the law's own clock beside it `s`. A case has either an acceptance clock or a decision
clock running, never both. Subjects are told apart before their number is read.
"""

from __future__ import annotations

RUNNING = "k.stopped_at IS NULL AND k.kind IN ('decision', 'acceptance')"
NUMBER = "CASE WHEN k.subject LIKE 'case:%%' THEN substr(k.subject, 6)::bigint END"
OF_CASES = f'FROM clock k JOIN "case" c ON c.id = {NUMBER}'
BESIDE_THE_LAW = (
    "LEFT JOIN clock s ON s.subject = k.subject AND s.kind = 'statutory' AND s.stopped_at IS NULL"
)


def light_of(now: str) -> str:
    """The light of the clock `k` at an instant, which stands in the text as `now`."""
    return (
        f"CASE WHEN k.due_at < {now} THEN 'overdue' WHEN k.standing THEN 'paused' "
        f"WHEN k.warn_at <= {now} THEN 'warning' ELSE 'normal' END"
    )


def light_beside_the_law(now: str) -> str:
    """The same, where past the law's own limit is told apart from past the promise."""
    return f"CASE WHEN s.due_at < {now} THEN 'deep' ELSE {light_of(now)} END"
