"""Following a case: by number and query code, or signed in; supplements, withdrawal, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yichuang.domains.cases import actions as cases
from yichuang.domains.cases import drafts, policies, reuse, supplements
from yichuang.domains.cases.queries import Case, opened_by, service_of, visible_to
from yichuang.domains.cases.rendered import CONTENT_TYPES, drawn_for_query
from yichuang.domains.cases.reopening import asked_again, open_again
from yichuang.domains.cases.states import State
from yichuang.domains.cases.trail import papers_of
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.feedback.giver import is_giver
from yichuang.domains.feedback.queries import evaluated
from yichuang.domains.organisation.queries import contact_of
from yichuang.domains.residents import attempts
from yichuang.domains.residents.queries import open_in_session
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.documents.serving import served
from yichuang.kernel.documents.uploads import LIMIT
from yichuang.kernel.numbering.rules import NumberRejected, case_number, typed_query_code
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import perform
from yichuang.sites.portal.apply import ACCEPT, keep_files, removed_of, take_files
from yichuang.sites.portal.clocks import lights_of
from yichuang.sites.portal.story import story_of
from yichuang.sites.portal.visitor import address_of, base_of, next_of, said, visitor_of

WRONG = "编号或查询码不对，请对照凭证核对"


@anybody
@require_http_methods(["GET", "POST"])
def ask(request: ActingRequest) -> HttpResponse:
    """Number and query code; whichever is wrong, the answer is the same."""
    values = {"number": request.GET.get("number", "")[:40], "code": ""}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "")[:40] for name in ("number", "code")}
        try:
            return _open(request, values)
        except Refused as refused:
            errors, status = refused.errors or {"": refused.text}, refused.code.status
    context = {"values": values, "errors": errors, "next": next_of(request)}
    return render(request, "portal/progress_ask.html", context, status=status)


def _open(request: ActingRequest, values: dict[str, str]) -> HttpResponse:
    now, errors = timezone.now(), {}
    number = code = ""
    try:
        number = str(case_number(values["number"]))
    except NumberRejected as wrong:
        errors["number"] = wrong.text
    try:
        code = typed_query_code(values["code"])
    except NumberRejected as wrong:
        errors["code"] = wrong.text
    if errors:
        raise Refused(Because.BAD_INPUT, next(iter(errors.values())), errors=errors)
    marks = ((attempts.QUERY_BY_NUMBER, number), (attempts.QUERY_BY_ADDRESS, address_of(request)))
    for bound, mark in marks:
        attempts.check(bound, mark, now)
    case = opened_by(number, code)
    if case is None:
        for bound, mark in marks:
            attempts.count(bound, mark, now)
        raise Refused(Because.BAD_INPUT, WRONG, field="number")
    open_in_session(request.session, case.ref, now)
    return redirect(next_of(request) or reverse("portal:case", args=[case.number]))


def _case(request: ActingRequest, number: str) -> Case | None:
    """The case, if this visitor may know of it."""
    return visible_to(request.actor).filter(number=number).first()


def _opened(request: ActingRequest, number: str) -> Case | None:
    """The case, to act on. Raises SignedOut where a form comes after the hour, with the files that were sent kept."""
    found = _case(request, number)
    if found is None and request.method == "POST":
        draft = drafts.begun_here(visitor_of(request), timezone.now(), number=number)
        codes = (
            [material.code for material in catalogue.version(draft.item_version_id).materials]
            if draft
            else []
        )
        raise open_again(number, files_kept=draft is not None and keep_files(request, draft, codes))
    return found


def _closed(number: str, wanted: str = "") -> HttpResponse:
    """Back to number and query code: the hour is over, or it was never opened here."""
    return redirect(asked_again(number, wanted))


@anybody
@require_http_methods(["GET"])
def case(request: ActingRequest, number: str) -> HttpResponse:
    """One case: where it stands, why on that day, what came before, what can be done."""
    found = _case(request, number)
    if found is None:
        return _closed(number)
    now = timezone.now()
    offers = {offer.verb.name for offer in available(found, request.actor) if offer.why_not is None}
    service = service_of(found)
    lights = lights_of(found, now)
    context = {
        "case": found,
        "item": found.facts,
        "office": tree().by_id[found.department_id].name,
        "contact": contact_of(found.department_id),
        "light": lights.main,
        "owed": lights.owed,
        "asking": lights.asking,
        "may_bring": bool(lights.owed) and _may_bring(found, request),
        "steps": story_of(found, now),
        "papers": papers_of(found)[::-1],
        "wanting": _wanting(found),
        "may_supplement": "case.supplement" in offers,
        "may_withdraw": "case.withdraw" in offers,
        "may_evaluate": service.done,
        "evaluated": service.done and evaluated(service, own=is_giver(request.actor, request.session, found)),
        "today": now,
    }
    return render(request, "portal/case.html", context)


def _wanting(found: Case) -> list[dict[str, Any]]:
    return supplements.wanting(found) if found.state == State.SUPPLEMENT_REQUESTED else []


@anybody
@require_http_methods(["GET", "POST"])
def supplement(request: ActingRequest, number: str) -> HttpResponse:
    """Upload what is missing, or take it over from an earlier case; then everything goes in at once."""
    found = _opened(request, number)
    if found is None:
        return _closed(number, request.path)
    wanting = _wanting(found)
    if not wanting:
        return redirect("portal:case", number)

    earlier = _earlier(request, found, wanting)
    chosen = {code: held.ref for code, held in earlier.items() if request.POST.get(f"earlier-{code}")}
    listed = [{**one, "earlier": earlier.get(one["code"]), "taken": one["code"] in chosen} for one in wanting]

    def hand_in(draft: drafts.Draft, have: set[str]) -> None:
        lacking = {
            f"file-{one['code']}": f"请上传“{one['name']}”{'，或者沿用以前交的' if one['earlier'] else ''}"
            for one in listed
            if one["code"] not in have and not one["taken"]
        }
        if lacking:
            raise Refused(Because.BAD_INPUT, next(iter(lacking.values())), errors=lacking)
        _hand_in(request, found, draft, wanting, {c: ref for c, ref in chosen.items() if c not in have})

    return _uploads(request, found, listed, hand_in, "材料交上了，5 个工作日内答复您", owed=False)


def _earlier(request: ActingRequest, found: Case, wanting: list[dict[str, Any]]) -> dict[str, reuse.Held]:
    """By code: the newest right paper of the same person that may be taken over, of cases that are open to them."""
    held = reuse.offered(reuse.earlier(found, request.actor), found.facts, timezone.now())
    return {one["code"]: held[one["code"]][0] for one in wanting if one["code"] in held}


@anybody
@require_http_methods(["GET", "POST"])
def owed(request: ActingRequest, number: str) -> HttpResponse:
    """Upload papers that were allowed to follow; a clerk looks at them and records that they have come."""
    found = _opened(request, number)
    if found is None:
        return _closed(number, request.path)
    wanting = policies.owed(found) if _may_bring(found, request) else []
    if not wanting:
        return redirect("portal:case", number)

    def hand_in(draft: drafts.Draft, have: set[str]) -> None:
        if not have:
            raise Refused(Because.BAD_INPUT, "请至少上传一份", field=f"file-{wanting[0]['code']}")
        perform(
            cases.attach,
            found.ref,
            by=request.actor,
            at=timezone.now(),
            key=f"draft:{draft.key}",
            files=drafts.inputs_of(draft, have),
        )
        drafts.hand_in(draft, found.ref)

    return _uploads(request, found, wanting, hand_in, "材料交上了，核对后登记", owed=True)


def _may_bring(found: Case, request: ActingRequest) -> bool:
    """Whether files can still be handed in with this case."""
    return found.state in cases.attach.when and request.actor.may(cases.attach.name)


def _uploads(
    request: ActingRequest,
    found: Case,
    wanting: list[dict[str, Any]],
    hand_in: Callable[[drafts.Draft, set[str]], None],
    sentence: str,
    *,
    owed: bool,
) -> HttpResponse:
    """The page on which papers of a case are uploaded, one by one, and handed in together."""
    draft = drafts.about(found.ref, found.item_version_id, visitor_of(request), timezone.now())
    errors: dict[str, str] = {}
    if request.method == "POST":
        if removed := removed_of(request):
            drafts.remove_file(draft, removed)
            return redirect(request.get_full_path())
        codes = [one["code"] for one in wanting]
        errors = take_files(request, draft, codes)
        have = {file.purpose for file in drafts.files_of(draft)} & set(codes)
        if not errors:
            try:
                hand_in(draft, have)
            except Refused as refused:
                errors = refused.errors or {"": refused.text}
            else:
                said(request, sentence)
                return redirect("portal:case", found.number)
    files: dict[str, list[Any]] = {}
    for file in drafts.files_of(draft):
        files.setdefault(file.purpose, []).append(file)
    context = {"case": found, "wanting": wanting, "files": files, "errors": errors, "accept": ACCEPT}
    context |= {"limit": LIMIT // 1024 // 1024, "back": reverse("portal:case", args=[found.number])}
    return render(request, "portal/supplement.html", context | {"owed": owed}, status=422 if errors else 200)


def _hand_in(
    request: ActingRequest,
    found: Case,
    draft: drafts.Draft,
    wanting: list[dict[str, Any]],
    chosen: dict[str, str],
) -> None:
    codes = {one["code"] for one in wanting}
    cases.supplement_with(
        found.ref,
        [{"code": one["code"], "name": one["name"], "verdict": "unchecked"} for one in wanting],
        chosen,
        by=request.actor,
        at=timezone.now(),
        key=f"draft:{draft.key}",
        files=drafts.inputs_of(draft, codes),
    )
    drafts.hand_in(draft, found.ref)


@anybody
@require_http_methods(["GET", "POST"])
def withdraw(request: ActingRequest, number: str) -> HttpResponse:
    """End the case at one's own wish, with a reason."""
    found = _opened(request, number)
    if found is None:
        return _closed(number, request.path)
    offers = {offer.verb.name for offer in available(found, request.actor) if offer.why_not is None}
    if "case.withdraw" not in offers:
        said(request, f"这件{found.state_name}，不能再撤回")
        return redirect("portal:case", number)
    reason, errors = "", {}
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:1000]
        try:
            perform(cases.withdraw, found.ref, by=request.actor, at=timezone.now(), reason=reason)
        except Refused as refused:
            errors = refused.errors or {"": refused.text}
        else:
            said(request, "已经撤回")
            return redirect("portal:case", number)
    context = {
        "case": found,
        "reason": reason,
        "errors": errors,
        "back": reverse("portal:case", args=[number]),
        "effect": cases.withdraw.effect,
    }
    return render(request, "portal/withdraw.html", context, status=422 if errors else 200)


@anybody
@require_http_methods(["GET"])
def paper(request: ActingRequest, number: str, document: int) -> HttpResponse:
    """One of the case's papers as PDF."""
    found = _case(request, number)
    if found is None:
        return _closed(number, request.path)
    drawing = drawn_for_query(found, document, "pdf", base_of(request))
    if drawing is None:
        raise Http404
    return served(drawing, f"{found.number}-{document}.pdf", CONTENT_TYPES["pdf"])
