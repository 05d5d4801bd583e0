"""监察: the supervisor's board. Everything that is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.cases import overview
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import marks, open_for
from yichuang.kernel.figures import Period
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.queries import LATE, state
from yichuang.oversight.supervision import board as counting
from yichuang.oversight.supervision import queries
from yichuang.oversight.supervision.board import DIMENSIONS, Board, Filters
from yichuang.oversight.supervision.desk.chips import Chips
from yichuang.oversight.supervision.permissions import kind_for
from yichuang.ui import formats

PAGE = 50
MOST_ON_A_PHONE = 8  # lines of each list there, until somebody asks for all of them (supervision.css)
LATELY = timedelta(days=30)  # of marked acts, those that are still worth a look
STATES = {"deep": "overdue", "late": "overdue"}


@staff("page.supervision")
def board(request: HttpRequest) -> HttpResponse:
    """Counts by what is chosen, the cases behind them by urgency, and how the watcher is."""
    actor = cast("ActingRequest", request).actor
    moment = Moment.at(timezone.now())
    filters = Filters.of(request.GET.dict())
    found = counting.board(actor.office_path, filters, moment.now)
    warned = _warned(actor) if filters.warned else None
    listed, pager = _listed(actor, filters, moment, found, warned)
    standing = queries.counted(queries.cards_for(actor))
    context = {
        "chip": _chip(actor, filters, moment),
        "chip_all": _chip(actor, Filters(), moment),
        "filters": filters,
        "found": found,
        "dimensions": list(DIMENSIONS.items()),
        "chips_of": _chips(filters, found),
        "rows": listed,
        "pager": pager,
        "watch": watcher(moment.now),
        "cards": _cards(standing),
        "marked": marks(actor.office_path).filter(fell_at__gte=moment.now - LATELY).count(),
        "waiting": queries.urges_for(actor).filter(state="waiting").count(),
        "now": formats.moment(moment.now),
        "refresh": request.get_full_path(),
        "urge": kind_for(actor).label if actor.may("urge.send") else "",
        "whole": f"{reverse('supervision:board')}?{filters.address(whole=True)}",
        "most": MOST_ON_A_PHONE,
    }
    return render(request, "supervision/board.html", context)


def _chip(actor: Actor, filters: Filters, moment: Moment) -> Callable[..., str]:
    """Where a number leads: the figure's page of today."""
    today = Period.until(moment.today, moment.today, moment.now)
    chips = Chips.of(actor, filters, today)
    return chips.href if chips else lambda _code, _line=None: "#"


def watcher(now: datetime) -> dict[str, Any]:
    """How the watcher is, in a sentence, and whether somebody must see to it."""
    told = state(now)
    if told.looked_at is None:
        return {"text": "时限看守还没有运行过，到期不会预警。", "state": "overdue"}
    if not told.runs(now):
        return {
            "text": f"时限看守停了：{formats.moment(told.looked_at)} 以后没有查看，到期不会预警。"
            "请系统管理员让 yichuang watch 运行起来。",
            "state": "overdue",
        }
    behind = told.behind or timedelta()
    if behind > LATE:
        return {"text": f"时限看守落后 {_words(behind)}，预警会晚到。", "state": "overdue"}
    words = f"时限看守正常，{_words(now - told.looked_at)}前查看过"
    if told.warned_at:
        words += f"，最近一次预警迟 {_words(told.lag)}"
    if told.late_at and now - told.late_at < timedelta(days=1):
        return {
            "text": f"{words}；{formats.moment(told.late_at)} 曾迟 {_words(told.late)}。",
            "state": "warning",
        }
    return {"text": f"{words}。", "state": None}


def _words(length: timedelta) -> str:
    seconds = length.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} 秒" if seconds < 10 else f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分" if seconds < 7200 else f"{seconds / 3600:.0f} 小时"


def _warned(actor: Actor) -> list[int]:
    """Ids of cases about which a card stands."""
    found = queries.cards_for(actor).exclude(state="lifted").values_list("about", flat=True)
    return [split(ref)[1] for ref in set(found) if ref.startswith("case:")]


def _listed(
    actor: Actor, filters: Filters, moment: Moment, found: Board, warned: list[int] | None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    first = (filters.page - 1) * PAGE
    scope, chosen = actor.office_path, counting.wanted(filters, warned)
    cases = overview.listed(scope, moment.now, chosen, first, PAGE + 1)
    more, cases = len(cases) > PAGE, cases[:PAGE]
    clocks = open_for(case.ref for case, _ in cases)
    about = queries.about(case.ref for case, _ in cases)
    offices = tree().by_id
    rows = []
    for case, light in cases:
        own = clocks.get(case.ref, ())
        clock = head_clock(own)
        legal = next((one.due_at for one in own if one.kind == "statutory"), None)
        rows.append(
            {
                "case": case,
                "item": case.facts.name,
                "light": light,
                "clock": clock_facts(clock, moment, legal) if clock else None,
                "department": offices[case.department_id].brief,
                "place": offices[case.window_id or case.place_id].brief,
                "marks": [one.mark for one in about.get(case.ref, [])],
            }
        )
    base = reverse("supervision:board")
    pager = {
        "first": first + 1 if rows else 0,
        "last": first + len(rows),
        "before": f"{base}?{filters.address(page=filters.page - 1)}" if filters.page > 1 else None,
        "next": f"{base}?{filters.address(page=filters.page + 1)}" if more else None,
        "total": _total(filters, found) if warned is None else None,
    }
    return rows, pager


def _total(filters: Filters, found: Board) -> int:
    if not filters.light:
        return found.lights.total()
    if filters.light == "late":
        return found.lights["overdue"] + found.lights["deep"]
    return found.lights[filters.light]


def _chips(filters: Filters, found: Board) -> list[dict[str, Any]]:
    base = reverse("supervision:board")

    def link(**changes: Any) -> str:
        return f"{base}?{filters.address(page=1, **changes)}".rstrip("?")

    chips: list[dict[str, Any]] = [
        {
            "label": "在办",
            "count": found.lights.total(),
            "href": link(light="", warned=False),
            "current": not filters.light and not filters.warned,
        }
    ]
    for light in overview.LIGHTS:
        chips.append(
            {
                "label": overview.NAMES[light],
                "count": found.lights[light],
                "href": link(light=light, warned=False),
                "current": filters.light == light,
                "state": STATES.get(light, light),
            }
        )
    chips.append(
        {"label": "有牌的", "count": None, "href": link(light="", warned=True), "current": filters.warned}
    )
    return chips


def _cards(counts: dict[tuple[str, str], int]) -> dict[str, int]:
    """Cards by what is to be done with them."""
    by_state: dict[str, int] = {}
    for (_, state_), n in counts.items():
        by_state[state_] = by_state.get(state_, 0) + n
    return {
        "to_judge": by_state.get("explained", 0),
        "alerted": by_state.get("alerted", 0),
        "objected": by_state.get("objected", 0),
    }
