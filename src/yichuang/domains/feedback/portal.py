"""Evaluating: five levels as large choices, words and tags, nobody's name anywhere; and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yichuang.domains.cases.queries import Case, Service, case_named, service_of, visible_to
from yichuang.domains.cases.reopening import asked_again, open_again
from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback import rules
from yichuang.domains.feedback.actions import answer_back, append, evaluate
from yichuang.domains.feedback.giver import is_giver, remember
from yichuang.domains.feedback.invitations import LIFE_DAYS, evaluation_of, invitation_of
from yichuang.domains.feedback.models import TAGS, Evaluation, Level
from yichuang.domains.feedback.queries import evaluation_of_service, given
from yichuang.domains.residents import attempts
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.subjects import split
from yichuang.ui.formats import the_day

HINTS = {5: "很满意，没有要改的", 4: "", 3: "还行，有可以改的", 2: "", 1: "很不满意，需要整改"}
LEVELS = [(str(level.value), level.label, HINTS[level.value]) for level in Level]
OVER = "这个链接不对，或者过了 90 天"
BY_NUMBER = "可以用编号和查询码查到这件，再评价"
NOT_OWN = "追加和评价整改，请用发到您手机上的短信里的链接，或用您的手机号登录后再来"
SAID = {"add": "已经追加", "reply": "谢谢，已经记下您对整改的评价", "": "谢谢您的评价"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is evaluated: the item's name, the service as far as it is known, and the evaluation if there is one.

    `own`: whether who looks has shown to be who gave it; to others it says only that there is one.
    """

    item: str
    number: str
    service: Service | None
    evaluation: Evaluation | None
    channel: str
    back: str | None
    own: bool


@anybody
@require_http_methods(["GET", "POST"])
def of_case(request: ActingRequest, number: str) -> HttpResponse:
    """Evaluate a case that one has opened."""
    case = visible_to(request.actor).filter(number=number).first()
    if case is None:
        if request.method == "POST":
            raise open_again(number)
        return redirect(asked_again(number, request.path))
    service, back = service_of(case), reverse("portal:case", args=[number])
    evaluation = evaluation_of_service(service)
    own = is_giver(request.actor, request.session, case)
    return _page(request, Asked(case.facts.name, case.number, service, evaluation, "portal", back, own))


@anybody
@require_http_methods(["GET", "POST"])
def invited(request: ActingRequest, token: str) -> HttpResponse:
    """Evaluate by the link of an invitation or the code on a paper; it opens this page and nothing of the case."""
    invitation = _guessed(request, invitation_of(token))
    case = case_named(invitation.ref) if invitation else None
    if invitation is None or case is None:
        raise Refused(Because.NOT_FOUND, OVER, remedy=BY_NUMBER)
    service = service_of(case)
    evaluation = evaluation_of_service(service)
    if invitation.from_end and evaluation is None and _long_over(case):
        raise Refused(Because.NOT_FOUND, OVER, remedy=BY_NUMBER)
    own = not invitation.from_end or is_giver(request.actor, request.session, case)
    asked = Asked(case.facts.name, case.number, service, evaluation, invitation.channel, None, own)
    return _page(request, asked)


def _long_over(case: Case) -> bool:
    ended = case.delivered_on or case.concluded_on
    return ended is not None and (the_day(timezone.now()) - ended).days > LIFE_DAYS


@anybody
@require_http_methods(["GET", "POST"])
def result(request: ActingRequest, token: str) -> HttpResponse:
    """What became of a bad evaluation, by the link that was sent to who gave it; without the case."""
    ref = _guessed(request, evaluation_of(token))
    evaluation = Evaluation.objects.filter(pk=split(ref)[1]).first() if ref else None
    if evaluation is None:
        raise Refused(Because.NOT_FOUND, OVER, remedy=BY_NUMBER)
    item = names_of_items([evaluation.item_id]).get(evaluation.item_id, "")
    return _page(request, Asked(item, "", None, evaluation, "", None, own=True))


def _guessed(request: ActingRequest, found: Any) -> Any:
    """What a link stood for; links that stand for nothing are counted by address, and too many are refused."""
    address, now = request.META.get("REMOTE_ADDR", ""), timezone.now()
    attempts.check(attempts.LINK_BY_ADDRESS, address, now)
    if found is None:
        attempts.count(attempts.LINK_BY_ADDRESS, address, now)
    return found


def _page(request: ActingRequest, asked: Asked) -> HttpResponse:
    errors: dict[str, str] = {}
    typed = _typed(request)
    if request.method == "POST":
        doing = next((name for name in ("add", "reply") if name in request.POST), "")
        errors = _take(typed, asked, doing)
        if not errors:
            request.session["said"] = [SAID[doing]]
            if not doing and asked.service is not None:
                remember(request.session, asked.service.ref)
            return redirect(request.path)
    now = timezone.now()
    context = {
        "item": asked.item,
        "number": asked.number,
        "done": asked.service is None or asked.service.done,
        "given": given(asked.evaluation, now) if asked.evaluation and asked.own else None,
        "others": asked.evaluation is not None and not asked.own,
        "levels": LEVELS,
        "tags": [(tag, tag) for tag in TAGS],
        "typed": typed,
        "errors": errors,
        "back": asked.back,
        "limits": (rules.VERIFICATION, rules.RECTIFICATION),
    }
    response = render(request, "feedback/evaluate.html", context, status=422 if errors else 200)
    response["Cache-Control"] = "no-store"  # the next person at a shared machine mustn't come back to it
    return response


def _typed(request: ActingRequest) -> dict[str, Any]:
    """What was typed, cut to what a person types: a longer text is refused below, and shown again as far as this."""
    posted = request.POST
    return {
        "level": posted.get("level", "")[:10],
        "words": posted.get("words", "")[:2000],
        "tags": [tag[:40] for tag in posted.getlist("tags")[:20]],
        "addition": posted.get("addition", "")[:2000],
        "reply": posted.get("reply_level", "")[:10],
        "reply_words": posted.get("reply_words", "")[:2000],
    }


def _take(typed: dict[str, Any], asked: Asked, doing: str) -> dict[str, str]:
    """Do what was asked for; sentences by field when it was refused."""
    now = timezone.now()
    if doing and not asked.own:
        return {"": NOT_OWN}
    try:
        if doing == "add":
            append(asked.evaluation, words=typed["addition"].strip(), at=now)
        elif doing == "reply":
            level = _level(typed["reply"])
            if level is None:
                return {"reply_level": "请选对整改满不满意"}
            answer_back(asked.evaluation, level=level, words=typed["reply_words"].strip(), at=now)
        else:
            return _give(typed, asked)
    except Refused as refused:
        return _renamed(refused, doing)
    return {}


def _give(typed: dict[str, Any], asked: Asked) -> dict[str, str]:
    level = _level(typed["level"])
    if level is None:
        return {"level": "请选一个满意程度"}
    if asked.service is None:  # by the link of a result there is an evaluation already
        return {"": "这次服务您已经评价过了"}
    evaluate(
        asked.service,
        level=level,
        words=typed["words"].strip(),
        tags=typed["tags"],
        channel=asked.channel,
        at=timezone.now(),
    )
    return {}


def _level(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() else None


NAMES = {"add": {"words": "addition"}, "reply": {"words": "reply_words", "level": "reply_level"}, "": {}}


def _renamed(refused: Refused, doing: str) -> dict[str, str]:
    """The sentences of a refusal under the names that the fields have on the page."""
    return {
        NAMES[doing].get(field, field): text for field, text in (refused.errors or {"": refused.text}).items()
    }
