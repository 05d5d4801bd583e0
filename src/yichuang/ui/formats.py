"""How dates, numbers and money are written on every page: pure functions, used as template filters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_VALUE = "—"
WEEKDAYS = "一二三四五六日"
NEAR = {-1: "昨天", 0: "今天", 1: "明天"}

Number = int | float | Decimal


def shanghai(value: datetime) -> datetime:
    """The instant on the wall clock of Shanghai; a datetime without a zone is refused.

    Errors: ValueError when the datetime carries no zone, since guessing one would shift a deadline.
    """
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return value.astimezone(SHANGHAI)


def the_day(value: date | datetime) -> date:
    """The Shanghai date of a date or an instant."""
    return shanghai(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None, today: date | None = None) -> str:
    """A date in a table: 今天, 明天, 昨天, `11-30`, or `2025-11-30` when the year is another (or today unknown)."""
    if value is None:
        return NO_VALUE
    on = the_day(value)
    if today is None:
        return on.isoformat()
    near = NEAR.get((on - today).days)
    return near or (f"{on.month:02}-{on.day:02}" if on.year == today.year else on.isoformat())


def day_long(value: date | datetime | None) -> str:
    """A date in prose: `2026年11月30日（周一）`."""
    if value is None:
        return NO_VALUE
    on = the_day(value)
    return f"{on.year}年{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def day_plain(value: date | datetime | None) -> str:
    """A date in a document: `2026年11月30日`."""
    return NO_VALUE if value is None else day_long(value).partition("（")[0]


def day_short(value: date | datetime | None) -> str:
    """A date in a short sentence of this year: `11月30日（周一）`."""
    return NO_VALUE if value is None else day_long(value).partition("年")[2]


def hour(value: datetime | None) -> str:
    """The time of day, 24 hours: `17:30`."""
    return NO_VALUE if value is None else f"{shanghai(value):%H:%M}"


def moment(value: datetime | None, today: date | None = None) -> str:
    """An instant in a table: `11-30 17:30`, `今天 17:30`, with the year when it isn't this one."""
    return NO_VALUE if value is None else f"{day(value, today)} {hour(value)}"


def machine(value: date | datetime | None) -> str:
    """The same for the `datetime` attribute: ISO, instants with the Shanghai offset to the minute."""
    if value is None:
        return ""
    return shanghai(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def utc(value: datetime) -> str:
    """An instant for scripts: ISO in UTC, to the second."""
    return shanghai(value).astimezone(UTC).isoformat(timespec="seconds")


def _rounded(value: Number, places: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    result = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result.copy_abs() if result == 0 else result


def thousands(value: Number | None, places: int | None = None) -> str:
    """A count with thousands parted: `37,286`; `places` fixes the decimals, rounded half up."""
    if value is None:
        return NO_VALUE
    return f"{value if places is None else _rounded(value, places):,}"


def rate(percent: Number | None, places: int = 2) -> str:
    """A rate given in per cent (99.7425 for `99.74%`), two decimals half up."""
    return NO_VALUE if percent is None else f"{_rounded(percent, places):,}%"


def points(difference: Number | None) -> str:
    """A difference of two rates: `+1.20 个百分点`, never per cent."""
    if difference is None:
        return NO_VALUE
    value = _rounded(difference, 2)
    return f"{'+' if value > 0 else ''}{value} 个百分点"


def yuan(fen: int | None) -> str:
    """Money kept in fen, shown in yuan: `1,200.00 元`."""
    return NO_VALUE if fen is None else f"{Decimal(fen) / 100:,.2f} 元"


class Length(Protocol):
    """A limit, as far as pages write it: how many, and in words with its unit."""

    @property
    def amount(self) -> int: ...

    @property
    def words(self) -> str: ...


def limit(length: Length | None) -> str:
    """A limit in words with its unit: `5 个工作日`, `7 个自然日`; none at all is done at once, `当场`."""
    if length is None:
        return NO_VALUE
    return length.words if length.amount else "当场"


def sentence(text: str) -> str:
    """The text with a full stop, as a paragraph needs it."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？", "；", "”", "）")) else f"{text}。"


def value(thing: object) -> str:
    """Anything in a list of facts: a dash when there is nothing; zero stays `0`."""
    return NO_VALUE if thing is None or thing == "" else str(thing)


FILTERS = {
    made.__name__: made
    for made in (
        day,
        day_long,
        day_plain,
        day_short,
        hour,
        moment,
        machine,
        utc,
        thousands,
        rate,
        points,
        yuan,
        limit,
        value,
    )
}
