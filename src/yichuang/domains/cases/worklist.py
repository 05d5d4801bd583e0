"""The work list of a department: its open cases by deadline. The same few queries for ten rows or ten thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from yichuang.domains.cases.models import name_of
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import COLUMNS
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.statements import Row, ask

PAGE = 50
LIGHTS = ("overdue", "warning", "normal", "paused")
SORTS = {"due": "先到期的在前", "received": "先收到的在前", "newest": "新收到的在前"}
WHOSE = {"": "全部", "mine": "我领取的", "free": "还没人领取"}

# One row a case: a case has either an acceptance clock or a decision clock running, never both. The index on
# clock(owed_by, kind, due_at) finds them; the subject is told apart before its number is read.
_RUNNING = "k.stopped_at IS NULL AND k.kind IN ('decision', 'acceptance')"
_OPEN = f"""
FROM clock k JOIN "case" c ON c.id = CASE WHEN k.subject LIKE 'case:%%' THEN substr(k.subject, 6)::bigint END
LEFT JOIN account a ON a.id = c.assignee WHERE {_RUNNING} AND k.owed_by_id = ANY(%(offices)s)
"""
# Passed up, and the answer hasn't come: nobody here owes anything, but somebody enters the answer.
_UPPER = f"""
FROM "case" c LEFT JOIN clock k ON k.subject = 'case:' || c.id AND {_RUNNING}
LEFT JOIN account a ON a.id = c.assignee WHERE c.state = 'awaiting_upper' AND c.department_id = ANY(%(offices)s)
"""
_LIGHT = """CASE WHEN k.due_at < %(now)s THEN 'overdue' WHEN k.standing THEN 'paused'
WHEN k.warn_at <= %(now)s THEN 'warning' ELSE 'normal' END"""
_WHOSE = "CASE WHEN c.assignee = %(me)s THEN 'mine' WHEN c.assignee IS NULL THEN 'free' ELSE 'other' END"
_COUNT = f"""
SELECT {_LIGHT} AS light, c.stage, c.item_version_id, {_WHOSE} AS whose, count(*) {_OPEN} GROUP BY 1, 2, 3, 4
UNION ALL SELECT 'upper', '', 0, '', count(*) {_UPPER}
"""
_LINE = f"""
SELECT c.id, c.number, c.item_version_id, c.applicant_mask, c.state, c.stage, a.name,
{", ".join(f"k.{column}" for column in COLUMNS)}
"""
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
class Line:
    """What the list shows of a case: who holds it, and the clock that runs for us, if one does."""

    id: int
    number: str
    item: ItemFacts
    applicant_mask: str
    state: str
    stage: str
    holder: str | None
    clock: ClockRow | None

    @property
    def stage_name(self) -> str:
        """Where it stands: the stage of its review, else its state."""
        return next((one.name for one in self.item.stages if one.code == self.stage), None) or name_of(
            self.state, self.item
        )


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the list, and what can be filtered by; `upper` counts what has been passed up."""

    lines: list[Line]
    lights: dict[str, int]
    total: int
    upper: int
    stages: list[tuple[str, str]]
    items: list[tuple[str, str]]
    page: int
    pages: int


def work_list(actor: Actor, filters: Filters, now: datetime) -> WorkList:
    """Open cases that the actor's office owes an act, by deadline. Two queries."""
    asked: dict[str, Any] = {"offices": _offices(actor), "now": now, "me": actor.account}
    *groups, (*_, upper) = ask(_COUNT, **asked)
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
    return WorkList(
        lines=_page(asked | {"versions": versions}, filters, page),
        lights=dict(lights),
        total=total,
        upper=upper,
        stages=sorted(stages.items()),
        items=sorted({(one.code, one.name) for one in items.values()}, key=lambda pair: pair[1]),
        page=page,
        pages=pages,
    )


def awaiting_upper(actor: Actor) -> list[Line]:
    """Cases passed up whose answer hasn't come, those that have waited longest first."""
    order = "ORDER BY c.concluded_at, c.accepted_at, c.id"
    return _lines(ask(f"{_LINE} {_UPPER} {order} LIMIT {PAGE}", offices=_offices(actor)))


def _offices(actor: Actor) -> list[int]:
    return [office.id for office in tree().below(actor.office_path)] if actor.office_path else []


def _lines(rows: list[Row]) -> list[Line]:
    items = catalogue.versions({row[2] for row in rows})
    return [
        Line(
            identity,
            number,
            items[version],
            mask,
            state,
            stage,
            holder,
            ClockRow(*clock) if clock[0] else None,
        )
        for identity, number, version, mask, state, stage, holder, *clock in rows
    ]


def _fits(filters: Filters, stage: str, item: str, whose: str) -> bool:
    return (
        (not filters.stage or stage == filters.stage)
        and (not filters.item or item == filters.item)
        and (not filters.whose or whose == filters.whose)
    )


def _page(asked: dict[str, Any], filters: Filters, page: int) -> list[Line]:
    conditions = ["c.item_version_id = ANY(%(versions)s)"]
    if filters.stage:
        conditions.append("c.stage = %(stage)s")
    if filters.light:
        conditions.append(f"({_LIGHT}) = %(light)s")
    if filters.whose:
        conditions.append(f"({_WHOSE}) = %(whose)s")
    chosen = " AND ".join(conditions)
    asked |= {"stage": filters.stage, "light": filters.light, "from": (page - 1) * PAGE}
    order = f"ORDER BY {_ORDER[filters.sort]} LIMIT {PAGE} OFFSET %(from)s"
    return _lines(ask(f"{_LINE} {_OPEN} AND {chosen} {order}", **asked))
