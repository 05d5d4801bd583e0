"""待办: the department's open cases by deadline, beside the one that is open.

A case that was chosen stands in the page. The first one, which nobody has chosen, is a link that the page follows by
itself once the list is there, so that the list doesn't wait for it.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.cases.desk.opened import opened
from yichuang.domains.cases.desk.requests import fresh_key, shown_or_404
from yichuang.domains.cases.models import Case
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
from yichuang.kernel.verbs import not_found
from yichuang.ui import formats
from yichuang.ui.addresses import address

MOST_DIGITS = 19  # of a number that the database takes
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
    filters, upper, chosen = _asked(request)
    found = work_list(acting.actor, filters, moment.now)
    shown = awaiting_upper(acting.actor) if upper else found.lines
    opens = next((line.id for line in shown), None) if chosen is None else chosen
    rows = _rows(shown, moment, filters, opens, upper)
    context: dict[str, Any] = {
        "filters": filters,
        "found": found,
        "chips_of": _chips(filters, found, upper),
        "rows": rows,
        "sorts": tuple(SORTS.items()),
        "whose": tuple(WHOSE.items()),
        "pager": None if upper else _pager(filters, found, len(shown)),
        "today": moment.today,
        "upper": upper,
        "boxes": boxes_of("tasks", "tasks", acting.actor, moment.now),
        "follows": None,
        "opened": None,
    }
    if chosen is not None:
        context |= _opened(acting, chosen, moment)
    elif rows:
        part = f"{address('cases:tasks_opened')}?{rows[0].href.partition('?')[2]}"
        context["follows"] = {"part": part, "row": rows[0]}
    return render(request, "cases/tasks.html", context)


@staff("page.tasks")
def tasks_opened(request: HttpRequest) -> HttpResponse:
    """The case beside the list alone, for a page whose list is there already."""
    acting = cast("ActingRequest", request)
    chosen = _asked(request)[2]
    if chosen is None:
        raise not_found(Case.label)
    return render(request, "cases/opened.html", _opened(acting, chosen, Moment.at(timezone.now())))


def _asked(request: HttpRequest) -> tuple[Filters, bool, int | None]:
    """What the address asks for: filters, whether those that were passed up, and the case that was chosen."""
    chosen = request.GET.get("case", "")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < MOST_DIGITS else None
    return Filters.of(request.GET.dict()), request.GET.get("upper") == "1", number


def _opened(acting: ActingRequest, chosen: int, moment: Moment) -> dict[str, Any]:
    """What the template of a case needs; it comes back to the list with all that is chosen."""
    case, clocks = shown_or_404(acting, chosen)
    filters, upper, _ = _asked(acting)
    here = f"{_leads(filters, upper)}{case.pk}"
    shown = opened(case, clocks, acting.actor, moment, acting.GET.get("tab", ""), here)
    return {"opened": shown, "key": fresh_key(), "today": moment.today}


def _leads(filters: Filters, upper: bool) -> str:
    """The list's address, up to the number of a case."""
    parts = [part for part in (filters.address(), "upper=1" if upper else "", "case=") if part]
    return f"{address('cases:tasks')}?{'&'.join(parts)}"


def _rows(lines: list[Line], moment: Moment, filters: Filters, opens: int | None, upper: bool) -> list[Row]:
    """The lines of the list with their lights, and where each leads."""
    leads = _leads(filters, upper)
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
