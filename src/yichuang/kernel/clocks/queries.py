"""Reading clocks: the open ones of a subject, their explanation, their light."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import BigIntegerField, Exists, F, Func, Model, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Least, TruncDate

from yichuang.kernel.calendar.queries import Book, book_at, current_version
from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks import explaining, rules
from yichuang.kernel.clocks.explaining import ExplainedDay
from yichuang.kernel.clocks.hours import SHANGHAI, Hours, local_day
from yichuang.kernel.clocks.lights import Light, Promise, light
from yichuang.kernel.clocks.models import Clock, Warning
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import Due, Limit, Pause
from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.offices.queries import Tree, tree
from yichuang.kernel.statements import among, read, read_each

COLUMNS = tuple(field.name for field in fields(ClockRow))

__all__ = ["COLUMNS", "Clock", "Light", "RunningClock", "Times", "all_of", "explain", "light_of", "open_for"]


class RunningClock(NamedTuple):
    """As much of a running clock's row as its light is found from; the fields are columns, `pauses` None for none."""

    owed_by_id: int
    unit: str
    amount: int
    started_at: datetime
    pauses: list[dict[str, Any]] | None
    due_at: datetime | None
    warn_at: datetime | None
    provisional: bool

    @property
    def limit(self) -> Limit:
        """The limit as the rules take it."""
        return rules.limit_of(self.amount, self.unit)

    @property
    def stood(self) -> tuple[Pause, ...]:
        """The pauses as the rules take them."""
        return tuple(Pause.from_json(stored) for stored in self.pauses) if self.pauses else ()


class Times:
    """Calendar and hours of every office at one moment; two queries, however many clocks are looked at."""

    def __init__(self, offices: Tree | None = None, book: Book | None = None) -> None:
        self.offices = offices or tree()
        self._book = book or book_at(current_version())
        self._found: dict[int, tuple[Calendar, Hours]] = {}

    def of(self, office_id: int) -> tuple[Calendar, Hours]:
        """Calendar and hours of an office. KeyError for an unknown one."""
        found = self._found.get(office_id)
        if found is None:
            office = self.offices.by_id[office_id]
            found = self._found[office_id] = self._book.calendar(office.path), Hours(office.hours)
        return found

    def promise(self, clock: Clock | ClockRow | RunningClock) -> Promise:
        """A clock as the light looks at it."""
        calendar, hours = self.of(clock.owed_by_id)
        ends = Due(clock.due_at, local_day(clock.due_at), clock.provisional) if clock.due_at else None
        return Promise(calendar, hours, clock.started_at, clock.limit, clock.stood, ends, clock.warn_at)


def open_for(subjects: Iterable[str]) -> dict[str, list[Clock]]:
    """The clocks of these subjects that haven't stopped, oldest first; a subject without one is left out."""
    return _by_subject(
        f"WHERE subject {among('%s', 'text')} AND stopped_at IS NULL ORDER BY subject, n", subjects
    )


def all_for(subjects: Iterable[str]) -> dict[str, list[Clock]]:
    """Every clock of these subjects, running or stopped, oldest first; a subject without one is left out."""
    return _by_subject(f"WHERE subject {among('%s', 'text')} ORDER BY subject, n", subjects)


def _by_subject(condition: str, subjects: Iterable[str]) -> dict[str, list[Clock]]:
    found: dict[str, list[Clock]] = defaultdict(list)
    for clock in read(Clock, condition, list(subjects)):
        found[clock.subject].append(clock)
    return dict(found)


def ran_out(kind: str, subject: Combinable, cut_off: datetime) -> Exists:
    """The condition that a subject's clock of that kind was past due at an instant, or when it was stopped before.

    `subject` gives the reference as text, from the columns of the query that this stands in (`OuterRef`).
    """
    first = Least(F("stopped_at"), Value(cut_off))
    return Exists(Clock.objects.filter(subject=subject, kind=kind, due_at__lt=first))


def ran_out_day(kind: str, subject: Combinable) -> Subquery:
    """The Shanghai day on which a subject's clock of that kind ran out, or is due; nothing where it stopped in time."""
    found = _running_out(kind).filter(subject=subject).annotate(day=TruncDate("due_at", tzinfo=SHANGHAI))
    return Subquery(found.order_by("due_at").values("day")[:1])


def run_out_between(kind: str, subject_kind: str, since: datetime, until: datetime) -> QuerySet[Clock, Any]:
    """The ids of the subjects whose clock of that kind was due in [since, until) and hadn't stopped by then.

    It starts from the few clocks that ran out, by an index of their own.
    """
    number = Func(
        F("subject"), Value(f"^{subject_kind}:([0-9]+)$"), function="substring", output_field=TextField()
    )
    due = _running_out(kind).filter(due_at__gte=since, due_at__lt=until)
    return due.annotate(number=Cast(number, BigIntegerField())).values("number")


def _running_out(kind: str) -> QuerySet[Clock]:
    late = Q(stopped_at__isnull=True) | Q(stopped_at__gt=F("due_at"))
    return Clock.objects.filter(late, kind=kind)


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
    return explaining.explain(calendar, first, clock.limit, clock.stood, last, after_closing=over)


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
    return read(Clock, _ALL, subject)


_ALL = "WHERE subject = %s ORDER BY n"
M = TypeVar("M", bound=Model)


def with_clocks(model: type[M], identity: int, subject: str) -> tuple[M | None, list[Clock]]:
    """The row of that id and every clock of the subject that it is, oldest first, in one statement."""
    found, clocks = read_each(((model, "WHERE id = %s"), (Clock, _ALL)), identity, subject)
    return (found[0] if found else None), sorted(clocks, key=lambda clock: clock.n)


def warnings_by_id(ids: Iterable[int]) -> list[Warning]:
    """Warnings in the order in which they were written."""
    return list(Warning.objects.filter(pk__in=list(ids)).order_by("pk"))


def new_warning(row: ClockRow, rule: str, level: str, fell_at: datetime, noticed_at: datetime) -> Warning:
    """A warning as the watcher writes it, for a year that is told in memory."""
    return Warning(
        subject=row.subject,
        n=row.n,
        kind=row.kind,
        owed_by_id=row.owed_by_id,
        rule=rule,
        level=level,
        fell_at=fell_at,
        noticed_at=noticed_at,
    )


def new_breach(subject: str, n: int, verb: str, *, rule: str, level: str, at: datetime) -> Warning:
    """A warning about the n-th act on a subject, which broke a rule at its instant; the caller says whose it was."""
    return Warning(subject=subject, n=n, kind=verb, rule=rule, level=level, fell_at=at)


def notice(found: Iterable[Warning]) -> list[Warning]:
    """Keep what was found about acts, each once however often it is found; gives those that are new, in their order.

    Two statements for any number; whoever looks for breaches holds a lock meanwhile.
    """
    wanted = {(one.subject, one.n, one.rule, one.fell_at): one for one in found}
    about = Warning.objects.filter(subject__in={key[0] for key in wanted})
    known = set(about.values_list("subject", "n", "rule", "fell_at"))
    return Warning.objects.bulk_create([one for key, one in wanted.items() if key not in known])


def marks(scope: str) -> QuerySet[Warning]:
    """Acts that were marked for sampling, of the offices under a path; newest first."""
    found = Warning.objects.filter(level=Level.MARK.value, void_at=None)
    return found.filter(owed_by__path__startswith=scope).order_by("-fell_at", "-pk")


def marks_about(subjects: Iterable[str]) -> list[Warning]:
    """The marked acts on these subjects, oldest first."""
    found = Warning.objects.filter(level=Level.MARK.value, void_at=None, subject__in=list(subjects))
    return list(found.order_by("pk"))


def warning_to_alert(identity: int) -> Warning | None:
    """A warning that stands and hasn't been alerted about, locked; None for any other."""
    found = Warning.objects.select_for_update().filter(pk=identity, alerted_at=None, void_at=None)
    return found.first()


def warnings_about(subject: str) -> list[Warning]:
    """The warnings of a subject that stand, oldest first."""
    return list(Warning.objects.filter(subject=subject, void_at=None).order_by("pk"))


def times_told(rule: str, account: int, since: datetime) -> int:
    """How often somebody has been alerted by a rule since an instant."""
    return Warning.objects.filter(rule=rule, told=account, void_at=None, alerted_at__gte=since).count()


def void_since(first: datetime) -> list[int]:
    """Ids of the warnings that have become void since an instant; they are few."""
    return list(Warning.objects.filter(void_at__gte=first).values_list("pk", flat=True))
