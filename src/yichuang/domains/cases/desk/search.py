"""查询: cases by number, by exact name, by identity number; only those that the actor may know of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from unicodedata import normalize
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import STAFF_SEES
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.residents.rules import cleaned
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.numbering.rules import NumberRejected, case_number
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.statements import ask, read

PAGE = 50
LONGEST = 80


@staff("page.search")
def search(request: HttpRequest) -> HttpResponse:
    """One box: what it holds decides what is looked for."""
    acting = cast("ActingRequest", request)
    typed = request.GET.get("q", "").strip()[:LONGEST]
    moment = Moment.at(timezone.now())
    rows: list[dict[str, Any]] = []
    pager = hint = None
    if typed and acting.actor.office_path:
        which, values, hint = condition(typed)
        where, values = f"WHERE {STAFF_SEES} AND ({which})", [*[acting.actor.office_path] * 2, *values]
        ((total,),) = ask(f'SELECT count(*) FROM "case" {where}', *values)  # noqa: S608 - fixed texts, values apart
        page = f"{where} ORDER BY received_at DESC, id DESC LIMIT {PAGE} OFFSET %s"
        cases, pager = paged(total, lambda start: read(Case, page, *values, start), request, q=typed)
        rows = _rows(cases, moment)
    context = {"typed": typed, "rows": rows, "pager": pager, "hint": hint, "today": moment.today}
    return render(request, "cases/search.html", context)


def condition(typed: str) -> tuple[str, list[Any], str | None]:
    """What is looked for, its values, and a sentence where the text can't be a number that it looks like."""
    digits = cleaned(typed)
    # a centre's own ledger numbers its cases as it likes: whatever is typed may be such a number
    own = "own_number <> '' AND own_number = ANY(%s)"
    numbers = [typed, normalize("NFKC", typed)]
    try:
        return f"number = %s OR {own}", [str(case_number(typed)), numbers], None
    except NumberRejected as rejected:
        hint = rejected.text if len(digits) >= 19 and digits.isdigit() else None
    if 15 <= len(digits) <= 18 and digits.isascii() and digits.isalnum():
        return f"identity_hash = %s OR {own}", [keyed_hash(digits, "identity"), numbers], hint
    return f"applicant_hash = %s OR {own}", [keyed_hash(typed, "name"), numbers], hint


def paged(
    total: int, cases_from: Callable[[int], list[Case]], request: HttpRequest, **kept: str
) -> tuple[list[Case], dict[str, Any] | None]:
    """One page of so many cases with what the pager says; none for no rows. `cases_from` reads a page from there on."""
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    cases = cases_from((page - 1) * PAGE)
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
