"""大字版: one button in every header, kept in a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from yichuang.kernel.access.doors import anybody

YEAR = 365 * 24 * 3600


@anybody
def size(request: HttpRequest) -> HttpResponseBase:
    """Keep the size that was asked for and go back to where the button was, never to another site."""
    there = request.GET.get("next", "")
    own = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    response = redirect(there if own else "/")
    if request.GET.get("to") == "large":
        response.set_cookie("size", "large", max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("size", samesite="Lax")
    return response
