"""Reading the catalogue. A version never changes, so each process keeps the ones that it has read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yichuang.domains.catalogue.content import ItemFacts, facts_of
from yichuang.domains.catalogue.inputs import ItemText
from yichuang.domains.catalogue.limits import WORKED, YEAR
from yichuang.domains.catalogue.models import CaseKind, ItemState, ItemVersion, ServiceItem
from yichuang.domains.catalogue.rules import difference
from yichuang.domains.organisation.levels import reaches
from yichuang.kernel.offices.queries import current_epoch

CASE_KINDS: dict[str, str] = {kind.value: str(kind.label) for kind in CaseKind}
UNITS_ADDED = f"时限是自然日的，按全年 {YEAR} 天里有 {WORKED} 个工作日折成工作日。"
"""How a figure that adds limits of two units says so."""

COLUMNS = (
    "name", "kind", "case_kind", "audience", "themes", "level", "online",
    "statutory_days", "statutory_unit", "promised_days", "promised_unit",
)  # fmt: skip
"""What of an item's text stands in columns of its own; the rest is in `content`."""

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


def names_of_items(item_ids: Iterable[int]) -> dict[int, str]:
    """Names of items by their ids, as their latest text has them."""
    newest = ItemVersion.objects.filter(item__in=set(item_ids)).order_by("item_id", "-n").distinct("item_id")
    return dict(newest.values_list("item_id", "name"))


def forget() -> None:
    """Drop what this process has kept; for tests that make their own catalogue again and again."""
    _versions.clear()
    _in_force.cache_clear()
    _codes.cache_clear()
    directory_at.cache_clear()


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as the directory lists it: its text in force and what stands beside the text."""

    facts: ItemFacts
    state: str
    why: str
    since: date
    base_code: str
    implementation_code: str

    @property
    def open(self) -> bool:
        """Whether one can apply for it now."""
        return self.state == ItemState.IN_FORCE


class Directory:
    """All items at one epoch of the catalogue, in the order of their pinyin; `shown` leaves out the retired ones."""

    def __init__(self, items: list[Listed]) -> None:
        self.by_code = {item.facts.code: item for item in items}
        self.by_version = {item.facts.id: item for item in items}
        self.shown = [item for item in items if item.state != ItemState.RETIRED]

    def filtered(
        self, *, audience: str = "", theme: str = "", department: int = 0, level: str = ""
    ) -> list[Listed]:
        """Items for that audience, of that theme and department, that a place of that level takes."""
        return [
            item
            for item in self.shown
            if (not audience or audience in item.facts.audience)
            and (not theme or theme in item.facts.themes)
            and (not department or department == item.facts.department_id)
            and (not level or reaches(item.facts.level, level))
        ]

    def themes(self, audience: str = "") -> Counter[str]:
        """How many items each theme has, for an audience or for all."""
        return Counter(theme for item in self.filtered(audience=audience) for theme in item.facts.themes)

    def departments(self) -> Counter[int]:
        """How many items each department has, by its office's id."""
        return Counter(item.facts.department_id for item in self.shown)


def directory() -> Directory:
    """The directory as it stands now; read again only when the catalogue has changed."""
    return directory_at(current_epoch("catalogue"))


@lru_cache(maxsize=2)
def directory_at(_epoch: int) -> Directory:
    """The directory at that epoch of the catalogue (given by a caller who has just read it)."""
    rows = ServiceItem.objects.select_related("version_in_force").exclude(version_in_force=None)
    listed = []
    for item in rows.order_by("version_in_force__sort_key", "code"):
        row = item.version_in_force
        assert row is not None
        facts = _versions.setdefault(row.pk, facts_of(row, item.code, item.department_id))
        listed.append(
            Listed(facts, item.state, item.why, row.in_force_from, item.base_code, item.implementation_code)
        )
    return Directory(listed)


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


def in_force(code: str) -> ItemFacts | None:
    """The version in force of the item with that code; None when it takes no applications."""
    found = ServiceItem.objects.filter(code=code, state=ItemState.IN_FORCE).values_list("version_in_force_id")
    one = found.first()
    return version(one[0]) if one and one[0] else None


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
    columns = {name: getattr(row, name) for name in COLUMNS}
    return ItemText.model_validate({**row.content, **columns})
