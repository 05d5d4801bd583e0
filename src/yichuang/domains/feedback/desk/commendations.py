"""Banners and letters of thanks: the list of one's own offices, and the form that enters one."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.feedback import actions
from yichuang.domains.feedback.models import Commendation, CommendationKind
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import scrub
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import perform
from yichuang.ui import formats

SHOWN = 50
GIVEN_TO = ("department", "centre", "station", "window")


@staff("page.commendations")
def commendations(request: HttpRequest) -> HttpResponse:
    """The newest fifty; POST enters one."""
    acting = cast("ActingRequest", request)
    now, typed, refused = timezone.now(), None, None
    if request.method == "POST":
        values = values_from(actions.record, request.POST)
        key = request.POST.get("key", "")[:80] or None
        try:
            perform(actions.record, None, by=acting.actor, at=now, key=key, **values)
        except Refused as told:
            typed, refused = {**values, **request.POST.dict()}, told
        else:
            request.session["said"] = [*request.session.get("said", []), "已登记"]
            return HttpResponseRedirect(reverse("feedback:commendations"))
    offices = tree()
    found = Commendation.objects.filter(office_path__startswith=acting.actor.office_path or "-")
    context: dict[str, Any] = {
        "rows": [
            (
                one.received_on,
                CommendationKind(one.kind).label,
                offices.by_id[one.office_id].name,
                scrub(one.words),
            )
            for one in found.order_by("-received_on", "-pk")[:SHOWN]
        ],
        "fields": fields_of(actions.record, typed, refused, choices={"office": _choices(acting.actor)}),
        "may": acting.actor.may(actions.record.name),
        "refused": refused,
        "key": (typed or {}).get("key") or secrets.token_urlsafe(12),
        "today": formats.the_day(now),
    }
    return render(
        request, "feedback/commendations.html", context, status=refused.code.status if refused else 200
    )


def _choices(actor: Actor) -> dict[str, str]:
    below = tree().below(actor.office_path) if actor.office_path else []
    return {str(one.id): one.name for one in below if one.kind in GIVEN_TO and one.active}
