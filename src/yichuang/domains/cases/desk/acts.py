"""Any offered act of a case by its generic form: one page that asks, performs, and comes back with what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from yichuang.domains.cases import policies
from yichuang.domains.cases.desk.opened import (
    CHECKED_AT_INTAKE,
    OWN_PAGES,
    PREVIEWED,
    askable,
    choices_for,
    delivery_words,
    first_words,
    hints_for,
)
from yichuang.domains.cases.desk.requests import (
    case_or_404,
    done,
    fresh_key,
    in_dialog,
    key_of,
    next_of,
    seen_of,
)
from yichuang.domains.cases.models import Case
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import Verb, verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import perform

# a decision is told to the applicant and can't be taken back: asked once more by the page itself
_FIRST_WORDS = {"case.grant": first_words, "case.deliver": delivery_words}


@staff("page.case")
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """GET asks (as a page, or as the inside of a dialog), POST performs."""
    acting = cast("ActingRequest", request)
    case = case_or_404(acting, pk)
    verb = _offered(slug)
    if request.method != "POST":
        return _form(acting, case, verb, None, None)
    values = values_from(verb, request.POST)
    try:
        perform(
            verb,
            case.ref,
            by=acting.actor,
            at=timezone.now(),
            key=key_of(request),
            seen=seen_of(request),
            **values,
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        case = case_or_404(acting, pk)
        return _form(acting, case, verb, {**values, **request.POST.dict()}, refused)
    return done(
        request, f"已{case.act_name(verb)}：{case.number}", next_of(request, reverse("cases:case", args=[pk]))
    )


def _offered(slug: str) -> Verb:
    """An act that has a button; the others have pages of their own or none."""
    try:
        verb = verb_named(f"case.{slug}")
    except KeyError:
        raise not_found("这个操作") from None
    if (
        verb.on is not Case
        or not verb.offered
        or not askable(verb.name)
        or verb.name in (*CHECKED_AT_INTAKE, *OWN_PAGES)
    ):
        raise not_found("这个操作")
    return verb


def _form(
    request: ActingRequest, case: Case, verb: Verb, typed: dict[str, Any] | None, refused: Refused | None
) -> HttpResponse:
    """The form with everything typed; when somebody else was first it goes on from what is there now.

    An act that this case doesn't offer isn't asked for: the page says why. One that was sent keeps what was typed.
    """
    clocks, now = all_of(case.ref), timezone.now()
    beside = policies.why_not_offered(verb, case, clocks, request.actor, now)
    if beside and refused is None:
        return _asked(
            request,
            {"case": case, "item": case.facts, "verb": verb, "label": case.act_name(verb), "beside": beside},
            409,
        )
    offer = next((one for one in policies.offers(case, clocks, request.actor, now) if one.verb is verb), None)
    first = _FIRST_WORDS[verb.name](case) if typed is None and verb.name in _FIRST_WORDS else typed
    slug = verb.name.partition(".")[2]
    hints = hints_for(verb, case)
    context = {
        "case": case,
        "item": case.facts,
        "verb": verb,
        "label": case.act_name(verb),
        # what was sent may be sent again: the reason stands above, and it may have gone by then
        "why_not": None if refused else offer.why_not if offer else beside,
        "fields": [
            replace(one, hint=hints.get(one.name, one.hint))
            for one in fields_of(verb, first, refused, choices=choices_for(case), skip=_not_asked(verb, case))
        ],
        "refused": refused,
        "key": (typed or {}).get("key") or fresh_key(),
        "action": reverse("cases:act", args=[case.pk, slug]),
        "preview": reverse("cases:preview", args=[case.pk, slug]) if verb.name in PREVIEWED else None,
    }
    return _asked(request, context, refused.code.status if refused else 200)


def _not_asked(verb: Verb, case: Case) -> tuple[str, ...]:
    """Fields that the kind of the item makes needless: a licence is extended by the law itself (art. 42)."""
    return ("basis",) if verb.name == "case.extend" and case.facts.is_licence else ()


def _asked(request: ActingRequest, context: dict[str, Any], status: int) -> HttpResponse:
    """The form, or why there is none: a page, or the inside of a dialog."""
    inside = in_dialog(request)
    template = "cases/act_form.html" if inside else "cases/act.html"
    context["back"] = next_of(request, reverse("cases:case", args=[context["case"].pk]))
    response = render(request, template, context, status=status)
    if inside:
        response["X-Dialog"] = "1"  # told from an answer that is a page of its own
    patch_vary_headers(response, ["X-Dialog"])
    return response
