"""The desk's own pages: the first one of each role, signing in and out."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.domains.organisation.actions import DemoAccount, demo_accounts
from yichuang.domains.organisation.queries import site
from yichuang.kernel.access import sign_in as door
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.access.doors import ActingRequest, anybody, staff

# where somebody begins: the first page of this list that their post opens
FIRST_PAGES = (
    ("page.intake", "cases:intake"),
    ("page.tasks", "cases:tasks"),
    ("page.windows", "organisation:windows"),
    ("page.supervision", "supervision:board"),
    ("page.figures", "reports:figures"),
    ("page.reports", "reports:reports"),
    ("page.search", "cases:search"),
)


@staff("page.desk")
def home(request: HttpRequest) -> HttpResponseBase:
    """Send everybody to the page that their work begins with."""
    actor = cast("ActingRequest", request).actor
    for right, page in FIRST_PAGES:
        if actor.may(right):
            try:
                return redirect(reverse(page))
            except NoReverseMatch:
                continue
    return redirect("desk:me")


@anybody
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password; whoever has a second factor is asked for the code next."""
    there = _next(request)
    if request.method == "GET" and cast("ActingRequest", request).actor.kind is ActorKind.STAFF:
        return redirect(there)
    demo = _demo()
    chosen = next((one for one in demo if one.username == request.GET.get("as")), None)
    if request.method == "GET":
        return _form(request, demo, chosen.username if chosen else "", chosen.password if chosen else "")
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    missing = {
        name: f"请填写{word}"
        for name, word, value in (("username", "用户名", username), ("password", "密码", password))
        if not value.strip()
    }
    if missing:
        return _form(request, demo, username, "", missing, 422)
    now = timezone.now()
    try:
        recognised = door.recognise(username, password[:200], address_of(request), now)
    except door.CannotSignIn as refused:
        return _refused(request, demo, username, refused)
    door.begin(request.session, recognised, now)
    if recognised.needs_code:
        request.session["next"] = there
        return redirect("desk:code")
    return redirect(there)


@anybody
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponseBase:
    """The code of the second factor."""
    now: datetime = timezone.now()
    if door.owes_code(request.session, now) is None:
        return redirect("desk:sign_in")
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        there = str(request.session.get("next") or reverse("desk:home"))
        try:
            door.finish(request.session, request.POST.get("code", ""), address_of(request), now)
            return redirect(there)
        except door.CannotSignIn as refused:
            errors, status = {refused.field or "": refused.text}, 429 if refused.wait else 422
    return render(request, "desk/code.html", {"errors": errors}, status=status)


@anybody
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    request.session.flush()
    return redirect("desk:sign_in")


def address_of(request: HttpRequest) -> str | None:
    """The address that a request came from, None when the server can't tell."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return None


def _demo() -> list[DemoAccount]:
    here = site()
    return demo_accounts() if here and here.demonstration else []


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: a page of the desk, never another place."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own and wanted.startswith("/desk/") else reverse("desk:home")


def _refused(
    request: HttpRequest, demo: list[DemoAccount], username: str, refused: door.CannotSignIn
) -> HttpResponse:
    status = 429 if refused.wait else 422
    return _form(request, demo, username, "", {refused.field or "": refused.text}, status)


def _form(
    request: HttpRequest,
    demo: list[DemoAccount],
    username: str,
    password: str,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    here = site()
    context = {
        "demo": demo,
        "username": username,
        "password": password,
        "errors": errors or {},
        "next": _next(request),
        "place": here.name if here else None,
    }
    return render(request, "desk/sign_in.html", context, status=status)
