"""The big screen: its first picture with the page, every later one by the stream, or by asking where there is none.

Opened by a person's session, or by the link of a wall, which needs none and shows nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yichuang.domains.residents import attempts
from yichuang.kernel.access.doors import ActingRequest, anybody, staff
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.told import Told
from yichuang.oversight.supervision import walls
from yichuang.sites.live.addresses import stream
from yichuang.sites.live.doors import actor_of, learn_names
from yichuang.sites.live.streams import Stream
from yichuang.sites.screen.figures import listed, meant, office_at, wall

RIGHT = "page.screen"
GONE = "这个大屏的网址不能用了"
READ_WITHIN = 180  # seconds for the definitions on a wall, at which nobody may be left to go back


@staff(RIGHT)
def screen(request: HttpRequest) -> HttpResponse:
    """The screen of the actor's office."""
    path = cast("ActingRequest", request).actor.office_path
    return _page(request, path, reverse("screen:now"), stream(request, "screen"))


@staff(RIGHT)
def now(request: HttpRequest) -> HttpResponse:
    """The picture by itself, for a screen whose stream is lost."""
    return HttpResponse(picture(cast("ActingRequest", request).actor.office_path))


@staff(RIGHT)
def definitions(request: HttpRequest) -> HttpResponse:
    """What each number of the screen means, with its value and the way to its rows: reached without pointing."""
    path = cast("ActingRequest", request).actor.office_path
    moment = timezone.now()
    return render(request, "screen/definitions.html", {"parts": listed(path, moment), "at": moment})


@anybody
@require_safe
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """The screen of the office whose link this is; where it can't be shown, the wall says why, dark as ever."""
    try:
        link = _link(request, token)
    except Refused as refused:
        return _shut(request, refused)
    place = stream(request, "wall")
    live = f"{place}?{urlencode({'link': token})}" if place else ""
    return _page(request, link.path, reverse("screen:linked_now", args=[token]), live, token)


@anybody
@require_safe
def linked_now(request: HttpRequest, token: str) -> HttpResponse:
    """The picture by itself, for a wall whose stream is lost."""
    return _unkept(HttpResponse(picture(_link(request, token).path)))


@anybody
@require_safe
def linked_definitions(request: HttpRequest, token: str) -> HttpResponse:
    """What each number of the wall means, in words alone; by itself it gives way to the wall again."""
    try:
        link = _link(request, token)
    except Refused as refused:
        return _shut(request, refused)
    context = {
        "parts": meant(),
        "back": reverse("screen:linked", args=[token]),
        "office": office_at(link.path),
    }
    answer = _unkept(render(request, "screen/meant.html", context))
    answer["Refresh"] = f"{READ_WITHIN}; url={context['back']}"
    return answer


def _shut(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Why the wall shows nothing, dark as ever."""
    return _unkept(render(request, "screen/shut.html", {"why": refused}, status=refused.code.status))


def _link(request: HttpRequest, token: str) -> walls.Hung:
    address, at = request.META.get("REMOTE_ADDR", ""), timezone.now()
    attempts.check(attempts.LINK_BY_ADDRESS, address, at)
    link = walls.open_link(token)
    if link is None:
        attempts.count(attempts.LINK_BY_ADDRESS, address, at)
        raise Refused(Because.NOT_FOUND, GONE, remedy="请中心管理员在“监察”的“大屏”里另做一个")
    if walls.seconds_to_wait(link):
        raise Refused(Because.LIMITED, "打开得太频繁", remedy="屏幕过一会儿自己再试")
    walls.note_use(link, at)
    return link


def _page(request: HttpRequest, path: str, again: str, live: str, token: str = "") -> HttpResponse:
    meant_at = reverse("screen:linked_definitions", args=[token]) if token else reverse("screen:definitions")
    shown = {"picture": picture(path), "live": live, "again": again}
    context = {**shown, "shut": bool(token), "meant_at": meant_at}
    return _unkept(render(request, "screen/screen.html", context))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def picture(path: str) -> str:
    """The screen's content as HTML."""
    found = wall(path, timezone.now())
    return render_to_string("screen/wall.html", {"wall": found})


def door(cookies: Mapping[str, str], _query: Mapping[str, str]) -> Stream | None:
    """The stream of a screen: for whoever may open the page, of the same office."""
    actor = actor_of(cookies)
    learn_names()
    if actor is None or not actor.may(RIGHT):
        return None

    return _stream(actor.office_path, actor.reference)


def wall_door(_cookies: Mapping[str, str], query: Mapping[str, str]) -> Stream | None:
    """The stream of a wall: for whoever has a link in use, of the link's office."""
    link = walls.open_link(query.get("link", ""))
    learn_names()
    if link is None:
        return None
    walls.note_use(link, timezone.now())
    return _stream(link.path, link.ref)


def _stream(path: str, owner: str) -> Stream:
    def topics(act: Told) -> frozenset[str]:
        return frozenset({"screen"}) if act.lies_in(path) else frozenset()

    return Stream(topics, owner, scope=path)
