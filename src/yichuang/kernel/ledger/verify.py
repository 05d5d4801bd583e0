"""Proving the ledger: chains walked from the stored bytes, a day's root exported and checked against."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import connection, transaction

from yichuang.kernel.ledger.chain import GENESIS, Entry, digest

COLUMNS = "subject, n, verb, actor, post, office, at, facts, previous, hash"
ALGORITHM = "SM3"
REPORT_EVERY = 10_000
FARTHEST_MOVE = 50  # how far an entry is looked for when it stands in another's place

Head = tuple[str, int, bytes]
"""A subject's reference with the version and the hash that its own row keeps of its last entry."""
Told = Callable[[int], None]


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

    def to_json(self) -> str:
        """The file that is kept elsewhere, printed or published."""
        return json.dumps({"algorithm": ALGORITHM, **asdict(self), "until": self.until.isoformat()}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Root:
        """Read such a file. ValueError for anything else."""
        try:
            found = json.loads(text)
            until = datetime.fromisoformat(found["until"])
            known = found["algorithm"] == ALGORITHM and until.tzinfo is not None
            root = cls(until, int(found["entries"]), int(found["chains"]), str(found["root"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("not a root") from error
        if not known:
            raise ValueError("a root made in another way")
        return root


def walk(
    heads: dict[str, tuple[int, bytes]] | Iterable[Head] | None = None,
    told: Told | None = None,
    whole: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Check every chain against its stored bytes, and its end against `heads`.

    `heads` come in the order of their references as bytes, as `stored_heads` gives them, or as a dict. Chains of the
    kinds in `whole` must have one. Nothing is kept but the present entry and the present head, so a million entries
    need no memory. `told` hears how many were read.
    """
    if isinstance(heads, dict):
        heads = [(subject, version, head) for subject, (version, head) in sorted(heads.items())]
    expected = _Expected(iter(heads or ()), whole)
    last: Entry | None = None
    count = 0
    for count, entry in enumerate(_entries(), start=1):
        before = last if last is not None and entry.subject == last.subject else None
        if before is None:
            if last is not None:
                yield from expected.end(last)
            yield from expected.before(entry.subject)
        yield from _link(entry, before)
        last = entry
        if told and count % REPORT_EVERY == 0:
            told(count)
    if last is not None:
        yield from expected.end(last)
    yield from expected.before(None)
    if told:
        told(count)


def stored_heads(tables: Iterable[tuple[str, str]]) -> Iterator[Head]:
    """What each subject's own row says of its chain, in the order of `walk`; `tables` are (kind, table) of subjects."""
    parts = [
        f"SELECT '{kind}:' || id AS subject, version, head FROM \"{table}\" WHERE version > 0"  # noqa: S608
        for kind, table in tables
    ]
    if not parts:
        return
    every = " UNION ALL ".join(parts)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT subject, version, head FROM ({every}) AS heads ORDER BY subject COLLATE "C"')  # noqa: S608
        for subject, version, head in cursor:
            yield subject, version, bytes(head)


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Inside, the ledger and the subjects are read as of one moment, while others go on acting."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def root_at(until: datetime) -> Root:
    """The root over all chains' last entries before an instant: SM3 over subject, number and hash, in byte order."""
    total = hashlib.new("sm3")
    chains = entries = 0
    order = _by_bytes()
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ON (subject {order}) subject, n, hash FROM ledger WHERE at < %s "  # noqa: S608
            f"ORDER BY subject {order}, n DESC",
            [until],
        )
        for subject, n, found in cursor:
            total.update(f"{subject}|{n}|".encode() + bytes(found))
            chains += 1
            entries += n
    return Root(until, entries, chains, total.hexdigest())


class _Expected:
    """The heads, gone through beside the chains."""

    def __init__(self, heads: Iterator[Head], whole: frozenset[str]) -> None:
        self._heads = heads
        self._whole = whole
        self._next = next(heads, None)

    def before(self, subject: str | None) -> Iterator[Fault]:
        """Faults of the heads that come before that subject: the ledger has nothing of them."""
        while self._next is not None and (subject is None or self._next[0] < subject):
            missing, version, _ = self._next
            self._next = next(self._heads, None)
            if version:
                yield Fault(missing, 1, f"整条留痕不见了，共 {version} 条")

    def end(self, last: Entry) -> Iterator[Fault]:
        """What doesn't fit between a chain's last entry and its subject's own row."""
        if self._next is None or self._next[0] != last.subject:
            if last.subject.partition(":")[0] in self._whole:
                yield Fault(last.subject, last.n, "留痕还在，业务表里没有这一件")
            return
        _, version, head = self._next
        self._next = next(self._heads, None)
        if version > last.n:
            yield Fault(last.subject, last.n + 1, f"{_range(last.n + 1, version)}不见了")
        elif version < last.n:
            yield Fault(last.subject, version + 1, f"{_range(version + 1, last.n)}是多出来的，业务表里没有记")
        elif head != last.hash:
            yield Fault(last.subject, last.n, f"第 {last.n} 条和业务表里记的对不上，被改过")


def _link(entry: Entry, before: Entry | None) -> Iterator[Fault]:
    expected = before.n + 1 if before else 1
    if entry.n != expected:
        missing = _range(expected, entry.n - 1)
        yield Fault(entry.subject, expected, f"{missing}不见了，后面是第 {entry.n} 条")
    elif entry.previous != (before.hash if before else GENESIS):
        yield Fault(entry.subject, entry.n, f"第 {entry.n} 条和前一条接不上，顺序或内容被动过")
    if digest(entry) != entry.hash:
        place = _its_place(entry)
        text = f"第 {entry.n} 条原来是第 {place} 条，顺序被换过" if place else f"第 {entry.n} 条的内容被改过"
        yield Fault(entry.subject, entry.n, text)


def _its_place(entry: Entry) -> int | None:
    """The number under which an entry's hash is right: it was moved from there; None when its content was changed."""
    nearby = range(max(1, entry.n - FARTHEST_MOVE), entry.n + FARTHEST_MOVE)
    return next((n for n in nearby if digest(replace(entry, n=n)) == entry.hash), None)


def _range(first: int, last: int) -> str:
    return f"第 {first} 条" if first == last else f"第 {first} 条到第 {last} 条"


def _entries() -> Iterator[Entry]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM ledger ORDER BY subject {_by_bytes()}, n")  # noqa: S608
        for subject, n, verb, actor, post, office, at, facts, previous, own in cursor:
            yield Entry(subject, n, verb, actor, post, office, at, facts, bytes(previous), bytes(own))


def _by_bytes() -> str:
    """How to order by bytes: a database made with locale C does so by itself, and then an index gives the order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        found = cursor.fetchone()
    return "" if found and found[0] in ("C", "POSIX") else 'COLLATE "C"'
