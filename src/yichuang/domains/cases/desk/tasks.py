"""待办: the department's open cases by deadline, beside the one that is open."""

from __future__ import annotations

from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.cases.desk.opened import opened
from yichuang.domains.cases.desk.requests import fresh_key, shown_or_404
from yichuang.domains.cases.shown import Moment, SmallLight, small_light
from yichuang.domains.cases.worklist import (
    LIGHTS,
    PAGE,
    SORTS,
    WHOSE,
    Filters,
    Line,
    WorkList,
    awaiting_upper,
    work_list,
)
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.panels import boxes_of
from yichuang.ui import formats
from yichuang.ui.addresses import address

LIGHT_WORDS = {"overdue": "超期", "warning": "临期", "normal": "正常", "paused": "暂停"}


class Row(NamedTuple):
    """A line of the list as the page shows it: words alone, so that equal lines look alike."""

    href: str
    current: bool
    item: str
    applicant: str
    number: str
    stage: str
    holder: str | None
    clock: SmallLight | None
    due: str


@staff("page.tasks")
def tasks(request: HttpRequest) -> HttpResponse:
    """The list at the left, the case at the right; everything that is chosen stands in the address."""
    acting = cast("ActingRequest", request)
    moment = Moment.at(timezone.now())
    filters = Filters.of(request.GET.dict())
    upper = request.GET.get("upper") == "1"
    found = work_list(acting.actor, filters, moment.now)
    shown = awaiting_upper(acting.actor) if upper else found.lines
    chosen = request.GET.get("case", "")
    opens = int(chosen) if chosen.isascii() and chosen.isdigit() else next((line.id for line in shown), None)
    case, clocks = shown_or_404(acting, opens) if opens is not None else (None, [])
    context: dict[str, Any] = {
        "filters": filters,
        "found": found,
        "chips_of": _chips(filters, found, upper),
        "rows": _rows(shown, moment, filters, opens, upper),
        "sorts": tuple(SORTS.items()),
        "whose": tuple(WHOSE.items()),
        "pager": None if upper else _pager(filters, found, len(shown)),
        "today": moment.today,
        "upper": upper,
        "boxes": boxes_of("tasks", "tasks", acting.actor, moment.now),
        "key": fresh_key(),
        "opened": None,
    }
    if case is not None:
        kept = dict(part.split("=", 1) for part in filters.address().split("&") if part)
        query = {**kept, **({"upper": "1"} if upper else {}), "case": case.pk}
        here = f"{address('cases:tasks')}?{urlencode(query)}"
        context["opened"] = opened(case, clocks, acting.actor, moment, request.GET.get("tab", ""), here)
    return render(request, "cases/tasks.html", context)


def _rows(lines: list[Line], moment: Moment, filters: Filters, opens: int | None, upper: bool) -> list[Row]:
    """The lines of the list with their lights, and where each leads."""
    parts = [part for part in (filters.address(), "upper=1" if upper else "", "case=") if part]
    leads = f"{address('cases:tasks')}?{'&'.join(parts)}"
    return [_row(line, moment, f"{leads}{line.id}", line.id == opens) for line in lines]


def _row(line: Line, moment: Moment, href: str, current: bool) -> Row:
    clock = small_light(line.clock, moment) if line.clock else None
    due = formats.day(clock.due_at, moment.today) if clock and clock.due_at else "待恢复" if clock else "—"
    item, applicant, stage = line.item.name, line.applicant_mask, line.stage_name
    return Row(href, current, item, applicant, line.number, stage, line.holder, clock, due)


def _chips(filters: Filters, found: WorkList, upper: bool) -> list[dict[str, Any]]:
    base = address("cases:tasks")

    def link(**changes: Any) -> str:
        return f"{base}?{filters.address(page=1, **changes)}".rstrip("?")

    chips: list[dict[str, Any]] = [
        {
            "label": "全部",
            "count": sum(found.lights.values()),
            "href": link(light=""),
            "current": not filters.light and not upper,
        }
    ]
    chips += [
        {
            "label": LIGHT_WORDS[light],
            "count": found.lights.get(light, 0),
            "href": link(light=light),
            "current": filters.light == light and not upper,
            "state": light,
        }
        for light in LIGHTS
    ]
    if found.upper or upper:
        chips.append({"label": "已转报", "count": found.upper, "href": f"{base}?upper=1", "current": upper})
    return chips


def _pager(filters: Filters, found: WorkList, shown: int) -> dict[str, Any]:
    first = (found.page - 1) * PAGE + 1
    base = address("cases:tasks")

    def link(page: int) -> str | None:
        return f"{base}?{filters.address(page=page)}" if 1 <= page <= found.pages else None

    return {
        "first": first if shown else 0,
        "last": first + shown - 1 if shown else 0,
        "total": found.total,
        "before": link(found.page - 1),
        "next": link(found.page + 1),
    }
