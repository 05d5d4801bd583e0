"""Service hours of a day, and the step from instants to Shanghai dates. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE, DAY = 60, 24 * 3600  # in seconds
Shifts = tuple[tuple[str, str], ...]


def local(at: datetime) -> datetime:
    """An instant on the wall clock of Shanghai. ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(SHANGHAI)


def local_day(at: datetime) -> date:
    """The Shanghai date of an instant: what "day" means everywhere."""
    return local(at).date()


def instant(day: date, seconds: int) -> datetime:
    """The instant (UTC) so many seconds after the beginning of a Shanghai day."""
    return (datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=seconds)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a working day as shifts in order: `(("09:00", "12:00"), ("13:30", "17:30"))`.

    Extended hours and weekend opening are no part of them: they never touch a limit (RULEBOOK 1).
    """

    shifts: Shifts
    STANDARD: ClassVar[Hours]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The shifts in seconds of the day. ValueError (Chinese text) when they don't make sense."""
        return _spans(self.shifts)

    @property
    def length(self) -> int:
        """Seconds of service in a day."""
        return _length(self.shifts)

    @property
    def closing(self) -> int:
        """Second of the day at which the place closes: there a day ends (民法典 art. 203)."""
        return self.spans[-1][1]

    def passed(self, second: int) -> int:
        """Seconds of service between the beginning of the day and that second of the day."""
        passed = 0
        for begin, end in self.spans:
            if second <= begin:
                break
            passed += min(second, end) - begin
        return passed

    def even(self, second: int) -> int:
        """For how many seconds from that second on the minute ahead holds as much service as it does there."""
        ahead = (edge - MINUTE - second for span in self.spans for edge in span if edge > second)
        return max(0, min(ahead, default=DAY - second))

    def reached(self, service: int) -> int:
        """Earliest second of the day at which so much service has passed: 3 hours are over at noon."""
        left = service
        for begin, end in self.spans:
            if left <= end - begin:
                return begin + left
            left -= end - begin
        return self.closing


Hours.STANDARD = Hours((("09:00", "12:00"), ("13:30", "17:30")))


@lru_cache(maxsize=1024)
def _spans(shifts: Shifts) -> tuple[tuple[int, int], ...]:
    spans = tuple((_second(begin), _second(end)) for begin, end in shifts)
    if not spans:
        raise ValueError("服务时间至少要有一段")
    edges = [edge for span in spans for edge in span]
    if any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("服务时间要从早到晚填，各段不能重叠")
    return spans


@lru_cache(maxsize=1024)
def _length(shifts: Shifts) -> int:
    return sum(end - begin for begin, end in _spans(shifts))


def _second(text: str) -> int:
    try:
        at = time.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是时间，请写成 09:00") from None
    return at.hour * 3600 + at.minute * 60 + at.second
