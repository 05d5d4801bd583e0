"""Which folded days a change of a row touches: found from what the figures' conditions look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.figures.daily import KEYS, Daily, daily
from yichuang.kernel.figures.declare import Source, model_of
from yichuang.kernel.figures.spelling import fields_of
from yichuang.kernel.figures.version import SAMPLE
from yichuang.kernel.verbs.touched import Change, watch


@dataclass
class Marks:
    """Finds the days of one table's rows that have to be counted again after a change.

    A day of a row is touched when its own column changes, or anything that the figures counted on it look at. Of a
    clock that a figure counts by, the due day is touched before and after it moves, and the day on which the row left.
    """

    source: Source
    _by_field: dict[str, set[str]] | None = None
    _of_clocks: set[str] = field(default_factory=set)
    _left: list[str] = field(default_factory=list)
    _columns: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, change: Change) -> Iterable[date]:
        """The days, those before the change among them."""
        changed = frozenset(change.fields)
        columns = self._columns.get(changed)
        if columns is None:
            columns = self._columns[changed] = self._found(changed)
        days: set[date | None] = set()
        for column in columns:
            days.add(getattr(change.before, column))
            days.add(getattr(change.after, column))
        if self.source.clocks:
            self._clocked(days, change, changed)
        return {day for day in days if day is not None}

    def _clocked(self, days: set[date | None], change: Change, changed: frozenset[str]) -> None:
        before = {row.n: row for row in change.clocks_before if row.kind in self.source.clocks}
        after = {row.n: row for row in change.clocks if row.kind in self.source.clocks}
        moved = [n for n, row in after.items() if _looked_at(before.get(n)) != _looked_at(row)]
        if changed & self._of_clocks:
            moved = [*{*before, *after}]
        for n in moved:
            for row in (before.get(n), after.get(n)):
                if row is not None and row.due_at is not None:
                    days.add(local_day(row.due_at))
        if moved:
            days.update(getattr(change.after, column) for column in self._left)

    def _found(self, changed: frozenset[str]) -> tuple[str, ...]:
        if self._by_field is None:
            self._by_field = self._depending()
        found: set[str] = set()
        for name in changed:
            found |= self._by_field.get(name, set())
        return tuple(sorted(found))

    def _depending(self) -> dict[str, set[str]]:
        """For each field of the row, under both of its names, the day columns on whose days it matters."""
        plan = daily(self.source)
        model = model_of(self.source)
        found: dict[str, set[str]] = {}
        for column, looked in looked_at(plan).items():
            for name in {column, *looked, *KEYS}:
                found_field = model._meta.get_field(name)
                for spelt in {name, found_field.name, getattr(found_field, "attname", name)}:
                    found.setdefault(spelt, set()).add(column)
        self._left = sorted({str(part.day) for part in plan.parts if part.sign < 0})
        self._of_clocks = {name for part in plan.elsewhere for name in fields_of(part.where(SAMPLE))} - {"pk"}
        return found


def looked_at(plan: Daily) -> dict[str, set[str]]:
    """For each day column, the fields that the figures counted on its days look at."""
    found: dict[str, set[str]] = {column: set() for column in plan.days}
    for part in plan.parts:
        if isinstance(part.day, str):
            found[part.day] |= fields_of(part.where(SAMPLE)) | fields_of(part.of)
    for spread in plan.spreads:
        found[spread.day] |= fields_of(spread.where(SAMPLE)) | fields_of(spread.x)
    return {column: looked - {"pk"} for column, looked in found.items()}


def hang(sources: Iterable[Source]) -> None:
    """Let the acts on rows of these tables say which days they touch; harmless when done again."""
    for source in sources:
        watch(model_of(source), source.name, Marks(source), source.clocks)


def _looked_at(row: ClockRow | None) -> tuple[Any, Any] | None:
    return None if row is None else (row.due_at, row.stopped_at)
