"""The State Council's notices as far as the package `chinesecalendar` knows them."""

from __future__ import annotations

from functools import cache

from chinese_calendar.constants import Holiday, holidays, workdays

from yichuang.kernel.calendar.rules import Calendar, DatedRow, DayKind

_NAMES = {
    "元旦": "元旦",
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利纪念日",
}


def notice(year: int) -> str:
    """The title under which the notice of a year was published."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


@cache
def national_rows() -> tuple[DatedRow, ...]:
    """Every holiday and make-up day of the notices that the package knows, in order of their dates."""
    rows = [
        DatedRow(day, kind, _name(english), notice(day.year))
        for kind, days in ((DayKind.HOLIDAY, holidays), (DayKind.MAKE_UP, workdays))
        for day, english in days.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.day))


@cache
def national_calendar() -> Calendar:
    """The calendar without a database: the notices, and nothing local."""
    return Calendar(national_rows())


def _name(english: str) -> str:
    chinese: str = Holiday(english).chinese
    return _NAMES.get(chinese, chinese)
