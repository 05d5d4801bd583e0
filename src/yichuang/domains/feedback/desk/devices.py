"""The tablets at the windows: their addresses to open or to scan once, another address, out of use."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.domains.feedback import actions
from yichuang.domains.feedback.invitations import address_of_device
from yichuang.domains.feedback.models import DeviceState, WindowDevice
from yichuang.domains.organisation.queries import CentreFacts, WindowFacts, centres, windows_of
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import perform
from yichuang.ui.qr import qr_svg

VERBS = {"open": actions.open_device, "renew": actions.renew, "close": actions.close}
SAID = {"open": "评价器设好了，请用平板打开网址", "renew": "换好了，旧的网址已失效", "close": "已停用"}


@staff("page.devices")
def devices(request: HttpRequest) -> HttpResponse:
    """The windows of one centre, each with its tablet's address as a code, or with the way to set one up."""
    actor = cast("ActingRequest", request).actor
    mine = _centres(actor)
    chosen = request.GET.get("centre", "")
    place = next((one for one in mine if str(one.id) == chosen), mine[0] if mine else None)
    found = windows_of(place.id) if place else []
    known = {
        one.window_id: one for one in WindowDevice.objects.filter(window_id__in=[one.id for one in found])
    }
    context = {
        "chips_of": [
            {"label": one.office.brief, "href": f"?centre={one.id}", "current": one is place} for one in mine
        ],
        "place": place,
        "rows": [_row(window, known.get(window.id), actor) for window in found],
    }
    return render(request, "feedback/devices.html", context)


@staff("page.devices")
@require_POST
def act(request: HttpRequest, window: int, slug: str) -> HttpResponse:
    """Set up, give another address, put out of use."""
    acting = cast("ActingRequest", request)
    verb = VERBS.get(slug)
    place = next(
        (one for one in _centres(acting.actor) if window in {w.id for w in windows_of(one.id)}), None
    )
    if verb is None or place is None:
        raise not_found("这个窗口")
    now = timezone.now()
    if verb.creates:
        perform(verb, None, by=acting.actor, at=now, window=window)
    else:
        known = WindowDevice.objects.filter(window_id=window).first()
        perform(verb, known.ref if known else None, by=acting.actor, at=now)
    request.session["said"] = [*request.session.get("said", []), SAID[slug]]
    return HttpResponseRedirect(f"{reverse('feedback:devices')}?centre={place.id}")


def _centres(actor: Actor) -> list[CentreFacts]:
    return [one for one in centres() if actor.covers(one.office.path) and one.level != "village"]


def _row(window: WindowFacts, known: WindowDevice | None, actor: Actor) -> dict[str, Any]:
    address = ""
    if known is not None and known.state == DeviceState.OPEN:
        address = address_of_device(window.id, known.edition)
    offers = (
        [
            (one.label, one.verb.name.partition(".")[2], one.verb.danger, one.verb.effect)
            for one in available(known, actor)
        ]
        if known
        else [(actions.open_device.label, "open", False, actions.open_device.effect)]
    )
    return {
        "window": window,
        "address": address,
        "qr": qr_svg(address, f"{window.office.name}评价器的网址") if address else "",
        "state": DeviceState(known.state).label if known else "没有设",
        "offers": offers,
    }
