"""Reading departments, centres and windows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from yichuang.domains.organisation.models import Centre, Department, Site
from yichuang.kernel.offices.queries import current_epoch


@lru_cache(maxsize=4)
def _marks(epoch: int) -> dict[int, str]:
    return dict(Department.objects.values_list("office_id", "mark"))


@lru_cache(maxsize=4)
def _regions(epoch: int) -> dict[int, str]:
    return dict(Centre.objects.values_list("office_id", "region_code"))


@lru_cache(maxsize=4)
def _site(epoch: int) -> Site | None:
    return Site.objects.first()


@dataclass(frozen=True, slots=True)
class Contact:
    """Where an office is and how to call it; empty where nobody has written it down."""

    address: str = ""
    phone: str = ""


@lru_cache(maxsize=4)
def _contacts(epoch: int) -> dict[int, Contact]:
    found: dict[int, Contact] = {}
    for model in (Department, Centre):
        for office, address, phone in model.objects.values_list("office_id", "address", "phone"):
            found[office] = Contact(address, phone)
    return found


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


def forget() -> None:
    """Drop what this process has kept; for tests, whose tables go back in time."""
    _marks.cache_clear()
    _regions.cache_clear()
    _site.cache_clear()
    _contacts.cache_clear()
