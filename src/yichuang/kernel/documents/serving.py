"""Handing out what is kept: always by a view that has asked for the right, never by the web server."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

# shown in the browser; everything else is saved, so that nothing of a stranger's runs on our address
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


def served(data: bytes, name: str, content_type: str) -> HttpResponse:
    """The bytes under their name: pictures and PDF shown, all else saved; never sniffed, never kept by a proxy."""
    response = HttpResponse(data, content_type=content_type)
    quoted = quote(" ".join(name.splitlines()), safe="")
    way = "inline" if content_type in _SHOWN else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quoted}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # no "sandbox": browsers show no PDF under it; what could run by itself was refused at the door
    response["Content-Security-Policy"] = "script-src 'none'; frame-ancestors 'none'"
    return response
