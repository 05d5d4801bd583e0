"""Cards: the list of an overseer, one card with its acts, what somebody has to answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks.queries import Clock, all_of
from yichuang.kernel.documents import queries as documents
from yichuang.kernel.documents import store
from yichuang.kernel.documents.queries import files_of
from yichuang.kernel.documents.serving import served
from yichuang.kernel.ledger.queries import entries_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.seek import PAGE, Found, Seek, page_of
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.offers import Offer, available
from yichuang.kernel.watch.duties import Duty, duty_of
from yichuang.oversight.supervision import panels, policies, queries
from yichuang.oversight.supervision.desk.acting import Asked, ask_or_do
from yichuang.oversight.supervision.models import Card, CardState, Urge
from yichuang.oversight.supervision.permissions import kind_for
from yichuang.ui import formats

OWED_BY = {"urging": "应回复", "explanation": "应说明"}  # what a clock of that kind asks for
LEVELS = {"yellow": "黄牌", "red": "红牌"}
Model = type[Card] | type[Urge]


@staff("page.supervision")
def cards(request: HttpRequest) -> HttpResponse:
    """The cards in an overseer's scope, newest first; filters stand in the address."""
    acting = cast("ActingRequest", request)
    found = queries.cards_for(acting.actor)
    chosen = {
        "level": request.GET.get("level", "") if request.GET.get("level") in LEVELS else "",
        "state": request.GET.get("state", "") if request.GET.get("state") in CardState.values else "",
    }
    kept = {name: value for name, value in chosen.items() if value}
    counts = queries.counted(found)
    total = sum(n for (level, state), n in counts.items() if _fits(kept, level, state))
    now = timezone.now()
    page = page_of(found.filter(**kept), "raised_at", Seek.read(request.GET.dict(), instants=True), total)
    context = {
        "rows": _rows(list(page.rows), now),
        "chips_of": _chips(chosen, counts),
        "levels": list(LEVELS.items()),
        "chosen": chosen,
        "pager": _pager(kept, page, total),
    }
    return render(request, "supervision/cards.html", context)


@staff("page.alerts")
def mine(request: HttpRequest) -> HttpResponse:
    """What this actor has to explain or reply to, and the cards that they have had."""
    acting = cast("ActingRequest", request)
    now = timezone.now()
    cards, urges = queries.to_answer(acting.actor, PAGE)
    waiting: list[Card | Urge] = [*urges, *cards]
    had = queries.cards_answered(acting.actor, PAGE)
    context = {"waiting": _rows(waiting, now), "had": _rows(had, now)}
    return render(request, "supervision/mine.html", context)


@staff("page.card")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card with its whole life and what this actor may do."""
    return _page(request, Card, pk)


@staff("page.card")
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """One urging in the chain of those about the same case."""
    return _page(request, Urge, pk)


@staff("page.card")
def act_on_card(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An act on a card."""
    return _act(request, Card, pk, slug)


@staff("page.card")
def act_on_urge(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An act on an urging."""
    return _act(request, Urge, pk, slug)


@staff("urge.send")
def send(request: HttpRequest) -> HttpResponse:
    """催办 or 督办 of the case that the address names."""
    about = (request.GET.get("about") or request.POST.get("about") or "")[:40]
    duty, actor = _duty(about), cast("ActingRequest", request).actor
    if duty is None or not (actor.covers(duty.department_path) or actor.covers(duty.place_path)):
        raise not_found("这件")
    asked = Asked(
        verb=verb_named("urge.send"),
        heading=kind_for(actor).label,
        sub=f"{duty.title}　{duty.name}",
        back=duty.href,
        said=f"已{kind_for(actor).label}，承办人的待办里马上能看到",
        fixed={"about": about},
        effect="一个工作日内要回复，逾期未复发黄牌",
    )
    return ask_or_do(request, asked)


def _duty(about: str) -> Duty | None:
    """Whose duty the case is that the address names; None for what makes no sense."""
    kind, _, identity = about.partition(":")
    sound = kind == "case" and identity.isascii() and identity.isdigit() and len(identity) < 19
    return duty_of(about) if sound else None


@staff("page.card")
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Evidence that was handed in with an explanation."""
    found = documents.file(pk)
    kind, _, identity = found.subject.partition(":") if found else ("", "", "")
    if found is None or kind != Card.subject_kind:
        raise not_found("这个文件")
    _one(cast("ActingRequest", request), Card, int(identity))
    return served(store.read(found.sha256), found.name, found.content_type)


def _one(request: ActingRequest, model: Model, pk: int) -> Any:
    found = model._default_manager.filter(queries.visible(request.actor), pk=pk).first()
    if found is None:
        raise not_found(model.label)
    return found


def _page(request: HttpRequest, model: Model, pk: int) -> HttpResponse:
    acting = cast("ActingRequest", request)
    found = _one(acting, model, pk)
    now = timezone.now()
    chain = queries.about([found.about]).get(found.about, [])
    names = names_of(_people([found, *chain]))
    running = queries.running_for([found])
    context = {
        "one": found,
        "line": panels.line(found, panels.lights_of(running, now), names, now),
        "chain": _rows(chain, now, skip=found.ref),
        "offers": [
            {
                "label": offer.label,
                "slug": offer.name.partition(".")[2],
                "why_not": _why_not(offer, found, running.get(found.ref, []), now),
                "effect": offer.verb.effect,
            }
            for offer in available(found, acting.actor)
        ],
        "act": f"supervision:act_on_{model.subject_kind}",
        "evidence": [tuple(pair) for pair in found.evidence] if isinstance(found, Card) else [],
        "files": files_of(found.ref),
        "department": tree().by_id[found.department_id].name,
        "kept": _kept(found),
        "steps": _steps(found, formats.the_day(now)),
    }
    return render(request, "supervision/card.html", context)


def _kept(found: Card | Urge) -> list[tuple[str, str]]:
    """Until when it had to be replied to or explained, once that was done, and whether it was late."""
    said = []
    for clock in all_of(found.ref):
        if clock.kind in OWED_BY and clock.stopped_at and clock.due_at:
            late = clock.stopped_at > clock.due_at
            words = f"{formats.moment(clock.due_at)} 前"
            done = f"，{formats.moment(clock.stopped_at)} 才答复，逾期" if late else "，按时"
            said.append((OWED_BY[clock.kind], words + done))
    return said


def _why_not(offer: Offer, found: Card | Urge, running: list[Clock], now: datetime) -> str | None:
    if offer.why_not or not isinstance(found, Card):
        return offer.why_not
    return policies.not_yet(offer.name, found, running, now)


def _act(request: HttpRequest, model: Model, pk: int, slug: str) -> HttpResponse:
    acting = cast("ActingRequest", request)
    found = _one(acting, model, pk)
    try:
        verb = verb_named(f"{model.subject_kind}.{slug}")
    except KeyError:
        raise not_found("这个操作") from None
    if not verb.offered:
        raise not_found("这个操作")
    offer = next((one for one in available(found, acting.actor) if one.verb is verb), None)
    if offer is None and request.method != "POST":
        raise Refused(Because.WRONG_STATE, f"现在不能“{verb.label}”", remedy="请回到上一页，看最新的进展")
    running = queries.running_for([found]).get(found.ref, [])
    asked = Asked(
        verb=verb,
        heading=verb.label,
        sub=f"{found.title}　{found.about_name}",
        back=reverse(f"supervision:{model.subject_kind}", args=[pk]),
        said=f"已{verb.label}",
        ref=found.ref,
        version=found.version,
        why_not=_why_not(offer, found, running, timezone.now()) if offer else None,
        effect=verb.effect,
    )
    return ask_or_do(request, asked)


def _rows(listed: Any, now: Any, skip: str = "") -> list[dict[str, Any]]:
    shown = [one for one in listed if one.ref != skip]
    lights = panels.lights_of(queries.running_for(shown), now)
    names = names_of(_people(shown))
    return [panels.line(one, lights, names, now) for one in shown]


def _people(listed: list[Any]) -> list[int]:
    found = [one.addressee for one in listed] + [getattr(one, "asked_by", None) for one in listed]
    return [account for account in found if account]


def _steps(found: Any, today: Any) -> list[dict[str, Any]]:
    entries = entries_of(found.ref)
    names = names_of(
        int(entry.actor.partition(":")[2]) for entry in entries if entry.actor.startswith("staff:")
    )
    return [
        {
            "act": verb_named(entry.verb).label,
            "who": names.get(int(entry.actor.partition(":")[2] or 0), "系统"),
            "when": formats.moment(entry.at, today),
            "at": formats.machine(entry.at),
        }
        for entry in entries
    ]


def _fits(kept: dict[str, str], level: str, state: str) -> bool:
    return kept.get("level", level) == level and kept.get("state", state) == state


def _chips(chosen: dict[str, str], counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    base = reverse("supervision:cards")

    def count(state: str) -> int:
        level = chosen["level"]
        return sum(
            n for (one, s), n in counts.items() if (not level or one == level) and (not state or s == state)
        )

    def link(state: str) -> str:
        query = urlencode({name: value for name, value in {**chosen, "state": state}.items() if value})
        return f"{base}?{query}" if query else base

    items = [("", "全部"), *CardState.choices]
    return [
        {"label": label, "count": count(state), "href": link(state), "current": chosen["state"] == state}
        for state, label in items
    ]


def _pager(kept: dict[str, str], page: Found, total: int) -> dict[str, Any]:
    base = reverse("supervision:cards")

    def link(to: Seek | None) -> str | None:
        return f"{base}?{urlencode({**kept, **to.written()})}" if to else None

    return {
        "first": page.first,
        "last": page.last,
        "total": total,
        "before": link(page.before),
        "next": link(page.next),
    }
