"""The tablet at a window: what was just handed over there, five faces, nobody's name; it clears itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import rules, turns
from yichuang.domains.feedback.actions import evaluate
from yichuang.domains.feedback.invitations import address_of_result
from yichuang.domains.feedback.models import Level, WindowDevice
from yichuang.domains.residents import attempts
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.ui.qr import qr_svg

REST, ASK, WARN, THANKS = "rest", "ask", "warn", "thanks"
EVERY = {REST: 3, ASK: 4, WARN: 2}  # seconds between two looks


@anybody
@require_http_methods(["GET", "POST"])
def device(request: ActingRequest, token: str) -> HttpResponse:
    """The page that the tablet stays on. POST takes a level, or asks for more time."""
    found = _device(request, token)
    now = timezone.now()
    if request.method == "POST":
        return _posted(request, found, token, now)
    return _answer(request, "feedback/device.html", _context(request, found, token, now))


@anybody
@require_http_methods(["GET"])
def now_shown(request: ActingRequest, token: str) -> HttpResponse:
    """The inside of that page again, when it isn't what is shown already (204 then)."""
    context = _context(request, _device(request, token), token, timezone.now())
    if request.GET.get("shown", "") == context["key"]:
        return HttpResponse(status=204)
    return _answer(request, "feedback/device_now.html", context)


def _device(request: ActingRequest, token: str) -> WindowDevice:
    address, now = request.META.get("REMOTE_ADDR", ""), timezone.now()
    attempts.check(attempts.LINK_BY_ADDRESS, address, now)
    found = turns.device_named(token)
    if found is None:
        attempts.count(attempts.LINK_BY_ADDRESS, address, now)
        raise Refused(
            Because.NOT_FOUND,
            "这个评价器的网址不能用了",
            remedy="请中心管理员在“评价器”里给这个窗口换一个网址",
        )
    return found


def _posted(request: ActingRequest, found: WindowDevice, token: str, now: datetime) -> HttpResponse:
    here = reverse("feedback:device", args=[token])
    typed = request.POST.get("turn", "")
    n = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
    if "stay" in request.POST:
        turns.stay(found, n, now)
        return redirect(here)
    shown = turns.turn_of(found, now)
    level = request.POST.get("level", "")
    if (
        shown is None or shown[0].n != n
    ):  # the next one has come, or the time was up: nothing is said for them
        return redirect(f"{here}?over=1")
    if level not in {str(one.value) for one in Level}:
        return redirect(here)
    turn, case = shown
    said = "done"
    given = ""
    try:
        given = evaluate(service_of(case), level=int(level), channel="window", at=now).ref
    except Refused as refused:
        if refused.code is not Because.WRONG_STATE:
            raise
        said = "before"  # by the link of the message, say
    turns.clear(found, turn.n)
    thanks = _thanks(found, token, given, int(level), said, _base(request))
    return _answer(request, "feedback/device.html", thanks)


def _base(request: HttpRequest) -> str:
    return str(settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}")


def _context(request: ActingRequest, found: WindowDevice, token: str, now: datetime) -> dict[str, Any]:
    shown = turns.turn_of(found, now)
    context = _common(found, token)
    if shown is None:
        over = "over" in request.GET
        return context | {"state": REST, "key": "over" if over else REST, "over": over, "every": EVERY[REST]}
    turn, case = shown
    state = WARN if turns.ends_soon(turn, now) else ASK
    return context | {
        "state": state,
        "key": f"{state}-{turn.n}-{turn.stays}",
        "turn": turn.n,
        "item": case.facts.name,
        "tail": case.number[-7:],
        "every": EVERY[state],
    }


def _thanks(found: WindowDevice, token: str, ref: str, level: int, said: str, base: str) -> dict[str, Any]:
    bad = rules.is_bad(level) and said == "done"
    return _common(found, token) | {
        "state": THANKS,
        "key": THANKS,
        "said": said,
        "bad": bad,
        "limits": (rules.VERIFICATION, rules.RECTIFICATION),
        "qr": qr_svg(address_of_result(ref, base), "扫码补充几句、看整改结果") if bad else "",
        "every": 20 if bad else 6,
    }


def _common(found: WindowDevice, token: str) -> dict[str, Any]:
    offices = tree()
    window = offices.by_id[found.window_id]
    centre = offices.above(found.window_id, "centre")
    return {
        "window": window.name,
        "centre": centre.name if centre else "",
        "here": reverse("feedback:device", args=[token]),
        "now_address": reverse("feedback:device_now", args=[token]),
        "levels": [(level.value, level.label) for level in Level],
        "over": False,
    }


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"  # the next person mustn't come back to it
    return response
