"""补正 at the counter: which of the papers that were asked for came back, and whether they pass now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.cases import reuse, supplements
from yichuang.domains.cases.actions.receiving import supplement as bring
from yichuang.domains.cases.actions.reusing import supplement_with
from yichuang.domains.cases.desk import intake_form
from yichuang.domains.cases.desk.requests import case_or_404, done, fresh_key, key_of, next_of, seen_of
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.reuse import Held
from yichuang.domains.cases.shown import Moment, head_of
from yichuang.domains.cases.states import State, Verdict
from yichuang.domains.cases.trail import files_of
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.offers import available

# the component's words for what came, and the verdicts that the case keeps
VERDICTS = {"ok": "ok", "later": "unchecked", "mismatch": "wrong", "missing": "missing"}
CHOICES = (("ok", "合格"), ("later", "收下待核"), ("mismatch", "不符"), ("missing", "没带来"))
PROBLEMS = {Verdict.MISSING: "缺", Verdict.WRONG: "不符"}


@staff("page.case")
def supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """GET lists what was asked for, POST records what came."""
    acting = cast("ActingRequest", request)
    case = case_or_404(acting, pk)
    if request.method != "POST":
        if case.state != State.SUPPLEMENT_REQUESTED:
            return HttpResponseRedirect(reverse("cases:case", args=[pk]))
        return _page(acting, case, None)
    # an act on a case that has gone on is refused below: who was first, and everything ticked beside it
    try:
        supplement_with(
            case.ref,
            _named(request, case),
            _taken(request, case),
            by=acting.actor,
            at=timezone.now(),
            key=key_of(request),
            seen=seen_of(request),
            last=bool(request.POST.get("last")),
            remark=request.POST.get("remark", ""),
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        return _page(acting, case_or_404(acting, pk), refused)
    return _done(acting, case_or_404(acting, pk))


def _named(request: HttpRequest, case: Case) -> list[dict[str, Any]]:
    return [
        {
            "code": one["code"],
            "name": one["name"],
            "verdict": VERDICTS.get(request.POST.get(f"m-{one['code']}-check", ""), "missing"),
            "note": request.POST.get(f"m-{one['code']}-note", "").strip(),
        }
        for one in _asked(request, case)
    ]


def _taken(request: HttpRequest, case: Case) -> dict[str, str]:
    """The papers that are taken over, each with its earlier case; none that the clerk has found not to fit."""
    found = {}
    for one in _asked(request, case):
        earlier = request.POST.get(f"m-{one['code']}-earlier", "")[:40]
        if earlier and request.POST.get(f"m-{one['code']}-check") != "mismatch":
            found[one["code"]] = earlier
    return found


def _asked(request: HttpRequest, case: Case) -> list[dict[str, Any]]:
    """The papers that are wanting, or that the form spoke of when it was sent."""
    wanting = supplements.wanting(case)
    codes = {one["code"] for one in wanting}
    return [one for one in case.materials if one["code"] in codes or f"m-{one['code']}-check" in request.POST]


def _done(request: ActingRequest, case: Case) -> HttpResponse:
    """On to the answer when everything has come; else back to the case, which says what is still wanting."""
    here = reverse("cases:case", args=[case.pk])
    if case.state == State.SUPPLEMENT_REQUESTED:
        names = "、".join(one["name"] for one in supplements.wanting(case))
        return done(request, f"已登记补正：{case.number}，还差：{names}", next_of(request, here))
    may_answer = request.actor.may("page.check")
    to = reverse("cases:check", args=[case.pk]) if may_answer else next_of(request, here)
    return done(request, f"已登记补正：{case.number}，材料收齐了，请答复是否受理", to)


def _page(request: ActingRequest, case: Case, refused: Refused | None) -> HttpResponse:
    moment = Moment.at(timezone.now())
    typed: dict[str, Any] = request.POST.dict() if request.method == "POST" else {}
    held = reuse.offered(reuse.earlier(case, request.actor), case.facts, moment.now)
    taken = _taken(request, case)
    offer = next((one for one in available(case, request.actor) if one.verb is bring), None)
    context = {
        "case": case,
        "item": case.facts,
        "head": head_of(case, all_of(case.ref), moment),
        "rows": [
            _row(n, one, typed, _offer(held.get(one["code"], ()), taken.get(one["code"]), moment.today))
            for n, one in enumerate(_asked(request, case), start=1)
        ],
        "files": files_of(case),
        "choices": CHOICES,
        "why_not": offer.why_not if offer else "您的岗位不能登记补正",
        "typed": typed,
        "refused": refused,
        "errors": _summary(refused),
        "key": typed.get("key") or fresh_key(),
        "back": next_of(request, reverse("cases:case", args=[case.pk])),
        "today": moment.today,
    }
    return render(request, "cases/supplement.html", context, status=refused.code.status if refused else 200)


def _offer(held: Sequence[Held], taken: str | None, today: date) -> dict[str, Any] | None:
    """The paper that is taken over, else the newest that may be, as the row shows it."""
    found = next((one for one in held if one.ref == taken), held[0] if held else None)
    return intake_form.shown(found, today, taken=found.ref == taken) if found else None


def _row(
    number: int, material: dict[str, Any], typed: dict[str, Any], earlier: dict[str, Any] | None
) -> dict[str, Any]:
    """A row of the checklist: what was asked for, and what the clerk has ticked."""
    field = f"m-{material['code']}"
    return {
        "number": number,
        "name": material["name"],
        "field": field,
        "source": f"{PROBLEMS.get(material['verdict'], '')}：{material.get('note') or '请补'}",
        "choice": "ok" if earlier and earlier["taken"] else typed.get(f"{field}-check") or "missing",
        "earlier": earlier,
        "note": typed.get(f"{field}-note", ""),
    }


def _summary(refused: Refused | None) -> list[dict[str, Any]]:
    if refused is None:
        return []
    fields = {"materials": "checklist"}
    found: list[dict[str, Any]] = [
        {"field": fields.get(name, name), "text": text} for name, text in refused.errors.items()
    ]
    found = found or [{"field": None, "text": refused.text}]
    return [{**found[0], "remedy": refused.remedy}, *found[1:]]
