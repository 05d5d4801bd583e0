"""The bad evaluations of a unit: the list by deadline, one with its trail, and the acts on it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import Evaluation, EvaluationState, Level
from yichuang.domains.feedback.shown import clock_facts, next_due
from yichuang.domains.feedback.worklist import DONE, LIGHTS, Filters, WorkList, reviews_of, work_list
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks.queries import Times, all_for, all_of
from yichuang.kernel.ledger.queries import entries_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import scrub
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import Verb, verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import perform
from yichuang.ui import formats

CHANNELS = {
    "window": "窗口评价器", "portal": "网上", "qr": "扫码", "sms": "短信", "hotline": "热线", "kiosk": "自助机",
    "imported": "旧台账",
}  # fmt: skip
TIMINGS = {"early": "按时", "on_time": "按时", "late": "超期"}


@staff("page.reviews")
def reviews(request: HttpRequest) -> HttpResponse:
    """The list: what falls due first on top, each with its light; those that are done behind a filter."""
    acting = cast("ActingRequest", request)
    now = timezone.now()
    filters = Filters.of(request.GET.dict())
    found = work_list(acting.actor, filters, request.GET.dict(), now)
    context = {
        "chips_of": _chips(filters, found),
        "rows": _rows(found.page.rows, now),
        "pager": _pager(filters, found),
        "filters": filters,
        "today": formats.the_day(now),
    }
    return render(request, "feedback/reviews.html", context)


@staff("page.reviews")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what was said, its lights, what was found and done, and the acts that are offered."""
    acting = cast("ActingRequest", request)
    return _page(acting, _review_or_404(acting, pk), None, None, None)


@staff("page.reviews")
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """GET opens the page with that act's form, POST performs it and comes back with what is wrong."""
    acting = cast("ActingRequest", request)
    found = _review_or_404(acting, pk)
    verb = _offered(slug)
    if request.method != "POST":
        return _page(acting, found, verb, None, None)
    values = values_from(verb, request.POST)
    seen = request.POST.get("seen", "")
    try:
        perform(
            verb,
            found.ref,
            by=acting.actor,
            at=timezone.now(),
            key=request.POST.get("key", "")[:80] or None,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None,
            **values,
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        return _page(acting, _review_or_404(acting, pk), verb, {**values, **request.POST.dict()}, refused)
    request.session["said"] = [*request.session.get("said", []), f"已{verb.label}：差评 {pk}"]
    return HttpResponseRedirect(reverse("feedback:review", args=[pk]))


def _review_or_404(request: ActingRequest, pk: int) -> Evaluation:
    found = reviews_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise not_found("这条差评")
    return found


def _offered(slug: str) -> Verb:
    try:
        verb = verb_named(f"evaluation.{slug}")
    except KeyError:
        raise not_found("这个操作") from None
    if verb.on is not Evaluation or not verb.offered:
        raise not_found("这个操作")
    return verb


def _page(
    request: ActingRequest,
    found: Evaluation,
    verb: Verb | None,
    typed: dict[str, Any] | None,
    refused: Refused | None,
) -> HttpResponse:
    now, times = timezone.now(), Times()
    offices = tree().by_id
    offers = available(found, request.actor)
    usable = [offer for offer in offers if offer.why_not is None]
    if verb is None and usable and not usable[0].verb.danger:
        verb = usable[0].verb  # the usual next act stands open
    offer = next((one for one in offers if one.verb is verb), None)
    context = {
        "review": found,
        "item": names_of_items([found.item_id]).get(found.item_id, ""),
        "department": offices[found.department_id].name,
        "place": offices[found.place_id].name,
        "level": Level(found.level).label,
        "channel": CHANNELS.get(found.channel, found.channel),
        "words": scrub(found.words),
        "addition": scrub(found.addition),
        "reply": Level(found.reply_level).label if found.reply_level else "",
        "reply_bad": found.reply_level is not None and rules.is_bad(found.reply_level),
        "reply_words": scrub(found.reply_words),
        "finding": rules.FINDINGS.get(found.finding, ""),
        "timing": TIMINGS.get(found.timing, ""),
        "clocks": [clock_facts(clock, now, times) for clock in all_of(found.ref)],
        "steps": _steps(found, formats.the_day(now)),
        "offers": [(one, reverse("feedback:review_act", args=[found.pk, _slug(one.verb)])) for one in offers],
        "open": verb if (offer and offer.why_not is None) or refused else None,
        "action": reverse("feedback:review_act", args=[found.pk, _slug(verb)]) if verb else "",
        "fields": fields_of(verb, typed, refused) if verb else [],
        "refused": refused,
        "key": (typed or {}).get("key") or secrets.token_urlsafe(12),
    }
    return render(request, "feedback/review.html", context, status=refused.code.status if refused else 200)


def _slug(verb: Verb) -> str:
    return verb.name.partition(".")[2]


def _rows(found: Sequence[Evaluation], now: Any) -> list[dict[str, Any]]:
    """The lines of the list: three queries for all of them."""
    names = names_of_items({one.item_id for one in found})
    clocks, times, offices = all_for(one.ref for one in found), Times(), tree().by_id
    rows = []
    for one in found:
        clock = next_due(clocks.get(one.ref, ()))
        rows.append(
            {
                "review": one,
                "item": names.get(one.item_id) or "—",
                "department": offices[one.department_id].brief,
                "level": Level(one.level).label,
                "words": scrub(one.words)[:60],
                "clock": clock_facts(clock, now, times) if clock else None,
                "timing": TIMINGS.get(one.timing, ""),
                "reply": Level(one.reply_level).label if one.reply_level else "",
                "href": reverse("feedback:review", args=[one.pk]),
            }
        )
    return rows


def _steps(found: Evaluation, today: Any) -> list[dict[str, Any]]:
    """The trail for the component `timeline`. What the person did has a day and no instant, and no name at all."""
    entries = entries_of(found.ref)
    names = names_of(int(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:"))
    offices = tree().by_id
    steps = []
    for entry in entries:
        kind, _, account = entry.actor.partition(":")
        office = offices.get(entry.office or 0)
        by_staff = kind == "staff"
        who = (
            names.get(int(account), "工作人员") if by_staff else {"citizen": "办事人", "system": "系统"}[kind]
        )
        day = formats.the_day(entry.at)
        steps.append(
            {
                "act": verb_named(entry.verb).label,
                "who": f"{who}，{office.name}" if by_staff and office else who,
                "when": formats.moment(entry.at, today) if by_staff else formats.day(day, today),
                "at": formats.machine(entry.at) if by_staff else day.isoformat(),
                "note": _note(json.loads(entry.facts)),
                "place": None,
            }
        )
    if steps:
        steps[0]["place"] = "now"
    return steps


def _note(facts: dict[str, Any]) -> str:
    said = []
    if level := facts.get("level"):
        said.append(Level(level).label)
    if channel := facts.get("channel"):
        said.append(CHANNELS.get(channel, channel))
    if finding := facts.get("finding"):
        said.append(rules.FINDINGS.get(finding, finding))
    if days := facts.get("days"):
        said.append(f"一共 {days} 个工作日")
    if timing := facts.get("timing"):
        said.append(TIMINGS.get(timing, timing))
    return "，".join(said)


def _chips(filters: Filters, found: WorkList) -> list[dict[str, Any]]:
    base = reverse("feedback:reviews")

    def chip(label: str, count: int, ring: str = "", **chosen: str) -> dict[str, Any]:
        shows = Filters(**chosen)
        address = f"{base}?{shows.address()}".rstrip("?")
        return {
            "label": label,
            "count": count,
            "href": address,
            "current": filters == shows,
            "state": ring or None,
        }

    chips = [chip("在办", sum(found.states.values()))]
    chips += [
        chip(label, found.lights.get(light, 0), ring=light, light=light) for light, label in LIGHTS.items()
    ]
    chips += [
        chip(EvaluationState(state).label, n, state=state) for state, n in sorted(found.states.items()) if n
    ]
    return [*chips, chip("已办结", found.done, light=DONE)]


def _pager(filters: Filters, found: WorkList) -> dict[str, Any] | None:
    page = found.page
    if not page.rows:
        return None

    def link(to: Seek | None) -> str | None:
        return f"?{filters.address(to)}" if to else None

    return {
        "first": page.first,
        "last": page.last,
        "total": found.total,
        "before": link(page.before),
        "next": link(page.next),
    }
