"""Pages of which a script asks for one part alone: who gets it, and that a browser keeps part and page apart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_ASKED, _GOING_BACK = "HX-Request", "HX-History-Restore-Request"


def asks_for_part(request: HttpRequest) -> bool:
    """Whether a script asks for what it puts beside a page; whoever goes back wants the whole page."""
    return request.method == "GET" and _ASKED in request.headers and _GOING_BACK not in request.headers


def told_apart(response: HttpResponse) -> HttpResponse:
    """The answer of an address that gives a part or the whole page, so that a browser never shows one for the other."""
    patch_vary_headers(response, (_ASKED, _GOING_BACK))
    return response
