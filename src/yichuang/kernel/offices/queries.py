"""Reading the tree. Offices are few and change seldom: each process keeps them until their epoch rises."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import F, QuerySet

from yichuang.kernel.offices.models import Epoch, Office
from yichuang.kernel.statements import ask

Hours = tuple[tuple[str, str], ...]
EPOCHS = "SELECT name, n FROM epoch"
STANDARD_HOURS: Hours = (("09:00", "12:00"), ("13:30", "17:30"))  # RULEBOOK 1, local default


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """An office as the rest of the house sees it; `hours` are its own or those of the office above."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    path: str
    hours: Hours
    active: bool

    @property
    def brief(self) -> str:
        """Its name where room is short."""
        return self.short_name or self.name

    def holds(self, path: str) -> bool:
        """Whether the office with that path is this one or lies below it."""
        return path.startswith(self.path)


class Tree:
    """All offices at one epoch."""

    def __init__(self, offices: list[OfficeFacts]) -> None:
        self.by_id = {office.id: office for office in offices}
        self.by_code = {office.code: office for office in offices}
        self.all = offices

    def below(self, path: str) -> list[OfficeFacts]:
        """The office with that path and everything under it, in the order of the tree."""
        return [office for office in self.all if office.path.startswith(path)]

    def above(self, office_id: int, kind: str) -> OfficeFacts | None:
        """The nearest office of that kind at or above the given one."""
        office: OfficeFacts | None = self.by_id.get(office_id)
        while office and office.kind != kind:
            office = self.by_id.get(office.parent_id) if office.parent_id else None
        return office


_lock = threading.Lock()
_seen: ContextVar[dict[str, int] | None] = ContextVar("epochs seen by this request", default=None)
_kept: tuple[int, Tree] | None = None


def tree(epoch: int | None = None) -> Tree:
    """The tree at that epoch (given by a caller who has just read it), or at the present one."""
    global _kept  # noqa: PLW0603 - one cache a process
    wanted = current_epoch() if epoch is None else epoch
    kept = _kept
    if kept and kept[0] == wanted:
        return kept[1]
    with _lock:
        fresh = _read_tree()
        _kept = (wanted, fresh)
        return fresh


def current_epoch(name: str = "offices") -> int:
    """The epoch of the office table, or of another small table; 0 while there is none."""
    return epochs().get(name, 0)


def epochs() -> dict[str, int]:
    """The epochs of all small tables, in one query."""
    seen = _seen.get()
    if seen is None:
        return dict(ask(EPOCHS))
    if not seen:
        seen.update(ask(EPOCHS))
    return seen


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, epochs are read with one query at the first need: a page that only reads sees one state of them all.

    Not for requests that act: what an act has changed must be seen at once.
    """
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


@contextmanager
def at_epochs(known: Mapping[str, int]) -> Iterator[None]:
    """Inside, the epochs are those that the caller has just read, in the transaction that goes on to act."""
    token = _seen.set(dict(known))
    try:
        yield
    finally:
        _seen.reset(token)


def every_office() -> QuerySet[Office]:
    """The office table itself, for whoever counts it; everybody else reads the tree."""
    return Office.objects.all()


def raise_epoch() -> None:
    """Say that offices have changed; called by whoever writes the table."""
    if not Epoch.objects.filter(name="offices").update(n=F("n") + 1):
        Epoch.objects.get_or_create(name="offices")


def forget() -> None:
    """Drop what this process has kept; for tests, whose tables go back in time."""
    global _kept  # noqa: PLW0603
    _kept = None


def _read_tree() -> Tree:
    facts: dict[int, OfficeFacts] = {}
    for row in Office.objects.order_by("path").values(
        "id", "code", "name", "short_name", "kind", "parent_id", "path", "hours", "active"
    ):
        above = facts.get(row["parent_id"])
        own = tuple((a, b) for a, b in row["hours"]) if row["hours"] else None
        row["hours"] = own or (above.hours if above else STANDARD_HOURS)
        facts[row["id"]] = OfficeFacts(**row)
    return Tree(sorted(facts.values(), key=lambda office: office.code))
