"""The big screen: its first picture with the page, every later one by the stream, or by asking where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.verbs.told import Told
from yichuang.sites.live.addresses import stream
from yichuang.sites.live.doors import actor_of, learn_names
from yichuang.sites.live.streams import Stream
from yichuang.sites.screen.figures import listed, wall

RIGHT = "page.screen"


@staff(RIGHT)
def screen(request: HttpRequest) -> HttpResponse:
    """The screen of the actor's office."""
    path = cast("ActingRequest", request).actor.office_path
    context = {"picture": picture(path), "live": stream(request, "screen")}
    return render(request, "screen/screen.html", context)


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

    def topics(act: Told) -> frozenset[str]:
        return frozenset({"screen"}) if act.lies_in(actor.office_path) else frozenset()

    return Stream(topics, actor.reference, scope=actor.office_path)
