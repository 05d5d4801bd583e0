"""Reading the catalogue. A version never changes, so each process keeps the ones that it has read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from yichuang.domains.catalogue.content import ItemFacts, facts_of
from yichuang.domains.catalogue.models import ItemState, ItemVersion, ServiceItem

_versions: dict[int, ItemFacts] = {}


def version(version_id: int) -> ItemFacts:
    """Facts of a version by its id; ItemVersion.DoesNotExist when there is none."""
    found = _versions.get(version_id)
    if found is None:
        row = ItemVersion.objects.select_related("item").get(pk=version_id)
        found = _versions[version_id] = facts_of(row, row.item.code, row.item.department_id)
    return found


def versions(version_ids: Iterable[int]) -> dict[int, ItemFacts]:
    """Facts of several versions by id, with one query for those not read before."""
    wanted = set(version_ids)
    missing = wanted - _versions.keys()
    if missing:
        for row in ItemVersion.objects.select_related("item").filter(pk__in=missing):
            _versions[row.pk] = facts_of(row, row.item.code, row.item.department_id)
    return {one: _versions[one] for one in wanted if one in _versions}


def forget() -> None:
    """Drop what this process has kept; for tests that make their own catalogue again and again."""
    _versions.clear()
    _in_force.cache_clear()
    _codes.cache_clear()


@lru_cache(maxsize=4)
def _codes(_epoch: int) -> frozenset[str]:
    return frozenset(ServiceItem.objects.values_list("code", flat=True))


def is_taken(code: str, epoch: int) -> bool:
    """Whether an item has that code already, in force or not; `epoch` of the catalogue."""
    return code in _codes(epoch)


@lru_cache(maxsize=4)
def _in_force(_epoch: int) -> frozenset[int]:
    found = ServiceItem.objects.filter(state=ItemState.IN_FORCE).values_list("version_in_force_id", flat=True)
    return frozenset(one for one in found if one is not None)


def accepts_applications(version_id: int, epoch: int) -> bool:
    """Whether that version is the one in force of an item that takes applications; `epoch` of the catalogue."""
    return version_id in _in_force(epoch)


def in_force(epoch: int) -> list[ItemFacts]:
    """What is applied for now: the version in force of every item that takes applications, by code."""
    return sorted(versions(_in_force(epoch)).values(), key=lambda item: item.code)
