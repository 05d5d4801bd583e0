"""Where a page finds its streams: at its own address behind a proxy, else under the same name on the streams' port.

A cookie knows no port, so the session comes along; an address of its own means that pages which stand open never use
up the few connections that a browser makes to one address.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port

PLACE = "/live/"


def origin(request: HttpRequest) -> str:
    """Scheme, name and port of the streams; "" where they are the page's own."""
    if not settings.LIVE_PORT:
        return ""
    try:
        name, _ = split_domain_port(request.get_host())
    except DisallowedHost:
        return ""
    return f"{request.scheme}://{name}:{settings.LIVE_PORT}"


def address(request: HttpRequest) -> str:
    """The address under which the streams of this page's site lie, with a slash at the end; "" where none run."""
    return "" if settings.LIVE_PORT == 0 else origin(request) + PLACE


def stream(request: HttpRequest, name: str) -> str:
    """The address of one stream; "" where none run, and pages fetch their parts themselves."""
    place = address(request)
    return f"{place}{name}/" if place else ""
