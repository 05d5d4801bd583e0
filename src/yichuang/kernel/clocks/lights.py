"""The clock light: state, share used, and the words beside it (UI_GUIDE "The clock light"). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from yichuang.kernel.calendar.rules import WEEKDAYS, Calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import MINUTE, Hours, local, local_day
from yichuang.kernel.clocks.rules import Due, Limit, Pause, Unit

HOUR = 3600  # in seconds


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


class Glance(NamedTuple):
    """A light as a long list shows it, without the sentence."""

    state: LightState
    used: int
    over: int
    words: str
    due_at: datetime | None


class Promise(NamedTuple):
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

    def whole(self) -> int:
        """Service seconds of the whole limit."""
        return rules.whole(self.calendar, self.hours, self.start, self.limit)

    def passing(self, at: datetime) -> int:
        """How many of the 60 seconds after `at` count."""
        return rules.passing(self.calendar, self.hours, self.start, self.limit, self.pauses, at)

    def pause_on(self, day: date) -> Pause | None:
        """The pause in which it stands still on that day: begun, and not ended by then."""
        for pause in self.pauses:
            if pause.begin <= day and (pause.end is None or day < pause.end):
                return pause
        return None


def glance(promise: Promise, now: datetime, *, stopped_at: datetime | None = None) -> Glance:
    """The light of a promise at `now`, or as it was when it stopped, without its sentence.

    Yellow from the warning instant, red after the due one, grey while it stands still (RULEBOOK 5).
    """
    at = stopped_at or now
    ends = promise.due()
    overdue = ends.at is not None and at > ends.at
    used, over = _shares(promise, at, overdue)
    if stopped_at is not None:
        state = LightState.DONE
    elif overdue:
        state = LightState.OVERDUE
    elif promise.pauses and promise.pause_on(local_day(at)) is not None:
        state = LightState.PAUSED
    else:
        warn = promise.warn_at()
        state = LightState.WARNING if warn is not None and at >= warn else LightState.NORMAL
    return Glance(state, used, over, _WORDS[state](promise, ends, at), ends.at)


def steady_until(promise: Promise, now: datetime) -> datetime:
    """An instant before which state, share, words and `passing` are as they are at `now`; they may be for longer.

    They look at the day, at the due and the warning instant, at whole per cents of the limit, at whole hours or minutes
    beside it, and at the edges of the service hours. Service passes no faster than time does.
    """
    second = now.replace(microsecond=0)
    ends, (used, whole) = promise.due(), promise.elapsed(now)
    ahead = [rules.even_until(promise.hours, now)]
    ahead += [one for one in (ends.at, promise.warn_at()) if one is not None and one >= now]
    if whole and (percent := 100 * used // whole) < 100:
        ahead.append(second + timedelta(seconds=-(-(percent + 1) * whole // 100) - used))
    if promise.limit.unit is Unit.WORKING_HOUR and (rest := max(0, whole - used)):
        ahead += [second + timedelta(seconds=rest % step) for step in (_step(rest), promise.hours.length)]
    if ends.at is not None:
        step = timedelta(seconds=_step(int(abs((ends.at - now).total_seconds()))))
        ahead.append(ends.at - (ends.at - now) // step * step)
    return min(ahead)


def light(
    promise: Promise,
    now: datetime,
    *,
    stopped_at: datetime | None = None,
    statutory_due: datetime | None = None,
) -> Light:
    """The light of a promise at `now`, or as it was when it stopped, with its sentence.

    As `glance` says; deep red after the statutory due (RULEBOOK 5).
    """
    at = stopped_at or now
    seen = glance(promise, now, stopped_at=stopped_at)
    deep = statutory_due is not None and at > statutory_due
    sentence = _SENTENCES[seen.state](promise, promise.due(), at)
    return Light(seen.state, seen.used, seen.over, seen.words, sentence, deep, seen.due_at)


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


def _brief_day(promise: Promise) -> str:
    """The unit where there is little room: working days are plain 日, as nearly every limit is in them."""
    return Unit.CALENDAR_DAY.noun if promise.limit.unit is Unit.CALENDAR_DAY else "日"


def _left(promise: Promise, ends: Due, at: datetime) -> tuple[int, str]:
    """Days left, and the same in hours or minutes where that is less than a day."""
    assert ends.at is not None
    assert ends.on is not None
    days = _days_to(promise, local_day(at), ends.on, promise.pauses)
    seconds = int((ends.at - at).total_seconds())
    if promise.limit.unit is Unit.WORKING_HOUR:
        used, whole = promise.elapsed(at)
        seconds = max(0, whole - used)
        days = seconds // promise.hours.length if seconds >= 2 * promise.hours.length else 0
    return days, "" if days else _clock_words(seconds)


def _running_words(promise: Promise, ends: Due, at: datetime) -> str:
    if ends.at is None:  # a pause that is to come and has no end
        return "暂停"
    days, amount = _left(promise, ends, at)
    return f"剩 {days} {_brief_day(promise)}" if days else f"剩 {amount}"


def _running_sentence(promise: Promise, ends: Due, at: datetime) -> str:
    if ends.at is None or ends.on is None:
        return f"{promise.limit.words}，停表中，恢复后重新算出到期时间"
    when = f"{date_words(ends.on)}{local(ends.at):%H:%M} 到期" + ("（暂定）" if ends.provisional else "")
    days, amount = _left(promise, ends, at)
    return f"{promise.limit.words}，还剩 {f'{days} {_day_label(promise)}' if days else amount}，{when}"


def _overdue_words(promise: Promise, ends: Due, at: datetime) -> str:
    return f"超 {_beyond(promise, ends, at)[0]}"


def _overdue_sentence(promise: Promise, ends: Due, at: datetime) -> str:
    assert ends.at is not None
    assert ends.on is not None
    when = f"{date_words(ends.on)}{local(ends.at):%H:%M}"
    return f"{promise.limit.words}，已于{when} 到期，超期 {_beyond(promise, ends, at)[1]}"


def _beyond(promise: Promise, ends: Due, at: datetime) -> tuple[str, str]:
    """How far beyond: in words for a list, and for a sentence."""
    assert ends.at is not None
    assert ends.on is not None
    if days := _days_to(promise, ends.on, local_day(at)):
        return f"{days} {_brief_day(promise)}", f"{days} {_day_label(promise)}"
    amount = _clock_words(int((at - ends.at).total_seconds()))
    return amount, amount


def _paused_words(promise: Promise, _ends: Due, at: datetime) -> str:
    pause = promise.pause_on(local_day(at))
    assert pause is not None
    days = _days_to(promise, pause.begin, local_day(at))
    return f"停 {days} {_brief_day(promise)}" if days else "暂停"


def _paused_sentence(promise: Promise, _ends: Due, at: datetime) -> str:
    pause = promise.pause_on(local_day(at))
    assert pause is not None
    since = f"自{date_words(pause.begin)}起停表" + (f"：{pause.reason}" if pause.reason else "")
    return f"{promise.limit.words}，{since}，停表的时间不算"


def _took(promise: Promise, at: datetime) -> int:
    return _days_to(promise, local_day(promise.start), local_day(at), promise.pauses)


def _done_words(promise: Promise, ends: Due, at: datetime) -> str:
    if ends.at is not None and at > ends.at:
        return _overdue_words(promise, ends, at)
    used = _took(promise, at)
    return f"用 {used} {_brief_day(promise)}" if used else "当日办结"


def _done_sentence(promise: Promise, ends: Due, at: datetime) -> str:
    used = _took(promise, at)
    took = f"用 {used} {_day_label(promise)}" if used else "当日办结"
    late = ends.at is not None and at > ends.at
    kept = f"超期 {_beyond(promise, ends, at)[1]}" if late else "没有超期"
    return f"{promise.limit.words}，{took}，{kept}"


def _clock_words(seconds: int) -> str:
    """Hours from one hour on, else minutes, at least one: 3 小时, 40 分."""
    step = _step(seconds)
    return f"{seconds // step} 小时" if step == HOUR else f"{max(1, seconds // step)} 分"


def _step(seconds: int) -> int:
    """The unit in which so many seconds are told."""
    return HOUR if seconds >= HOUR else MINUTE


_Telling = Callable[[Promise, Due, datetime], str]
_WORDS: dict[LightState, _Telling] = {
    LightState.NORMAL: _running_words,
    LightState.WARNING: _running_words,
    LightState.OVERDUE: _overdue_words,
    LightState.PAUSED: _paused_words,
    LightState.DONE: _done_words,
}
_SENTENCES: dict[LightState, _Telling] = {
    LightState.NORMAL: _running_sentence,
    LightState.WARNING: _running_sentence,
    LightState.OVERDUE: _overdue_sentence,
    LightState.PAUSED: _paused_sentence,
    LightState.DONE: _done_sentence,
}
