"""The outline of a centre as a file describes it: offices, windows, who works there. Checked before it is written."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yichuang.domains.organisation.models import CentreLevel, OfficeKind, WindowKind

DEMONSTRATION = Path(__file__).with_name("data") / "yunxi.toml"

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Name = Annotated[str, Field(min_length=1, max_length=60)]
RegionCode = Annotated[str, Field(pattern=r"^\d{6}(\d{6})?$")]
Hours = list[tuple[str, str]]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SitePart(_Part):
    """Whose system it is."""

    name: Name
    short_name: Annotated[str, Field(min_length=1, max_length=30)]
    region_name: Annotated[str, Field(min_length=1, max_length=30)]
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    centre: Code
    demonstration: bool = False


class OfficePart(_Part):
    """What every office has; `parent` is the code of the office above, the county when left out."""

    code: Code
    name: Name
    short_name: Annotated[str, Field(max_length=40)] = ""
    parent: Code | None = None
    hours: Hours | None = None


class CountyPart(OfficePart):
    """The root of the tree."""

    region_code: RegionCode


class DepartmentPart(OfficePart):
    """A body that decides; `section` says whether it has an approval section."""

    mark: Annotated[str, Field(min_length=1, max_length=20)]
    credit_code: str = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    address: Annotated[str, Field(max_length=120)] = ""
    section: bool = True


class RegionPart(OfficePart):
    """A town or a village."""

    kind: Literal["town", "village"]


class CentrePart(OfficePart):
    """A centre or a station."""

    level: CentreLevel
    region_code: RegionCode
    address: Annotated[str, Field(max_length=120)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""


class HallPart(_Part):
    """A room of a centre."""

    code: Code
    name: Name
    short_name: Annotated[str, Field(max_length=40)] = ""
    centre: Code


class WindowPart(OfficePart):
    """A counter in a hall or a centre."""

    parent: Code
    number: Annotated[str, Field(min_length=1, max_length=10)]
    kind: WindowKind
    departments: list[Code] = []


class PostPart(_Part):
    """A role at an office."""

    role: str
    office: Code
    seat: Code | None = None
    title: Annotated[str, Field(max_length=60)] = ""


class StaffPart(_Part):
    """Somebody who works there. `demo` is the word under which the demonstration offers the account."""

    name: Name
    username: Annotated[str, Field(min_length=2, max_length=60, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    posts: list[PostPart]
    demo: str | None = None
    password: str | None = None  # none: the account can't sign in until its password is reset


class Outline(_Part):
    """A whole centre."""

    site: SitePart
    county: CountyPart
    since: date
    department: list[DepartmentPart] = []
    region: list[RegionPart] = []
    centre: list[CentrePart] = []
    hall: list[HallPart] = []
    window: list[WindowPart] = []
    staff: list[StaffPart] = []

    @model_validator(mode="after")
    def _codes_are_known(self) -> Self:
        """Every code that a part points to is the code of another part, and no code stands twice."""
        codes = [one.code for one in self.offices()]
        if len(set(codes)) < len(codes):
            raise ValueError(f"编号重复：{sorted({code for code in codes if codes.count(code) > 1})}")
        pointed = [one.parent for one in self.offices() if one.parent] + [self.site.centre]
        pointed += [code for window in self.window for code in window.departments]
        for post in (post for person in self.staff for post in person.posts):
            pointed += [post.office, *([post.seat] if post.seat else [])]
        if unknown := sorted(set(pointed) - set(codes)):
            raise ValueError(f"没有这些编号的机构：{unknown}")
        names = [person.username for person in self.staff]
        if len(set(names)) < len(names):
            raise ValueError("用户名重复")
        return self

    def offices(self) -> list[OfficePart]:
        """Every office, those above before those below; approval sections and halls among them."""
        county = self.county.code
        found: list[OfficePart] = [self.county]
        found += [one.model_copy(update={"parent": county}) for one in self.department]
        found += [
            OfficePart(
                code=f"{one.code}-sp",
                name=f"{one.name}行政审批股",
                short_name="行政审批股",
                parent=one.code,
            )
            for one in self.department
            if one.section
        ]
        found += [one if one.parent else one.model_copy(update={"parent": county}) for one in self.region]
        found += [one if one.parent else one.model_copy(update={"parent": county}) for one in self.centre]
        found += [
            OfficePart(code=one.code, name=one.name, short_name=one.short_name, parent=one.centre)
            for one in self.hall
        ]
        return [*found, *self.window]

    def kinds(self) -> dict[str, OfficeKind]:
        """The kind of each office by its code."""
        found = {self.county.code: OfficeKind.COUNTY}
        found |= {one.code: OfficeKind.DEPARTMENT for one in self.department}
        found |= {f"{one.code}-sp": OfficeKind.SECTION for one in self.department if one.section}
        found |= {one.code: OfficeKind(one.kind) for one in self.region}
        station = {CentreLevel.VILLAGE: OfficeKind.STATION}
        found |= {one.code: station.get(one.level, OfficeKind.CENTRE) for one in self.centre}
        found |= {one.code: OfficeKind.HALL for one in self.hall}
        return found | {one.code: OfficeKind.WINDOW for one in self.window}


def read(file: Path = DEMONSTRATION) -> Outline:
    """The outline in a TOML file. Raises ValueError (pydantic's) for one that doesn't hold together."""
    return Outline.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
