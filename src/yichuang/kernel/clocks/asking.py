"""When a limit ends, for whoever asks from outside: a start as text, an amount, pauses as text, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from yichuang.kernel.calendar.rules import FIRST_DAY, LAST_DAY, Calendar, OutOfRange
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.explaining import ExplainedDay, explain
from yichuang.kernel.clocks.hours import SHANGHAI, Hours, local, local_day
from yichuang.kernel.clocks.rules import Due, Limit, Pause, Unit


class Unclear(ValueError):
    """What was written can't be computed with; the text is Chinese, `field` says which part it is about."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class Answer:
    """When the limit ends, and every day on the way there."""

    limit: Limit
    ends: Due
    days: list[ExplainedDay]

    def as_json(self) -> dict[str, Any]:
        """`{"due", "days": [{"date", "kind", "counted", "why"}], "provisional"}`; due is null while it stands still."""
        due: str | None = None
        if self.ends.at is not None and self.ends.on is not None:
            by_hour = self.limit.unit is Unit.WORKING_HOUR
            due = local(self.ends.at).isoformat(timespec="minutes") if by_hour else self.ends.on.isoformat()
        listed = [
            {"date": day.date.isoformat(), "kind": day.kind.value, "counted": day.counted, "why": day.why}
            for day in self.days
        ]
        return {"due": due, "days": listed, "provisional": self.ends.provisional}


def answer(calendar: Calendar, hours: Hours, began: datetime, limit: Limit, stood: Sequence[Pause]) -> Answer:
    """The end of a limit with its days. Raises Unclear when it lies past the calendar."""
    try:
        ends = rules.due(calendar, hours, began, limit, stood)
    except OutOfRange:
        raise Unclear("amount", f"到期日超出了日历，日历只到 {LAST_DAY.year} 年") from None
    until = ends.on or max(local_day(began), *(pause.begin for pause in stood))
    over = rules.after_closing(hours, began)
    days = explain(calendar, local_day(began), limit, stood, until, after_closing=over)
    return Answer(limit, ends, days)


def start_of(text: str) -> datetime:
    """A start written as a date or as an instant; Shanghai time unless it says otherwise."""
    try:
        if len(text) == len("2026-11-24"):
            found = datetime.combine(date.fromisoformat(text), time(), SHANGHAI)
        else:
            found = datetime.fromisoformat(text)
    except ValueError:
        raise Unclear("start", f"“{text}”不是日期，请写成 2026-11-24 或 2026-11-24T10:00") from None
    found = found if found.tzinfo else found.replace(tzinfo=SHANGHAI)
    _within("start", local_day(found) if FIRST_DAY.year <= found.year <= LAST_DAY.year else found.date())
    return found


def pause_of(text: str) -> Pause:
    """A pause written as `A..B`, or `A..` while it lasts."""
    begin, dots, end = text.partition("..")
    if not dots:
        raise Unclear("pause", f"停表要写成 开始日..结束日，例如 2026-11-24..2026-11-30，您写的是“{text}”")
    try:
        return Pause(_day(begin), _day(end) if end else None)
    except Unclear:
        raise
    except ValueError as error:
        raise Unclear("pause", str(error)) from None


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Unclear("pause", f"“{text}”不是日期，请写成 2026-11-24") from None
    _within("pause", found)
    return found


def _within(field: str, day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unclear(field, str(OutOfRange()))
