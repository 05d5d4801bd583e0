"""The supervisor's board: what is open, near and late, folded by department, town, window or item. Read, never kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from yichuang.domains.cases import overview
from yichuang.domains.cases.overview import Group, Place, Today, Wanted
from yichuang.domains.catalogue.queries import names_of_items
from yichuang.kernel.offices.queries import Tree, tree
from yichuang.ui import formats

DIMENSIONS = {"department": "部门", "town": "乡镇", "window": "窗口", "item": "事项"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board shows, as it stands in the address."""

    by: str = "department"
    light: str = ""
    department: int = 0
    town: int = 0
    window: int = 0
    item: int = 0
    warned: bool = False
    whole: bool = False  # on a phone: all lines of the lists, not only the first
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Read an address; what makes no sense is left out."""
        return cls(
            by=query.get("by", "") if query.get("by") in DIMENSIONS else "department",
            light=query.get("light", "") if query.get("light") in (*overview.LIGHTS, "late") else "",
            **{name: _whole(query.get(name, "")) for name in DIMENSIONS},
            warned=query.get("warned") == "1",
            whole=query.get("whole") == "1",
            page=max(1, min(_whole(query.get("page", "")), 10_000)),
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these changes; what is as usual is left out."""
        changed, usual = replace(self, **changes), Filters()
        names = (*DIMENSIONS, "by", "light", "warned", "whole", "page")
        said = {
            name: int(value) if isinstance(value := getattr(changed, name), bool) else value
            for name in names
            if getattr(changed, name) != getattr(usual, name)
        }
        return urlencode(said)


@dataclass(frozen=True, slots=True)
class Line:
    """A department, town, window or item with its counts by light, and what the day has brought."""

    key: int
    name: str
    lights: Counter[str]
    received: int
    concluded: int

    @property
    def open(self) -> int:
        """Everything in progress."""
        return self.lights.total()

    @property
    def late(self) -> int:
        """Past the promise, or past the law's own limit."""
        return self.lights["overdue"] + self.lights["deep"]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the board counts."""

    lines: list[Line]
    lights: Counter[str]
    received: int
    accepted: int
    concluded: int
    options: dict[str, list[tuple[int, str]]]


class Keys:
    """The key of a case in each dimension: its department, the town of its place, its window, its item."""

    def __init__(self, offices: Tree) -> None:
        self._offices = offices
        self._towns: dict[int, int] = {}

    def of(self, dimension: str, where: Place) -> int:
        """0 where it has none."""
        if dimension == "town":
            return self.town(where.place)
        return int(getattr(where, dimension) or 0)

    def town(self, place: int) -> int:
        """The town of a place; the county's own centre stands for itself."""
        if place not in self._towns:
            found = self._offices.above(place, "town")
            self._towns[place] = found.id if found else place
        return self._towns[place]

    def places(self, town: int) -> list[int]:
        """The places of a town."""
        here = self._offices.by_id.get(town)
        return [one.id for one in self._offices.below(here.path)] if here else []


def board(scope: str, filters: Filters, now: datetime) -> Board:
    """Count everything under a path of offices: two statements, and one for the names of items."""
    keys = Keys(tree())
    groups, today = overview.groups(scope, now), overview.today(scope, formats.the_day(now))
    fits = _fits(keys, filters)
    open_here = [one for one in groups if fits(one.where)]
    day_here = [one for one in today if fits(one.where)]
    names = _names(keys, [*groups, *today])
    lights: Counter[str] = Counter()
    for one in open_here:
        lights[one.light] += one.count
    return Board(
        lines=_lines(keys, filters.by, open_here, day_here, names),
        lights=lights,
        received=sum(one.received for one in day_here),
        accepted=sum(one.accepted for one in day_here),
        concluded=sum(one.concluded for one in day_here),
        options={name: sorted(found.items(), key=lambda pair: pair[1]) for name, found in names.items()},
    )


def wanted(filters: Filters, warned: list[int] | None) -> Wanted:
    """Which cases the list below the counts shows."""
    keys = Keys(tree())
    lights = {"": None, "late": ["overdue", "deep"]}.get(filters.light, [filters.light])
    return Wanted(
        departments=[filters.department] if filters.department else None,
        places=keys.places(filters.town) if filters.town else None,
        window=filters.window or None,
        item=filters.item or None,
        lights=lights,
        cases=warned,
    )


def _fits(keys: Keys, filters: Filters) -> Callable[[Place], bool]:
    chosen = {name: getattr(filters, name) for name in DIMENSIONS if getattr(filters, name)}
    return lambda where: all(keys.of(name, where) == key for name, key in chosen.items())


def _names(keys: Keys, found: list[Group | Today]) -> dict[str, dict[int, str]]:
    offices = tree().by_id
    used: dict[str, set[int]] = {name: {keys.of(name, one.where) for one in found} for name in DIMENSIONS}
    names: dict[str, dict[int, str]] = {
        name: {key: offices[key].brief for key in used[name] if key in offices}
        for name in ("department", "town", "window")
    }
    names["item"] = dict(names_of_items(used["item"]))
    return names


def _lines(
    keys: Keys, by: str, groups: list[Group], today: list[Today], names: dict[str, dict[int, str]]
) -> list[Line]:
    lights: dict[int, Counter[str]] = defaultdict(Counter)
    received: Counter[int] = Counter()
    concluded: Counter[int] = Counter()
    for one in groups:
        lights[keys.of(by, one.where)][one.light] += one.count
    for day in today:
        received[keys.of(by, day.where)] += day.received
        concluded[keys.of(by, day.where)] += day.concluded
    without = {"window": "网上和村站"}.get(by, "—")
    lines = [
        Line(key, names[by].get(key, without), lights[key], received[key], concluded[key])
        for key in {*lights, *received, *concluded}
    ]
    return sorted(lines, key=lambda line: (-line.late, -line.lights["warning"], -line.open, line.name))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
