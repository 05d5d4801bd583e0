"""Which days an act has touched, kept in the act's own transaction: whoever keeps sums of days counts them again.

A room above says once by `watch` what it wants to know of a table; the acts then leave a row a day, the day of the act
itself among them, so that a day can't be over before its last act is known. Rows are only added and taken away, never
changed: two acts never wait for each other here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from django.db import connection, models

from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.verbs.models import TouchedDay
from yichuang.kernel.verbs.subjects import Subject

Touch = tuple[str, date]
TAKE = "DELETE FROM touched_day WHERE name = %s AND day BETWEEN %s AND %s"
"""Takes the touched days of a range; they are counted again after this, in the same transaction."""
INSERT = "INSERT INTO touched_day (name, day) SELECT * FROM unnest(%s::text[], %s::date[])"


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after an act (a new row was blank before), with the clocks of its subject."""

    before: models.Model
    after: models.Model
    fields: Mapping[str, Any]
    clocks_before: Sequence[ClockRow] = ()
    clocks: Sequence[ClockRow] = ()


Watcher = Callable[[Change], Iterable[date]]


class ClockMoved(Protocol):
    """A clock whose due instant has moved without an act on its subject."""

    @property
    def subject(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def old_due(self) -> datetime: ...
    @property
    def new_due(self) -> datetime: ...


_watchers: dict[type[models.Model], dict[str, Watcher]] = defaultdict(dict)
_clocks: dict[str, tuple[str, frozenset[str]]] = {}


def watch(model: type[models.Model], name: str, watcher: Watcher, clocks: Iterable[str] = ()) -> None:
    """Keep the days that `watcher` finds in each change of a row of that model, under that name.

    `clocks`: kinds of its clocks whose due day counts; a change of the calendar that moves one touches both days.
    """
    _watchers[model][name] = watcher
    if issubclass(model, Subject):
        _clocks[name] = (model.subject_kind, frozenset(clocks))


def days_of(
    subject: Subject, clocks: Sequence[ClockRow], changed: Mapping[str, Any], after: Subject,
    moved: Sequence[ClockRow], rows: Iterable[models.Model],
) -> set[Touch]:  # fmt: skip
    """The days that one act touches, by the name of who watches."""
    found: set[Touch] = set()
    if watching := _watchers.get(type(after)):
        change = Change(subject, after, changed, clocks, moved)
        found.update((name, day) for name, watcher in watching.items() for day in watcher(change))
    for row in rows:
        if watching := _watchers.get(type(row)):
            change = Change(_nothing(type(row)), row, row.__dict__)
            found.update((name, day) for name, watcher in watching.items() for day in watcher(change))
    return found


@cache
def _nothing(model: type[models.Model]) -> models.Model:
    """What stood there before a row was inserted."""
    return model()


def keep(found: Iterable[Touch]) -> None:
    """Write touched days into the running transaction."""
    if values := columns(found):
        with connection.cursor() as cursor:
            cursor.execute(INSERT, values)


def columns(found: Iterable[Touch]) -> list[list[Any]]:
    """What `INSERT` takes; nothing for nothing."""
    pairs = sorted(found)
    return [[name for name, _ in pairs], [day for _, day in pairs]] if pairs else []


def clocks_moved(moved: Iterable[ClockMoved]) -> None:
    """Keep the days touched by clocks that a change of the calendar has moved."""
    keep(set(_touched_by(moved)))


def pending(through: Mapping[str, date]) -> dict[str, set[date]]:
    """The touched days of each name, up to its day, that nobody has taken yet; one query for all."""
    found: dict[str, set[date]] = {name: set() for name in through}
    if through:
        rows = TouchedDay.objects.filter(name__in=list(through), day__lte=max(through.values()))
        for name, day in rows.values_list("name", "day").distinct():
            if day <= through[name]:
                found[name].add(day)
    return found


def _touched_by(moved: Iterable[ClockMoved]) -> Iterator[Touch]:
    for clock in moved:
        kind = clock.subject.partition(":")[0]
        for name, (subject_kind, kinds) in _clocks.items():
            if kind == subject_kind and clock.kind in kinds:
                yield name, local_day(clock.old_due)
                yield name, local_day(clock.new_due)
