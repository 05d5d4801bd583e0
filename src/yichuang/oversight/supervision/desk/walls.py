"""Links of walls on the desk: made for an office's screen, shown once, withdrawn."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import permissions
from yichuang.oversight.supervision.actions import open_link, withdraw_link
from yichuang.oversight.supervision.models import WallLink, WallLinkState
from yichuang.oversight.supervision.walls import fresh
from yichuang.ui import formats
from yichuang.ui.qr import qr_svg

HIDDEN = ("prefix", "digest")
MOST = 200
AGAIN = "这个网址已经做好了，只显示一次。没有记下的话，请收回它，再做一个"


@staff("page.walls")
def walls(request: HttpRequest) -> HttpResponse:
    """The links of the actor's offices, and a form for one more; its address is on the answer to that form alone."""
    if request.method != "POST":
        return _page(request)
    new = fresh()
    given = values_from(open_link, request.POST, skip=HIDDEN)
    key = request.POST.get("key", "")[:80] or secrets.token_urlsafe(12)
    actor = cast("ActingRequest", request).actor
    given |= {"prefix": new.prefix, "digest": new.digest}
    try:
        perform(open_link, None, by=actor, at=timezone.now(), key=key, **given)
    except Refused as refused:
        sent_again = "Idempotency-Key" in refused.errors
        return _page(request, Refused(Because.WRONG_STATE, AGAIN) if sent_again else refused)
    base = settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
    address = f"{base}{reverse('screen:linked', args=[new.token])}"
    name = str(given.get("name", ""))
    return _page(request, made={"address": address, "qr": qr_svg(address, f"{name}的大屏网址"), "name": name})


@staff("page.walls")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one."""
    link = WallLink.objects.filter(pk=pk).first()
    if link is None:
        raise not_found(WallLink.label)
    perform(withdraw_link, link.ref, by=cast("ActingRequest", request).actor, at=timezone.now())
    request.session["said"] = [*request.session.get("said", []), "网址收回了，半分钟内屏幕不再更新"]
    return redirect("supervision:walls")


def _page(
    request: HttpRequest, refused: Refused | None = None, made: dict[str, Any] | None = None
) -> HttpResponse:
    actor = cast("ActingRequest", request).actor
    offices = [one for one in tree().all if _may_hang(actor, one)]
    typed = request.POST.dict() if refused else {"office": str(actor.office)}
    choices = {"office": {str(one.id): one.name for one in offices}}
    rows = WallLink.objects.filter(office_path__startswith=actor.office_path).order_by("state", "-pk")[:MOST]
    context = {
        "rows": [_row(one) for one in rows],
        "fields": fields_of(open_link, typed, refused, choices=choices, skip=HIDDEN),
        "errors": _errors(refused),
        "key": secrets.token_urlsafe(12),
        "effect": open_link.effect,
        "made": made,
    }
    response = render(
        request, "supervision/walls.html", context, status=refused.code.status if refused else 200
    )
    if made:
        response["Cache-Control"] = "no-store"  # whoever goes back mustn't find the address
    return response


def _may_hang(actor: Actor, office: OfficeFacts) -> bool:
    return office.active and office.kind in permissions.WITH_A_SCREEN and actor.covers(office.path)


def _row(link: WallLink) -> dict[str, Any]:
    return {
        "link": link,
        "office": tree().by_id[link.office_id].brief,
        "made_at": formats.moment(link.made_at),
        "seen_at": formats.moment(link.seen_at) if link.seen_at else "",
        "state": WallLinkState(link.state).label,
        "open": link.state == WallLinkState.OPEN,
    }


def _errors(refused: Refused | None) -> list[dict[str, Any]]:
    found = (refused.errors or {"": refused.text}) if refused else {}
    return [{"field": name or None, "text": text} for name, text in found.items()]
