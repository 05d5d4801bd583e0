"""The calendar: a year at a glance, and a local change that is previewed before it moves anything."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.organisation import actions, personnel
from yichuang.domains.organisation.desk.forms import say, whole
from yichuang.domains.organisation.models import CalendarChange
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.calendar.queries import calendar_for, current_version
from yichuang.kernel.calendar.rules import FIRST_DAY, LAST_DAY, Calendar, DayKind
from yichuang.kernel.clocks.rungs import family
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.subjects import names_of
from yichuang.ui.formats import the_day

PAGE = "page.calendar"
MARKS = {
    DayKind.HOLIDAY: "休",
    DayKind.MAKE_UP: "班",
    DayKind.CLOSED: "停",
    DayKind.OPENED: "延",
}
SHOWN = 50  # clocks that a preview names
CHANGE = verb_named("calendar.change")


@staff(PAGE)
def year(request: HttpRequest) -> HttpResponseBase:
    """Twelve months as they hold for one office, and the local changes that touch it."""
    actor = _actor(request)
    today = the_day(timezone.now())
    wanted = whole(request.GET.get("year")) or today.year
    shown = wanted if FIRST_DAY.year <= wanted <= LAST_DAY.year else today.year
    offices = _offices(actor)
    place = next((one for one in offices if one.id == whole(request.GET.get("office"))), offices[0])
    calendar = calendar_for(place.path)
    first, last = date(shown, 1, 1), date(shown, 12, 31)
    working = calendar.working_days_between(first - timedelta(1), last) if shown > FIRST_DAY.year else None
    context = {
        "year": shown,
        "place": place,
        "offices": [(str(one.id), one.name) for one in offices],
        "months": [_month(calendar, shown, month, today) for month in range(1, 13)],
        "working": working,
        "provisional": calendar.is_provisional(first),
        "notices": _notices(calendar, first, last),
        "changes": _changes(place),
        "may_change": actor.may(CHANGE.name),
    }
    return render(request, "organisation/calendar.html", context)


@staff(PAGE)
def change(request: HttpRequest) -> HttpResponseBase:
    """A local change: first the preview of which clocks move, then the same form again to confirm it."""
    actor = _actor(request)
    refused: Refused | None = None
    moved, seen = None, 0
    posted = request.method == "POST"
    key = request.POST.get("key", "")[:60] or secrets.token_hex(12)
    if posted:
        given = values_from(CHANGE, request.POST)
        seen = current_version()  # of what the preview is reckoned by
        try:
            if request.POST.get("step") == "do":
                receipt = actions.change_calendar(actor, timezone.now(), key, **given)
                return _changed(request, receipt.ref)
            moved = actions.preview_calendar(actor, **given)
        except Refused as found:
            refused = found
        if refused and refused.code is Because.LOST_RACE:
            moved = actions.preview_calendar(actor, **given)
    choices = {"office": {str(one.id): one.name for one in _offices(actor)}}
    initial = {"first": request.GET.get("day", ""), "last": request.GET.get("day", "")}
    context = {
        "verb": CHANGE,
        "fields": fields_of(
            CHANGE, request.POST if posted else initial, refused, choices=choices, skip=("calendar",)
        ),
        "errors": _errors(refused),
        "past": moved is not None and request.POST.get("first", "") <= the_day(timezone.now()).isoformat(),
        "moved": _shown(moved) if moved is not None else None,
        "total": len(moved or []),
        "key": key,
        "given": {name: request.POST.get(name, "") for name in CHANGE.parameters.model_fields}
        | {"calendar": seen if moved is not None else ""},
    }
    status = refused.code.status if refused else 200
    return render(request, "organisation/calendar_change.html", context, status=status)


def _errors(refused: Refused | None) -> dict[str, str]:
    if refused is None:
        return {}
    return refused.errors or {"": "。".join(filter(None, (refused.text, refused.remedy)))}


@staff(PAGE)
def one_change(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One local change with what it did."""
    found = CalendarChange.objects.select_related("office").filter(pk=identity).first()
    if found is None or not found.seen_by(_actor(request)):
        raise not_found("这次日历调整")
    context = {
        "change": found,
        "word": DayKind(found.kind).label,
        "history": personnel.history(found.ref),
    }
    return render(request, "organisation/calendar_done.html", context)


def _changed(request: HttpRequest, ref: str) -> HttpResponseBase:
    identity = int(ref.partition(":")[2])
    moved = CalendarChange.objects.values_list("moved", flat=True).get(pk=identity)
    say(request, f"日历已调整，{moved} 个到期时间已重算" if moved else "日历已调整，没有到期时间要变")
    return redirect(reverse("organisation:calendar_change", args=[identity]))


def _actor(request: HttpRequest) -> Actor:
    return cast("ActingRequest", request).actor


def _offices(actor: Actor) -> list[OfficeFacts]:
    """Offices whose calendar the actor keeps: the region first, then what lies in it."""
    kinds = ("county", "town", "village", "centre", "station", "department")
    found = [one for one in tree().all if one.kind in kinds and one.active and actor.covers(one.path)]
    return sorted(found, key=lambda one: (one.path.count("/"), kinds.index(one.kind), one.code))


def _month(calendar: Calendar, year_: int, month: int, today: date) -> dict[str, Any]:
    first = date(year_, month, 1)
    begin = first - timedelta(first.weekday())
    weeks = []
    while begin.month == month or begin <= first:
        if begin > LAST_DAY or (begin.year, begin.month) > (year_, month):
            break
        week = [begin + timedelta(n) for n in range(7)]
        weeks.append([_cell(calendar, one, today) if one.month == month else None for one in week])
        begin += timedelta(7)
    return {"name": f"{month} 月", "weeks": weeks}


def _cell(calendar: Calendar, day: date, today: date) -> dict[str, Any]:
    found = calendar.day(day)
    return {
        "day": day,
        "kind": found.kind.value,
        "mark": MARKS.get(found.kind, ""),
        "why": found.why,
        "working": found.working,
        "today": day == today,
    }


def _notices(calendar: Calendar, first: date, last: date) -> list[dict[str, Any]]:
    """The days of a year that a document names, one row for days in a line with the same reason."""
    rows: list[dict[str, Any]] = []
    for n in range((last - first).days + 1):
        found = calendar.day(first + timedelta(n))
        if found.kind not in MARKS:
            continue
        before = rows[-1] if rows else None
        same = before and before["why"] == found.why and before["last"] == found.date - timedelta(1)
        if before and same:
            before["last"] = found.date
        else:
            kind = found.kind
            rows.append(
                {
                    "first": found.date,
                    "last": found.date,
                    "why": found.why,
                    "word": kind.label,
                    "mark": MARKS[kind],
                    "kind": kind.value,
                    "source": found.source,
                }
            )
    return rows


def _changes(place: OfficeFacts) -> list[CalendarChange]:
    """Local changes that hold for an office: its own and those of the offices above, latest first."""
    ids = [int(n) for n in place.path.strip("/").split("/")]
    found = CalendarChange.objects.select_related("office").filter(office_id__in=ids)
    return list(found.order_by("-pk")[:20])


def _shown(moved: list[Any]) -> list[dict[str, Any]]:
    offices = tree().by_id
    names = names_of(one.subject for one in moved[:SHOWN])
    return [
        {
            "subject": names[one.subject],
            "kind": CLOCKS.get(family(one.kind), one.kind),
            "office": offices[one.owed_by_id].brief,
            "old": one.old_due,
            "new": one.new_due,
        }
        for one in moved[:SHOWN]
    ]


CLOCKS = {
    "acceptance": "受理",
    "decision": "承诺办结",
    "statutory": "法定办结",
    "stage": "环节",
    "supplement": "补正",
    "delivery": "送达",
    "follow": "容缺补交",
    "hearing_request": "要求听证",
    "special_procedure": "特别程序",
    "upper": "上级审批",
}
