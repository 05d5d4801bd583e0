"""The calendar, the hours and the pauses that the clocks are tried with, and how a test writes instants."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks import rules
from yichuang.kernel.clocks.hours import SHANGHAI, Hours, local, local_day
from yichuang.kernel.clocks.rules import Limit, Pause, Unit

CALENDAR = national_calendar()
HOURS = Hours.STANDARD
DAY, NATURAL, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WORKING_HOUR


def at(text: str) -> datetime:
    """An instant on Shanghai's clock, "11-24 10:00" of 2026, or with the year."""
    text = text if text[:2] == "20" else f"2026-{text}"
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due_at(start: str, limit: Limit, *pauses: Pause, calendar: Calendar = CALENDAR) -> str | None:
    ends = rules.due(calendar, HOURS, at(start), limit, pauses)
    return None if ends.at is None else f"{local(ends.at):%Y-%m-%d %H:%M}"


def pause(begin: str, end: str | None) -> Pause:
    last = date.fromisoformat(f"2026-{end}") if end else None
    return Pause(date.fromisoformat(f"2026-{begin}"), last, "检验", "特程〔2026〕1号")


STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 30)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=SHANGHAI)
)


AMOUNTS = st.integers(1, 60)


DAY_UNITS = st.sampled_from([DAY, NATURAL])


@st.composite
def started(draw: st.DrawFn) -> tuple[datetime, list[Pause]]:
    """A start and up to four pauses about it, all of them ended."""
    start = draw(STARTS)
    spans = draw(st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=4))
    day = local_day(start)
    return start, [Pause(day + timedelta(a), day + timedelta(a + b)) for a, b in spans]
