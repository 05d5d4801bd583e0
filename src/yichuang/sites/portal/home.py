"""The first page of the portal: ask, follow, browse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils import timezone

from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.queries import Directory, Listed
from yichuang.domains.organisation import queries as organisation
from yichuang.kernel.access.doors import anybody
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.hours import Hours, local, local_day
from yichuang.kernel.figures import Period, Scope, State, Value, split, values
from yichuang.kernel.offices.queries import OfficeFacts, Tree, epochs, tree
from yichuang.sites.portal.browse import hours_words, items_address, row_of, theme_tiles
from yichuang.ui.addresses import address

POPULAR = 6
OFTEN_DAYS = 30


@anybody
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then themes, what is often applied for, and the hall."""
    now = timezone.now()
    audience = "enterprise" if request.GET.get("for") == "enterprise" else "person"
    known, here = epochs(), organisation.site()
    offices, directory = tree(known["offices"]), catalogue.directory_at(known["catalogue"])
    counted = numbers(now, offices, here.centre_id if here else None)
    often, counted_often = often_used(directory, counted)
    found = _chips(counted)
    context = {
        "tabs": [
            {"label": "个人办事", "href": "/", "current": audience == "person"},
            {"label": "企业办事", "href": "/?for=enterprise", "current": audience == "enterprise"},
        ],
        "tiles": theme_tiles(directory, audience),
        "tiles_label": "个人办事的主题" if audience == "person" else "企业办事的主题",
        "chips": [found[code] for code in PLEDGED if code in found],
        "total": found.get("catalogue.items"),
        "at": counted.at if counted else now,
        "counted_often": counted_often,
        "often": [row_of(item, offices) for item in often],
        "words": [item.facts.aliases[0] for item in often if item.facts.aliases][:5],
        "all_href": items_address(),
        "hall": hall(offices.by_id[here.centre_id], now, known) if here else None,
        "places": _places(known["offices"], found),
        "progress": address_of("portal:progress"),
        "mine": address_of("portal:mine"),
    }
    return render(request, "portal/home.html", context)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the first page counts, as of a minute: two figures, and the items most applied for, by their ids."""

    at: datetime
    figures: dict[str, Value]
    often: tuple[int, ...]


# what each public figure is asked for; the same for everybody, so that no visitor can make the database count years
PUBLIC = {
    "cases.accepted": "今天已受理",
    "cases.on_time_rate": "本月按时办结",
    "catalogue.items": "能办的事项",
    "network.town_centres": "乡镇便民服务中心",
    "network.stations": "村便民服务站",
}
PLEDGED = ("cases.accepted", "cases.on_time_rate")
STANDING = ("catalogue.items", "network.town_centres", "network.stations")


def numbers(now: datetime, offices: Tree, centre: int | None) -> Numbers | None:
    """The numbers of this minute, counted once a minute by each process; None before there is a centre."""
    county = offices.above(centre, "county") if centre else None
    return _numbers(now.replace(second=0, microsecond=0), county.id) if county else None


@lru_cache(maxsize=4)
def _numbers(at: datetime, county: int) -> Numbers:
    today = local_day(at)
    scope = Scope.of(county)
    found = values(["cases.accepted"], scope, Period.until(today, today, at))
    found |= values(["cases.on_time_rate"], scope, Period.until(today.replace(day=1), today, at))
    found |= values(STANDING, scope, Period.until(today, today, at))
    month = split(
        ["cases.accepted"], scope, Period.until(today - timedelta(days=OFTEN_DAYS - 1), today, at), "item"
    )
    order = sorted(month, key=lambda item: -(month[item]["cases.accepted"].number or 0))
    return Numbers(at, found, tuple(order))


def forget() -> None:
    """Drop what this process has counted; for tests, whose tables go back in time."""
    _numbers.cache_clear()


def chip(value: Value) -> dict[str, str]:
    """A figure as the first page shows it: its number leads to what it is made of."""
    return {
        "label": PUBLIC[value.code],
        "text": value.text,
        "unit": value.unit,
        "hint": value.hint,
        "href": address("portal:figure", value.code),
    }


@anybody
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """What a number of the first page means and how it came about; its rows are people's cases, so they stay inside."""
    here = organisation.site()
    counted = numbers(timezone.now(), tree(), here.centre_id if here else None)
    if counted is None or code not in PUBLIC:
        raise Http404
    return render(
        request,
        "portal/figure.html",
        {
            "value": counted.figures[code],
            "label": PUBLIC[code],
            "at": counted.at,
            "today": local_day(counted.at),
        },
    )


def often_used(directory: Directory, counted: Numbers | None) -> tuple[list[Listed], bool]:
    """The items most applied for in the last 30 days, and True; before there are cases, what is nearest, and False.

    The nearest: those of villages and towns first, quick ones first, one of a department.
    """
    shown = [item for item in directory.shown if item.open]
    by_id = {item.facts.item_id: item for item in shown}
    often = [by_id[one] for one in (counted.often if counted else ()) if one in by_id][:POPULAR]
    if len(often) == POPULAR:
        return often, True
    near = {"village": 0, "town": 1, "county": 2}
    shown = [item for item in shown if item.facts.online]
    shown.sort(key=lambda item: (near[item.facts.level], item.facts.promised_working_days))
    first: dict[int, Listed] = {}
    for item in shown:
        first.setdefault(item.facts.department_id, item)
    return list(first.values())[:POPULAR], False


def hall(centre: OfficeFacts, now: datetime, known: Mapping[str, int]) -> dict[str, Any]:
    """Whether the county's hall is open now, its hours, and when it opens next; `known` are the epochs."""
    calendar, hours = calendar_for(centre.path, known["calendar"]), Hours(centre.hours)
    day, wall = local_day(now), local(now)
    second = wall.hour * 3600 + wall.minute * 60 + wall.second
    open_today = calendar.is_open(day)
    open_now = open_today and any(begin <= second < end for begin, end in hours.spans)
    facts = next((one for one in organisation.centres(epoch=known["offices"]) if one.id == centre.id), None)
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


def public_chips(centre: int | None) -> dict[str, dict[str, str]]:
    """The figures of this minute that other public pages show, by their codes."""
    return _chips(numbers(timezone.now(), tree(), centre))


def _chips(counted: Numbers | None) -> dict[str, dict[str, str]]:
    """The figures of this minute that have data, by their codes."""
    shown = counted.figures.values() if counted else ()
    return {value.code: chip(value) for value in shown if value.state != State.NO_DATA}


def _places(epoch: int, chips: Mapping[str, dict[str, str]]) -> list[dict[str, Any]]:
    """The levels that have places, each with the figure that counts them; the county's own is one."""
    levels = Counter(centre.level for centre in organisation.centres(epoch=epoch))
    names = (
        ("county", "县政务服务中心", ""),
        ("town", "乡镇便民服务中心", "network.town_centres"),
        ("village", "村便民服务站", "network.stations"),
    )
    return [
        {"name": name, "chip": chips.get(code), "level": level}
        for level, name, code in names
        if levels[level]
    ]


def address_of(name: str, *args: Any) -> str | None:
    """Address of a page of the portal, None when this version hasn't got it."""
    try:
        return address(name, *args)
    except NoReverseMatch:
        return None
