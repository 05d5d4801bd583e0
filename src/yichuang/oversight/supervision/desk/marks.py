"""抽查: acts that were marked and of which nobody was told, for a supervisor to look into."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks import queries as clocks
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.seek import Seek, page_of
from yichuang.kernel.watch.duties import duties_of
from yichuang.oversight.supervision.panels import mark_line


@staff("page.supervision")
@require_GET
def marks(request: HttpRequest) -> HttpResponse:
    """The marked acts of the offices that one looks over, newest first; each opens the case's trail."""
    actor, now = cast("ActingRequest", request).actor, timezone.now()
    found = clocks.marks(actor.office_path)
    total = found.count()
    page = page_of(found, "fell_at", Seek.read(request.GET.dict(), instants=True), total)
    listed = page.rows
    names = names_of(one.told for one in listed if one.told)
    duties, offices = duties_of(one.subject for one in listed), tree().by_id
    rows = [
        {
            **mark_line(one, names, now),
            "duty": duties.get(one.subject),
            "office": offices[one.owed_by_id].brief,
        }
        for one in listed
    ]
    context = {
        "rows": rows,
        "total": total,
        "first": page.first,
        "last": page.last,
        "before": f"?{urlencode(page.before.written())}" if page.before else None,
        "next": f"?{urlencode(page.next.written())}" if page.next else None,
    }
    return render(request, "supervision/marks.html", context)
