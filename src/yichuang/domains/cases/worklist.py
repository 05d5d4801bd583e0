"""The work list of a department: its open cases by deadline. One statement for ten rows or ten thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from yichuang.domains.cases.models import name_of
from yichuang.domains.cases.running import OF_CASES, RUNNING, light_of
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks.queries import RunningClock
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.statements import Row, among, ask

PAGE = 50
LIGHTS = ("overdue", "warning", "normal", "paused")
SORTS = {"due": "先到期的在前", "received": "先收到的在前", "newest": "新收到的在前"}
WHOSE = {"": "全部", "mine": "我领取的", "free": "还没人领取"}

# One row a case; the index on clock(owed_by, kind, due_at) finds them.
_OPEN = f"""
{OF_CASES} WHERE {RUNNING} AND k.owed_by_id {among("%(offices)s", "bigint")}
"""
# Passed up, and the answer hasn't come: nobody here owes anything, but somebody enters the answer.
_UPPER = f"""
FROM "case" c LEFT JOIN clock k ON k.subject = 'case:' || c.id AND k.kind = 'upper' AND k.stopped_at IS NULL
WHERE c.state = 'awaiting_upper' AND c.department_id {among("%(offices)s", "bigint")}
"""
_LIGHT = light_of("%(now)s")
_WHOSE = "CASE WHEN c.assignee = %(me)s THEN 'mine' WHEN c.assignee IS NULL THEN 'free' ELSE 'other' END"
_CLOCK = ", ".join(
    "NULLIF(k.pauses, '[]') AS pauses" if column == "pauses" else f"k.{column}"
    for column in RunningClock._fields
)
_COLUMNS = "id, number, version, applicant_mask, state, stage, assignee"
_LINE = f"""
SELECT c.id, c.number, c.item_version_id AS version, c.applicant_mask, c.state, c.stage, c.assignee, {_CLOCK}
"""
_ORDER = {
    "due": "due_at NULLS LAST, subject",
    "received": "received_at, id",
    "newest": "received_at DESC, id DESC",
}
_CHOSEN = {
    "light": "light = %(light)s",
    "stage": "stage = %(stage)s",
    "item": "item_id = (SELECT i.id FROM service_item i WHERE i.code = %(item)s)",
    "whose": "whose = %(whose)s",
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


class Line(NamedTuple):
    """What the list shows of a case: who holds it, and the clock that runs for us, if one does."""

    id: int
    number: str
    item: ItemFacts
    applicant_mask: str
    state: str
    stage_name: str
    holder: str | None
    clock: RunningClock | None


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the list, and what can be filtered by; `upper` counts what has been passed up."""

    lines: list[Line]
    lights: dict[str, int]
    total: int
    upper: int
    stages: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, str], ...]
    page: int
    pages: int


def work_list(actor: Actor, filters: Filters, now: datetime) -> WorkList:
    """Open cases that the actor's office owes an act, by deadline. A page beyond the last one is the last one."""
    asked: dict[str, Any] = {"offices": _offices(actor), "now": now, "me": actor.account}
    lines, groups, upper = _ask(asked, filters, filters.page)
    items = catalogue.versions({version for _, _, version, _, _ in groups})
    lights: Counter[str] = Counter()
    stages: dict[str, str] = {}
    for light, stage, version, whose, count in groups:
        facts = items[version]
        stages.update({one.code: one.name for one in facts.stages if one.code == stage})
        if _fits(filters, stage, facts.code, whose):
            lights[light] += count
    total = lights[filters.light] if filters.light else lights.total()
    pages = max(1, -(-total // PAGE))
    if filters.page > pages:
        lines, _, _ = _ask(asked, filters, pages)
    return WorkList(
        lines=_lines(lines),
        lights=dict(lights),
        total=total,
        upper=upper,
        stages=tuple(sorted(stages.items())),
        items=tuple(sorted({(one.code, one.name) for one in items.values()}, key=lambda pair: pair[1])),
        page=min(filters.page, pages),
        pages=pages,
    )


def awaiting_upper(actor: Actor) -> list[Line]:
    """Cases passed up whose answer hasn't come, those whose upper organ is due first on top."""
    order = "ORDER BY k.due_at, c.accepted_at, c.id"
    return _lines(ask(f"{_LINE} {_UPPER} {order} LIMIT {PAGE}", offices=_offices(actor)))


def _offices(actor: Actor) -> list[int]:
    return [office.id for office in tree().below(actor.office_path)] if actor.office_path else []


def _lines(rows: list[Row]) -> list[Line]:
    items = catalogue.versions({row[2] for row in rows})
    holders = names_of({row[6] for row in rows if row[6] is not None}) if rows else {}
    stages: dict[tuple[int, str, str], str] = {}
    lines = []
    for identity, number, version, mask, state, stage, assignee, *clock in rows:
        item, stands = items[version], (version, state, stage)
        if stands not in stages:
            stages[stands] = _stage_name(item, state, stage)
        holder = holders.get(assignee)
        running = RunningClock(*clock) if clock[0] is not None else None
        lines.append(Line(identity, number, item, mask, state, stages[stands], holder, running))
    return lines


def _stage_name(item: ItemFacts, state: str, stage: str) -> str:
    """Where a case stands: the stage of its review, else its state."""
    return next((one.name for one in item.stages if one.code == stage), None) or name_of(state, item)


def _fits(filters: Filters, stage: str, item: str, whose: str) -> bool:
    return (
        (not filters.stage or stage == filters.stage)
        and (not filters.item or item == filters.item)
        and (not filters.whose or whose == filters.whose)
    )


def _ask(asked: dict[str, Any], filters: Filters, page: int) -> tuple[list[Row], list[Row], int]:
    """One page of lines; groups of all open cases (light, stage, version, whose, count); how many are passed up."""
    chosen = {name: value for name in _CHOSEN if (value := getattr(filters, name))}
    rows = ask(_statement(filters.sort, tuple(chosen)), **asked, **chosen, skipped=(page - 1) * PAGE)
    lines = [row[6:] for row in sorted((row for row in rows if row[4] is None), key=itemgetter(5))]
    *groups, (*_, upper) = [row[:5] for row in rows if row[4] is not None]
    return lines, groups, upper


@cache
def _statement(sort: str, chosen: tuple[str, ...]) -> str:
    """The open cases are found once, then counted and listed: a line has no count, a group has nothing but that."""
    columns = f"{_COLUMNS}, {', '.join(RunningClock._fields)}"
    empty = ", ".join(["NULL"] * (columns.count(",") + 2))
    where = " AND ".join(_CHOSEN[name] for name in chosen) or "true"
    return f"""
WITH open AS MATERIALIZED (
  {_LINE}, {_LIGHT} AS light, {_WHOSE} AS whose, k.subject, c.item_id, c.received_at {_OPEN}
), lines AS (
  SELECT *, row_number() OVER (ORDER BY {_ORDER[sort]}) AS place FROM open WHERE {where}
  ORDER BY place LIMIT {PAGE} OFFSET %(skipped)s
)
SELECT light, stage, version, whose, NULL::bigint, place, {columns} FROM lines
UNION ALL SELECT light, stage, version, whose, count(*), {empty} FROM open GROUP BY 1, 2, 3, 4
UNION ALL SELECT 'upper', '', 0, '', count(*), {empty} {_UPPER}
"""  # noqa: S608 - texts of ours
