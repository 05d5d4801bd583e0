"""Why each day of a limit counted or didn't, in the words of the law. Pure; the counting itself is in `rules.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yichuang.kernel.calendar.rules import Calendar, Day, DayKind
from yichuang.kernel.clocks.rules import Limit, Pause, Unit

START_DAY = "起始日不计（民法典第201条）"
MOVED_ON = "期满日不办公，顺延（民法典第203条）"
MOVED_TO = "顺延到这天（民法典第203条）"
EVERY_DAY = "自然日，照算"


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One day of the count: whether it counted, and the Chinese reason."""

    date: date
    kind: DayKind
    counted: bool
    why: str
    source: str


def explain(
    calendar: Calendar,
    start: date,
    limit: Limit,
    pauses: Sequence[Pause],
    until: date,
    *,
    after_closing: bool = False,
) -> list[ExplainedDay]:
    """Every day from start to `until` (normally the due day) with why it counted or didn't.

    Up to the due day as many days count as the limit has; for working hours a day counts when any of it may.
    `after_closing` says that the start day was over when the clock started.
    """
    days: list[ExplainedDay] = []
    counted, ended = 0, False
    by_days = limit.unit is not Unit.WORKING_HOUR
    for offset in range((until - start).days + 1):
        seen = calendar.day(start + timedelta(offset))
        stood = next((pause for pause in pauses if offset and pause.covers(seen.date)), None)
        full = by_days and counted >= limit.amount
        if offset == 0:
            counts, why = _judge_first(limit, seen, after_closing)
            ended = full and seen.working and not after_closing
        elif stood is not None:
            counts, why = False, _stood_why(stood, seen)
        elif full and not ended:
            counts, ended = False, seen.working
            why = MOVED_TO if seen.working else f"{MOVED_ON}：{seen.why}"
        else:
            counts = seen.working or limit.unit is Unit.CALENDAR_DAY
            counted += counts
            last = by_days and counted == limit.amount and not ended
            why = f"期限已满，{seen.why}" if ended else _counted_why(counts, seen, last)
            ended = ended or (seen.working and counted >= limit.amount and by_days)
        days.append(ExplainedDay(seen.date, seen.kind, counts, why, seen.source))
    return days


def _judge_first(limit: Limit, seen: Day, after_closing: bool) -> tuple[bool, str]:
    """Whether the start day counts, and why."""
    if limit.amount and limit.unit is not Unit.WORKING_HOUR:
        return False, START_DAY
    if not seen.working:
        return False, seen.why
    if after_closing:
        return False, f"已过当天的服务时间，{seen.why}"
    if limit.unit is Unit.WORKING_HOUR:
        return True, f"自起始时刻起计，{seen.why}"
    return False, "当日到期"


def _counted_why(counts: bool, seen: Day, last: bool) -> str:
    """What a day is called; of a day off, that calendar days count it none the less, and what comes of the last one."""
    if seen.working or not counts:
        return seen.why
    return f"{MOVED_ON}：{seen.why}" if last else f"{seen.why}（{EVERY_DAY}）"


def _stood_why(pause: Pause, seen: Day) -> str:
    if not seen.working:
        return seen.why
    reason = f"：{pause.reason}" if pause.reason else ""
    return f"停表{reason}" + (f"（{pause.document}）" if pause.document else "")
