"""Who is at the portal, as far as a request tells: the browser's secret, the address, the keys of forms."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from yichuang.domains.cases.drafts import LIFE, Visitor
from yichuang.kernel.access.doors import ActingRequest, SignedOut

COOKIE = "visitor"
LONGEST_ADDRESS = 300
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def visitor_of(request: ActingRequest) -> Visitor:
    """The visitor to whom drafts belong; the browser gets its secret at the first need.

    The secret has a cookie of its own: a session ends sooner than the days for which a draft is promised to be kept.
    """
    secret = getattr(request, "visitor", "") or request.COOKIES.get(COOKIE, "")
    if not _SECRET.fullmatch(secret):
        secret = secrets.token_urlsafe(24)
    request.visitor = secret  # type: ignore[attr-defined]
    return Visitor(secret, request.actor.account)


class KeepsVisitor:
    """Gives the browser its secret, from the last use on for as long as a draft lives; signing out takes it away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and put the cookie on the answer where the visitor was asked for."""
        response = self.get_response(request)
        if secret := getattr(request, "visitor", ""):
            response.set_cookie(
                COOKIE, secret, max_age=LIFE, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
        return response


def address_of(request: HttpRequest) -> str:
    """The network address that bounds on guessing count by."""
    return str(request.META.get("REMOTE_ADDR") or "unknown")


def base_of(request: HttpRequest) -> str:
    """The address under which the centre is reached from outside, else the one of this request."""
    return settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"


def said(request: HttpRequest, sentence: str) -> None:
    """Show one sentence on the next page."""
    request.session["said"] = [*request.session.get("said", []), sentence]


def next_of(request: HttpRequest) -> str:
    """Where somebody wanted to go before they had to show who they are; never another site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe and len(wanted) <= LONGEST_ADDRESS else ""


def sign_in_again(*, files_kept: bool = False) -> SignedOut:
    """The account's session is over; `files_kept`: those that came along are in the draft already."""
    return SignedOut(reverse("portal:sign_in"), files_kept=files_kept)
