"""Who sits at the page, and what surrounds it: nobody is signed in, and there is nowhere else to go."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from yichuang.kernel.access.doors import ActingRequest, SignedOut
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs import Refused
from yichuang.sites.middleware import Next, refusal_page, signed_out


class Here:
    """Puts somebody who isn't signed in on every request, and makes pages of refusals."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page."""
        cast("ActingRequest", request).actor = citizen(None, None)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal becomes a page; who doesn't sit here isn't let in."""
        if isinstance(exception, SignedOut):
            return signed_out(request, exception)
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome` as layouts/base.html describes it."""
    chrome: dict[str, Any] = {
        "site": "一窗",
        "home": "/desk/check/",
        "nav": [],
        "who": None,
        "demonstration": False,
        "hotline": False,  # no centre stands behind this page that a hotline could belong to
        "large": request.COOKIES.get("size") == "large",
    }
    return {"chrome": chrome, "actor": citizen(None, None)}
