"""Signing in by phone and one-time code, one's own cases, proving who one is, and who has looked."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.domains.cases.queries import visible_to
from yichuang.domains.residents import accounts
from yichuang.domains.residents.queries import file_of, looks_at
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.clocks.queries import Times, open_for
from yichuang.kernel.privacy import mask_phone, seal, unseal_text
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.declare import verb_named
from yichuang.sites.portal.clocks import ORDER, shown
from yichuang.sites.portal.visitor import COOKIE, address_of, next_of, said

PHONE, LINK = "sign_in_phone", "link_identity"
MOST_CASES = 100


@anybody
@require_http_methods(["GET", "POST"])
def phone(request: ActingRequest) -> HttpResponse:
    """First page: the phone. Whoever it belongs to, the answer is the same."""
    if request.actor.account:
        return redirect("portal:mine")
    typed, errors, status = "", {}, 200
    if request.method == "POST":
        typed = request.POST.get("phone", "")[:40]
        try:
            number = accounts.read_phone(typed)
            accounts.send_code(
                number, purpose=accounts.For.SIGN_IN, address=address_of(request), at=timezone.now()
            )
        except Refused as refused:
            errors, status = refused.errors or {"": refused.text}, refused.code.status
        else:
            request.session[PHONE] = seal(number, "session").hex()
            request.session["after_sign_in"] = next_of(request)
            return redirect("portal:sign_in_code")
    context = {"phone": typed, "errors": errors, "next": next_of(request)}
    return render(request, "portal/sign_in.html", context, status=status)


@anybody
@require_http_methods(["GET", "POST"])
def code(request: ActingRequest) -> HttpResponse:
    """Second page: the code."""
    kept = request.session.get(PHONE)
    if not kept:
        return redirect("portal:sign_in")
    number = unseal_text(bytes.fromhex(kept), "session")
    errors, status = {}, 200
    if request.method == "POST":
        try:
            account = accounts.sign_in(
                number, request.POST.get("code", "")[:20], address=address_of(request), at=timezone.now()
            )
        except Refused as refused:
            errors, status = refused.errors or {"": refused.text}, refused.code.status
        else:
            request.session.cycle_key()
            request.session["portal_account"] = account
            del request.session[PHONE]
            return redirect(request.session.pop("after_sign_in", "") or "portal:mine")
    context = {"phone": mask_phone(number), "errors": errors, "again": "portal:sign_in", "action": "登录"}
    return render(request, "portal/code.html", context, status=status)


@anybody
@require_POST
def sign_out(request: ActingRequest) -> HttpResponse:
    """Out: the session forgets the account and every case that it has opened, the browser whatever it has begun."""
    request.session.flush()
    response = redirect("/")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


@anybody
@require_http_methods(["GET"])
def mine(request: ActingRequest) -> HttpResponse:
    """One's own cases, once the account has proved whose they are."""
    if not request.actor.account:
        return redirect("portal:sign_in")
    person, now = request.actor.person, timezone.now()
    rows = []
    if person:
        found = list(
            visible_to(request.actor).filter(person_id=person).order_by("-received_at", "-pk")[:MOST_CASES]
        )
        clocks, times = open_for(one.ref for one in found), Times()
        for one in found:
            running = {clock.kind: clock for clock in clocks.get(one.ref, ())}
            kind = next((kind for kind in ORDER if kind in running), None)
            rows.append({"case": one, "light": shown(running[kind], now, times).light if kind else None})
    context = {"rows": rows, "person": person, "file": file_of(person) if person else None}
    return render(request, "portal/mine.html", {**context, "phone": request.actor.name})


@anybody
@require_http_methods(["GET", "POST"])
def link(request: ActingRequest) -> HttpResponse:
    """Prove who one is: first the identity number, to which nothing is answered but a code."""
    if not request.actor.account:
        return redirect("portal:sign_in")
    if request.actor.person:
        return redirect("portal:mine")
    typed, errors, status = "", {}, 200
    if request.method == "POST":
        typed = request.POST.get("identity", "")[:40]
        try:
            mark = accounts.ask_link(
                request.actor.account, typed, address=address_of(request), at=timezone.now()
            )
        except Refused as refused:
            errors, status = refused.errors or {"": refused.text}, refused.code.status
        else:
            request.session[LINK] = mark
            return redirect("portal:link_code")
    context = {"identity": typed, "errors": errors, "phone": request.actor.name}
    return render(request, "portal/link.html", context, status=status)


@anybody
@require_http_methods(["GET", "POST"])
def link_code(request: ActingRequest) -> HttpResponse:
    """Then the code; it links only where a clerk has recorded this very phone for that person."""
    account, mark = request.actor.account, request.session.get(LINK)
    if not account or not mark:
        return redirect("portal:link")
    errors, status = {}, 200
    if request.method == "POST":
        try:
            linked = accounts.link(
                account,
                mark,
                request.POST.get("code", "")[:20],
                address=address_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            errors, status = refused.errors or {"": refused.text}, refused.code.status
        else:
            del request.session[LINK]
            if linked:
                said(request, "核对好了，下面是您的办件")
                return redirect("portal:mine")
            return render(request, "portal/link_failed.html", {})
    context = {"phone": request.actor.name, "errors": errors, "again": "portal:link", "action": "核对"}
    return render(request, "portal/code.html", context, status=status)


@anybody
@require_http_methods(["GET"])
def looks(request: ActingRequest) -> HttpResponse:
    """Who has looked at one's file, and what for (个人信息保护法 art. 44, 45)."""
    person = request.actor.person
    if not person:
        return redirect("portal:mine")
    own = visible_to(request.actor).filter(person_id=person)
    refs = [f"case:{pk}" for pk in own.values_list("pk", flat=True)]
    rows = [
        {
            "at": look.at,
            "what": verb_named(look.verb).label,
            "office": look.office,
            "purpose": json.loads(look.facts).get("purpose", ""),
        }
        for look in looks_at(person, refs)
    ]
    return render(request, "portal/looks.html", {"rows": rows, "file": file_of(person)})
