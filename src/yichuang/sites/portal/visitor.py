"""Who is at the portal, as far as a request tells: the session's secret, the address, the keys of forms."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest

from yichuang.domains.cases.drafts import Visitor
from yichuang.kernel.access.doors import ActingRequest

MARK = "visitor"


def visitor_of(request: ActingRequest) -> Visitor:
    """The visitor to whom drafts belong; the session gets its secret at the first need."""
    secret = request.session.get(MARK)
    if not secret:
        secret = request.session[MARK] = secrets.token_urlsafe(24)
    return Visitor(secret, request.actor.account)


def address_of(request: HttpRequest) -> str:
    """The network address that bounds on guessing count by."""
    return str(request.META.get("REMOTE_ADDR") or "unknown")


def base_of(request: HttpRequest) -> str:
    """The address under which the centre is reached from outside, else the one of this request."""
    return settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"


def said(request: HttpRequest, sentence: str) -> None:
    """Show one sentence on the next page."""
    request.session["said"] = [*request.session.get("said", []), sentence]
