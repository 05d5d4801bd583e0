"""Local changes of the calendar: a day on which an office is closed, or open, and what that does to open clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.db import transaction
from pydantic import Field

from yichuang.domains.organisation import permissions
from yichuang.domains.organisation.models import CalendarChange
from yichuang.kernel.access.actors import SYSTEM, Actor, ActorKind
from yichuang.kernel.calendar.changes import BadDay, check, enter
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.calendar.rules import DatedRow, DayKind, OutOfRange
from yichuang.kernel.clocks import project
from yichuang.kernel.clocks.project import Moved
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused, touched
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.parameters import checked
from yichuang.kernel.verbs.perform import Receipt, perform

LOCAL_KINDS = {
    DayKind.CLOSED.value: "停办：这几天不计入时限",
    DayKind.WORKDAY.value: "照常办公：取消先前的停办，计入时限",
    DayKind.OPENED.value: "延时开放：可以来办，不计入时限",
}
EMPTY = {
    DayKind.CLOSED: "这几天本来就不办公，不用填停办",
    DayKind.WORKDAY: "这几天按国家规定放假，不能改成计入时限的工作日",
    DayKind.OPENED: "这几天本来就办公，不用填延时开放",
}
NAMED = 20  # clocks that the ledger names one by one
Kind = Annotated[DayKind, Field(title="这几天怎么办", json_schema_extra={"choices": LOCAL_KINDS})]


@verb(
    CalendarChange,
    "calendar.change",
    label="调整日历",
    creates=True,
    then="entered",
    allow=permissions.may_make,
    effect="范围内没办结的件，到期时间按新的日历重算",
)
def _change(
    change: CalendarChange,
    act: Act,
    *,
    office: Annotated[int, Field(title="适用范围", ge=1)],
    kind: Kind,
    first: Annotated[date, Field(title="从哪天")],
    last: Annotated[date, Field(title="到哪天")],
    name: Annotated[str, Field(title="叫什么", min_length=2, max_length=60)],
    reason: Annotated[str, Field(title="原因", min_length=4, max_length=200)],
    source: Annotated[str, Field(title="依据的文件和文号", min_length=4, max_length=200)],
    calendar: Annotated[int | None, Field(title="看到的日历版本", ge=1)] = None,
) -> None:
    """Enter days that differ here from the national calendar (RULEBOOK 1); open clocks of the subtree move.

    `calendar`: the version whose preview somebody has seen; if another change came meanwhile, nothing is entered.
    """
    place = _scope(act.by, office)
    rows = _rows(place, kind, first, last, name, reason, source)
    act.set(
        office_id=office,
        office_path=place,
        kind=kind.value,
        days=[row.day for row in rows],
        name=name,
        source=source,
        reason=reason,
        entered_at=act.at,
        entered_by=act.by.reference,
    )
    act.note(kind=kind.value, days=[row.day.isoformat() for row in rows], office=office, source=source)
    ref, by, at = change.ref, act.by.reference, act.at
    act.also(lambda: _apply(ref, rows, by, at, calendar))


@verb(
    CalendarChange,
    "calendar.moved",
    label="重算到期时间",
    when=["entered"],
    then="applied",
    allow=lambda actor, _change: None if actor.kind is ActorKind.SYSTEM else "到期时间由日历推算，不能手改",
    offered=False,
)
def _moved(
    _subject: CalendarChange,
    act: Act,
    *,
    version: Annotated[int, Field(title="日历版本", ge=1)],
    count: Annotated[int, Field(title="重算的时限数", ge=0)],
    clocks: Annotated[list[dict[str, Any]], Field(title="重算的时限")],
) -> None:
    """Which clocks the change has moved."""
    act.set(calendar_version=version, moved=count)
    act.note(version=version, count=count, clocks=clocks)


def preview_calendar(by: Actor, **given: Any) -> list[Moved]:
    """Which open clocks a change would move; nothing is written. Raises Refused as the change itself would."""
    values = checked(_change.parameters, given)
    place = _scope(by, values.pop("office"))
    values.pop("calendar")
    return project.preview(_rows(place, **values))


def change_calendar(by: Actor, at: datetime, key: str | None = None, **given: Any) -> Receipt:
    """Enter the days and move the clocks, in one transaction; then once more those that began meanwhile."""
    receipt = perform(_change, None, by=by, at=at, key=key, **given)
    kept = CalendarChange.objects.get(pk=int(receipt.ref.partition(":")[2]))
    # a transaction of its own: the first one is over, and clocks are locked while they move
    with transaction.atomic():
        touched.clocks_moved(project.project(_entered(kept), kept.calendar_version))
    return receipt


def _apply(ref: str, rows: list[DatedRow], by: str, at: datetime, seen: int | None) -> None:
    version = enter(rows, by, at)  # from here on others wait
    if seen is not None and version != seen + 1:
        raise Refused(
            Because.LOST_RACE,
            "日历刚被别人改过，会动到的件可能不一样了",
            remedy="下面是按新日历重新算的，请再看一遍，再确认",
        )
    moved = project.project(rows, version)
    touched.clocks_moved(moved)
    clocks = [
        {"clock": f"{one.subject}/{one.n}", "from": one.old_due.isoformat(), "to": one.new_due.isoformat()}
        for one in moved[:NAMED]
    ]
    perform(_moved, ref, by=SYSTEM, at=at, version=version, count=len(moved), clocks=clocks)


def _entered(change: CalendarChange) -> list[DatedRow]:
    kind, said = DayKind(change.kind), (change.name, change.source, change.reason, change.office_path)
    return [DatedRow(day, kind, *said) for day in change.days]


def _scope(by: Actor, office_id: int) -> str:
    office = tree().by_id.get(office_id)
    if office is None or not office.active or not (by.kind is ActorKind.SYSTEM or by.covers(office.path)):
        raise Refused(Because.BAD_INPUT, "请从列出的机构中选", field="office")
    return office.path


def _new_ones(place: str, kind: DayKind, days: list[date]) -> list[date]:
    """The days that this would change: what an earlier change has made so already isn't entered twice."""
    here = calendar_for(place)
    if kind is DayKind.WORKDAY:
        found = [day for day in days if here.day(day).kind is DayKind.CLOSED]
        why = "这几天没有停办，不用取消"
    else:
        found = [day for day in days if here.day(day).kind is not kind]
        why = f"这几天已经是“{here.day(days[0]).why}”，不用再填"
    if not found:
        raise Refused(Because.BAD_INPUT, why, field="first")
    return found


def _rows(
    place: str, kind: DayKind, first: date, last: date, name: str, reason: str, source: str
) -> list[DatedRow]:
    """One row a day that the change is about: closings on working days, opening hours on the others."""
    if kind.value not in LOCAL_KINDS:
        raise Refused(Because.BAD_INPUT, "放假和调休由国务院规定，这里请从列出的选", field="kind")
    if last < first:
        raise Refused(Because.BAD_INPUT, "到哪天不能早于从哪天", field="last")
    if (last - first).days > 92:
        raise Refused(Because.BAD_INPUT, "一次最多填三个月，请分几次填", field="last")
    everywhere = calendar_for("")
    try:
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        days = [day for day in days if everywhere.is_working(day) is (kind is not DayKind.OPENED)]
        if not days:
            raise Refused(Because.BAD_INPUT, EMPTY[kind], field="first")
        days = _new_ones(place, kind, days)
        rows = [DatedRow(day, kind, name, source, reason, place) for day in days]
        check(rows)
    except BadDay as fault:
        field = "first" if fault.field == "day" else fault.field
        raise Refused(Because.BAD_INPUT, str(fault), field=field) from None
    except OutOfRange as fault:
        raise Refused(Because.BAD_INPUT, str(fault), field="first") from None
    return rows
