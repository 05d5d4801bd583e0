"""抽查: acts that were marked and of which nobody was told, for a supervisor to look into."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks import queries as clocks
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.watch.duties import duties_of
from yichuang.oversight.supervision.panels import mark_line

PAGE = 50


@staff("page.supervision")
@require_GET
def marks(request: HttpRequest) -> HttpResponse:
    """The marked acts of the offices that one looks over, newest first; each opens the case's trail."""
    actor, now = cast("ActingRequest", request).actor, timezone.now()
    typed = request.GET.get("page", "")
    page = min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and int(typed) else 1
    found = clocks.marks(actor.office_path)
    listed = list(found[(page - 1) * PAGE : page * PAGE])
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
    context = {"rows": rows, "total": found.count(), "page": page, "size": PAGE}
    return render(request, "supervision/marks.html", context)
