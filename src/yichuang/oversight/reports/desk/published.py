"""What was published, with its corrections."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.figures.answers import WORDS, State
from yichuang.kernel.figures.published import rule_changed
from yichuang.oversight.reports import public, queries


@staff("page.reports")
def publication(request: HttpRequest, identity: int) -> HttpResponse:
    """What was published, value by value, and beside it what would be printed today."""
    opened = queries.publication(identity, cast("ActingRequest", request).actor)
    where = public.places([line.published for line in opened.lines])
    lines = [
        {
            "line": line,
            "href": line.correction.now.href if line.correction else None,
            "office": where[line.published.n],
            "why": WORDS.get(State(line.published.state), ""),
            "rule": rule_changed(line.published),
            "days": f"{line.published.first} 至 {line.published.last}",
        }
        for line in opened.lines
    ]
    context = {"opened": opened, "lines": lines, "public": public.address_of(opened.publication)}
    return render(request, "reports/publication.html", context)
