"""查询: cases by number, by exact name, by identity number; only those that the actor may know of."""

from __future__ import annotations

from typing import Any, cast
from unicodedata import normalize
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import visible_to
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.residents.rules import cleaned
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.numbering.rules import NumberRejected, case_number
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import keyed_hash

PAGE = 50
LONGEST = 80


@staff("page.search")
def search(request: HttpRequest) -> HttpResponse:
    """One box: what it holds decides what is looked for."""
    acting = cast("ActingRequest", request)
    typed = request.GET.get("q", "").strip()[:LONGEST]
    wanted, hint = condition(typed)
    moment = Moment.at(timezone.now())
    rows: list[dict[str, Any]] = []
    pager = None
    if wanted is not None:
        found = visible_to(acting.actor).filter(wanted).order_by("-received_at", "-pk")
        cases, pager = paged(found, request, q=typed)
        rows = _rows(cases, moment)
    context = {"typed": typed, "rows": rows, "pager": pager, "hint": hint, "today": moment.now.date()}
    return render(request, "cases/search.html", context)


def condition(typed: str) -> tuple[Q | None, str | None]:
    """What is looked for, and a sentence where the text can't be a number that it looks like."""
    if not typed:
        return None, None
    digits = cleaned(typed)
    # a centre's own ledger numbers its cases as it likes: whatever is typed may be such a number
    own = Q(own_number__in={typed, normalize("NFKC", typed)})
    try:
        return own | Q(number=str(case_number(typed))), None
    except NumberRejected as rejected:
        hint = rejected.text if len(digits) >= 19 and digits.isdigit() else None
    if 15 <= len(digits) <= 18 and digits.isascii() and digits.isalnum():
        return own | Q(identity_hash=keyed_hash(digits, "identity")), hint
    return own | Q(applicant_hash=keyed_hash(typed, "name")), hint


def paged(
    found: QuerySet[Case], request: HttpRequest, **kept: str
) -> tuple[list[Case], dict[str, Any] | None]:
    """One page of cases with what the pager says; none for no rows."""
    total = found.count()
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    cases = list(found[(page - 1) * PAGE : page * PAGE])
    if not cases:
        return [], None

    def link(to: int) -> str | None:
        return f"?{urlencode({**kept, 'page': to})}" if 1 <= to <= pages else None

    first = (page - 1) * PAGE + 1
    return cases, {
        "first": first,
        "last": first + len(cases) - 1,
        "total": total,
        "before": link(page - 1),
        "next": link(page + 1),
    }


def _rows(cases: list[Case], moment: Moment) -> list[dict[str, Any]]:
    catalogue.versions(case.item_version_id for case in cases)
    clocks = open_for(case.ref for case in cases)
    offices = tree().by_id
    rows = []
    for case in cases:
        clock = head_clock(clocks.get(case.ref, ()))
        department = offices[case.department_id]
        rows.append(
            {
                "case": case,
                "item": case.facts.name,
                "department": department.brief,
                "clock": clock_facts(clock, moment) if clock else None,
            }
        )
    return rows
