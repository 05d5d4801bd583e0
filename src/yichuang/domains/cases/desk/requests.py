"""What every page of the desk does with a request: find the case, read the key, go on afterwards."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import case_of_id, case_with_clocks
from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.clocks.queries import Clock
from yichuang.kernel.verbs import not_found


def case_or_404(request: ActingRequest, pk: int) -> Case:
    """The case, if this actor may know of it; else the same refusal as for one that doesn't exist."""
    return _seen(case_of_id(pk), request)


def shown_or_404(request: ActingRequest, pk: int) -> tuple[Case, list[Clock]]:
    """The same for a page that shows the case: with all of its clocks, read at one moment."""
    found, clocks = case_with_clocks(pk)
    return _seen(found, request), clocks


def _seen(found: Case | None, request: ActingRequest) -> Case:
    if found is None or not found.seen_by(request.actor):
        raise not_found(Case.label)
    return found


def fresh_key() -> str:
    """A key for one act: the same form sent twice does one thing."""
    return secrets.token_urlsafe(12)


def key_of(request: HttpRequest) -> str:
    """The key that the form carries; a form without one (a script, say) gets its own."""
    return request.POST.get("key", "")[:80] or fresh_key()


def seen_of(request: HttpRequest) -> int | None:
    """The version on which somebody decided."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where to go on, if it is a page of ours."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if ours and to.startswith("/desk/") else otherwise


def in_dialog(request: HttpRequest) -> bool:
    """Whether a dialog of the page asks, and takes the inside of itself for an answer (cases.js)."""
    return request.headers.get("X-Dialog") == "1"


def done(request: HttpRequest, sentence: str, to: str) -> HttpResponse:
    """Say that it is done, once, on the page that comes next."""
    request.session["said"] = [*request.session.get("said", []), sentence]
    if in_dialog(request):  # a script that followed a redirect would use up what is said once
        return HttpResponse(status=204, headers={"X-Next": iri_to_uri(to) or to})
    return HttpResponseRedirect(to)
