"""The first page of the portal: ask, follow, browse."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.queries import Listed
from yichuang.domains.organisation import queries as organisation
from yichuang.kernel.access.doors import anybody
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.hours import Hours, local, local_day
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.sites.portal.browse import hours_words, items_address, row_of, theme_tiles

POPULAR = 6


@anybody
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then themes, what is often applied for, and the hall."""
    now = timezone.now()
    audience = "enterprise" if request.GET.get("for") == "enterprise" else "person"
    offices, here = tree(), organisation.site()
    often = often_used()
    context = {
        "tabs": [
            {"label": "个人办事", "href": "/", "current": audience == "person"},
            {"label": "企业办事", "href": "/?for=enterprise", "current": audience == "enterprise"},
        ],
        "tiles": theme_tiles(audience),
        "tiles_label": "个人办事的主题" if audience == "person" else "企业办事的主题",
        "often": [row_of(item, offices) for item in often],
        "words": [item.facts.aliases[0] for item in often if item.facts.aliases][:5],
        "total": len(catalogue.directory().shown),
        "all_href": items_address(),
        "hall": hall(offices.by_id[here.centre_id], now) if here else None,
        "places": _places(),
        "progress": address_of("portal:progress"),
        "mine": address_of("portal:mine"),
    }
    return render(request, "portal/home.html", context)


def often_used() -> list[Listed]:
    """Items that one can apply for nearly everywhere: those of the villages and towns first, quick ones first.

    At most two of a department, so that the list shows the breadth of the catalogue.
    """
    near = {"village": 0, "town": 1, "county": 2}
    shown = [item for item in catalogue.directory().shown if item.open and item.facts.online]
    shown.sort(key=lambda item: (near[item.facts.level], item.facts.promised_days))
    chosen: list[Listed] = []
    of_department: Counter[int] = Counter()
    for item in shown:
        if of_department[item.facts.department_id] < 1 and len(chosen) < POPULAR:
            of_department[item.facts.department_id] += 1
            chosen.append(item)
    return chosen


def hall(centre: OfficeFacts, now: datetime) -> dict[str, Any]:
    """Whether the county's hall is open now, its hours, and when it opens next."""
    calendar, hours = calendar_for(centre.path), Hours(centre.hours)
    day, wall = local_day(now), local(now)
    second = wall.hour * 3600 + wall.minute * 60 + wall.second
    open_today = calendar.is_open(day)
    open_now = open_today and any(begin <= second < end for begin, end in hours.spans)
    facts = next((one for one in organisation.centres() if one.id == centre.id), None)
    opens: tuple[Any, str] | None = None
    if not open_now:
        later = [
            begin for (begin, _), (start, _) in zip(centre.hours, hours.spans, strict=True) if start > second
        ]
        if open_today and later:
            opens = (day, later[0])
        else:
            following = day + timedelta(days=1)
            while not calendar.is_open(following):
                following += timedelta(days=1)
            opens = (following, centre.hours[0][0])
    return {
        "name": centre.name,
        "open": open_now,
        "hours": hours_words(centre.hours),
        "opens": opens,
        "today": day,
        "address": facts.address if facts else "",
        "phone": facts.phone if facts else "",
    }


def _places() -> list[dict[str, Any]]:
    """How many places of each level there are."""
    levels = Counter(centre.level for centre in organisation.centres())
    names = (("county", "县政务服务中心"), ("town", "乡镇便民服务中心"), ("village", "村便民服务站"))
    return [{"name": name, "count": levels[level], "level": level} for level, name in names if levels[level]]


def address_of(name: str, *args: Any) -> str | None:
    """Address of a page of the portal, None when this version hasn't got it."""
    try:
        return reverse(name, args=args or None)
    except NoReverseMatch:
        return None
