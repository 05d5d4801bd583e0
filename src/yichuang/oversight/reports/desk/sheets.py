"""A report as a sheet with its numbers opened beside it; the one that is drafted on the spot, and its files."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from yichuang.kernel.access.doors import staff
from yichuang.kernel.figures import Value
from yichuang.kernel.verbs import Refused, not_found
from yichuang.oversight.reports import charts, drill, queries
from yichuang.oversight.reports.asked import Asked
from yichuang.oversight.reports.compose import compose
from yichuang.oversight.reports.composition import ByHand, Chart, Composition, Piece, Prose
from yichuang.oversight.reports.desk.asking import acting, asked_of, wrong_period
from yichuang.oversight.reports.render import file_of
from yichuang.ui.parts import asks_for_part, told_apart

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@staff("page.reports")
def report(request: HttpRequest) -> HttpResponse:
    """The report as it will be printed; each number opens at the right what it is made of."""
    try:
        found = asked_of(request)
    except Refused as refused:
        return wrong_period(request, refused, "自查报告", reverse("reports:report"))
    opened = opened_beside(request, found)
    if asks_for_part(request) and opened:
        return panel(request, opened)
    made = compose(found.scope, found.period)
    context = {
        **sheet(made, opened, reverse("reports:report")),
        "files": {kind: drill.address_of("reports:file", made.scope, made.period, kind) for kind in MEDIA},
        "published": queries.publications_for(made.scope, made.period),
        "may_draft": acting(request).actor.may("report.draft"),
        "key": secrets.token_hex(12),
    }
    return told_apart(render(request, "reports/report.html", context))


@staff("page.reports")
def report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as Word or PDF, in the official layout."""
    if kind not in MEDIA:
        raise not_found("这种文件")
    found = asked_of(request)
    return as_file(compose(found.scope, found.period), kind)


def as_file(made: Composition, kind: str) -> HttpResponse:
    """A report as a download."""
    answer = HttpResponse(file_of(made, kind), content_type=MEDIA[kind])
    name = f"{made.organ}{made.title}.{kind}"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def sheet(made: Composition, opened: drill.Drill | None, page: str) -> dict[str, Any]:
    """What the sheet and the panel beside it need; numbers of the report's own period open on `page`."""

    def beside(piece: Piece) -> bool:
        return isinstance(piece, Value) and piece.period == made.period

    def href(piece: Any) -> str:
        if not beside(piece):
            return str(piece.href)
        query = drill.query_of(piece.scope, piece.period, figure=piece.code)
        return f"{page}?{query}#drill"

    return {
        "report": made,
        "outline": made.headings(),
        "numbers": sum(1 for _ in made.numbers()),
        "by_hand": sum(
            isinstance(piece, ByHand)
            for block in made.blocks
            if isinstance(block, Prose)
            for piece in block.pieces
        ),
        "made": timezone.now(),
        "beside": beside,
        "href": href,
        "is_open": lambda piece: opened is not None and beside(piece) and _same(piece, opened.value),
        "picture": lambda chart: Markup(charts.svg(chart, href)),  # noqa: S704 - drawn and escaped by us
        "is_chart": lambda block: isinstance(block, Chart),
        "drill": opened,
        "table": _brief(opened) if opened else None,
    }


def opened_beside(request: HttpRequest, found: Asked) -> drill.Drill | None:
    """The figure that the address opens beside the report, if it names one."""
    code = request.GET.get("figure", "")
    if not code:
        return None
    return drill.open_figure(code, found, acting(request).actor, timezone.now(), size=drill.FIRST_ROWS)


def panel(request: HttpRequest, opened: drill.Drill) -> HttpResponse:
    """The panel alone, for a script that puts it beside the sheet."""
    return told_apart(render(request, "reports/drill.html", {"drill": opened, "table": _brief(opened)}))


def _brief(opened: drill.Drill) -> dict[str, Any] | None:
    return drill.row_table(opened.page, brief=True) if opened.page and opened.page.rows else None


def _same(one: Value, other: Value) -> bool:
    return (one.code, one.scope, one.period) == (other.code, other.scope, other.period)
