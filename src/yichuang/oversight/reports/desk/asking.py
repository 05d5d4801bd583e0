"""What the pages of this room share: who asks, for what, and the form again when that makes no sense."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.verbs import Refused
from yichuang.oversight.reports.asked import Asked, asked, choices


def acting(request: HttpRequest) -> ActingRequest:
    """The request with its actor."""
    return cast("ActingRequest", request)


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for."""
    return asked(request.GET, acting(request).actor, timezone.now())


def wrong_period(request: HttpRequest, refused: Refused, title: str, action: str) -> HttpResponse:
    """The form again, with what was typed and a sentence at the field at fault."""
    if refused.field not in ("from", "to", "office"):
        raise refused
    context = {
        "title": title,
        "action": action,
        "from_": request.GET.get("from", "")[:20],
        "to": request.GET.get("to", "")[:20],
        "office": request.GET.get("office", "")[:40],
        "offices": choices(acting(request).actor),
        "errors": {refused.field: refused.text},
        "remedy": refused.remedy,
    }
    return render(request, "reports/wrong.html", context, status=refused.code.status)
