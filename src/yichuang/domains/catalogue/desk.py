"""The catalogue at the desk: the list, an item with its versions and acts, the adjustment form, the workbook."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yichuang.domains.catalogue import actions, forms, inputs, queries, rules
from yichuang.domains.catalogue.limits import DAY_UNITS
from yichuang.domains.catalogue.models import ItemState, ServiceItem
from yichuang.domains.catalogue.permissions import why_not_keep
from yichuang.domains.catalogue.search import find
from yichuang.domains.catalogue.workbook import workbook_of
from yichuang.domains.organisation.levels import LEVELS
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.offers import available
from yichuang.kernel.verbs.perform import perform

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {str(state.value): str(state.label) for state in ItemState}
TINTS = {"in_force": "normal", "suspended": "paused", "retired": "done"}


@staff("page.items")
@require_GET
def desk_items(request: ActingRequest) -> HttpResponse:
    """All items, filtered by words, department, state and kind."""
    given = {
        name: request.GET.get(name, "").replace("\0", "")[:100]
        for name in ("q", "department", "state", "kind")
    }
    offices, directory = tree(), queries.directory()
    department = offices.by_code.get(given["department"])
    items = list(find(given["q"]).items) if given["q"] else list(directory.by_code.values())
    found = [
        item
        for item in items
        if (not given["department"] or (department and item.facts.department_id == department.id))
        and (not given["state"] or item.state == given["state"])
        and (not given["kind"] or item.facts.kind == given["kind"])
    ]
    begin, before, following = _page(request, len(found))
    context = {
        "given": given,
        "rows": [
            (item, offices.by_id[item.facts.department_id].name) for item in found[begin : begin + PAGE]
        ],
        "first": begin + 1 if found else 0,
        "last": min(begin + PAGE, len(found)),
        "total": len(found),
        "before": before,
        "next": following,
        "departments": [
            (offices.by_id[one].code, offices.by_id[one].name) for one in directory.departments()
        ],
        "kinds": list(inputs.KINDS.items()),
        "case_kinds": inputs.CASE_KINDS,
        "states": STATES,
        "tints": TINTS,
        "may_add": request.actor.may("item.adopt") and why_not_keep(request.actor) is None,
        "may_import": request.actor.may("page.imports"),
    }
    return render(request, "catalogue/desk_items.html", context)


def _page(request: HttpRequest, total: int) -> tuple[int, str | None, str | None]:
    asked = request.GET.get("page", "1")
    pages = max(1, -(-total // PAGE))
    number = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1, 1), pages)

    def address(n: int) -> str | None:
        query = request.GET.copy()
        query["page"] = str(n)
        return f"?{query.urlencode()}" if 1 <= n <= pages else None

    return (number - 1) * PAGE, address(number - 1), address(number + 1)


@staff("page.items")
@require_GET
def desk_item(request: ActingRequest, code: str) -> HttpResponse:
    """An item: its text in force, its versions, what one may do with it."""
    return _show(request, _item(code))


def _show(
    request: ActingRequest,
    item: ServiceItem,
    refused: Refused | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    facts = queries.version(item.version_in_force_id or 0)
    context = {
        "item": item,
        "facts": facts,
        "state": STATES[item.state],
        "tint": TINTS[item.state],
        "department": tree().by_id[item.department_id],
        "kinds": inputs.KINDS,
        "case_kinds": inputs.CASE_KINDS,
        "levels": LEVELS,
        "field_types": inputs.FIELD_TYPES,
        "words": {f"{s.code}={o.code}": o.label for s in facts.situations for o in s.options},
        "offers": [offer for offer in available(item, request.actor) if offer.name != "item.adjust"],
        "may_adjust": item.state != ItemState.RETIRED
        and request.actor.may("item.adjust")
        and why_not_keep(request.actor) is None,
        "why_not_keep": why_not_keep(request.actor) if request.actor.may("item.adjust") else None,
        "versions": queries.history(item.pk),
        "refused": refused,
        "typed": typed or {},
        "key": secrets.token_urlsafe(12),
    }
    return render(
        request, "catalogue/desk_item.html", context, status=refused.code.status if refused else 200
    )


VERBS: dict[str, Verb] = {"suspend": actions.suspend, "resume": actions.resume, "retire": actions.retire}


@staff("page.items")
@require_POST
def desk_act(request: ActingRequest, code: str, name: str) -> HttpResponse:
    """Suspend, resume or retire."""
    item = _item(code)
    if name not in VERBS:
        raise Http404
    reason = request.POST.get("reason", "").replace("\0", "")
    try:
        perform(
            VERBS[name],
            item.ref,
            by=request.actor,
            at=timezone.now(),
            key=request.POST.get("key") or None,
            seen=_seen(request),
            reason=reason,
        )
    except Refused as refused:
        return _show(request, _item(code), refused, {"verb": name, "reason": reason})
    _say(request, f"“{queries.version(item.version_in_force_id or 0).name}”已{VERBS[name].label}")
    return HttpResponseRedirect(reverse("catalogue:desk_item", args=[code]))


@staff("page.items")
@require_http_methods(["GET", "POST"])
def desk_adjust(request: ActingRequest, code: str) -> HttpResponse:
    """The adjustment form: a new version with a reason."""
    _must_keep(request)
    item = _item(code)
    before = queries.text_of(item.version_in_force_id or 0)
    codes = {"base_code": item.base_code, "implementation_code": item.implementation_code}
    if request.method == "GET":
        return _form(request, item, forms.Sent({**forms.values_of(before), **codes, "reason": ""}))
    sent = forms.read_form(request.POST, before)
    typed = {
        name: request.POST.get(name, "").strip() for name in ("base_code", "implementation_code", "reason")
    }
    sent.values |= typed
    if "more" in request.POST:
        return _more(request, item, sent)
    if not _try(request, sent, actions.adjust, item.ref, _seen(request), typed):
        return _form(request, item, sent, status=422)
    _say(request, "新的一版已经公布")
    return HttpResponseRedirect(reverse("catalogue:desk_item", args=[code]))


@staff("item.adopt")
@require_http_methods(["GET", "POST"])
def desk_new(request: ActingRequest) -> HttpResponse:
    """The same form for an item that isn't there yet."""
    _must_keep(request)
    names = ("code", "department", "base_code", "implementation_code")
    if request.method == "GET":
        return _form(request, None, forms.Sent({**forms.values_of(None), **dict.fromkeys(names, "")}))
    sent = forms.read_form(request.POST, None)
    typed = {name: request.POST.get(name, "").strip() for name in names}
    sent.values |= typed
    if "more" in request.POST:
        return _more(request, None, sent)
    office = tree().by_code.get(typed["department"])
    given = {**typed, "department": office.id if office else 0}
    if office is None:
        sent.errors["department"] = "请选实施部门"
    if not _try(request, sent, actions.adopt, None, None, given):
        return _form(request, None, sent, status=422)
    _say(request, "新的事项已经公布")
    return HttpResponseRedirect(reverse("catalogue:desk_item", args=[typed["code"]]))


def _more(request: ActingRequest, item: ServiceItem | None, sent: forms.Sent) -> HttpResponse:
    """The form with further rows and everything typed; nothing is judged yet."""
    sent.errors.clear()
    return _form(request, item, sent)


def _try(
    request: ActingRequest,
    sent: forms.Sent,
    verb: Verb,
    ref: str | None,
    seen: int | None,
    given: dict[str, Any],
) -> bool:
    """Perform with the text that was sent; every fault goes to its field."""
    if sent.text is not None and not sent.errors:
        found = rules.faults(rules.settled(sent.text))
        sent.errors |= forms.by_field(sent, found)
    if sent.errors or sent.text is None:
        return False
    try:
        perform(
            verb,
            ref,
            by=request.actor,
            at=timezone.now(),
            key=request.POST.get("key") or None,
            seen=seen,
            text=sent.text,
            **given,
        )
    except Refused as refused:
        sent.errors = {sent.place(field): text for field, text in refused.errors.items()} or {
            "": refused.text
        }
        return False
    return True


def _form(
    request: ActingRequest, item: ServiceItem | None, sent: forms.Sent, status: int = 200
) -> HttpResponse:
    offices = tree()
    context = {
        "item": item,
        "v": sent.values,
        "e": sent.errors,
        "kinds": list(inputs.KINDS.items()),
        "case_kinds": list(inputs.CASE_KINDS.items()),
        "day_units": list(DAY_UNITS.items()),
        "levels": list(LEVELS.items()),
        "audiences": list(inputs.AUDIENCES.items()),
        "material_kinds": list(inputs.MATERIAL_KINDS.items()),
        "field_types": list(inputs.FIELD_TYPES.items()),
        "departments": [
            (one.code, one.name) for one in offices.all if one.kind == "department" and one.active
        ],
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
    }
    return render(request, "catalogue/desk_form.html", context, status=status)


@staff("page.items")
@require_GET
def desk_workbook(request: ActingRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """All items in force as a workbook that can be changed and brought in again."""
    offices = tree().by_id
    shown = queries.directory().shown
    content = workbook_of(
        (item.facts, offices[item.facts.department_id].code, item.base_code, item.implementation_code)
        for item in shown
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = "attachment; filename*=UTF-8''%E4%BA%8B%E9%A1%B9.xlsx"
    return response


def _must_keep(request: ActingRequest) -> None:
    if not request.actor.may("item.adjust"):
        raise Refused(Because.NO_RIGHT, "您的岗位不能调整事项", remedy="请交给中心管理员办理")
    if reason := why_not_keep(request.actor):
        raise Refused(Because.NO_RIGHT, reason)


def _item(code: str) -> ServiceItem:
    found = ServiceItem.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def _say(request: HttpRequest, sentence: str) -> None:
    request.session["said"] = [*request.session.get("said", []), sentence]
