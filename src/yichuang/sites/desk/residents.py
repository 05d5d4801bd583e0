"""A person's or an enterprise's own file at the desk: found, masked, put right; opened in clear for a reason only.

It combines two rooms: the file is the residents', the cases beside it are those that this member of staff may know of.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yichuang.domains.cases.queries import visible_to
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.domains.residents.actions import REVEAL, UPDATE, link_account
from yichuang.domains.residents.queries import (
    Kind,
    Known,
    accounts_of,
    known,
    looks_into,
    party_of,
    search,
    snapshot,
)
from yichuang.domains.residents.rules import NumberRejected, mobile_number
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import all_for
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import perform

PAGE = "page.residents"
CASES = 20
LONGEST = 80


@staff(PAGE)
@require_GET
def residents(request: ActingRequest) -> HttpResponse:
    """Find a file by identity number, credit code or whole name."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = search(typed, request.actor)
    return render(request, "desk/residents.html", {"typed": typed, "found": found})


@staff(PAGE)
@require_GET
def resident(request: ActingRequest, kind: str, pk: int) -> HttpResponse:
    """The file, masked."""
    return _page(request, _known(kind, pk))


@staff(PAGE)
@require_POST
def reveal(request: ActingRequest, kind: str, pk: int) -> HttpResponse:
    """Show the file in clear once, after looker and purpose stand in the ledger; nothing keeps this page."""
    file = _known(kind, pk)
    verb = REVEAL[file.kind]
    values: dict[str, Any] = {"purpose": request.POST.get("purpose", "")}
    try:
        perform(verb, file.ref, by=request.actor, at=timezone.now(), key=_key(request), **values)
    except Refused as refused:
        if refused.code is not Because.BAD_INPUT:
            raise
        return _page(request, file, refused=refused, typed={"act": "reveal", **values})
    party = party_of(file.ref)
    assert party is not None
    response = _page(request, file, clear=snapshot(party))
    response["Cache-Control"] = "no-store"
    return response


@staff(PAGE)
@require_POST
def update(request: ActingRequest, kind: str, pk: int) -> HttpResponse:
    """Put name, phone or address right, with the document in hand; what is left empty stays."""
    file = _known(kind, pk)
    verb = UPDATE[file.kind]
    values = values_from(verb, request.POST)
    try:
        if values.get("phone"):
            values["phone"] = _mobile(values["phone"])
        perform(verb, file.ref, by=request.actor, at=timezone.now(), key=_key(request), **values)
    except Refused as refused:
        if refused.code in (Because.NO_RIGHT, Because.NOT_FOUND):
            raise
        return _page(request, file, refused=refused, typed={"act": "update", **request.POST.dict()})
    return _done(request, file, "已更新，以后自动带出")


@staff(PAGE)
@require_POST
def link(request: ActingRequest, kind: str, pk: int) -> HttpResponse:
    """Say at the window, with the document in hand, that a portal account is this person's."""
    file = _known(kind, pk)
    if file.kind is not Kind.PERSON:
        raise not_found("这位办事人")
    phone = request.POST.get("account_phone", "")
    try:
        link_account(file.id, phone, by=request.actor, at=timezone.now(), key=_key(request))
    except Refused as refused:
        if refused.code is Because.NO_RIGHT:
            raise
        named = Refused(refused.code, refused.text, field="account_phone", remedy=refused.remedy)
        return _page(request, file, refused=named, typed={"act": "link", "account_phone": phone})
    return _done(request, file, "已关联网上账号，本人登录后能看到全部办件")


def _known(kind: str, pk: int) -> Known:
    found = known(party_of(f"{kind}:{pk}"))
    if found is None:
        raise not_found("这份档案")
    return found


def _page(
    request: ActingRequest,
    file: Known,
    *,
    refused: Refused | None = None,
    typed: dict[str, str] | None = None,
    clear: Any = None,
) -> HttpResponse:
    actor, act = request.actor, (typed or {}).get("act", "")
    update, look = UPDATE[file.kind], REVEAL[file.kind]
    context = {
        "file": file,
        "person": file.kind is Kind.PERSON,
        "clear": clear,
        "accounts": accounts_of(file.id) if file.kind is Kind.PERSON else [],
        "cases": _cases(request, file),
        "looks": [_look(one) for one in looks_into(file.ref)],
        "may_reveal": actor.may(look.name),
        "may_update": actor.may(update.name),
        "may_link": file.kind is Kind.PERSON and actor.may("person.link_at_window"),
        "reveal_fields": fields_of(look, typed if act == "reveal" else None, refused, skip=("subject",)),
        "update_fields": fields_of(
            update, typed if act == "update" else None, refused if act == "update" else None
        ),
        "act": act,
        "typed": typed or {},
        "refused": refused,
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "desk/resident.html", context, status=refused.code.status if refused else 200)


def _cases(request: ActingRequest, file: Known) -> list[dict[str, Any]]:
    """The latest cases that this member of staff may know of; those of other offices aren't told of."""
    theirs = {"person_id" if file.kind is Kind.PERSON else "enterprise_id": file.id}
    found = list(visible_to(request.actor).filter(**theirs).order_by("-received_at")[:CASES])
    moment, clocks = Moment.at(timezone.now()), all_for(case.ref for case in found)
    rows = []
    for case in found:
        clock = head_clock(clocks.get(case.ref, ()))
        rows.append(
            {"case": case, "item": case.facts.name, "clock": clock_facts(clock, moment) if clock else None}
        )
    return rows


def _look(look: Any) -> dict[str, Any]:
    facts = json.loads(look.facts)
    return {
        "at": look.at,
        "what": verb_named(look.verb).label,
        "office": look.office,
        "purpose": str(facts.get("purpose", "")),
    }


def _mobile(typed: str) -> str:
    """A phone in its one form, as the intake takes it."""
    try:
        return mobile_number(typed)
    except NumberRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="phone") from None


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:80] or secrets.token_urlsafe(12)


def _done(request: ActingRequest, file: Known, sentence: str) -> HttpResponse:
    request.session["said"] = [*request.session.get("said", []), sentence]
    return HttpResponseRedirect(reverse("desk:resident", args=[file.kind.value, file.id]))
