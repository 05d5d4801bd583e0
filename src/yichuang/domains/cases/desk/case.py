"""One case on a page of its own, and the look at what is masked."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.domains.cases.actions.keeping import attach_file, reveal_applicant
from yichuang.domains.cases.desk.opened import opened
from yichuang.domains.cases.desk.requests import (
    case_or_404,
    done,
    fresh_key,
    key_of,
    next_of,
    shown_or_404,
)
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import applicant_of
from yichuang.domains.cases.shown import Moment
from yichuang.domains.residents.actions import link_account
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import Clock, all_of
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.ui.addresses import address


@staff("page.case")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole case, masked."""
    acting = cast("ActingRequest", request)
    found, clocks = shown_or_404(acting, pk)
    return _page(acting, found, request.GET.get("tab", ""), clocks=clocks)


@staff("page.case")
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the applicant in clear, once, after the purpose stands in the ledger; nothing keeps this page."""
    acting = cast("ActingRequest", request)
    found = case_or_404(acting, pk)
    verb = verb_named("case.reveal")
    values = values_from(verb, request.POST)
    try:
        reveal_applicant(found, by=acting.actor, at=timezone.now(), key=key_of(request), **values)
    except Refused as refused:
        if refused.code is not Because.BAD_INPUT:
            raise
        return _page(acting, found, "form", refused=refused, typed=values)
    found.refresh_from_db()
    response = _page(acting, found, "form", shown=True)
    response["Cache-Control"] = "no-store"
    return response


@staff("page.case")
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say at the window, with the document in hand, that a portal account is this applicant's."""
    acting = cast("ActingRequest", request)
    found = case_or_404(acting, pk)
    if found.person_id is None:
        raise not_found("这位办事人")
    try:
        link_account(
            found.person_id,
            request.POST.get("phone", ""),
            by=acting.actor,
            at=timezone.now(),
            key=key_of(request),
        )
    except Refused as refused:
        if refused.code is Because.NO_RIGHT:
            raise
        return _page(acting, found, "form", refused=refused, typed=request.POST.dict())
    return done(
        request, "已关联网上账号，本人登录后能看到全部办件", f"{reverse('cases:case', args=[pk])}?tab=form"
    )


@staff("page.case")
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file for one of the materials."""
    acting = cast("ActingRequest", request)
    found = case_or_404(acting, pk)
    given = request.FILES.get("file")
    try:
        attach_file(
            found.ref,
            given.read() if given else b"",
            (given.name if given else "") or "",
            material=request.POST.get("material", ""),
            by=acting.actor,
            at=timezone.now(),
            key=key_of(request),
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        return _page(acting, found, "materials", refused=refused, typed=request.POST.dict())
    to = next_of(request, f"{reverse('cases:case', args=[pk])}?tab=materials")
    return done(request, "文件已收下", to)


def _page(
    request: ActingRequest,
    found: Case,
    tab: str,
    *,
    clocks: list[Clock] | None = None,
    refused: Refused | None = None,
    typed: dict[str, str] | None = None,
    shown: bool = False,
) -> HttpResponse:
    moment = Moment.at(timezone.now())
    here = f"{address('cases:case', found.pk)}?tab={tab or 'review'}"
    running = all_of(found.ref) if clocks is None else clocks
    facts = opened(found, running, request.actor, moment, tab, here)
    if refused and tab == "form":
        facts["applicant_fields"] = fields_of(verb_named("case.reveal"), typed, refused)
    context = {
        "opened": facts,
        "key": fresh_key(),
        "refused": refused,
        "typed": typed or {},
        "revealed": applicant_of(found) if shown else None,
        "today": moment.today,
    }
    return render(request, "cases/case.html", context, status=refused.code.status if refused else 200)
