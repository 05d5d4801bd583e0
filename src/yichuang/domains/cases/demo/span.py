"""The demonstration's year and the hours in which things happen: the real calendar, the real opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import NamedTuple

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks.hours import SHANGHAI, Hours, instant, local
from yichuang.kernel.clocks.rules import Limit, Unit, due

# until when today is played, and how much of a day's work that is: the last of these hours that has passed
TODAY = (
    (timedelta(0), 0.0),
    (timedelta(hours=10), 0.2),
    (timedelta(hours=12), 0.5),
    (timedelta(hours=15), 0.7),
)
WHOLE_DAY = timedelta(hours=17, minutes=30)

# how busy a month is, beside an ordinary one: quiet round the Spring Festival, busy in spring and early autumn
MONTHS = {
    1: 0.9,
    2: 0.6,
    3: 1.2,
    4: 1.12,
    5: 1.02,
    6: 1.05,
    7: 0.98,
    8: 1.0,
    9: 1.12,
    10: 0.92,
    11: 1.08,
    12: 1.04,
}
WEEKDAYS = (1.24, 1.08, 1.0, 0.95, 0.85, 0.62, 0.62)
# shares of a day's visits by the half-hour of service time: a peak in the late morning and one in mid-afternoon
HALF_HOURS = (6, 11, 13, 13, 10, 6, 5, 9, 11, 10, 8, 6, 4, 2)


@dataclass(frozen=True, slots=True)
class Span:
    """The twelve months that end on `until`; nothing happens after `ends_at`."""

    begin: date
    until: date
    ends_at: datetime


def span_of(until: date, now: datetime) -> Span:
    """The twelve months that end on that day.

    A day that is over counts whole. Today is played up to the last of a few fixed hours that has passed, so that
    nothing lies in the future and a second load of the same day seldom differs.
    """
    following = until + timedelta(days=1)
    if (following.month, following.day) == (2, 29):
        begin = date(following.year - 1, 3, 1)
    else:
        begin = following.replace(year=following.year - 1)
    midnight = instant(until, 0)
    if now >= midnight + WHOLE_DAY:
        return Span(begin, until, midnight + WHOLE_DAY)
    passed = max(hour for hour, _ in TODAY if now >= midnight + hour)
    return Span(begin, until, midnight + passed)


class Moment(NamedTuple):
    """A day and so many seconds of service since opening."""

    day: date
    second: int


class Service:
    """The hours of one place: drawing moments in them, and counting on from a moment."""

    def __init__(self, calendar: Calendar, hours: Hours) -> None:
        self.calendar = calendar
        self.hours = hours
        self._shares = list(accumulate(HALF_HOURS))

    @cached_property
    def length(self) -> int:
        """Seconds of service in a day."""
        return self.hours.length

    def at(self, moment: Moment) -> datetime:
        """The instant of a moment."""
        return instant(moment.day, self.hours.reached(moment.second))

    def moment(self, at: datetime) -> Moment:
        """The moment of an instant; one outside the hours is the nearest end of service before it."""
        wall = local(at)
        return Moment(wall.date(), self.hours.passed(wall.hour * 3600 + wall.minute * 60 + wall.second))

    def working_days_of(self, limit: Limit, start: date) -> int:
        """Working days that a limit gives when it starts on that day: its own, or those among its calendar days."""
        if limit.unit is Unit.WORKING_DAY:
            return limit.amount
        ends = due(self.calendar, self.hours, instant(start, 0), limit).on
        assert ends is not None
        return self.calendar.working_days_between(start, ends)

    def used_up(self, limit: Limit, last: date) -> int:
        """How many working days before `last` a limit has to start, so that it is used up on that day."""
        used = 0
        while used < self.working_days_of(limit, self.calendar.numbered(self.calendar.count(last) - used)):
            used += 1
        return used

    def draw(
        self,
        random: Random,
        day: date,
        *,
        least: int = 60,
        most: int | None = None,
        before: int | None = None,
    ) -> Moment:
        """A moment of that day, by the rhythm of a counter.

        From `least` to `most` seconds of service, and well before the second `before` of the day itself.
        """
        end = self.length - 120 if most is None else most
        if before is not None:
            end = min(end, self.hours.passed(before) - 600)
        if end <= least:
            return Moment(day, max(60, min(least, end if before is not None else self.length - 1)))
        for _ in range(6):
            slot = random.choices(range(len(HALF_HOURS)), cum_weights=self._shares)[0]
            second = (slot * 1800 + random.randrange(1800)) * self.length // 25200
            if least <= second <= end:
                return Moment(day, second)
        return Moment(day, random.randint(least, end))

    def plus(self, moment: Moment, seconds: int) -> Moment:
        """So much service time later, over closing time into the next working day."""
        day, second = moment.day, moment.second + seconds
        while second >= self.length:
            day, second = self.calendar.nth_working_day_after(day, 1), second - self.length
        return Moment(day, max(60, second))

    def later(self, random: Random, moment: Moment, days: int) -> Moment:
        """A moment so many working days later; on the same day after the moment itself."""
        if days <= 0:
            return self.plus(moment, random.randint(600, 5400))
        return self.draw(random, self.calendar.nth_working_day_after(moment.day, days))

    def earlier(self, random: Random, moment: Moment, days: int) -> Moment:
        """A moment so many working days earlier."""
        number = self.calendar.count(moment.day) - days
        return self.draw(random, self.calendar.numbered(number))


class Days:
    """The days of a span with how busy each one is: holidays are empty, days before and after them aren't ordinary."""

    def __init__(self, calendar: Calendar, span: Span, seed: Random) -> None:
        self._calendar = calendar
        self._span = span
        self._mood = seed.random
        self.days: list[date] = []
        self._weights: list[float] = []
        day = span.begin
        while day <= span.until:
            if calendar.is_working(day) and (day < span.until or self._played() > 0):
                self.days.append(day)
                self._weights.append(self._weight(day))
            day += timedelta(days=1)
        self._kept: dict[tuple[int, ...], list[float]] = {}

    def draw(self, random: Random, busy: tuple[int, ...] = ()) -> date:
        """A day; items with busy months come three times as often in those."""
        shares = self._kept.get(busy)
        if shares is None:
            weights = [
                weight * (3 if day.month in busy else 1)
                for day, weight in zip(self.days, self._weights, strict=True)
            ]
            shares = self._kept[busy] = list(accumulate(weights))
        return random.choices(self.days, cum_weights=shares)[0]

    def _weight(self, day: date) -> float:
        weight = MONTHS[day.month] * WEEKDAYS[day.weekday()] * (0.88 + 0.24 * self._mood())
        if not self._calendar.is_working(day + timedelta(days=1)) and day.weekday() != 4:
            weight *= 0.75
        if self._calendar.on_or_after(day - timedelta(days=4)) == day:
            weight *= 1.35
        return weight * (self._played() if day == self._span.until else 1)

    def _played(self) -> float:
        """How much of the last day is played."""
        passed = self._span.ends_at - instant(self._span.until, 0)
        return dict(TODAY).get(passed, 1.0)


def from_home(random: Random, day: date, *, working: bool) -> datetime:
    """An instant at which somebody applies from home: the evening of a working day, or any hour of a day off."""
    hours, shares = [18, 19, 20, 21, 22, 23], [8, 13, 16, 12, 6, 2]
    if not working:
        hours, shares = [*hours, 8, 9, 10, 11, 14, 15, 16], [*shares, 4, 8, 9, 6, 7, 8, 6]
    hour = random.choices(hours, shares)[0]
    wall = datetime(
        day.year, day.month, day.day, hour, random.randrange(60), random.randrange(60), tzinfo=SHANGHAI
    )
    return wall.astimezone(UTC)


def saturdays(calendar: Calendar, span: Span, count: int) -> list[date]:
    """Saturdays off on which the centre opens by appointment, spread over the span."""
    free = []
    day = span.begin + timedelta(days=9)
    while day < span.until:
        if (
            day.weekday() == 5
            and not calendar.is_working(day)
            and calendar.is_working(day - timedelta(days=1))
        ):
            free.append(day)
        day += timedelta(days=1)
    return free[:: max(1, len(free) // count)][:count]
