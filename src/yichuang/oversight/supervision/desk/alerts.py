"""What is put before whoever handles a case: a box on every page of their desk, and its acknowledgement."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import queries
from yichuang.oversight.supervision.actions import acknowledge
from yichuang.oversight.supervision.desk.acting import next_of
from yichuang.ui import formats

SHOWN = 4
MOST = 99
STATES = {"reminder": "warning", "yellow": "warning", "urge": "warning", "red": "overdue"}


@staff("page.alerts")
@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """The box as it is now; nothing at all to a page that shows it already, so that nothing is read out twice."""
    return _box(request, request.GET.get("have"))


@staff("page.alerts")
@require_POST
def acknowledged(request: HttpRequest, pk: int) -> HttpResponse:
    """Acknowledge one. Somebody of the same office may have been first: then it is gone as well."""
    try:
        perform(acknowledge, f"alert:{pk}", by=cast("ActingRequest", request).actor, at=timezone.now())
    except Refused as refused:
        if refused.code is not Because.WRONG_STATE:
            raise
    if "HX-Request" in request.headers:
        return _box(request, None)
    return redirect(next_of(request, "/desk/supervision/mine/"))


def box(actor: Actor) -> dict[str, Any]:
    """What the box shows: the newest ones, how many more wait, and a mark of all that."""
    waiting = queries.alerts_before(actor, MOST)
    rows = [
        {"alert": one, "state": STATES.get(one.level, "warning"), "at": formats.moment(one.raised_at)}
        for one in waiting[:SHOWN]
    ]
    return {"rows": rows, "more": len(waiting) - len(rows), "have": "-".join(str(one.pk) for one in waiting)}


def _box(request: HttpRequest, have: str | None) -> HttpResponse:
    shown = box(cast("ActingRequest", request).actor)
    if have is not None and have == shown["have"]:
        return HttpResponse(status=204)
    return render(request, "supervision/alerts.html", {"box": shown})
