"""Reading the catalogue. A version never changes, so each process keeps the ones that it has read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yichuang.domains.catalogue.content import ItemFacts, facts_of
from yichuang.domains.catalogue.inputs import ItemText
from yichuang.domains.catalogue.models import CaseKind, ItemState, ItemVersion, ServiceItem
from yichuang.domains.catalogue.rules import difference
from yichuang.kernel.offices.queries import current_epoch

CASE_KINDS: dict[str, str] = {kind.value: str(kind.label) for kind in CaseKind}

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


def all_in_force(epoch: int) -> list[ItemFacts]:
    """What is applied for now: the version in force of every item that takes applications, by code."""
    return sorted(versions(_in_force(epoch)).values(), key=lambda item: item.code)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in an item's history: since when, why, and what it changed, in words."""

    n: int
    since: date
    reason: str
    changes: tuple[str, ...]


def text_of(version_id: int) -> ItemText:
    """The text of a version as it would come in again."""
    return _text(ItemVersion.objects.get(pk=version_id))


def history(item_id: int) -> list[VersionLine]:
    """The versions of an item, newest first."""
    lines: list[VersionLine] = []
    before: ItemText | None = None
    for row in ItemVersion.objects.filter(item_id=item_id).order_by("n"):
        text = _text(row)
        changes = difference(before, text).changes if before else ()
        lines.append(VersionLine(row.n, row.in_force_from, row.reason, changes))
        before = text
    return lines[::-1]


def _text(row: ItemVersion) -> ItemText:
    own = ("name", "kind", "case_kind", "audience", "themes", "level", "online", "statutory_days")
    columns = {name: getattr(row, name) for name in (*own, "promised_days")}
    return ItemText.model_validate({**row.content, **columns})
