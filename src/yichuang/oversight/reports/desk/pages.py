"""Desk pages of figures: the catalogue, one figure with its rows; the list of reports."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.kernel.access.doors import staff
from yichuang.kernel.figures import values
from yichuang.kernel.figures.declare import ROOMS
from yichuang.kernel.figures.listed import every_row, whose_rows
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs import Refused, not_found
from yichuang.oversight.reports import drill, queries
from yichuang.oversight.reports.asked import Asked, choices, items, presets
from yichuang.oversight.reports.desk.asking import acting, asked_of, wrong_period
from yichuang.oversight.reports.desk.listing import listed
from yichuang.oversight.reports.files import as_json, workbook
from yichuang.oversight.reports.finding import found_by
from yichuang.oversight.reports.trends import trends

ROOM_ORDER = ("cases", "evaluation", "catalogue", "network")
TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


@staff("page.figures")
def figures(request: HttpRequest) -> HttpResponse:
    """The catalogue of figures with their values, searched by name, code, definition or pinyin."""
    try:
        found = asked_of(request)
    except Refused as refused:
        return wrong_period(request, refused, "指标", reverse("reports:figures"))
    words = request.GET.get("q", "").strip()[:40]
    listed = found_by(words)
    got = values([figure.code for figure in listed], found.scope, found.period)
    order = sorted(ROOMS, key=lambda room: (ROOM_ORDER.index(room) if room in ROOM_ORDER else 9, room))
    rooms = [(ROOMS[room], [got[f.code] for f in listed if f.room == room]) for room in order]
    return render(
        request,
        "reports/figures.html",
        {
            **_form(request, found),
            "q": words,
            "rooms": [room for room in rooms if room[1]],
            "asked": found,
            "trends": trends(got.values(), found.scope, found.period),
            "files": _table_addresses(request, found, words),
        },
    )


@staff("figures.export")
def figures_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures with their values as a workbook or as JSON."""
    if kind not in TABLES:
        raise not_found("这种文件")
    found = asked_of(request)
    listed = found_by(request.GET.get("q", "").strip()[:40])
    got = values([figure.code for figure in listed], found.scope, found.period)
    then = trends(got.values(), found.scope, found.period)
    made = workbook if kind == "xlsx" else as_json
    answer = HttpResponse(made(found, got.values(), then), content_type=TABLES[kind])
    name = f"指标_{found.scope_name}_{found.period.first}_{found.period.last}.{kind}"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@staff("page.figures")
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: value, definition, formula with both numbers, every row in pages."""
    drill.known(code)
    try:
        found = asked_of(request)
    except Refused as refused:
        return wrong_period(request, refused, "指标", reverse("reports:figure", args=[code]))
    asked, check = Seek.read(request.GET.dict()), request.GET.get("check") == "1"
    opened = drill.open_figure(code, found, acting(request).actor, timezone.now(), asked, check=check)
    context = {
        **_form(request, found),
        "drill": opened,
        "row_table": drill.row_table(opened.page, brief=False) if opened.page else None,
        "pager_": _pager(code, opened),
        "q": "",
        "parts": drill.parts(code, found, request.GET.get("by", "")),
        "lines": queries.lines_of(code, found.scope, found.period, acting(request).actor),
    }
    return render(request, "reports/figure.html", context)


@staff("figures.export")
def rows(request: HttpRequest, code: str) -> HttpResponseBase:
    """All rows of a figure as CSV for a spreadsheet, names masked as everywhere."""
    drill.known(code)
    found = asked_of(request)
    by = acting(request).actor
    behind = whose_rows(drill.known(code))
    listed = every_row(code, found.scope, found.period, by)
    heads = [column.label for column in drill.columns_of(behind)]
    lines = (drill.cells_of(behind, row) for row in listed)
    answer = StreamingHttpResponse(_csv(heads, lines), content_type="text/csv; charset=utf-8")
    name = f"{drill.known(code).name}_{found.period.first}_{found.period.last}.csv"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@staff("page.reports")
def reports(request: HttpRequest) -> HttpResponse:
    """The reports in progress and those published; choose a period and an office for another one."""
    found = asked_of(request)
    return render(request, "reports/reports.html", {**_form(request, found), **listed(request)})


def _table_addresses(request: HttpRequest, found: Asked, words: str) -> dict[str, str]:
    if not acting(request).actor.may("figures.export"):
        return {}
    more = {"q": words} if words else {}
    return {
        kind: drill.address_of("reports:figures_file", found.scope, found.period, kind, **more)
        for kind in TABLES
    }


def _form(request: HttpRequest, found: Asked) -> dict[str, Any]:
    """What the form of period and office needs, filled in with what was asked."""
    by, now = acting(request).actor, timezone.now()
    return {
        "from_": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "office": found.scope.office.code,
        "asked": found,
        "offices": choices(by),
        "items": items(),
        "item": dict(found.scope.only).get("item", ""),
        "presets": [
            {
                "label": name,
                "query": urlencode(
                    {"from": first, "to": last, "office": found.scope.office.code, **dict(found.scope.only)}
                ),
            }
            for name, first, last in presets(now)
        ],
        "errors": {},
    }


def _pager(code: str, opened: drill.Drill) -> dict[str, Any] | None:
    page = opened.page
    if page is None or not page.rows:
        return None

    def at(seek: Seek | None) -> str | None:
        scope, period = opened.asked.scope, opened.asked.period
        return drill.address_of("reports:figure", scope, period, code, **seek.written()) if seek else None

    return {
        "first": page.first,
        "last": page.last,
        "total": page.total,
        "before": at(page.before),
        "next": at(page.next),
        "unit": page.source.unit,
    }


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _csv(heads: list[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(heads))
    for cells in lines:
        yield str(writer.writerow([_harmless(cell) for cell in cells]))


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would compute is written as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
