"""Bringing a centre's own ledgers in from Excel: choose a file, watch it go in, see every row that didn't."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.documents.uploads import LIMIT
from yichuang.kernel.verbs import Refused
from yichuang.sites.desk.ledgers import LEDGERS, Ledger

log = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MODES = (
    ("nothing", "有一行错，就一行也不导入"),
    ("good", "没有错的先导入，有错的列出来"),
    ("check", "只检查，不导入"),
)
HERE = "<!-- progress -->"
LINES = 10  # of progress, at most
MOST_SHOWN = 500  # bad rows on the page


@staff("page.imports")
@require_http_methods(["GET", "POST"])
def imports(request: ActingRequest) -> HttpResponseBase:
    """The form; after a file was sent, its progress and its result."""
    if request.method == "GET":
        return _form(request, {"ledger": request.GET.get("ledger", _first(request)), "mode": "nothing"})
    typed = {name: request.POST.get(name, "") for name in ("ledger", "mode")}
    ledger = LEDGERS.get(typed["ledger"])
    file = request.FILES.get("file")
    errors: dict[str, str] = {}
    if ledger is None:
        errors["ledger"] = "请选要导入什么"
    elif reason := ledger.why_not(request.actor):
        errors["ledger"] = reason
    if typed["mode"] not in dict(MODES):
        errors["mode"] = "请选有错的时候怎么办"
    if file is None:
        errors["file"] = "请选要导入的 Excel 文件"
    elif (file.size or 0) > LIMIT:
        errors["file"] = f"文件超过 {LIMIT // 1024 // 1024} MB，请分成几个文件"
    if errors or ledger is None or file is None:
        return _form(request, typed, errors, 422)
    try:
        found = ledger.read(file.read(), file.name or "")
    except Refused as refused:
        return _form(request, typed, refused.errors or {"file": refused.text}, refused.code.status)
    page = render_to_string(
        "desk/import_result.html", {"ledger": ledger, "file": file.name, "mode": typed["mode"]}, request
    )
    response = StreamingHttpResponse(_told(request, ledger, found, typed["mode"], page, timezone.now()))
    response["X-Accel-Buffering"] = "no"  # a proxy that waits for the end would hide the progress
    response["Cache-Control"] = "no-store"
    return response


def _form(
    request: ActingRequest, typed: dict[str, str], errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "ledgers": list(LEDGERS.values()),
        "choices": [
            (one.code, one.label, one.about) for one in LEDGERS.values() if one.why_not(request.actor) is None
        ],
        "modes": MODES,
        "typed": typed,
        "errors": errors or {},
        "limit": LIMIT // 1024 // 1024,
    }
    return render(request, "desk/imports.html", context, status=status)


def _first(request: ActingRequest) -> str:
    """The first ledger that somebody may bring in."""
    return next((one.code for one in LEDGERS.values() if one.why_not(request.actor) is None), "")


def _told(
    request: ActingRequest, ledger: Ledger, found: Any, mode: str, page: str, at: datetime
) -> Iterator[str]:
    """The page in pieces: its top, lines of progress while rows go in, the result, its foot."""
    top, _, foot = page.partition(HERE)
    yield top
    steps = ledger.steps(found, request.actor, at, mode != "good", mode == "check")
    shown = 0
    try:
        while True:
            try:
                done, total = next(steps)
            except StopIteration as end:
                report = end.value
                break
            if done * LINES // max(total, 1) > shown:
                shown = done * LINES // max(total, 1)
                yield f'<li class="num">已处理 {done:,} / {total:,} {ledger.unit}</li>\n'
        context = {
            "report": report,
            "ledger": ledger,
            "mode": mode,
            "shown": report.bad[:MOST_SHOWN],
            "more": max(0, len(report.bad) - MOST_SHOWN),
        }
        yield render_to_string("desk/import_told.html", context, request)
    except Exception:
        number = getattr(request, "number", "")
        log.exception("import of %s failed (request %s)", ledger.code, number)
        yield render_to_string("desk/import_failed.html", {"number": number}, request)
    yield foot


@staff("page.imports")
@require_GET
def template(request: ActingRequest, code: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The empty workbook of a ledger."""
    ledger = LEDGERS.get(code)
    if ledger is None:
        raise Http404
    response = HttpResponse(ledger.template(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(ledger.file)}"
    return response
