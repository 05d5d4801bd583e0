"""A report in progress: read, written in place, handed in, returned, signed, published."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.kernel.access.doors import staff
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.ledger.queries import LedgerEntry, entries_of
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import Verb, verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import Receipt, perform
from yichuang.oversight.reports import actions, queries
from yichuang.oversight.reports.asked import asked
from yichuang.oversight.reports.composition import Composition, Heading, Prose, digest_of, plain
from yichuang.oversight.reports.desk import wordings, writing
from yichuang.oversight.reports.desk.asking import acting, asked_of
from yichuang.oversight.reports.desk.sheets import MEDIA, as_file, opened_beside, panel, sheet
from yichuang.oversight.reports.frozen import lines_of, text_of
from yichuang.oversight.reports.models import Report, ReportState
from yichuang.oversight.reports.rules import differences
from yichuang.ui import formats
from yichuang.ui.parts import asks_for_part, told_apart

DECIDING = ("submit", "sign", "return", "publish")
PREPARED: dict[str, Callable[..., Receipt]] = {
    "submit": actions.submit_report,
    "sign": actions.sign_report,
    "publish": actions.publish,
}


@staff("report.draft")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep the report that the form names as a draft, to be written in."""
    by, now = acting(request).actor, timezone.now()
    found = asked(request.POST, by, now)
    receipt = actions.draft_report(found.scope, found.period, by, now, request.POST.get("key") or None)
    return redirect("reports:one", int(receipt.ref.partition(":")[2]))


@staff("page.reports")
def report(request: HttpRequest, identity: int) -> HttpResponse:
    """The report as it reads now; whoever may write finds each paragraph open to be written in."""
    one = queries.report(identity, acting(request).actor)
    if asks_for_part(request) and request.GET.get("figure"):
        opened = opened_beside(request, asked_of(request))
        if opened:
            return panel(request, opened)
    open_ = writing.Open.of(request.GET)
    if open_.what and (n := writing.number(request.GET.get("earlier", ""))) is not None:
        open_ = wordings.opened(one, open_, n, timezone.now())
    return told_apart(_page(request, one, open_))


@staff("page.reports")
def file(request: HttpRequest, identity: int, kind: str) -> HttpResponse:
    """The report as Word or PDF, as it reads now, or as it was published."""
    if kind not in MEDIA:
        raise not_found("这种文件")
    one = queries.report(identity, acting(request).actor)
    return as_file(queries.composition_of(one, timezone.now()), kind)


@staff("report.write")
@require_POST
def edit(request: HttpRequest, identity: int, act: str) -> HttpResponse:
    """One change of the text. What can't be taken comes back with everything typed."""
    by = acting(request).actor
    one = queries.report(identity, by)
    try:
        at = writing.done(one, act, request.POST, by, timezone.now())
    except Refused as refused:
        if refused.code in (Because.NOT_FOUND, Because.NO_RIGHT):
            raise
        one = queries.report(identity, by)  # as it is now, for whoever was second
        return _page(request, one, writing.Open.again(act, request.POST, refused), refused)
    return HttpResponseRedirect(f"{reverse('reports:one', args=[identity])}{f'#{at}' if at else ''}")


@staff("report.write")
def numbers(request: HttpRequest, identity: int) -> JsonResponse:
    """What the figures of the picker print as they are narrowed and put there, before one is chosen."""
    one = queries.report(identity, acting(request).actor)
    only, view = request.GET.get("only", "")[:120], request.GET.get("view", "")[:20]
    return JsonResponse(writing.narrowed(one, only, view, timezone.now()))


@staff("page.reports")
def decide(request: HttpRequest, identity: int, act: str) -> HttpResponse:
    """Hand in, return, sign or publish."""
    by = acting(request).actor
    one = queries.report(identity, by)
    if act not in DECIDING:
        raise not_found("这个操作")
    verb = verb_named(f"report.{act}")
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _do(request, one, verb, act)
        except Refused as said:
            if said.code is Because.NOT_FOUND:
                raise
            refused = said
        else:
            request.session["said"] = [*request.session.get("said", []), f"已{verb.label}"]
            return redirect("reports:one", identity)
    return _asked_for(request, one, verb, act, refused)


def _do(request: HttpRequest, one: Report, verb: Verb, act: str) -> None:
    given: dict[str, Any] = {
        "by": acting(request).actor,
        "at": timezone.now(),
        "key": request.POST.get("key", "")[:80] or None,
        "seen": writing.number(request.POST.get("seen", "")),
    }
    if act == "sign":
        given["read"] = request.POST.get("read", "")
    if act in PREPARED:
        PREPARED[act](one, **given)
    else:
        perform(verb, one.ref, **given, **values_from(verb, request.POST))


def _asked_for(
    request: HttpRequest, one: Report, verb: Verb, act: str, refused: Refused | None
) -> HttpResponse:
    offer = next((o for o in available(one, acting(request).actor) if o.verb is verb), None)
    if offer is None and refused is None:
        raise Refused(Because.WRONG_STATE, f"现在不能“{verb.label}”", remedy="请回到上一页，看最新的进展")
    errors: list[dict[str, Any]] = []
    if refused:
        found = refused.errors or {refused.field or "": refused.text}
        errors = [{"field": name or None, "text": text} for name, text in found.items()]
        errors[0]["remedy"] = refused.remedy
    fields = fields_of(verb, request.POST.dict() if refused else None, refused) if act not in PREPARED else []
    context = {
        "one": one,
        "verb": verb,
        "act": act,
        "fields": fields,
        "errors": errors,
        "why_not": offer.why_not if offer else None,
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "read": (request.POST if request.method == "POST" else request.GET).get("read", "")[:64],
    }
    return render(request, "reports/decide.html", context, status=refused.code.status if refused else 200)


def _page(
    request: HttpRequest, one: Report, open_: writing.Open, refused: Refused | None = None
) -> HttpResponse:
    by, now = acting(request).actor, timezone.now()
    made = queries.composition_of(one, now)
    opened = opened_beside(request, asked_of(request)) if request.GET.get("figure") else None
    writable = one.editable and by.may("report.write")
    address = reverse("reports:one", args=[one.pk])
    entries = entries_of(one.ref)
    names = names_of({int(e.actor.partition(":")[2]) for e in entries if e.actor.startswith("staff:")})
    context = {
        **sheet(made, opened, address),
        **_earlier(request, one, made, wordings.acts(entries, names), now),
        "one": one,
        "address": address,
        "files": {kind: reverse("reports:one_file", args=[one.pk, kind]) for kind in MEDIA},
        "offers": [offer for offer in available(one, by) if offer.name.partition(".")[2] in DECIDING],
        "read": digest_of(made),
        "steps": _steps(entries, names),
        "corrected": _corrected(made),
        "since_signed": _since_signed(one, made),
        "writable": writable,
        "write": writing.form(one, open_, refused, now) if writable else None,
        "versions": {block["id"]: block.get("changed", 0) for block in one.blocks},
        "plain": _plain(made) if by.may("page.reportcheck") else "",
        "key": secrets.token_hex(12),
        "errors": _errors(refused),
    }
    return render(request, "reports/one.html", context, status=refused.code.status if refused else 200)


def _errors(refused: Refused | None) -> list[Mapping[str, Any]]:
    if refused is None:
        return []
    return [{"field": refused.field or "text", "text": refused.text, "remedy": refused.remedy}]


def _corrected(made: Composition) -> int:
    return sum(1 for number in made.numbers() if getattr(number, "correction", None))


def _since_signed(one: Report, made: Composition) -> list[list[tuple[str, str]]]:
    """What reads otherwise than when the report was signed: the differences, block by block."""
    if one.state != ReportState.SIGNED:
        return []
    signed, now = dict(lines_of(queries.text_kept(one).blocks)), dict(lines_of(text_of(made)))
    names = [*now, *(name for name in signed if name not in now)]
    pairs = ((signed.get(name, ""), now.get(name, "")) for name in names)
    return [differences(before, after) for before, after in pairs if before != after]


def _plain(made: Composition) -> str:
    """The text alone, for the report check."""
    lines = [made.organ + made.title]
    for block in made.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Prose):
            lines.append("".join(plain(piece) for piece in block.pieces))
    return "\n".join(lines)


def _earlier(
    request: HttpRequest,
    one: Report,
    made: Composition,
    acts: Mapping[int, tuple[str, datetime]],
    now: datetime,
) -> dict[str, Any]:
    """How many earlier wordings there are for those who answer for the report; all of them when asked for."""
    by = acting(request).actor
    if not one.belongs_to(by):
        return {"earlier_count": 0, "earlier": None}
    if "earlier" not in request.GET or any(name in request.GET for name in writing.OPENS):
        return {"earlier_count": len(queries.wordings(one)), "earlier": None}
    shown = {block.id for block in made.blocks}
    found = wordings.listed(one, shown, now)
    return {"earlier_count": len(found), "earlier": [(each, *acts[each.n]) for each in found]}


def _steps(entries: Sequence[LedgerEntry], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Who did what and when, the latest first; a run of edits by one person is one line."""
    steps: list[dict[str, Any]] = []
    for entry in sorted(entries, key=lambda entry: entry.n):
        kind, _, identity = entry.actor.partition(":")
        who = names.get(int(identity), "") if kind == "staff" else "系统"
        edited = entry.verb.partition(".")[2] in writing.EDITS
        label = "修改" if edited else verb_named(entry.verb).label
        if edited and steps and (steps[-1]["act"], steps[-1]["who"]) == (label, who):
            steps.pop()
        steps.append({"act": label, "who": who, "when": formats.moment(entry.at), "at": entry.at.isoformat()})
    return steps[::-1]
