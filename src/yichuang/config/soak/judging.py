"""After the soak: every acknowledged act is there, none was done twice or by half; chains and figures are whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection

from yichuang.config.soak.cast import VERBS
from yichuang.config.soak.clerks import Acknowledged
from yichuang.kernel.ledger.verify import stored_heads, walk
from yichuang.kernel.verbs.subjects import kinds

# A case's state and its clocks are written by one act: an undecided case owes a decision, a decided one owes none.
HALF_DONE = """
    SELECT c.id FROM "case" c
    WHERE c.state IN ('accepted', 'in_review') <> EXISTS (
        SELECT 1 FROM clock k WHERE k.subject = 'case:' || c.id AND k.kind = 'decision' AND k.stopped_at IS NULL
    ) AND c.id = ANY(%s)
"""


def faults(
    acknowledged: Iterable[Acknowledged], unanswered: int, posts: list[int], since: datetime
) -> Iterator[str]:
    """What is wrong, in sentences. `unanswered` acts may have been done without anybody being told."""
    told = set(acknowledged)
    there = _done(posts, since)
    for act in sorted(told - there, key=str):
        yield f"acknowledged but not in the ledger: {act}"
    untold = there - told
    if len(untold) > unanswered:
        examples = sorted(map(str, untold))[:5]
        yield f"{len(untold)} acts that nobody was told of, {unanswered} without an answer: {examples}"
    for identity in _half_done({int(act.ref.partition(":")[2]) for act in there}):
        yield f"half done: state and clocks of case:{identity} disagree"
    tables = [(kind, model._meta.db_table) for kind, model in kinds().items()]
    for fault in walk(stored_heads(tables), whole=frozenset(kinds())):
        yield f"chain: {fault.subject} {fault.n} {fault.text}"


def _done(posts: list[int], since: datetime) -> set[Acknowledged]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, n, verb FROM ledger WHERE post = ANY(%s) AND verb = ANY(%s) AND at >= %s",
            [posts, list(VERBS), since],
        )
        return {Acknowledged(*row) for row in cursor.fetchall()}


def _half_done(cases: set[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(HALF_DONE, [sorted(cases)])
        return [row[0] for row in cursor.fetchall()]


def recounted() -> Iterator[str]:
    """Folded figures against a full recount, by the command that an operator has for it."""
    called = [sys.executable, "-m", "yichuang.config.cli", "verify", "figures"]
    done = subprocess.run(called, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"figures: {done.stdout.strip()[-500:]} {done.stderr.strip()[-500:]}"
