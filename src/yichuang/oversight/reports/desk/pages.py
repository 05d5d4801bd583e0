"""Desk pages of figures and reports: the catalogue, one figure with its rows, the report, its files."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterable, Iterator
from typing import Any, cast
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.figures import Value, all_figures, values
from yichuang.kernel.figures.declare import ROOMS, Figure, Row
from yichuang.kernel.figures.listed import every_row
from yichuang.kernel.verbs import Refused, not_found
from yichuang.oversight.reports import drill, queries
from yichuang.oversight.reports.asked import Asked, asked, choices, items, presets
from yichuang.oversight.reports.compose import compose
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.files import as_json, workbook
from yichuang.oversight.reports.render import file_of
from yichuang.oversight.reports.trends import trends

ROOM_ORDER = ("cases", "evaluation", "catalogue", "network")
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


@staff("page.figures")
def figures(request: HttpRequest) -> HttpResponse:
    """The catalogue of figures with their values, searched by name, code or definition."""
    try:
        found = _asked(request)
    except Refused as refused:
        return _wrong(request, refused, "指标", reverse("reports:figures"))
    words = request.GET.get("q", "").strip()[:40]
    listed = _listed(words)
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
    found = _asked(request)
    listed = _listed(request.GET.get("q", "").strip()[:40])
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
        found = _asked(request)
    except Refused as refused:
        return _wrong(request, refused, "指标", reverse("reports:figure", args=[code]))
    number = _page(request)
    opened = drill.open_figure(code, found, _acting(request).actor, timezone.now(), number)
    context = {
        **_form(request, found),
        "drill": opened,
        "row_table": drill.row_table(opened.page, brief=False) if opened.page else None,
        "pager_": _pager(code, opened),
        "q": "",
        "parts": drill.parts(code, found, request.GET.get("by", "")),
        "lines": queries.lines_of(code, found.scope, found.period, _acting(request).actor),
    }
    return render(request, "reports/figure.html", context)


@staff("figures.export")
def rows(request: HttpRequest, code: str) -> HttpResponseBase:
    """All rows of a figure as CSV for a spreadsheet, names masked as everywhere."""
    drill.known(code)
    found = _asked(request)
    by = _acting(request).actor
    source = drill.source_of(code)
    listed = every_row(code, found.scope, found.period, by)
    heads = [column.label for column in source.columns]
    answer = StreamingHttpResponse(_csv(heads, listed), content_type="text/csv; charset=utf-8")
    name = f"{drill.known(code).name}_{found.period.first}_{found.period.last}.csv"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@staff("page.reports")
def reports(request: HttpRequest) -> HttpResponse:
    """Choose a period and an office."""
    found = _asked(request)
    return render(request, "reports/reports.html", _form(request, found))


@staff("page.reports")
def report(request: HttpRequest) -> HttpResponse:
    """The report as it will be printed; each number opens at the right what it is made of."""
    try:
        found = _asked(request)
    except Refused as refused:
        return _wrong(request, refused, "自查报告", reverse("reports:report"))
    opened = _opened(request, found)
    if request.headers.get("HX-Request") and opened:
        return render(request, "reports/drill.html", {"drill": opened, "table": _brief(opened)})
    made = compose(found.scope, found.period)
    context = {
        "report": made,
        "outline": made.headings(),
        "numbers": sum(1 for _ in made.values()),
        "made": timezone.now(),
        "href": lambda got: _chip_address(made, got),
        "is_open": lambda got: opened is not None and _same(got, opened.value),
        "files": {kind: _file_address(made, kind) for kind in MEDIA},
        "published": queries.publications_for(made.scope, made.period),
        "may_publish": _acting(request).actor.may("report.publish"),
        "key": secrets.token_hex(12),
        "drill": opened,
        "table": _brief(opened) if opened else None,
    }
    return render(request, "reports/report.html", context)


@staff("page.reports")
def report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as Word or PDF, in the official layout."""
    if kind not in MEDIA:
        raise not_found("这种文件")
    found = _asked(request)
    made = compose(found.scope, found.period)
    body = file_of(made, kind)
    name = f"{made.organ}{made.title}.{kind}"
    answer = HttpResponse(body, content_type=MEDIA[kind])
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _listed(words: str) -> list[Figure]:
    """The figures whose name, code or definition has these words; parts of fractions only where they are looked for."""
    listed = [figure for figure in all_figures() if not figure.part or words]
    return [f for f in listed if words.lower() in f"{f.name} {f.code} {f.definition}".lower()]


def _table_addresses(request: HttpRequest, found: Asked, words: str) -> dict[str, str]:
    if not _acting(request).actor.may("figures.export"):
        return {}
    more = {"q": words} if words else {}
    return {
        kind: drill.address_of("reports:figures_file", found.scope, found.period, kind, **more)
        for kind in TABLES
    }


def _acting(request: HttpRequest) -> ActingRequest:
    return cast("ActingRequest", request)


def _asked(request: HttpRequest) -> Asked:
    return asked(request.GET, _acting(request).actor, timezone.now())


def _form(request: HttpRequest, found: Asked) -> dict[str, Any]:
    """What the form of period and office needs, filled in with what was asked."""
    by, now = _acting(request).actor, timezone.now()
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


def _wrong(request: HttpRequest, refused: Refused, title: str, action: str) -> HttpResponse:
    """The form again, with what was typed and a sentence at the field at fault."""
    if refused.field not in ("from", "to", "office"):
        raise refused
    context = {
        "title": title,
        "action": action,
        "from_": request.GET.get("from", "")[:20],
        "to": request.GET.get("to", "")[:20],
        "office": request.GET.get("office", "")[:40],
        "offices": choices(_acting(request).actor),
        "errors": {refused.field: refused.text},
        "remedy": refused.remedy,
    }
    return render(request, "reports/wrong.html", context, status=refused.code.status)


def _page(request: HttpRequest) -> int:
    written = request.GET.get("page", "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def _pager(code: str, opened: drill.Drill) -> dict[str, Any] | None:
    page = opened.page
    if page is None or not page.rows:
        return None

    def at(number: int) -> str | None:
        scope, period = opened.asked.scope, opened.asked.period
        inside = 1 <= number <= page.pages
        return drill.address_of("reports:figure", scope, period, code, page=str(number)) if inside else None

    return {
        "first": page.first,
        "last": page.last,
        "total": page.total,
        "before": at(page.number - 1),
        "next": at(page.number + 1),
        "unit": page.source.unit,
    }


def _opened(request: HttpRequest, found: Asked) -> drill.Drill | None:
    """The figure that the address opens beside the report, if it names one."""
    code = request.GET.get("figure", "")
    if not code:
        return None
    by = _acting(request).actor
    return drill.open_figure(code, found, by, timezone.now(), size=drill.FIRST_ROWS)


def _brief(opened: drill.Drill) -> dict[str, Any] | None:
    return drill.row_table(opened.page, brief=True) if opened.page and opened.page.rows else None


def _chip_address(made: Composition, got: Value) -> str:
    """Beside the report for its own period; a number of another period has a page of its own."""
    if got.period != made.period:
        return got.href
    return drill.address_of("reports:report", got.scope, got.period, figure=got.code) + "#drill"


def _file_address(made: Composition, kind: str) -> str:
    return drill.address_of("reports:file", made.scope, made.period, kind)


def _same(one: Value, other: Value) -> bool:
    return (one.code, one.scope, one.period) == (other.code, other.scope, other.period)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _csv(heads: list[str], listed: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(heads))
    for row in listed:
        yield str(writer.writerow([_harmless(cell) for cell in row.cells]))


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would compute is written as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
