"""Evaluating: five levels as large choices, words and tags as one likes, nobody's name anywhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yichuang.domains.cases.queries import Case, case_named, service_of, visible_to
from yichuang.domains.feedback.actions import append, evaluate
from yichuang.domains.feedback.invitations import ref_of
from yichuang.domains.feedback.models import TAGS, Level
from yichuang.domains.feedback.queries import evaluated
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.verbs import Because, Refused

HINTS = {5: "很满意，没有要改的", 4: "", 3: "还行，有可以改的", 2: "", 1: "很不满意，需要整改"}


@anybody
@require_http_methods(["GET", "POST"])
def of_case(request: ActingRequest, number: str) -> HttpResponse:
    """Evaluate a case that one has opened."""
    case = visible_to(request.actor).filter(number=number).first()
    if case is None:
        return redirect(f"{reverse('portal:progress')}?number={number}")
    return _page(request, case, "portal", reverse("portal:case", args=[number]))


@anybody
@require_http_methods(["GET", "POST"])
def invited(request: ActingRequest, token: str) -> HttpResponse:
    """Evaluate by the link of an invitation; it opens this page and nothing of the case."""
    case = case_named(ref_of(token) or "")
    if case is None:
        raise Refused(
            Because.NOT_FOUND, "这个链接不对，或者过了 90 天", remedy="可以用编号和查询码查到这件，再评价"
        )
    return _page(request, case, "sms", None)


def _page(request: ActingRequest, case: Case, channel: str, back: str | None) -> HttpResponse:
    service, errors = service_of(case), {}
    typed: dict[str, Any] = {"level": "", "words": "", "tags": [], "addition": ""}
    if request.method == "POST":
        typed = {
            "level": request.POST.get("level", ""),
            "words": request.POST.get("words", "")[:2000],
            "tags": request.POST.getlist("tags")[:20],
            "addition": request.POST.get("addition", "")[:2000],
        }
        errors = _take(typed, case, channel, adding="add" in request.POST)
        if not errors:
            request.session["said"] = ["谢谢您的评价" if "add" not in request.POST else "已经追加"]
            return redirect(request.path)
    context = {
        "case": case,
        "item": case.facts.name,
        "service": service,
        "given": evaluated(service),
        "levels": [(str(level.value), level.label, HINTS[level.value]) for level in Level],
        "tags": [(tag, tag) for tag in TAGS],
        "typed": typed,
        "errors": errors,
        "back": back,
    }
    return render(request, "feedback/evaluate.html", context, status=422 if errors else 200)


def _take(typed: dict[str, Any], case: Case, channel: str, *, adding: bool) -> dict[str, str]:
    service, now = service_of(case), timezone.now()
    try:
        if adding:
            append(service, words=typed["addition"].strip(), at=now)
        elif not typed["level"].isdigit():
            return {"level": "请选一个满意程度"}
        else:
            evaluate(
                service,
                level=int(typed["level"]),
                words=typed["words"].strip(),
                tags=typed["tags"],
                channel=channel,
                at=now,
            )
    except Refused as refused:
        found = refused.errors or {"": refused.text}
        return {"addition" if adding and field == "words" else field: text for field, text in found.items()}
    return {}
