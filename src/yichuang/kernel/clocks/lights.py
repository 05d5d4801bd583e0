"""The clock light: state, share used, and the words beside it (UI_GUIDE "The clock light"). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yichuang.kernel.calendar.rules import WEEKDAYS, Calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import Hours, local, local_day
from yichuang.kernel.clocks.rules import Due, Limit, Pause, Unit


class LightState(StrEnum):
    """What the middle of the light shows."""

    NORMAL = "normal"
    WARNING = "warning"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Light:
    """What is drawn: `used` and `over` are percentages of the limit, 0 to 100; `deep` says the statutory due passed."""

    state: LightState
    used: int
    over: int
    words: str
    sentence: str
    deep: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A clock as the light looks at it: where it counts, since when, how long, and where it stood still.

    `ends` and `warns` are what follows from these, where it is known already: a clock keeps them in its row.
    """

    calendar: Calendar
    hours: Hours
    start: datetime
    limit: Limit
    pauses: Sequence[Pause] = ()
    ends: Due | None = None
    warns: datetime | None = None

    def due(self) -> Due:
        """When it ends."""
        return self.ends or rules.due(self.calendar, self.hours, self.start, self.limit, self.pauses)

    def warn_at(self) -> datetime | None:
        """When it warns."""
        return self.warns or rules.warn_at(self.calendar, self.hours, self.start, self.limit, self.pauses)

    def elapsed(self, at: datetime) -> tuple[int, int]:
        """Service seconds counted until `at`, and those of the whole limit."""
        return rules.elapsed(self.calendar, self.hours, self.start, self.limit, self.pauses, at)

    def pause_on(self, day: date) -> Pause | None:
        """The pause in which it stands still on that day: begun, and not ended by then."""
        for pause in self.pauses:
            if pause.begin <= day and (pause.end is None or day < pause.end):
                return pause
        return None


def light(
    promise: Promise,
    now: datetime,
    *,
    stopped_at: datetime | None = None,
    statutory_due: datetime | None = None,
) -> Light:
    """The light of a promise at `now`, or as it was when it stopped.

    Yellow from the warning instant, red after the due one, deep red after the statutory due, grey while it stands
    still (RULEBOOK 5).
    """
    at = stopped_at or now
    ends = promise.due()
    overdue = ends.at is not None and at > ends.at
    deep = statutory_due is not None and at > statutory_due
    used, over = _shares(promise, at, overdue)
    pause = promise.pause_on(local_day(at))
    if stopped_at is not None:
        state, words, sentence = LightState.DONE, *_done(promise, ends, at, overdue)
    elif overdue:
        state, words, sentence = LightState.OVERDUE, *_overdue(promise, ends, at)
    elif pause is not None:
        state, words, sentence = LightState.PAUSED, *_paused(promise, pause, at)
    else:
        warn = promise.warn_at()
        state = LightState.WARNING if warn is not None and at >= warn else LightState.NORMAL
        words, sentence = _running(promise, ends, at)
    return Light(state, used, over, words, sentence, deep, ends.at)


def date_words(day: date) -> str:
    """A date in prose: 2026年11月30日（周一）."""
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _shares(promise: Promise, at: datetime, overdue: bool) -> tuple[int, int]:
    used, whole = promise.elapsed(at)
    if overdue:
        beyond = -(-100 * max(0, used - whole) // whole) if whole else 100
        return 100, min(100, max(1, beyond))
    return min(100, 100 * used // whole) if whole else 0, 0


def _days_to(promise: Promise, start: date, end: date, pauses: Sequence[Pause] = ()) -> int:
    unit = Unit.CALENDAR_DAY if promise.limit.unit is Unit.CALENDAR_DAY else Unit.WORKING_DAY
    return rules.days_used(promise.calendar, start, end, pauses, unit)


def _day_label(promise: Promise) -> str:
    return Unit.CALENDAR_DAY.label if promise.limit.unit is Unit.CALENDAR_DAY else Unit.WORKING_DAY.label


def _running(promise: Promise, ends: Due, at: datetime) -> tuple[str, str]:
    if ends.at is None or ends.on is None:  # a pause that is to come and has no end
        return "暂停", f"{promise.limit.words}，停表中，恢复后重新算出到期时间"
    when = f"{date_words(ends.on)}{local(ends.at):%H:%M} 到期" + ("（暂定）" if ends.provisional else "")
    days = _days_to(promise, local_day(at), ends.on, promise.pauses)
    seconds = int((ends.at - at).total_seconds())
    if promise.limit.unit is Unit.WORKING_HOUR:
        used, whole = promise.elapsed(at)
        seconds = max(0, whole - used)
        days = seconds // promise.hours.length if seconds >= 2 * promise.hours.length else 0
    if days:
        return f"剩 {days} 日", f"{promise.limit.words}，还剩 {days} {_day_label(promise)}，{when}"
    amount = _clock_words(seconds)
    return f"剩 {amount}", f"{promise.limit.words}，还剩 {amount}，{when}"


def _overdue(promise: Promise, ends: Due, at: datetime) -> tuple[str, str]:
    amount, long = _beyond(promise, ends, at)
    assert ends.at is not None
    assert ends.on is not None
    when = f"{date_words(ends.on)}{local(ends.at):%H:%M}"
    return f"超 {amount}", f"{promise.limit.words}，已于{when} 到期，超期 {long}"


def _beyond(promise: Promise, ends: Due, at: datetime) -> tuple[str, str]:
    assert ends.at is not None
    assert ends.on is not None
    if days := _days_to(promise, ends.on, local_day(at)):
        return f"{days} 日", f"{days} {_day_label(promise)}"
    amount = _clock_words(int((at - ends.at).total_seconds()))
    return amount, amount


def _paused(promise: Promise, pause: Pause, at: datetime) -> tuple[str, str]:
    days = _days_to(promise, pause.begin, local_day(at))
    since = f"自{date_words(pause.begin)}起停表" + (f"：{pause.reason}" if pause.reason else "")
    return (f"停 {days} 日" if days else "暂停"), f"{promise.limit.words}，{since}，停表的时间不算"


def _done(promise: Promise, ends: Due, at: datetime, overdue: bool) -> tuple[str, str]:
    used = _days_to(promise, local_day(promise.start), local_day(at), promise.pauses)
    took = f"用 {used} {_day_label(promise)}" if used else "当日办结"
    if overdue:
        amount, long = _beyond(promise, ends, at)
        return f"超 {amount}", f"{promise.limit.words}，{took}，超期 {long}"
    return (f"用 {used} 日" if used else "当日办结"), f"{promise.limit.words}，{took}，没有超期"


def _clock_words(seconds: int) -> str:
    """Hours from one hour on, else minutes, at least one: 3 小时, 40 分."""
    if seconds >= 3600:
        return f"{seconds // 3600} 小时"
    return f"{max(1, seconds // 60)} 分"
