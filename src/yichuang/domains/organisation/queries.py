"""Reading departments, centres and windows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from yichuang.domains.organisation.models import Centre, CentreLevel, Department, OfficeKind, Site, Window
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.models import Post
from yichuang.kernel.offices.queries import OfficeFacts, current_epoch, tree


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """A department with its approval section."""

    office: OfficeFacts
    mark: str
    phone: str
    address: str
    has_section: bool

    @property
    def id(self) -> int:
        """The office's id."""
        return self.office.id


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """A centre or a station."""

    office: OfficeFacts
    level: str
    address: str
    phone: str
    region_code: str

    @property
    def id(self) -> int:
        """The office's id."""
        return self.office.id


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """A window; `departments` are office ids, none of them meaning all that are present."""

    office: OfficeFacts
    number: str
    kind: str
    departments: tuple[int, ...]
    centre: int

    @property
    def id(self) -> int:
        """The office's id."""
        return self.office.id

    def takes(self, department: int) -> bool:
        """Whether items of that department are handed in here."""
        return not self.departments or department in self.departments


@dataclass(frozen=True, slots=True)
class _Details:
    departments: tuple[DepartmentFacts, ...]
    centres: tuple[CentreFacts, ...]
    windows: tuple[WindowFacts, ...]


@lru_cache(maxsize=4)
def _details(epoch: int) -> _Details:
    offices = tree(epoch)
    departments = [
        DepartmentFacts(offices.by_id[row.office_id], row.mark, row.phone, row.address, row.has_section)
        for row in Department.objects.order_by("office_id")
    ]
    centres = [
        CentreFacts(offices.by_id[row.office_id], row.level, row.address, row.phone, row.region_code)
        for row in Centre.objects.order_by("office_id")
    ]
    places = {one.id for one in centres}
    windows = []
    for row in Window.objects.order_by("number", "office_id"):
        office = offices.by_id[row.office_id]
        place = next(int(n) for n in reversed(office.path.strip("/").split("/")) if int(n) in places)
        windows.append(WindowFacts(office, row.number, row.kind, tuple(row.departments), place))
    return _Details(tuple(departments), tuple(centres), tuple(windows))


def departments(epoch: int | None = None) -> list[DepartmentFacts]:
    """The departments that are there, in the order in which they were set up."""
    return [one for one in _details(_or_now(epoch)).departments if one.office.active]


def centres(level: str | None = None, epoch: int | None = None) -> list[CentreFacts]:
    """Centres and stations of a level, or all of them."""
    found = _details(_or_now(epoch)).centres
    return [one for one in found if one.office.active and (level is None or one.level == level)]


def stations(epoch: int | None = None) -> list[CentreFacts]:
    """The stations of the villages."""
    return centres(CentreLevel.VILLAGE, epoch)


def windows_of(centre_id: int, epoch: int | None = None, *, closed: bool = False) -> list[WindowFacts]:
    """The windows of a centre by their numbers; with those that are closed when asked for."""
    found = _details(_or_now(epoch)).windows
    return [one for one in found if one.centre == centre_id and (closed or one.office.active)]


def window_of(actor: Actor, epoch: int | None = None) -> WindowFacts | None:
    """The window at which a clerk sits, None for others."""
    return next((one for one in _details(_or_now(epoch)).windows if one.id == actor.seat), None)


def counts(epoch: int | None = None) -> dict[str, int]:
    """How many offices of each kind are open, and windows by kind: `own_window`, `comprehensive_window`."""
    now = _or_now(epoch)
    found = Counter(str(office.kind) for office in tree(now).all if office.active)
    found.update(f"{one.kind}_window" for one in _details(now).windows if one.office.active)
    found.update(f"{one.level}_centre" for one in centres(epoch=now))
    return dict(found)


def regions(epoch: int | None = None) -> list[OfficeFacts]:
    """County, towns and villages, each before what lies in it."""
    kinds = {OfficeKind.COUNTY, OfficeKind.TOWN, OfficeKind.VILLAGE}
    found = [office for office in tree(_or_now(epoch)).all if office.kind in kinds and office.active]
    return sorted(found, key=lambda office: [int(n) for n in office.path.strip("/").split("/")])


def seated(windows: list[int]) -> dict[int, list[str]]:
    """Names of those who sit at these windows."""
    found: dict[int, list[str]] = {}
    posts = Post.objects.filter(seat_id__in=windows, active=True, account__is_active=True).order_by("pk")
    for seat, name in posts.values_list("seat_id", "account__name"):
        found.setdefault(seat, []).append(name)
    return found


def people_at(offices: list[int]) -> dict[int, int]:
    """How many people hold a post at each of these offices or below it, as `staff.posted` counts them."""
    posts = Post.objects.filter(active=True, account__is_active=True)
    known = tree()
    within = {
        (one, account)
        for office, account in set(posts.values_list("office_id", "account_id"))
        for one in offices
        if office in known.by_id and known.by_id[one].holds(known.by_id[office].path)
    }
    return Counter(office for office, _ in within)


def windows_for(department: Combinable) -> QuerySet[Window]:
    """The windows at which items of a department are handed in, for whoever asks row by row."""
    return Window.objects.filter(office__active=True).filter(
        Q(departments=[]) | Q(departments__contains=[department])
    )


def _or_now(epoch: int | None) -> int:
    return current_epoch() if epoch is None else epoch


@lru_cache(maxsize=4)
def _marks(epoch: int) -> dict[int, str]:  # noqa: ARG001 - the key of what is kept
    return dict(Department.objects.values_list("office_id", "mark"))


@lru_cache(maxsize=4)
def _regions(epoch: int) -> dict[int, str]:  # noqa: ARG001 - the key of what is kept
    return dict(Centre.objects.values_list("office_id", "region_code"))


@lru_cache(maxsize=4)
def _site(epoch: int) -> Site | None:  # noqa: ARG001 - the key of what is kept
    return Site.objects.first()


@dataclass(frozen=True, slots=True)
class Contact:
    """Where an office is and how to call it; empty where nobody has written it down."""

    address: str = ""
    phone: str = ""


@lru_cache(maxsize=4)
def _contacts(epoch: int) -> dict[int, Contact]:
    details = _details(epoch)
    places: list[DepartmentFacts | CentreFacts] = [*details.departments, *details.centres]
    return {one.id: Contact(one.address, one.phone) for one in places}


def contact_of(office_id: int, epoch: int | None = None) -> Contact:
    """Address and telephone of a department or centre; empty ones for any other office."""
    return _contacts(current_epoch() if epoch is None else epoch).get(office_id, Contact())


def site() -> Site | None:
    """Whose system this is; None before `init` or `demo`."""
    return _site(current_epoch())


def mark_of(department_id: int, epoch: int | None = None) -> str:
    """机关代字 of a department, the first part of its document numbers."""
    return _marks(current_epoch() if epoch is None else epoch)[department_id]


def region_of(place_id: int, epoch: int | None = None) -> str:
    """Six digits of the region of a centre or station, the first part of its case numbers."""
    return _regions(current_epoch() if epoch is None else epoch)[place_id][:6]


@lru_cache(maxsize=4)
def _levels(epoch: int) -> dict[int, str]:
    return {one.id: one.level for one in _details(epoch).centres}


def level_of(place_id: int, epoch: int | None = None) -> str:
    """`county`, `town` or `village`: the level of a centre or station. KeyError for any other office."""
    return _levels(_or_now(epoch))[place_id]


def level_name(level: str) -> str:
    """What places of a level are called: 村便民服务站."""
    return CentreLevel(level).label


def keeps_whole_county(actor: Actor) -> bool:
    """Whether a post is one of the county's centre or above it, not of a department, a town or a village."""
    offices = tree()
    office = offices.by_id.get(actor.office or 0)
    if office is None or office.kind not in (OfficeKind.COUNTY, OfficeKind.CENTRE):
        return False
    return offices.above(office.id, OfficeKind.TOWN) is None


def forget() -> None:
    """Drop what this process has kept; for tests, whose tables go back in time."""
    _details.cache_clear()
    _marks.cache_clear()
    _regions.cache_clear()
    _site.cache_clear()
    _contacts.cache_clear()
    _levels.cache_clear()
