"""Publishing the figures of a report, and what was published with its corrections."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.reports import queries
from yichuang.oversight.reports.actions import publish
from yichuang.oversight.reports.asked import asked


@staff("report.publish")
@require_POST
def publish_(request: HttpRequest) -> HttpResponse:
    """Publish the figures of the report that the form names."""
    by, now = cast("ActingRequest", request).actor, timezone.now()
    found = asked(request.POST, by, now)
    receipt = publish(found.scope, found.period, by, now, request.POST.get("key") or None)
    return redirect("reports:publication", int(receipt.ref.partition(":")[2]))


@staff("page.reports")
def publication(request: HttpRequest, identity: int) -> HttpResponse:
    """What was published, value by value, and beside it what would be printed today."""
    opened = queries.publication(identity, cast("ActingRequest", request).actor)
    offices = tree().by_id
    lines = [
        {
            "line": line,
            "href": line.correction.now.href if line.correction else None,
            "office": offices[line.published.office].name if line.published.office in offices else "",
            "days": f"{line.published.first} 至 {line.published.last}",
        }
        for line in opened.lines
    ]
    return render(request, "reports/publication.html", {"opened": opened, "lines": lines})
