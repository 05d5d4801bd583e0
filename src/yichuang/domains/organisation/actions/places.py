"""The verbs of halls, regions' names and hours of service."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.organisation import permissions, rules
from yichuang.domains.organisation.actions.offices import Code, Name, ShortName, above_of, begin, must_be
from yichuang.domains.organisation.models import OfficeFile, OfficeKind
from yichuang.kernel.clocks import project
from yichuang.kernel.clocks.hours import Hours
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

HoursText = Annotated[
    str,
    Field(
        title="服务时间",
        max_length=60,
        json_schema_extra={"hint": "比如 09:00-12:00，13:30-17:30；不填就和上级一样"},
    ),
]


@verb(OfficeFile, "office.add_hall", label="增设大厅", creates=True, allow=permissions.may_make)
def add_hall(
    office: OfficeFile,
    act: Act,
    *,
    place: Annotated[int, Field(title="所在中心", ge=1)],
    code: Code,
    name: Name,
    short_name: ShortName = "",
) -> None:
    """Set up a hall in a centre; windows may stand in it."""
    above = above_of(act, place, "place", {OfficeKind.CENTRE})
    begin(office, act, above, code, name, OfficeKind.HALL, short_name)
    act.note(name=name)


@verb(OfficeFile, "office.change_hall", label="修改大厅", when=["open"], allow=permissions.of_office)
def change_hall(office: OfficeFile, act: Act, *, name: Name, short_name: ShortName = "") -> None:
    """Give a hall another name."""
    must_be(office, OfficeKind.HALL)
    act.set(name=name, short_name=short_name)
    act.note(name=name)


@verb(
    OfficeFile,
    "office.change_region",
    label="修改区划名称",
    when=["open"],
    allow=permissions.of_office,
    effect="编号不变；已经发出的文书不变，以后的按新的写",
)
def change_region(office: OfficeFile, act: Act, *, name: Name, short_name: ShortName = "") -> None:
    """Give a county, a town or a village another name (GB/T 2260: names change, codes stay)."""
    must_be(office, OfficeKind.COUNTY, OfficeKind.TOWN, OfficeKind.VILLAGE)
    act.set(name=name, short_name=short_name)
    act.note(name=name)


@verb(
    OfficeFile,
    "office.set_hours",
    label="改服务时间",
    when=["open"],
    allow=permissions.of_office,
    effect="没办结的件，到期的钟点跟着下班时间重算；延时服务不在这里改",
)
def set_hours(
    office: OfficeFile,
    act: Act,
    *,
    hours: HoursText = "",
    reason: Annotated[str, Field(title="原因", min_length=4, max_length=200)],
) -> None:
    """Give an office hours of its own, or those of the office above again; due instants of its clocks follow.

    A day ends when the business hours end (民法典 art. 203). Longer opening is no part of them (RULEBOOK 1).
    """
    try:
        shifts = rules.shifts_of(hours)
        if shifts:
            Hours(shifts).spans  # noqa: B018 - asked for what it raises
    except ValueError as wrong:
        raise Refused(Because.BAD_INPUT, str(wrong), field="hours") from None
    if shifts is None and office.parent_id is None:
        raise Refused(Because.BAD_INPUT, "县本级的服务时间不能留空", field="hours")
    act.set(hours=[list(one) for one in shifts] if shifts else None)
    act.note(hours=rules.hours_words(shifts or ()), reason=reason)
    path = office.path
    act.also(lambda: _move_clocks(path))


def _move_clocks(path: str) -> None:
    tree()  # the row has just been written, so the epoch has risen
    project.project_hours(path)
