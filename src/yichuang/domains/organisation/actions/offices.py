"""The verbs of offices: windows, departments, centres and the regions in which they lie."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from yichuang.domains.organisation import permissions, rules
from yichuang.domains.organisation.models import (
    Centre,
    CentreLevel,
    Department,
    OfficeFile,
    OfficeKind,
    Window,
    WindowKind,
)
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import OfficeFacts
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.refusals import unique

unique("office_code_key", "code", "这个编号已有机构在用，请换一个")
unique("department_mark_key", "mark", "这个机关代字已有部门在用，请换一个")

CODE = r"^[a-z0-9][a-z0-9-]*$"
Name = Annotated[str, Field(title="名称", min_length=2, max_length=60)]
ShortName = Annotated[str, Field(title="简称", max_length=40)]
Code = Annotated[str, Field(title="编号", min_length=2, max_length=30, pattern=CODE)]
Mark = Annotated[
    str,
    Field(
        title="机关代字", min_length=1, max_length=20, json_schema_extra={"hint": "文号里的简称，比如 云市监"}
    ),
]
Phone = Annotated[str, Field(title="电话", max_length=30)]
Address = Annotated[str, Field(title="地址", max_length=120)]
Number = Annotated[str, Field(title="窗口号", min_length=1, max_length=10, pattern=r"^[0-9A-Za-z-]+$")]
Departments = Annotated[list[int], Field(title="受理部门", max_length=200)]
RegionCode = Annotated[str, Field(title="区划代码", pattern=r"^\d{6}(\d{6})?$")]
Kind = Annotated[WindowKind, Field(title="窗口类型", json_schema_extra={"choices": dict(WindowKind.choices)})]


@verb(
    OfficeFile,
    "office.add_window",
    label="增设窗口",
    creates=True,
    allow=permissions.may_make,
    effect="窗口马上可以安排人员、收件",
)
def add_window(
    office: OfficeFile,
    act: Act,
    *,
    place: Annotated[int, Field(title="所在中心或大厅", ge=1)],
    number: Number,
    name: Name,
    kind: Kind,
    departments: Departments = [],  # noqa: B006 - pydantic copies
) -> None:
    """Set up a counter in a hall or a centre."""
    above = above_of(act, place, "place", {OfficeKind.CENTRE, OfficeKind.HALL})
    _check_window(act, kind, departments)
    centre = above if above.kind == OfficeKind.CENTRE else act.office(above.parent_id or 0)
    begin(office, act, above, f"{centre.code}-{number.lower()}", name, OfficeKind.WINDOW)
    act.add(Window(office_id=office.pk, number=number.upper(), kind=kind, departments=departments))
    act.note(number=number.upper(), kind=str(kind), departments=departments)


@verb(
    OfficeFile,
    "office.change_window",
    label="调整窗口",
    when=["open"],
    allow=permissions.of_office,
    effect="之后收的件按新的分工",
)
def change_window(
    office: OfficeFile,
    act: Act,
    *,
    name: Name,
    kind: Kind,
    departments: Departments = [],  # noqa: B006
) -> None:
    """Give a window another name, kind or other departments."""
    must_be(office, OfficeKind.WINDOW)
    _check_window(act, kind, departments)
    act.set(name=name)
    _beside(act, Window, office.pk, kind=kind, departments=departments)
    act.note(name=name, kind=str(kind), departments=departments)


@verb(OfficeFile, "office.add_department", label="增设部门", creates=True, allow=permissions.may_make)
def add_department(
    office: OfficeFile,
    act: Act,
    *,
    code: Code,
    name: Name,
    short_name: ShortName = "",
    mark: Mark,
    phone: Phone = "",
    address: Address = "",
) -> None:
    """Enter a body that decides, below the county in which the actor works."""
    above = above_of(act, _root(act), "code", {OfficeKind.COUNTY})
    begin(office, act, above, code, name, OfficeKind.DEPARTMENT, short_name)
    act.add(Department(office_id=office.pk, mark=mark, phone=phone, address=address, has_section=True))
    act.note(name=name, mark=mark)


@verb(OfficeFile, "office.change_department", label="修改部门", when=["open"], allow=permissions.of_office)
def change_department(
    office: OfficeFile,
    act: Act,
    *,
    name: Name,
    short_name: ShortName = "",
    mark: Mark,
    phone: Phone = "",
    address: Address = "",
) -> None:
    """Correct what is known of a department; papers that were issued keep the old words."""
    must_be(office, OfficeKind.DEPARTMENT)
    act.set(name=name, short_name=short_name)
    _beside(act, Department, office.pk, mark=mark, phone=phone, address=address)
    act.note(name=name, mark=mark)


@verb(OfficeFile, "office.add_region", label="增加乡镇或村", creates=True, allow=permissions.may_make)
def add_region(
    office: OfficeFile,
    act: Act,
    *,
    code: Code,
    name: Name,
    above: Annotated[int, Field(title="上级区划", ge=1)],
) -> None:
    """Enter a town below the county, or a village below a town."""
    place = above_of(act, above, "above", {OfficeKind.COUNTY, OfficeKind.TOWN})
    kind = OfficeKind.TOWN if place.kind == OfficeKind.COUNTY else OfficeKind.VILLAGE
    begin(office, act, place, code, name, kind)
    act.note(name=name)


@verb(OfficeFile, "office.add_centre", label="增设中心或站点", creates=True, allow=permissions.may_make)
def add_centre(
    office: OfficeFile,
    act: Act,
    *,
    region: Annotated[int, Field(title="所在区划", ge=1)],
    code: Code,
    name: Name,
    short_name: ShortName = "",
    region_code: RegionCode,
    phone: Phone = "",
    address: Address = "",
) -> None:
    """Enter a centre (county, town) or a station (village); its level is that of the region."""
    place = above_of(act, region, "region", {OfficeKind.COUNTY, OfficeKind.TOWN, OfficeKind.VILLAGE})
    level = CentreLevel(place.kind)
    kind = OfficeKind.STATION if level is CentreLevel.VILLAGE else OfficeKind.CENTRE
    begin(office, act, place, code, name, kind, short_name)
    act.add(Centre(office_id=office.pk, level=level, address=address, phone=phone, region_code=region_code))
    act.note(name=name, level=str(level), region_code=region_code)


@verb(OfficeFile, "office.change_centre", label="修改中心", when=["open"], allow=permissions.of_office)
def change_centre(
    office: OfficeFile,
    act: Act,
    *,
    name: Name,
    short_name: ShortName = "",
    phone: Phone = "",
    address: Address = "",
) -> None:
    """Correct what is known of a centre or a station."""
    must_be(office, OfficeKind.CENTRE, OfficeKind.STATION)
    act.set(name=name, short_name=short_name)
    _beside(act, Centre, office.pk, phone=phone, address=address)
    act.note(name=name)


@verb(
    OfficeFile,
    "office.close",
    label="停用",
    when=["open"],
    allow=permissions.may_close_office,
    effect="停用后不再收件，办过的件都在",
    danger=True,
)
def close(
    office: OfficeFile,
    act: Act,
    *,
    reason: Annotated[str, Field(title="原因", min_length=4, max_length=200)],
) -> None:
    """Take an office out of use; its history stays."""
    if office.parent_id is None:
        raise Refused(Because.GUARDED, "县本级不能停用")
    act.set(active=False)
    act.note(reason=reason)


@verb(OfficeFile, "office.reopen", label="重新启用", when=["closed"], allow=permissions.of_office)
def reopen(office: OfficeFile, act: Act) -> None:
    """Take an office into use again."""
    if office.parent_id and not act.office(office.parent_id).active:
        raise Refused(Because.GUARDED, "上级机构还停用着，请先启用上级")
    act.set(active=True)


def begin(
    office: OfficeFile,
    act: Act,
    above: OfficeFacts,
    code: str,
    name: str,
    kind: OfficeKind,
    short_name: str = "",
) -> None:
    """Give a new office its columns, below another one."""
    act.set(
        code=code,
        name=name,
        short_name=short_name,
        kind=str(kind),
        parent_id=above.id,
        path=f"{above.path}{office.pk}/",
        hours=None,
        active=True,
    )
    act.note(code=code)


def above_of(act: Act, office_id: int, field: str, kinds: set[OfficeKind]) -> OfficeFacts:
    """The office above a new one, which must lie in the actor's subtree; others look as if they weren't there."""
    try:
        above = act.office(office_id)
    except KeyError:
        above = None
    mine = above is not None and (act.by.kind == "system" or act.by.covers(above.path))
    if above is None or not mine or not above.active or above.kind not in kinds:
        raise Refused(Because.BAD_INPUT, "请从列出的机构中选", field=field)
    return above


def _root(act: Act) -> int:
    return int(act.by.office_path.strip("/").split("/")[0] or 0)


def _check_window(act: Act, kind: str, departments: list[int]) -> None:
    if fault := rules.window_fault(kind, departments):
        raise Refused(Because.BAD_INPUT, fault, field="departments")
    for identity in departments:
        try:
            known = act.office(identity).kind == OfficeKind.DEPARTMENT
        except KeyError:
            known = False
        if not known:
            raise Refused(Because.BAD_INPUT, "请从列出的部门中选", field="departments")


def must_be(office: OfficeFile, *kinds: OfficeKind) -> None:
    """Refuse an act that is meant for other kinds of office."""
    if office.kind not in kinds:
        words = "、".join(kind.label for kind in kinds)
        raise Refused(Because.WRONG_STATE, f"“{office.name}”不是{words}，不能这样改")


def _beside(act: Act, model: Any, office_id: int, **fields: Any) -> None:
    """Change the row beside an office, in the act's transaction."""
    assert model is not Office
    act.also(lambda: model.objects.filter(office_id=office_id).update(**fields))
