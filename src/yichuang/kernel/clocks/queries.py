"""Reading clocks: the open ones of a subject, their explanation, their light."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime

from django.db.models import Exists, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Least

from yichuang.kernel.calendar.queries import Book, book_at, current_version
from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import Hours, local_day
from yichuang.kernel.clocks.lights import Light, Promise, light
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import ExplainedDay
from yichuang.kernel.offices.queries import Tree, tree

COLUMNS = tuple(field.name for field in fields(ClockRow))

__all__ = ["Clock", "Light", "Times", "all_of", "explain", "light_of", "open_for"]


class Times:
    """Calendar and hours of every office at one moment; two queries, however many clocks are looked at."""

    def __init__(self, offices: Tree | None = None, book: Book | None = None) -> None:
        self.offices = offices or tree()
        self._book = book or book_at(current_version())

    def of(self, office_id: int) -> tuple[Calendar, Hours]:
        """Calendar and hours of an office. KeyError for an unknown one."""
        office = self.offices.by_id[office_id]
        return self._book.calendar(office.path), Hours(office.hours)

    def promise(self, clock: Clock | ClockRow) -> Promise:
        """A clock as the light looks at it."""
        calendar, hours = self.of(clock.owed_by_id)
        return Promise(calendar, hours, clock.started_at, clock.limit, clock.stood)


def open_for(subjects: Iterable[str]) -> dict[str, list[Clock]]:
    """The clocks of these subjects that haven't stopped, oldest first; a subject without one is left out."""
    found: dict[str, list[Clock]] = defaultdict(list)
    rows = Clock.objects.filter(subject__in=list(subjects), stopped_at__isnull=True).order_by("subject", "n")
    for clock in rows:
        found[clock.subject].append(clock)
    return dict(found)


def all_for(subjects: Iterable[str]) -> dict[str, list[Clock]]:
    """Every clock of these subjects, running or stopped, oldest first; a subject without one is left out."""
    found: dict[str, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(subject__in=list(subjects)).order_by("subject", "n"):
        found[clock.subject].append(clock)
    return dict(found)


def ran_out(kind: str, subject: Combinable, cut_off: datetime) -> Exists:
    """The condition that a subject's clock of that kind was past due at an instant, or when it was stopped before.

    `subject` gives the reference as text, from the columns of the query that this stands in (`OuterRef`).
    """
    first = Least(F("stopped_at"), Value(cut_off))
    return Exists(Clock.objects.filter(subject=subject, kind=kind, due_at__lt=first))


def explain(
    clock: Clock | ClockRow, until: date | None = None, *, times: Times | None = None
) -> list[ExplainedDay]:
    """Every day of a clock up to its due day, with why it counted or didn't.

    While it stands still nobody knows the due day: then up to `until`, or else to the day on which it last stopped.
    """
    calendar, hours = (times or Times()).of(clock.owed_by_id)
    first = local_day(clock.started_at)
    last = until
    if last is None:
        last = local_day(clock.due_at) if clock.due_at else max(first, *(p.begin for p in clock.stood))
    over = rules.after_closing(hours, clock.started_at)
    return rules.explain(calendar, first, clock.limit, clock.stood, last, after_closing=over)


def light_of(
    clock: Clock | ClockRow,
    now: datetime,
    *,
    statutory_due: datetime | None = None,
    times: Times | None = None,
) -> Light:
    """The light of a clock; pass one `times` for a whole list."""
    promise = (times or Times()).promise(clock)
    return light(promise, now, stopped_at=clock.stopped_at, statutory_due=statutory_due)


def all_of(subject: str) -> list[Clock]:
    """Every clock of a subject, running or stopped, oldest first."""
    return list(Clock.objects.filter(subject=subject).order_by("n"))
