"""A range of days laid out in years, months and days that are folded, and the gaps that are counted live."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(1)
MOST_GAPS = 6  # more gaps than that are counted as one: a statement has to stay readable


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a table is folded: from the day `since` up to and with `through`, but for the days that were touched."""

    since: date
    through: date
    touched: frozenset[date] = frozenset()

    @property
    def begin(self) -> date:
        """The first day on which there may be anything."""
        return min((self.since, *self.touched))


@dataclass(frozen=True, slots=True)
class Cover:
    """Firsts of January, of months, and days whose sums make up a range, together with the gaps (closed ranges)."""

    years: tuple[date, ...] = ()
    months: tuple[date, ...] = ()
    days: tuple[date, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()

    @property
    def folded(self) -> bool:
        """Whether any sum is to be read."""
        return bool(self.years or self.months or self.days)


def cover(first: date, last: date, standing: Standing, *, whole: bool = True) -> Cover:
    """The fewest sums that make up the days from `first` to `last`.

    A year or a month stands for its days only when it is over, folded and untouched. `whole` False: days alone.
    """
    years: list[date] = []
    months: list[date] = []
    days: list[date] = []
    live: list[date] = []
    stop = min(last, standing.through)
    day = first
    while day <= stop:
        for step, kept in ((end_of_year(day), years), (end_of_month(day), months)) if whole else ():
            begins = day == (first_of_year(day) if kept is years else first_of_month(day))
            if begins and step <= stop and not _any(standing.touched, day, step):
                kept.append(day)
                day = step + DAY
                break
        else:
            (live if day in standing.touched else days).append(day)
            day += DAY
    gaps = runs(live)
    if last > standing.through:
        gaps = _joined([*gaps, (max(first, standing.through + DAY), last)])
    if len(gaps) > MOST_GAPS:
        return Cover(gaps=((first, last),))
    return Cover(tuple(years), tuple(months), tuple(days), tuple(gaps))


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days as closed ranges of days that follow each other."""
    return _joined([(day, day) for day in sorted(days)])


def months_between(first: date, last: date) -> list[tuple[date, date]]:
    """A range cut where a month ends."""
    found = []
    while first <= last:
        end = min(last, end_of_month(first))
        found.append((first, end))
        first = end + DAY
    return found


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def first_of_year(day: date) -> date:
    """The first of January of its year."""
    return date(day.year, 1, 1)


def end_of_month(day: date) -> date:
    """The last day of its month."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, 1) - DAY


def end_of_year(day: date) -> date:
    """The last of December of its year."""
    return date(day.year, 12, 31)


def _any(days: Set[date], first: date, last: date) -> bool:
    return any(first <= day <= last for day in days)


def _joined(ranges: list[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for first, last in ranges:
        if found and found[-1][1] + DAY == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
