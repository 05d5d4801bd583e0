"""The list of reports, filtered by how far they have come."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest

from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.reports import queries
from yichuang.oversight.reports.models import Report, ReportState

PAGE = 30
LIGHTS = {"draft": None, "in_review": "normal", "returned": "warning", "signed": "done", "published": "done"}


def listed(request: HttpRequest) -> dict[str, Any]:
    """What the list needs; the same few statements, however many reports there are."""
    by = cast("ActingRequest", request).actor
    state = request.GET.get("state", "") if request.GET.get("state") in ReportState.values else ""
    page = _whole(request.GET.get("page", ""))
    counts = dict(queries.reports(by).order_by().values_list("state").annotate(Count("pk")))
    total = counts.get(state, 0) if state else sum(counts.values())
    found = list(queries.reports(by, state)[(page - 1) * PAGE : page * PAGE])
    names = names_of({int(ref.partition(":")[2]) for one in found if ":" in (ref := one.drafted_by)})
    kept = {"state": state} if state else {}
    return {
        "reports": [_line(one, names) for one in found],
        "states": [
            {"label": label, "count": counts[value] if value else sum(counts.values()), "current": value == state,
             "href": f"?{urlencode({'state': value})}" if value else "?"}
            for value, label in (("", "全部"), *ReportState.choices)
            if not value or value in counts
        ],
        "pages": {
            "first": (page - 1) * PAGE + 1 if found else 0,
            "last": (page - 1) * PAGE + len(found),
            "total": total,
            "before": f"?{urlencode({**kept, 'page': page - 1})}" if page > 1 else None,
            "next": f"?{urlencode({**kept, 'page': page + 1})}" if page * PAGE < total else None,
        },
    }  # fmt: skip


def _line(one: Report, names: dict[int, str]) -> dict[str, Any]:
    offices = tree().by_id
    return {
        "one": one,
        "office": offices[one.office_id].name if one.office_id in offices else "",
        "light": LIGHTS[one.state],
        "who": names.get(int(one.drafted_by.partition(":")[2] or 0), "系统")
        if ":" in one.drafted_by
        else "系统",
    }


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
