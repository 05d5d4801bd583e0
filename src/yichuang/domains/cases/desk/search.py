"""查询: cases by number, by exact name, by identity number; only those that the actor may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from yichuang.kernel.seek import Found, Place, Seek, page_along
from yichuang.kernel.statements import ask, read

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
        found = page_along(_LatestFirst(where, values), Seek.read(request.GET.dict(), instants=True), total)
        rows, pager = _rows(found.rows, moment), pager_of(found, total, q=typed)
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


@dataclass(frozen=True, slots=True)
class _LatestFirst:
    """The cases that a condition finds, those received last first, by statements that the server keeps prepared."""

    where: str
    values: list[Any]

    def first(self, most: int) -> list[Case]:
        return self._read("", "DESC", most)

    def last(self, most: int) -> list[Case]:
        return self._read("", "ASC", most)[::-1]

    def after(self, place: Place, most: int) -> list[Case]:
        return self._read("AND (received_at, id) < (%s::timestamptz, %s)", "DESC", place.day, place.pk, most)

    def before(self, place: Place, most: int) -> list[Case]:
        return self._read("AND (received_at, id) > (%s::timestamptz, %s)", "ASC", place.day, place.pk, most)[
            ::-1
        ]

    def place(self, row: Case) -> Place:
        return Place(row.received_at, row.pk)

    def _read(self, and_so: str, way: str, *values: Any) -> list[Case]:
        rest = f"{self.where} {and_so} ORDER BY received_at {way}, id {way} LIMIT %s"
        return read(Case, rest, *self.values, *values)


def pager_of(found: Found, total: int, **kept: str) -> dict[str, Any] | None:
    """What the pager says of a page of so many rows; None for no rows. `kept` stays in its addresses."""
    if not found.rows:
        return None

    def link(to: Seek | None) -> str | None:
        return f"?{urlencode({**kept, **to.written()})}" if to else None

    return {
        "first": found.first,
        "last": found.last,
        "total": total,
        "before": link(found.before),
        "next": link(found.next),
    }


def _rows(cases: Sequence[Case], moment: Moment) -> list[dict[str, Any]]:
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
