"""After the soak: every acknowledged act is there, none was done twice or by half; chains and figures are whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db import connection

from yichuang.config.soak.cast import VERBS
from yichuang.config.soak.clerks import Acknowledged
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.ledger.verify import stored_heads, walk
from yichuang.kernel.verbs.subjects import kinds

# A case's state and its clocks are written by one act: an undecided case owes a decision, a decided one owes none.
HALF_DONE = """
    SELECT c.id FROM "case" c
    WHERE c.state IN ('accepted', 'in_review') <> EXISTS (
        SELECT 1 FROM clock k WHERE k.subject = 'case:' || c.id AND k.kind = 'decision' AND k.stopped_at IS NULL
    ) AND c.id = ANY(%s)
"""


PAPERLESS = """
    SELECT l.subject, l.n, l.verb FROM ledger l
    WHERE l.post = ANY(%s) AND l.verb = ANY(%s) AND l.at >= %s
      AND NOT EXISTS (SELECT 1 FROM document d WHERE d.subject = l.subject AND d.n = l.n)
"""
EVENTLESS = """
    SELECT l.subject FROM ledger l
    WHERE l.post = ANY(%s) AND l.verb = 'case.deliver' AND l.at >= %s
      AND NOT EXISTS (SELECT 1 FROM event e WHERE e.subject = l.subject AND e.n = l.n)
"""
UNREACTED = "SELECT name, subject, n, attempts, error FROM event WHERE done_at IS NULL ORDER BY id LIMIT 20"
BY_VERB = "SELECT verb, count(*) FROM ledger WHERE at >= %s GROUP BY verb"
ISSUE = ("case.accept", "case.grant", "case.deliver")  # acts of the soak that issue a paper
# figure -> the one verb of the soak that moves it
MOVED = {"cases.received": "case.receive", "cases.accepted": "case.accept", "cases.concluded": "case.grant"}
ROUNDS = 100


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


def papers_missing(posts: list[int], since: datetime) -> Iterator[str]:
    """Acts that issue a paper, and whose paper isn't there: row, entry and paper are written by one act."""
    with connection.cursor() as cursor:
        cursor.execute(PAPERLESS, [posts, list(ISSUE), since])
        for subject, _, verb in cursor.fetchall():
            yield f"half done: {verb} of {subject} is in the ledger, its paper isn't"


def events_missing(posts: list[int], since: datetime) -> Iterator[str]:
    """Results handed over of which no event tells: nobody would ever react to them."""
    with connection.cursor() as cursor:
        cursor.execute(EVENTLESS, [posts, since])
        for (subject,) in cursor.fetchall():
            yield f"half done: case.deliver of {subject} is in the ledger, its event isn't"


def unreacted() -> Iterator[str]:
    """Events whose reactions haven't run; asked once the worker has had time for them."""
    with connection.cursor() as cursor:
        cursor.execute(UNREACTED)
        for name, subject, n, attempts, error in cursor.fetchall():
            yield f"nobody reacted to {name} of {subject} ({n}): {attempts} attempts {error}"


def day_counts(now: datetime, since: datetime) -> dict[str, int]:
    """The figures that the soak's acts move, over its days, for the whole county."""
    from yichuang.kernel.figures.answers import values
    from yichuang.kernel.figures.asking import Period, Scope
    from yichuang.kernel.offices.queries import tree

    top = next(office for office in tree().all if office.parent_id is None)
    period = Period.until(local_day(since), local_day(now), now)
    return {code: int(one.number or 0) for code, one in values(MOVED, Scope.of(top), period).items()}


def miscounted(before: Mapping[str, int], now: datetime, since: datetime) -> Iterator[str]:
    """Figures that haven't risen by what the ledger says was done, live and once the day has been folded as over."""
    with connection.cursor() as cursor:
        cursor.execute(BY_VERB, [since])
        by_verb = dict(cursor.fetchall())
    for how in ("live", "folded"):
        if how == "folded":
            _fold_as_over(now)
        for code, counted in day_counts(now, since).items():
            done = by_verb.get(MOVED[code], 0)
            if counted - before[code] != done:
                yield f"figures: {code} rose by {counted - before[code]} ({how}), the ledger has {done} acts"


def _fold_as_over(now: datetime) -> None:
    """Fold the soak's own days, as the worker will tomorrow; the centre is deleted afterwards."""
    from yichuang.kernel.figures.folding import fold

    for _ in range(ROUNDS):
        if not fold(now + timedelta(days=1)):
            return


def recounted() -> Iterator[str]:
    """Folded figures against a full recount, by the command that an operator has for it."""
    called = [sys.executable, "-m", "yichuang.config.cli", "verify", "figures"]
    done = subprocess.run(called, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"figures: {done.stdout.strip()[-500:]} {done.stderr.strip()[-500:]}"
