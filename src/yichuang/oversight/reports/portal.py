"""The public page of a published report, where the code in its foot leads."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yichuang.kernel.access import buckets
from yichuang.kernel.access.doors import anybody
from yichuang.kernel.access.queries import actor_of_session
from yichuang.kernel.figures.answers import address
from yichuang.kernel.figures.published import asked_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.oversight.reports import public

BURST, PER_SECOND = 40, 0.5


@anybody
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Title, organ, days, cut-off, and every number with its definition; rows only for staff who may see them."""
    _take(request)
    one = public.publication_of(code)
    if one is None:
        return _unlisted(render(request, "reports/public.html", {"one": None}, status=404))
    staff = actor_of_session(request.session)  # the portal knows citizens alone; this page greets staff, too
    inside = staff is not None and one.seen_by(staff)
    lines = public.told(one)
    office = tree().by_id.get(one.office_id)
    context = {
        "one": one,
        "office": office.name if office else "",
        "lines": [(line, _rows(line) if inside else None) for line in lines],
        "compared": public.compared_at(one),
        "corrected": sum(1 for line in lines if line.correction),
        "inside": reverse("reports:publication", args=[one.pk]) if inside else None,
    }
    return _unlisted(render(request, "reports/public.html", context))


def _take(request: HttpRequest) -> None:
    """One look out of the visitor's bucket. Refused when it is empty."""
    visitor = f"published {request.META.get('REMOTE_ADDR', '')}"
    if buckets.take(hashlib.sha256(visitor.encode()).digest(), burst=BURST, per_second=PER_SECOND):
        raise Refused(Because.LIMITED, "看得太快了", remedy="请过一分钟再看")


def _rows(line: public.Told) -> str | None:
    asked = asked_of(line.published)
    return address(line.published.code, *asked) if asked else None


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
