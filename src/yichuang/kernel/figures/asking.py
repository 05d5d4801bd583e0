"""What is asked for: a period of days, an office with all below it, and whether the asker may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs.refusals import Because, Refused

ANYWHERE = "figures.anywhere"
"""The right to read numbers (never rows) of offices other than one's own."""

LONGEST = 366 * 30


@dataclass(frozen=True)
class Period:
    """A closed range of Shanghai days, and the instant up to which it is looked at.

    `cut_off` is the end of the last day, or earlier where that day isn't over: what falls due this afternoon isn't
    overdue in the morning.
    """

    first: date
    last: date
    cut_off: datetime

    @classmethod
    def of(cls, first: date, last: date) -> Period:
        """A period that is over."""
        return cls(first, last, _midnight(last + timedelta(1)))

    @classmethod
    def until(cls, first: date, last: date, now: datetime) -> Period:
        """A period that may not be over yet. Refused when the days are in the wrong order or too many."""
        if last < first:
            raise Refused(
                Because.BAD_INPUT, f"结束日 {last} 早于开始日 {first}，请改成同一天或之后", field="to"
            )
        if (last - first).days > LONGEST:
            raise Refused(Because.BAD_INPUT, "区间最长三十年，请选近一些的开始日", field="from")
        return cls(first, last, min(now, _midnight(last + timedelta(1))))

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, for a range of the database."""
        return self.first, self.last

    @property
    def over(self) -> bool:
        """Whether its last day had ended when it was looked at."""
        return self.cut_off >= _midnight(self.last + timedelta(1))

    @property
    def before(self) -> Period:
        """As many days just before it; a whole month or year is compared with the one before (环比)."""
        eve = self.first - timedelta(1)
        if self.first.day == 1 and (self.last + timedelta(1)).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return Period.of(_months_back(self.first, months), eve)
        return Period.of(self.first - (self.last - self.first) - timedelta(1), eve)

    @property
    def months(self) -> list[Period]:
        """The months of the period, the first and the last perhaps in part; no later than its cut-off."""
        found, first = [], self.first
        while first <= self.last:
            following = (first.replace(day=1) + timedelta(32)).replace(day=1)
            last = min(self.last, following - timedelta(1))
            found.append(Period(first, last, min(self.cut_off, _midnight(last + timedelta(1)))))
            first = following
        return found

    @property
    def a_year_ago(self) -> Period:
        """The same days of the year before (同比)."""
        return Period.of(_same_day(self.first, self.first.year - 1), _same_day(self.last, self.last.year - 1))

    def __str__(self) -> str:
        return f"{self.first.isoformat()} 至 {self.last.isoformat()}"


@dataclass(frozen=True)
class Scope:
    """An office and everything below it; `only` narrows it to one item, department or place by their ids."""

    office: OfficeFacts
    everything: bool = False
    only: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, office: OfficeFacts | int) -> Scope:
        """The scope of an office, given itself or by id. KeyError for an unknown id."""
        offices = tree()
        found = offices.by_id[office] if isinstance(office, int) else office
        return cls(found, everything=all(found.holds(one.path) for one in offices.all))

    @property
    def path(self) -> str:
        """Path of the office."""
        return self.office.path

    def narrowed(self, by: str, identity: int) -> Scope:
        """The same office, one `item`, `department` or `place` of it."""
        return replace(self, only=(*self.only, (by, identity)))

    @cached_property
    def name(self) -> str:
        """Name of the office."""
        return self.office.name


def check_may_ask(actor: Actor, scope: Scope) -> None:
    """Refuse when this actor may not even read the numbers of that office."""
    if actor.kind is ActorKind.SYSTEM or actor.covers(scope.path) or actor.may(ANYWHERE):
        return
    raise Refused(
        Because.NO_RIGHT,
        f"您的岗位只能看本单位的数字，不能看{scope.name}的",
        field="office",
        remedy="请选本单位，或请中心管理员代查",
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _months_back(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _same_day(day: date, year: int) -> date:
    """That day in another year; 29 February becomes the 28th."""
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)
