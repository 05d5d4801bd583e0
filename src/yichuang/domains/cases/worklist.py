"""The work list of a department: its open cases by deadline. The same few queries for ten rows or ten thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue import queries as catalogue
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.offices.queries import tree

PAGE = 50
LIGHTS = ("overdue", "warning", "normal", "paused")
SORTS = {"due": "先到期的在前", "received": "先收到的在前", "newest": "新收到的在前"}
WHOSE = {"": "全部", "mine": "我领取的", "free": "还没人领取"}

# One row a case: a case has either an acceptance clock or a decision clock running, never both. The index on
# clock(owed_by, kind, due_at) finds them; the subject is told apart before its number is read.
_OPEN = """
FROM clock k JOIN "case" c ON c.id = CASE WHEN k.subject LIKE 'case:%%' THEN substr(k.subject, 6)::bigint END
WHERE k.stopped_at IS NULL AND k.owed_by_id = ANY(%(offices)s) AND k.kind IN ('decision', 'acceptance')
"""
_LIGHT = """CASE WHEN k.due_at < %(now)s THEN 'overdue' WHEN k.standing THEN 'paused'
WHEN k.warn_at <= %(now)s THEN 'warning' ELSE 'normal' END"""
_WHOSE = "CASE WHEN c.assignee = %(me)s THEN 'mine' WHEN c.assignee IS NULL THEN 'free' ELSE 'other' END"
_COUNT = (
    f"SELECT {_LIGHT} AS light, c.stage, c.item_version_id, {_WHOSE} AS whose, count(*) {_OPEN}"
    " GROUP BY 1, 2, 3, 4"
)
_ORDER = {
    "due": "k.due_at NULLS LAST, k.subject",
    "received": "c.received_at, c.id",
    "newest": "c.received_at DESC, c.id DESC",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows, as it stands in the address."""

    light: str = ""
    stage: str = ""
    item: str = ""
    whose: str = ""
    sort: str = "due"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Read an address; what makes no sense is left out."""
        page = query.get("page", "1")
        return cls(
            light=query["light"] if query.get("light") in LIGHTS else "",
            stage=query.get("stage", "")[:20],
            item=query.get("item", "")[:40],
            whose=query.get("whose", "") if query.get("whose") in WHOSE else "",
            sort=query.get("sort", "") if query.get("sort") in SORTS else "due",
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these changes; what is as usual is left out."""
        changed = replace(self, **changes)
        usual = Filters()
        said = {
            name: getattr(changed, name)
            for name in ("light", "stage", "item", "whose", "sort", "page")
            if getattr(changed, name) != getattr(usual, name)
        }
        return urlencode(said)


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the list, and what can be filtered by."""

    cases: list[Case]
    lights: dict[str, int]
    total: int
    stages: list[tuple[str, str]]
    items: list[tuple[str, str]]
    page: int
    pages: int


def work_list(actor: Actor, filters: Filters, now: datetime) -> WorkList:
    """Open cases that the actor's office owes an act, by deadline."""
    offices = [office.id for office in tree().below(actor.office_path)] if actor.office_path else []
    asked: dict[str, Any] = {"offices": offices, "now": now, "me": actor.account}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, asked)
        groups = cursor.fetchall()
    items = catalogue.versions({row[2] for row in groups})
    lights: Counter[str] = Counter()
    stages: dict[str, str] = {}
    for light, stage, version, whose, count in groups:
        facts = items[version]
        stages.update({one.code: one.name for one in facts.stages if one.code == stage})
        if _fits(filters, stage, facts.code, whose):
            lights[light] += count
    total = lights[filters.light] if filters.light else lights.total()
    pages = max(1, -(-total // PAGE))
    page = min(filters.page, pages)
    versions = [one.id for one in items.values() if not filters.item or one.code == filters.item]
    found = _page(asked | {"versions": versions}, filters, page)
    return WorkList(
        cases=found,
        lights=dict(lights),
        total=total,
        stages=sorted(stages.items()),
        items=sorted({(one.code, one.name) for one in items.values()}, key=lambda pair: pair[1]),
        page=page,
        pages=pages,
    )


def awaiting_upper(actor: Actor) -> list[Case]:
    """Cases passed up whose answer hasn't come: nobody here owes anything, but somebody enters the answer."""
    if not actor.office_path:
        return []
    waiting = Case.objects.filter(department_path__startswith=actor.office_path, state="awaiting_upper")
    return list(waiting.order_by("concluded_at", "accepted_at")[:PAGE])


def _fits(filters: Filters, stage: str, item: str, whose: str) -> bool:
    return (
        (not filters.stage or stage == filters.stage)
        and (not filters.item or item == filters.item)
        and (not filters.whose or whose == filters.whose)
    )


def _page(asked: dict[str, Any], filters: Filters, page: int) -> list[Case]:
    conditions = ["c.item_version_id = ANY(%(versions)s)"]
    if filters.stage:
        conditions.append("c.stage = %(stage)s")
    if filters.light:
        conditions.append(f"({_LIGHT}) = %(light)s")
    if filters.whose:
        conditions.append(f"({_WHOSE}) = %(whose)s")
    chosen = " AND ".join(conditions)
    sql = f"SELECT c.id {_OPEN} AND {chosen} ORDER BY {_ORDER[filters.sort]} LIMIT {PAGE} OFFSET %(from)s"
    given = {
        "stage": filters.stage,
        "light": filters.light,
        "whose": filters.whose,
        "from": (page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, asked | given)
        ids = [row[0] for row in cursor.fetchall()]
    rows = Case.objects.in_bulk(ids)
    return [rows[one] for one in ids]
