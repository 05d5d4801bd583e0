"""All open cases at a glance, for whoever looks over them: counted by office, window, item and light, and listed.

Three statements, whatever the number of rows. What is open is found by its clocks; nothing is read of the years before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.running import (
    BESIDE_THE_LAW,
    NUMBER,
    OF_CASES,
    RUNNING,
    light_beside_the_law,
)

LIGHTS = ("deep", "overdue", "warning", "normal", "paused")
NAMES = {"deep": "超法定", "overdue": "超承诺", "warning": "临期", "normal": "正常", "paused": "暂停"}

_OPEN = f"""
{OF_CASES} {BESIDE_THE_LAW}
WHERE {RUNNING} AND (c.department_path LIKE %(scope)s OR c.place_path LIKE %(scope)s)
"""
_LIGHT = light_beside_the_law("%(now)s")
_BY = "c.department_id, c.place_id, c.window_id, c.item_id"
_COUNT = f"SELECT {_BY}, {_LIGHT} AS light, count(*) {_OPEN} GROUP BY 1, 2, 3, 4, 5"
_TODAY = f"""
SELECT {_BY}, count(*) FILTER (WHERE received_on = %(day)s), count(*) FILTER (WHERE accepted_on = %(day)s),
  count(*) FILTER (WHERE concluded_on = %(day)s)
FROM "case" c WHERE (received_on = %(day)s OR accepted_on = %(day)s OR concluded_on = %(day)s)
AND (department_path LIKE %(scope)s OR place_path LIKE %(scope)s) GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - names of ours


_IDS = f"SELECT {NUMBER} FROM clock k WHERE {RUNNING} AND k.subject LIKE 'case:%%'"  # noqa: S608 - names of ours
_LIT = f"""(SELECT {light_beside_the_law("now()")} FROM clock k {BESIDE_THE_LAW}
WHERE k.subject = 'case:' || "case".id AND {RUNNING} LIMIT 1)
"""  # noqa: S608 - names of ours


def running() -> QuerySet[Case]:
    """Open cases one by one, each with its `light` as of now."""
    ids, light = RawSQL(_IDS, ()), RawSQL(_LIT, (), output_field=TextField())  # noqa: S611 - words of ours
    return Case.objects.filter(pk__in=ids).annotate(light=light)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and what a case is: ids of its department, its place, its window, its item."""

    department: int
    place: int
    window: int | None
    item: int


@dataclass(frozen=True, slots=True)
class Group:
    """Open cases that are alike, and how many they are."""

    where: Place
    light: str
    count: int


@dataclass(frozen=True, slots=True)
class Today:
    """What came in, was accepted and was concluded on the day, of cases that are alike."""

    where: Place
    received: int
    accepted: int
    concluded: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which open cases are listed; None takes all."""

    departments: Sequence[int] | None = None
    places: Sequence[int] | None = None
    window: int | None = None
    item: int | None = None
    lights: Sequence[str] | None = None
    cases: Sequence[int] | None = None


def groups(scope: str, now: datetime) -> list[Group]:
    """Open cases under a path of offices, counted."""
    rows = _asked(_COUNT, {"scope": f"{scope}%", "now": now})
    return [Group(Place(*row[:4]), row[4], row[5]) for row in rows]


def today(scope: str, day: date) -> list[Today]:
    """What a day has brought under a path of offices."""
    rows = _asked(_TODAY, {"scope": f"{scope}%", "day": day})
    return [Today(Place(*row[:4]), *row[4:]) for row in rows]


def listed(scope: str, now: datetime, wanted: Wanted, first: int, most: int) -> list[tuple[Case, str]]:
    """Open cases with their lights, the most urgent first."""
    conditions, given = _conditions(wanted)
    sql = (
        f"SELECT c.id, {_LIGHT} {_OPEN} {conditions} ORDER BY s.due_at < %(now)s DESC NULLS LAST, "
        "k.due_at NULLS LAST, c.id LIMIT %(most)s OFFSET %(first)s"
    )
    found = _asked(sql, {"scope": f"{scope}%", "now": now, "most": most, "first": first, **given})
    cases = Case.objects.in_bulk([row[0] for row in found])
    return [(cases[identity], light) for identity, light in found]


def _conditions(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    chosen = {
        "c.department_id = ANY(%(departments)s)": ("departments", wanted.departments),
        "c.place_id = ANY(%(places)s)": ("places", wanted.places),
        "c.window_id = %(window)s": ("window", wanted.window),
        "c.item_id = %(item)s": ("item", wanted.item),
        f"({_LIGHT}) = ANY(%(lights)s)": ("lights", wanted.lights),
        "c.id = ANY(%(cases)s)": ("cases", wanted.cases),
    }
    said = {text: pair for text, pair in chosen.items() if pair[1] is not None}
    given = {name: list(value) if isinstance(value, Sequence) else value for name, value in said.values()}
    return " ".join(f"AND {text}" for text in said), given


def _asked(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
