"""收件: an application at the counter, from the item to the receipt; and the check of one that waits."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.cases import invitations, reuse
from yichuang.domains.cases.actions.intake import check_again, take_in
from yichuang.domains.cases.desk import intake_form, panes
from yichuang.domains.cases.desk.counter import place_of
from yichuang.domains.cases.desk.intake_form import Draft
from yichuang.domains.cases.desk.opened import decline_grounds
from yichuang.domains.cases.desk.papers import base_of
from yichuang.domains.cases.desk.requests import case_or_404, done, fresh_key, key_of, seen_of
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import masks_of
from yichuang.domains.cases.rendered import unprintable
from yichuang.domains.cases.shown import Moment, head_of
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, Channel
from yichuang.domains.cases.trail import papers_of
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.search import find
from yichuang.domains.organisation.queries import window_of
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.ui import formats

# what the buttons of the page say; the others only show the page again
ACTS = ("save", "notify", "accept", "finish", "decline")
DONE = {
    "save": "已收件，存着等补",
    "notify": "已出一次性告知书",
    "accept": "已受理",
    "finish": "已当场办结",
    "decline": "已作出不予受理决定",
}
FIRST_SHOWN = 30


@staff("page.intake")
def intake(request: HttpRequest) -> HttpResponse:
    """Choose an item; then one page takes everything in."""
    acting = cast("ActingRequest", request)
    version = request.POST.get("item") or request.GET.get("item") or ""
    if not version:
        return _choose(acting)
    item = _item(version)
    draft = (
        intake_form.read(request.POST.dict(), item) if request.method == "POST" else intake_form.empty(item)
    )
    if request.method == "GET":
        intake_form.read_checks(draft, {})
    act = request.POST.get("act", "")
    if act in ACTS:
        return _receive(acting, draft, act)
    if act == "look" or draft.typed["identity"]:
        intake_form.look_up(draft, _today())
        if act != "look" and len(draft.typed["identity"]) < 15:
            draft.errors.clear()  # still being typed
    return _page(acting, draft, None)


@staff("page.check")
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A case that was received before (online, or kept until complete): its check, and the choice.

    The counter that has it and the department that answers for it may each ask for what is missing, accept, or refuse.
    """
    acting = cast("ActingRequest", request)
    case = case_or_404(acting, pk)
    act = request.POST.get("act", "")
    if case.state not in BEFORE_ACCEPTANCE and act not in ACTS:
        return HttpResponseRedirect(reverse("cases:case", args=[pk]))
    # an act on a case that has gone on is refused below: who was first, and everything typed beside it
    draft = intake_form.of_case(case)
    if request.method == "POST":
        intake_form.read_checks(draft, request.POST.dict())
    if act not in ACTS:
        return _page(acting, draft, case)
    try:
        check_again(
            act,
            case.ref,
            draft.checked(),
            draft.reused,
            by=acting.actor,
            at=timezone.now(),
            key=key_of(request),
            seen=seen_of(request),
            **_more(request, act),
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        return _page(acting, draft, case_or_404(acting, pk), refused=refused)
    to = reverse("cases:intake") if act == "save" else _receipt(pk, act)
    return done(request, f"{DONE[act]}：{case.number}", to)


def _receipt(pk: int, act: str) -> str:
    """Where the receipt stands; that of an acceptance comes out of the printer, as the button says."""
    return f"{reverse('cases:receipt', args=[pk])}{'?print=1' if act == 'accept' else ''}"


@staff("page.case")
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What the applicant takes home: number, query code, promise, papers; with a code to follow the case by."""
    acting = cast("ActingRequest", request)
    case = case_or_404(acting, pk)
    moment = Moment.at(timezone.now())
    clocks = all_of(case.ref)
    follow = f"{base_of(request)}/progress/?number={case.number}"
    context = {
        "case": case,
        "item": case.facts,
        "head": head_of(case, clocks, moment),
        "papers": papers_of(case),
        "masks": masks_of(case),
        "unprintable": unprintable(case),
        "qr": _code_of(follow),
        "follow": follow,
        "evaluate_qr": _code_of(invitations.address(case.ref, base_of(request))),
        "office": tree().by_id[case.place_id].name,
        "steps": _next_steps(case),
        "today": moment.today,
        "prints": request.GET.get("print") == "1",
        "at_counter": acting.actor.may("page.intake"),
    }
    return render(request, "cases/receipt.html", context)


def _code_of(address: str) -> str:
    """The picture of a code; none for no address."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2) if address else ""


def _receive(request: ActingRequest, draft: Draft, act: str) -> HttpResponse:
    now, key = timezone.now(), key_of(request)
    intake_form.check(draft, formats.the_day(now))
    if draft.errors:
        return _page(request, draft, None, status=422)
    place = place_of(request.actor)
    window = window_of(request.actor)
    channel = Channel.STATION if place.kind == "station" else Channel.WINDOW
    try:
        received = take_in(
            draft.brought(),
            act,
            place=place.id,
            window=window.id if window else None,
            channel=channel,
            by=request.actor,
            at=now,
            key=key,
            **_more(request, act),
        )
    except Refused as refused:
        return _page(request, draft, None, refused=refused)
    pk = int(received.ref.partition(":")[2])
    return done(request, f"{DONE[act]}：{received.answer['number']}", _receipt(pk, act))


def _more(request: HttpRequest, act: str) -> dict[str, Any]:
    """Values of the chosen act beyond the checklist."""
    return values_from(verb_named("case.decline"), request.POST) if act == "decline" else {}


def _item(version: str) -> Any:
    if not (version.isascii() and version.isdigit() and len(version) < 18):
        raise Refused(Because.NOT_FOUND, "没有这个事项", remedy="请重新选事项")
    found = catalogue.versions([int(version)])
    if not found:
        raise Refused(Because.NOT_FOUND, "没有这个事项", remedy="请重新选事项")
    return found[int(version)]


def _choose(request: ActingRequest) -> HttpResponse:
    """The first step: which item, by name, pinyin or initials."""
    typed = request.GET.get("q", "").strip()[:60]
    window = window_of(request.actor)
    listed = find(typed).items if typed else tuple(catalogue.directory().shown)
    items = [one for one in listed if one.open and (window is None or window.takes(one.facts.department_id))]
    offices = tree().by_id
    moment = Moment.at(timezone.now())
    context = {
        "typed": typed,
        "items": [
            {
                "facts": one.facts,
                "department": offices[one.facts.department_id].short_name
                or offices[one.facts.department_id].name,
            }
            for one in items[:FIRST_SHOWN]
        ],
        "total": len(items),
        "waiting": panes.waiting(place_of(request.actor), window, moment),
        "most_waiting": panes.WAITING,
        "place": place_of(request.actor),
        "window": window.office if window else None,
        "today": moment.today,
    }
    return render(request, "cases/choose.html", context)


def _page(
    request: ActingRequest,
    draft: Draft,
    case: Case | None,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The intake page, whole; a script asks for it too and takes the parts that changed."""
    moment = Moment.at(timezone.now())
    actor = request.actor
    place = tree().by_id[case.place_id] if case else place_of(actor)
    window = window_of(actor)
    live = request.headers.get("X-Live") == "1"
    signed = f"{place.name} {window.office.name}" if window else place.name
    if refused:
        _lay_errors(draft, refused)
    past = panes.earlier(draft, case, actor)
    context = {
        "draft": draft,
        "case": case,
        "item": draft.item,
        "department": tree().by_id[draft.item.department_id].name,
        "masks": masks_of(case) if case else None,
        "rows": intake_form.checklist(draft, reuse.offered(past, draft.item, moment.now), moment.today),
        "tally": panes.tally(draft),
        "notice": panes.notice(draft, case, signed, moment.now),
        "preview": panes.clock_preview(draft.item, moment),
        "acts": panes.acts(draft, case, actor, live=live),
        "decline": fields_of(
            verb_named("case.decline"),
            request.POST.dict() if request.method == "POST" else None,
            refused if request.POST.get("act") == "decline" else None,
            choices={"ground": decline_grounds(draft.item)},
        ),
        "declining": request.POST.get("act") == "decline-ask"
        or (refused is not None and request.POST.get("act") == "decline"),
        "history": panes.history(past, moment),
        "place": place,
        "window": window.office if window else None,
        "refused": refused,
        "key": request.POST.get("key") or fresh_key(),
        "today": moment.today,
        "errors": _summary(draft, refused),
        "pairs_of": {
            question.code: [(option.code, option.label) for option in question.options]
            for question in draft.item.situations
        },
        "options_of": {one.code: [(word, word) for word in one.options] for one in draft.item.fields},
        "has_answers": any(draft.answers.values()),
    }
    return render(request, "cases/intake.html", context, status=refused.code.status if refused else status)


def _lay_errors(draft: Draft, refused: Refused) -> None:
    """A refusal's sentences beside the fields of this page."""
    for name, text in refused.errors.items():
        draft.errors.setdefault({"materials": "checklist"}.get(name, name), text)


def _summary(draft: Draft, refused: Refused | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"field": name, "text": text} for name, text in draft.errors.items()]
    if refused and refused.remedy:
        if not found:
            found.append({"field": None, "text": refused.text})
        found[0]["remedy"] = refused.remedy
    elif refused and not found:
        found.append({"field": None, "text": refused.text})
    return found


def _next_steps(case: Case) -> list[str]:
    if case.state in BEFORE_ACCEPTANCE:
        return ["5 个工作日内答复是否受理；缺什么一次告知。", "凭办件编号和查询码查进度。"]
    if case.state == "supplement_requested":
        return ["请按一次性告知书补齐材料，补好后可在网上上传，也可以到窗口交。"]
    if case.state == "declined":
        return ["原因和救济途径写在不予受理通知书里。"]
    if case.state == "delivered":
        return ["结果已经当面交给您。", "欢迎为这次服务评价。"]
    return ["受理后按承诺的时间办结，到期时间写在受理通知书上。", "办好后按您选的方式取件。"]


def _today() -> date:
    return formats.the_day(timezone.now())
