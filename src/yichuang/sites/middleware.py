"""What every request passes through: its number, who acts, and a page for every refusal and failure."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.residents.queries import citizen_of_session
from yichuang.kernel.access.doors import ActingRequest, NoRight
from yichuang.kernel.access.queries import actor_of_session
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs import Refused

log = logging.getLogger("yichuang.request")
Next = Callable[[HttpRequest], HttpResponseBase]

STAFF_PLACES = ("/desk/", "/screen/")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class RequestNumber:
    """Gives each request a short number, kept in the log and shown with every failure."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request; add the headers that every answer carries."""
        request.number = secrets.token_hex(4).upper()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers["X-Request-Id"] = request.number  # type: ignore[attr-defined]
        return response


class WhoActs:
    """Puts the actor on the request: staff by their session and post, others as citizens."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the actor; pages of staff know staff alone, the portal knows citizens alone."""
        acting = cast("ActingRequest", request)
        if request.path.startswith(STAFF_PLACES):
            acting.actor = actor_of_session(request.session) or citizen(None, None)
        else:
            acting.actor = citizen_of_session(request.session, timezone.now())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view has shown beside its form becomes a page; a failure becomes one with a number."""
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, NoRight):
            return error_page(request, 403, "这一页看不了", exception.text)
        return None


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page of a refusal, with what to do."""
    return error_page(request, refused.code.status, refused.text, refused.remedy or "")


def error_page(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    """A page that says what failed, what to do, and the number under which it stands in the log."""
    number = getattr(request, "number", "")
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": remedy,
            "reference": number,
        }
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    return render(
        request,
        "layouts/error.html",
        {"heading": title, "text": remedy, "remedy": None, "reference": number},
        status=status,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """No such page."""
    return error_page(request, 404, "没有这一页", "请检查网址，或回到首页重新找")


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the log has it under this request's number."""
    log.error("request %s failed: %s", getattr(request, "number", ""), request.path)
    return error_page(
        request, 500, "这一页暂时打不开", "已经提交的内容都在。请过一会儿再试，还不行就把编号告诉管理员"
    )
