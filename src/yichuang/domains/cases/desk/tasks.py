"""待办: the department's open cases by deadline, beside the one that is open."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.cases.desk.opened import opened
from yichuang.domains.cases.desk.requests import case_or_404, fresh_key
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.domains.cases.trail import account_names
from yichuang.domains.cases.worklist import (
    LIGHTS,
    PAGE,
    SORTS,
    WHOSE,
    Filters,
    WorkList,
    awaiting_upper,
    work_list,
)
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.panels import boxes_of

LIGHT_WORDS = {"overdue": "超期", "warning": "临期", "normal": "正常", "paused": "暂停"}


@staff("page.tasks")
def tasks(request: HttpRequest) -> HttpResponse:
    """The list at the left, the case at the right; everything that is chosen stands in the address."""
    acting = cast("ActingRequest", request)
    moment = Moment.at(timezone.now())
    filters = Filters.of(request.GET.dict())
    upper = request.GET.get("upper") == "1"
    found = work_list(acting.actor, filters, moment.now)
    passed_up = awaiting_upper(acting.actor)
    shown = passed_up if upper else found.cases
    chosen = request.GET.get("case", "")
    case = (
        case_or_404(acting, int(chosen)) if chosen.isascii() and chosen.isdigit() else next(iter(shown), None)
    )
    context: dict[str, Any] = {
        "filters": filters,
        "found": found,
        "chips_of": _chips(filters, found, upper, len(passed_up)),
        "rows": rows(shown, moment, filters, case, upper=upper),
        "sorts": list(SORTS.items()),
        "whose": list(WHOSE.items()),
        "pager": None if upper else _pager(filters, found, len(shown)),
        "today": moment.now.date(),
        "upper": upper,
        "boxes": boxes_of("tasks", "tasks", acting.actor, moment.now),
        "key": fresh_key(),
        "opened": None,
    }
    if case is not None:
        kept = dict(part.split("=", 1) for part in filters.address().split("&") if part)
        query = {**kept, **({"upper": "1"} if upper else {}), "case": case.pk}
        here = f"{reverse('cases:tasks')}?{urlencode(query)}"
        context["opened"] = opened(case, acting.actor, moment, request.GET.get("tab", ""), here)
    return render(request, "cases/tasks.html", context)


def rows(
    cases: list[Case], moment: Moment, filters: Filters, chosen: Case | None, *, upper: bool = False
) -> list[dict[str, Any]]:
    """The lines of the list, with their lights: two queries for all of them."""
    clocks = open_for(case.ref for case in cases)
    names = account_names(case.assignee for case in cases)
    lines = []
    for case in cases:
        clock = head_clock(clocks.get(case.ref, ()))
        stages = {stage.code: stage.name for stage in case.facts.stages}
        address = filters.address(page=filters.page)
        parts = [part for part in (address, "upper=1" if upper else "", f"case={case.pk}") if part]
        lines.append(
            {
                "case": case,
                "item": case.facts.name,
                "clock": clock_facts(clock, moment) if clock else None,
                "stage": stages.get(case.stage) or case.state_name,
                "holder": names.get(case.assignee or 0),
                "href": f"{reverse('cases:tasks')}?{'&'.join(parts)}",
                "current": chosen is not None and chosen.pk == case.pk,
            }
        )
    return lines


def _chips(filters: Filters, found: WorkList, upper: bool, passed_up: int) -> list[dict[str, Any]]:
    base = reverse("cases:tasks")

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
    if passed_up or upper:
        chips.append({"label": "已转报", "count": passed_up, "href": f"{base}?upper=1", "current": upper})
    return chips


def _pager(filters: Filters, found: WorkList, shown: int) -> dict[str, Any]:
    first = (found.page - 1) * PAGE + 1
    base = reverse("cases:tasks")

    def link(page: int) -> str | None:
        return f"{base}?{filters.address(page=page)}" if 1 <= page <= found.pages else None

    return {
        "first": first if shown else 0,
        "last": first + shown - 1 if shown else 0,
        "total": found.total,
        "before": link(found.page - 1),
        "next": link(found.page + 1),
    }
