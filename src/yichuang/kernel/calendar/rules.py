"""Which days are working days: dated rows of the notices, never weekday arithmetic where a notice is known.

Sources: RULEBOOK 1; 全国年节及纪念日放假办法; the State Council's yearly notices; 行政许可法 art. 82.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from yichuang.kernel.calendar import festivals

FIRST_DAY = date(festivals.FIRST_YEAR, 1, 1)
LAST_DAY = date(festivals.LAST_YEAR, 12, 31)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ZERO = FIRST_DAY.toordinal()
_DAYS = LAST_DAY.toordinal() - _ZERO + 1


class DayKind(StrEnum):
    """What a day is. `opened` is service outside working days: it never touches a limit (RULEBOOK 1)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CLOSED = "closed"
    OPENED = "opened"

    @property
    def label(self) -> str:
        """The Chinese name of the kind."""
        return _LABELS[self]


_LABELS = {
    DayKind.WORKDAY: "工作日",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "放假",
    DayKind.MAKE_UP: "调休上班",
    DayKind.CLOSED: "停办",
    DayKind.OPENED: "延时开放",
}
_WORKING = frozenset({DayKind.WORKDAY, DayKind.MAKE_UP})


class OutOfRange(ValueError):
    """A day beyond the calendar; the text is Chinese and may be shown."""

    def __init__(self) -> None:
        super().__init__(f"日期要在 {FIRST_DAY.year} 年到 {LAST_DAY.year} 年之间")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One entered day: what the document says of it, for the offices under `scope` ("" is everywhere)."""

    day: date
    kind: DayKind
    name: str
    source: str
    reason: str = ""
    scope: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A date as the calendar sees it; `why` is a Chinese phrase, `source` the document or ""."""

    date: date
    kind: DayKind
    working: bool
    why: str
    source: str
    provisional: bool


class Calendar:
    """Working days of one scope: immutable, and equal only to itself, so that results can be kept by it.

    Days are looked up in prefix sums made once: counting over years costs as much as over a week. Years
    without a notice count weekdays less the statutory festival days and are provisional.
    """

    __slots__ = ("_counts", "_opened", "_ordinals", "_rows", "_working", "known_years", "version")

    def __init__(self, rows: Iterable[DatedRow], version: int = 0) -> None:
        self.version = version
        self._rows, self._opened, national = _in_force(rows)
        self.known_years = frozenset(
            year for year in {day.year for day in national} if _anchors(year) <= national
        )
        self._working = _pattern(self.known_years, self._rows)
        self._ordinals = array("i", (i for i, working in enumerate(self._working) if working))
        self._counts = array("i", accumulate(self._working))

    def is_working(self, day: date) -> bool:
        """Whether limits count this day. OutOfRange beyond the calendar."""
        return bool(self._working[_index(day)])

    def is_open(self, day: date) -> bool:
        """Whether the public is served on this day: working days and opened ones."""
        return self.is_working(day) or day in self._opened

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for that year isn't known yet."""
        return day.year not in self.known_years

    def provisional_between(self, start: date, end: date) -> bool:
        """Whether counting from start (excluded) to end (included) touches a year without a notice."""
        if end <= start:
            return self.is_provisional(end)
        first = (start + timedelta(1)).year
        return any(year not in self.known_years for year in range(first, end.year + 1))

    def count(self, day: date) -> int:
        """Working days from the calendar's first day up to and including this one."""
        return self._counts[_index(day)]

    def numbered(self, n: int) -> date:
        """The n-th working day of the calendar, from 1: the inverse of `count`. OutOfRange beyond it."""
        if not 1 <= n <= len(self._ordinals):
            raise OutOfRange
        return date.fromordinal(_ZERO + self._ordinals[n - 1])

    def nth_working_day_after(self, start: date, n: int) -> date:
        """The n-th working day after start, n >= 1: the start day isn't counted (民法典 art. 201)."""
        if n < 1:
            raise ValueError("n counts from 1")
        return self.numbered(self.count(start) + n)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days d with start < d <= end; 0 when end isn't after start."""
        return max(0, self.count(end) - self.count(start))

    def on_or_after(self, day: date) -> date:
        """This day if it is a working day, else the next one (民法典 art. 203)."""
        position = bisect_left(self._ordinals, _index(day))
        return self.numbered(position + 1)

    def last_working_day_before(self, day: date) -> date:
        """The working day before this one."""
        return self.numbered(bisect_left(self._ordinals, _index(day)))

    def day(self, day: date) -> Day:
        """What this date is, why, and by which document."""
        working = self.is_working(day)
        provisional = self.is_provisional(day)
        row = self._rows.get(day)
        weekday = WEEKDAYS[day.weekday()]
        if row is not None:
            found = Day(day, row.kind, working, _row_why(row, weekday), row.source, provisional)
        elif provisional and (name := festivals.statutory(day.year).get(day)):
            why = f"{name}（法定节日，暂定）"
            found = Day(day, DayKind.HOLIDAY, False, why, festivals.REGULATION, True)
        else:
            kind = DayKind.WORKDAY if working else DayKind.WEEKEND
            found = Day(day, kind, working, f"工作日（{weekday}）" if working else weekday, "", provisional)
        opened = self._opened.get(day)
        if opened is not None and not working:
            why = f"{found.why}，{opened.name or '延时开放'}，不计入时限"
            return Day(day, DayKind.OPENED, False, why, opened.source, provisional)
        return found


def _index(day: date) -> int:
    index = day.toordinal() - _ZERO
    if not 0 <= index < _DAYS:
        raise OutOfRange
    return index


def _anchors(year: int) -> frozenset[date]:
    """Days that every notice of a year names: with them in, the year's notice has been entered."""
    return frozenset({date(year, 1, 1), festivals.spring_festival(year), date(year, 5, 1), date(year, 10, 1)})


def _in_force(rows: Iterable[DatedRow]) -> tuple[dict[date, DatedRow], dict[date, DatedRow], frozenset[date]]:
    """The rows that hold: the nearest scope wins, within it the latest version. Opened days stand apart."""
    days: dict[date, DatedRow] = {}
    opened: dict[date, DatedRow] = {}
    national = set()
    for row in sorted(rows, key=lambda row: (len(row.scope), row.version)):
        _index(row.day)
        if row.kind is DayKind.OPENED:
            opened[row.day] = row
            continue
        days[row.day] = row
        if not row.scope and row.kind is DayKind.HOLIDAY:
            national.add(row.day)
    return days, opened, frozenset(national)


def _pattern(known_years: frozenset[int], rows: dict[date, DatedRow]) -> bytearray:
    """One byte a day, 1 where it is a working day."""
    shift = FIRST_DAY.weekday()
    week = bytes((1, 1, 1, 1, 1, 0, 0))
    working = bytearray((week * (_DAYS // 7 + 2))[shift : shift + _DAYS])
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        if year not in known_years:
            for day in festivals.statutory(year):
                working[day.toordinal() - _ZERO] = 0
    for day, row in rows.items():
        working[day.toordinal() - _ZERO] = row.kind in _WORKING
    return working


def _row_why(row: DatedRow, weekday: str) -> str:
    match row.kind:
        case DayKind.HOLIDAY:
            return f"{row.name}放假"
        case DayKind.MAKE_UP:
            return f"{row.name}调休上班（{weekday}）"
        case DayKind.CLOSED:
            return f"停办：{row.reason or row.name}"
        case DayKind.WORKDAY:
            return f"工作日（{weekday}）" + (f"：{row.reason}" if row.reason else "")
        case _:
            return weekday
