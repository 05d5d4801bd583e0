"""Entering days into the calendar: the yearly notice, a local closing, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from yichuang.kernel.calendar.models import CalendarDay
from yichuang.kernel.calendar.queries import EPOCH
from yichuang.kernel.calendar.rules import FIRST_DAY, LAST_DAY, WEEKDAYS, DatedRow, DayKind, OutOfRange
from yichuang.kernel.calendar.seeds import national_rows
from yichuang.kernel.offices.models import Epoch

_NATIONAL = frozenset({DayKind.HOLIDAY, DayKind.MAKE_UP})
_LOCAL = frozenset({DayKind.CLOSED, DayKind.OPENED})


class BadDay(ValueError):
    """A row that may not be entered; `field` is its column, the text is Chinese and may be shown."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def check(rows: Sequence[DatedRow]) -> None:
    """Refuse rows that can't stand in the calendar. Raises BadDay with the first fault.

    Every row names its document; local ones a reason as well (RULEBOOK 1, D).
    """
    if not rows:
        raise BadDay("day", "请至少填一天")
    seen = set()
    for row in rows:
        _check_row(row)
        if (row.day, row.scope) in seen:
            raise BadDay("day", f"{row.day} 填了两次，请只留一次")
        seen.add((row.day, row.scope))


def enter(rows: Sequence[DatedRow], by: str, at: datetime) -> int:
    """Add rows to the calendar and raise its version, which is returned; earlier rows of those days stay on record.

    Called inside the transaction of the verb that writes the ledger. `by` is the actor's reference. Raises BadDay.
    """
    check(rows)
    version = _raise_version()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=row.day,
            office_path=row.scope,
            kind=row.kind.value,
            name=row.name,
            source=row.source,
            reason=row.reason,
            entered_at=at,
            entered_by=by,
            version=version,
        )
        for row in rows
    )
    return version


def missing_years() -> list[DatedRow]:
    """Rows of the notices that the package knows and the table doesn't: whole years only."""
    known = CalendarDay.objects.filter(office_path="", kind=DayKind.HOLIDAY.value)
    years = {day.year for day in known.values_list("day", flat=True)}
    return [row for row in national_rows() if row.day.year not in years]


def seed(at: datetime) -> int:
    """Enter the notices that are missing; returns how many days were new. Doing it twice changes nothing."""
    rows = missing_years()
    if rows:
        enter(rows, "system", at)
    return len(rows)


def _raise_version() -> int:
    """The next version; whoever takes it goes first until the transaction ends."""
    Epoch.objects.get_or_create(name=EPOCH, defaults={"n": 0})
    Epoch.objects.filter(name=EPOCH).update(n=F("n") + 1)
    return Epoch.objects.values_list("n", flat=True).get(name=EPOCH)


def _check_row(row: DatedRow) -> None:
    if not FIRST_DAY <= row.day <= LAST_DAY:
        raise BadDay("day", str(OutOfRange()))
    if not row.source.strip():
        raise BadDay("source", f"请填写 {row.day} 依据的文件和文号")
    if row.kind in _NATIONAL and row.scope:
        raise BadDay("kind", f"{row.kind.label}由国务院规定，本地只能填停办或延时开放")
    if row.kind in _LOCAL and not row.scope:
        raise BadDay("office_path", f"请选 {row.day} {row.kind.label}的机构")
    if row.scope and not row.reason.strip():
        raise BadDay("reason", f"请填写 {row.day} {row.kind.label}的原因")
    if row.kind is DayKind.MAKE_UP and row.day.weekday() < 5:
        weekday = WEEKDAYS[row.day.weekday()]
        raise BadDay("kind", f"{row.day} 是{weekday}，调休上班只能填在周六、周日")
    for field, text, most in (
        ("name", row.name, 60),
        ("source", row.source, 200),
        ("reason", row.reason, 200),
    ):
        if len(text) > most:
            raise BadDay(field, f"最多填 {most} 个字，现在有 {len(text)} 个")
