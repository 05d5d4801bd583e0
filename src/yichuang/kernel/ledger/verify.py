"""Proving the ledger: chains walked from the stored bytes, a day's root exported and checked against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from yichuang.kernel.ledger.chain import GENESIS, Entry, digest

COLUMNS = "subject, n, verb, actor, post, office, at, facts, previous, hash"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a chain: which entry, and what, in Chinese."""

    subject: str
    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Root:
    """All chains as they stood at an instant, in one hash."""

    until: datetime
    entries: int
    chains: int
    root: str


def walk(heads: dict[str, tuple[int, bytes]] | None = None) -> Iterator[Fault]:
    """Check every chain against its stored bytes, and its end against `heads` (subject -> version, hash)."""
    last: Entry | None = None
    seen: set[str] = set()
    for entry in _entries("", []):
        fresh = last is None or entry.subject != last.subject
        if fresh and last is not None:
            yield from _end(last, heads)
        if fresh:
            seen.add(entry.subject)
        yield from _link(entry, None if fresh else last)
        last = entry
    if last is not None:
        yield from _end(last, heads)
    for subject, (version, _) in (heads or {}).items():
        if version and subject not in seen:
            yield Fault(subject, 1, "整条留痕不见了")


def root_at(until: datetime) -> Root:
    """The root over all chains' last entries up to an instant: SM3 over subject, number and hash in order."""
    total = hashlib.new("sm3")
    chains = entries = 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (subject) subject, n, hash FROM ledger WHERE at <= %s ORDER BY subject, n DESC",
            [until],
        )
        for subject, n, found in cursor:
            total.update(f"{subject}|{n}|".encode() + bytes(found))
            chains += 1
            entries += n
    return Root(until, entries, chains, total.hexdigest())


def _link(entry: Entry, before: Entry | None) -> Iterator[Fault]:
    expected = before.n + 1 if before else 1
    if entry.n != expected:
        yield Fault(entry.subject, expected, f"第 {expected} 条不见了，后面是第 {entry.n} 条")
    elif entry.previous != (before.hash if before else GENESIS):
        yield Fault(entry.subject, entry.n, f"第 {entry.n} 条和前一条接不上，顺序或内容被动过")
    if digest(entry) != entry.hash:
        yield Fault(entry.subject, entry.n, f"第 {entry.n} 条的内容被改过")


def _end(last: Entry, heads: dict[str, tuple[int, bytes]] | None) -> Iterator[Fault]:
    if heads is None or last.subject not in heads:
        return
    version, head = heads[last.subject]
    if version > last.n:
        yield Fault(last.subject, last.n + 1, f"第 {last.n + 1} 条到第 {version} 条不见了")
    elif version < last.n or head != last.hash:
        yield Fault(last.subject, last.n, "最后一条和办件上记的对不上")


def _entries(where: str, parameters: list[Any]) -> Iterator[Entry]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {COLUMNS} FROM ledger {where} ORDER BY subject COLLATE "C", n', parameters)  # noqa: S608
        for row in cursor:
            subject, n, verb, actor, post, office, at, facts, previous, found = row
            yield Entry(subject, n, verb, actor, post, office, at, facts, bytes(previous), bytes(found))
