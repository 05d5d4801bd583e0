"""Applying online: one thing a page, kept at each step, checked at the end, then a receipt."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yichuang.domains.cases import drafts
from yichuang.domains.cases.drafts import Content, Draft
from yichuang.domains.cases.queries import Case, case_named
from yichuang.domains.cases.trail import papers_of
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.organisation import queries as organisation
from yichuang.domains.organisation.levels import LEVELS, reaches
from yichuang.domains.residents.accounts import phone_of
from yichuang.domains.residents.queries import open_in_session
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.documents.uploads import LIMIT, UploadRejected
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Because, Refused
from yichuang.sites.portal import steps as way
from yichuang.sites.portal.asks import Ask, clean_all
from yichuang.sites.portal.clocks import lights_of
from yichuang.sites.portal.steps import Frame, Step
from yichuang.sites.portal.submitting import hand_in
from yichuang.sites.portal.visitor import base_of, said, sign_in_again, visitor_of
from yichuang.ui.formats import shanghai
from yichuang.ui.qr import qr_svg

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt"
TRUE = Ask(
    "true",
    "我填的内容和交的材料都是真的",
    "tick",
    hint="不真实的，要承担法律责任。",
    unticked="请先确认内容和材料都是真的",
)


def frame_of(request: ActingRequest, item: ItemFacts) -> Frame:
    """What the steps of an item need to know: places by its level, regions for its form, the account's phone."""
    places = [
        (str(centre.id), centre.office.name)
        for level in LEVELS
        if reaches(item.level, level)
        for centre in organisation.centres(level)
    ]
    regions = tuple((office.name, office.name) for office in organisation.regions() if office.parent_id)
    account = request.actor.account
    return Frame(item, tuple(places), regions, phone_of(account) if account else "")


def _item(code: str) -> ItemFacts:
    listed = catalogue.directory().by_code.get(code)
    if listed is None or not listed.open:
        raise Refused(
            Because.NOT_FOUND, "没有这个事项，或者现在不能申请", remedy="请搜一搜事项名称，看最新的办事指南"
        )
    return listed.facts


@anybody
@require_http_methods(["GET", "POST"])
def start(request: ActingRequest, code: str) -> HttpResponse:
    """What is needed, and the button that begins; each beginning is a draft of its own."""
    item, now = _item(code), timezone.now()
    frame = frame_of(request, item)
    if request.method == "POST" and item.online:
        draft = drafts.start(item.id, visitor_of(request), now)
        content = Content()
        _prefill(frame, content, request)
        drafts.keep(draft, content)
        return redirect("portal:apply_step", code, draft.key, way.steps(frame, content.answers)[0].code)
    began = drafts.unfinished(item.item_id, visitor_of(request), now) if item.online else None
    again = None
    if began and began.item_version_id == item.id:
        step = way.first_open(frame, drafts.content_of(began), _today(now))
        again = reverse("portal:apply_step", args=[code, began.key, step.code])
    context = {"item": item, "again": again, "again_until": began.expires_at if began else None}
    return render(request, "portal/apply_start.html", {**context, "situation": _asked(request, item)})


def _asked(request: HttpRequest, item: ItemFacts) -> dict[str, str]:
    """Answers that the guide has handed over in the address."""
    found = {}
    for situation in item.situations:
        name = f"s-{situation.code}"
        typed = request.POST.get(name) or request.GET.get(name, "")
        if typed in {option.code for option in situation.options}:
            found[name] = typed
    return found


def _prefill(frame: Frame, content: Content, request: HttpRequest) -> None:
    content.answers.update(_asked(request, frame.item))
    if frame.phone:
        content.answers["phone"] = frame.phone
    content.answers["delivery"] = "window"


@anybody
@require_http_methods(["GET", "POST"])
def step(request: ActingRequest, code: str, key: str, page: str) -> HttpResponse:
    """One page of the application: shown, or taken in and followed by the next one."""
    now = timezone.now()
    _signed_in(request, key, now)
    with transaction.atomic() if request.method == "POST" else nullcontext():
        return _step(request, code, key, page, now)


def _step(request: ActingRequest, code: str, key: str, page: str, now: datetime) -> HttpResponse:
    """On a sent page the draft is locked, so that two devices at once add to it and don't undo each other."""
    draft = drafts.find(key, visitor_of(request), now, lock=request.method == "POST")
    if draft.submitted:
        if request.method == "POST" and page != "check":
            said(request, "这份申请已经交上了，刚才改的没有用上")
        return redirect("portal:apply_receipt", code, key)
    item = catalogue.version(draft.item_version_id)
    frame = frame_of(request, item)
    content = drafts.content_of(draft)
    pages = way.steps(frame, content.answers)
    found = next((one for one in pages if one.code == page), None)
    if found is None:
        return redirect("portal:apply_step", code, key, way.first_open(frame, content, _today(now)).code)
    place = _Place(request, frame, draft, content, pages, found, now)
    if page == "check":
        return _check(place)
    return _materials(place) if page == "materials" else _questions(place)


def _signed_in(request: ActingRequest, key: str, now: datetime) -> None:
    """Raises SignedOut where the session of the draft's account is over; files that were sent are kept before."""
    visitor = visitor_of(request)
    draft = None if visitor.account else drafts.begun_here(visitor, now, key=key)
    if draft is None or draft.account is None:
        return
    if draft.submitted:
        raise sign_in_again()
    codes = [material.code for material in catalogue.version(draft.item_version_id).materials]
    raise sign_in_again(files_kept=keep_files(request, draft, codes))


class _Place:
    """Where in which application a request stands."""

    def __init__(
        self,
        request: ActingRequest,
        frame: Frame,
        draft: Draft,
        content: Content,
        pages: tuple[Step, ...],
        page: Step,
        now: datetime,
    ) -> None:
        self.request, self.frame, self.draft, self.content = request, frame, draft, content
        self.pages, self.page, self.now = pages, page, now

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the way shows: the step before, where one is, what is asked."""
        n = self.pages.index(self.page)
        code, key = self.frame.item.code, self.draft.key
        before = (
            reverse("portal:apply_step", args=[code, key, self.pages[n - 1].code])
            if n
            else reverse("portal:apply", args=[code])
        )
        if "check" in self.request.GET or "check" in self.request.POST:
            before = reverse("portal:apply_step", args=[code, key, "check"])
        return {
            "item": self.frame.item,
            "page": self.page,
            "back": before,
            "step": f"第 {n + 1} 步，共 {len(self.pages)} 步",
            "to_check": "check" in self.request.GET or "check" in self.request.POST,
        }

    def onward(self) -> HttpResponse:
        """Keep what was typed and go to the next page, or back to the check where one came from."""
        drafts.keep(self.draft, self.content)
        pages = way.steps(self.frame, self.content.answers)
        following = pages[[one.code for one in pages].index(self.page.code) + 1]
        if "check" in self.request.POST:
            following = way.first_open(self.frame, self.content, _today(self.now))
        return redirect("portal:apply_step", self.frame.item.code, self.draft.key, following.code)

    def done(self) -> None:
        """Note that the page has been answered."""
        if self.page.code not in self.content.done:
            self.content.done.append(self.page.code)


def _questions(place: _Place) -> HttpResponse:
    request, asks = place.request, place.page.asks
    if request.method != "POST":
        context = {**place.context, "values": place.content.answers, "errors": {}}
        return render(request, "portal/apply_step.html", context)
    typed = {ask.name: request.POST.get(ask.name, "")[:5000] for ask in asks}
    kept, errors = clean_all(asks, typed, _today(place.now))
    if errors:
        context = {**place.context, "values": typed, "errors": errors}
        return render(request, "portal/apply_step.html", context, status=422)
    before = dict(place.content.answers)
    place.content.answers.update(kept)
    place.done()
    way.changed(place.frame, before, place.content)
    return place.onward()


def _materials(place: _Place) -> HttpResponse:
    request = place.request
    wanted = way.materials(place.frame, place.content.answers)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if removed := removed_of(request):
            drafts.remove_file(place.draft, removed)
            return redirect(request.get_full_path() + "#materials")
        errors = _take_files(place, [material.code for material in wanted])
        later = {f"later-{m.code}": request.POST.get(f"later-{m.code}", "") for m in wanted}
        place.content.answers.update(later)
        have = {file.purpose for file in drafts.files_of(place.draft)}
        for material in wanted:
            optional = not material.required or material.source in way.SOURCES_OF_OURS
            if not optional and material.code not in have and later[f"later-{material.code}"] != "1":
                errors.setdefault(f"file-{material.code}", f"请上传“{material.name}”，或者勾选以后到窗口交")
        if not errors:
            place.done()
            return place.onward()
        drafts.keep(place.draft, place.content)
    context = {
        **place.context,
        "materials": wanted,
        "ours": way.SOURCES_OF_OURS,
        "files": _by_purpose(place.draft),
        "answers": place.content.answers,
        "errors": errors,
        "accept": ACCEPT,
        "limit": LIMIT // 1024 // 1024,
    }
    return render(request, "portal/apply_materials.html", context, status=422 if errors else 200)


def removed_of(request: HttpRequest) -> int:
    """The file whose 删除 was pressed; 0 where none was."""
    typed = request.POST.get("remove", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0


def take_files(request: HttpRequest, draft: Draft, codes: list[str]) -> dict[str, str]:
    """Inspect and keep the files of a form, `file-<code>` each; sentences for those that were refused."""
    errors: dict[str, str] = {}
    for code in codes:
        for file in request.FILES.getlist(f"file-{code}"):
            name = file.name or ""
            too_long = file.size is not None and file.size > LIMIT
            try:
                # one byte too many is enough to be refused for its length
                drafts.add_file(draft, code, file.read(LIMIT + 1) if too_long else file.read(), name)
            except UploadRejected as rejected:
                errors[f"file-{code}"] = f"“{name[:40]}”没有收：{rejected.text}"
    return errors


def keep_files(request: HttpRequest, draft: Draft, codes: list[str]) -> bool:
    """Keep the files of a form that can't be taken in yet, and say on the next page what became of them."""
    errors = take_files(request, draft, codes)
    if request.FILES:
        said(request, "；".join(errors.values()) or "刚才选的文件已经存下，不用再选")
    return True


def _take_files(place: _Place, codes: list[str]) -> dict[str, str]:
    return take_files(place.request, place.draft, codes)


def _by_purpose(draft: Draft) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for file in drafts.files_of(draft):
        found.setdefault(file.purpose, []).append(file)
    return found


def _check(place: _Place) -> HttpResponse:
    request = place.request
    code, key = place.frame.item.code, place.draft.key
    missing = way.first_open(place.frame, place.content, _today(place.now))
    if missing.code != "check":
        return redirect("portal:apply_step", code, key, missing.code)
    errors: dict[str, str] = {}
    refused: Refused | None = None
    if request.method == "POST":
        errors = clean_all((TRUE,), {"true": request.POST.get("true", "")}, _today(place.now))[1]
        if not errors:
            try:
                ref = hand_in(key, place.frame, visitor_of(request), by=request.actor, at=place.now)
            except Refused as no:
                refused, errors = no, {"": no.text}
            else:
                open_in_session(request.session, ref, place.now)
                return redirect("portal:apply_receipt", code, key)
    context = {**place.context, "rows": _rows(place), "errors": errors, "declaration": TRUE}
    status = refused.code.status if refused else 422 if errors else 200
    return render(request, "portal/apply_check.html", context, status=status)


def _rows(place: _Place) -> list[dict[str, Any]]:
    """Every answer with its 改."""
    code, key, answers = place.frame.item.code, place.draft.key, place.content.answers
    rows: list[dict[str, Any]] = [{"label": "事项", "value": place.frame.item.name}]
    for page in place.pages:
        address = reverse("portal:apply_step", args=[code, key, page.code]) + "?check=1"
        for ask in page.asks:
            value = ask.shown(answers.get(ask.name, ""))
            rows.append({"label": ask.label, "value": value, "href": f"{address}#{ask.name}"})
        if page.code == "materials":
            files = _by_purpose(place.draft)
            for material in way.materials(place.frame, answers):
                if words := _handed_in(files.get(material.code, []), material.source, material.required):
                    row = {"label": material.name, "value": words, "href": f"{address}#file-{material.code}"}
                    rows.append(row)
    return rows


def _handed_in(files: list[Any], source: str, required: bool) -> str:
    if files:
        return "、".join(file.name for file in files)
    if source == "居民信息库":
        return "不用交，从居民信息库核对"
    if source == "窗口填写":
        return "就是您上面填的内容"
    return "以后到窗口交" if required else ""


@anybody
@require_http_methods(["GET"])
def receipt(request: ActingRequest, code: str, key: str) -> HttpResponse:
    """What came of it: number, query code, clock light, what comes next; shown to whoever handed it in."""
    now = timezone.now()
    _signed_in(request, key, now)
    draft = drafts.find(key, visitor_of(request), now)
    case = case_named(draft.submitted)
    if case is None:
        return redirect("portal:apply", code)
    follow = f"{base_of(request)}{reverse('portal:progress')}?number={case.number}"
    context = {
        "case": case,
        "item": case.facts,
        "light": lights_of(case, now).main,
        "follow": reverse("portal:case", args=[case.number]),
        "qr": qr_svg(follow),
        "missing": [one for one in case.materials if one["verdict"] == "missing"],
        "place": tree().by_id[case.place_id].name,
        "paper": _receipt_paper(case),
    }
    open_in_session(request.session, case.ref, now)
    return render(request, "portal/apply_receipt.html", context)


def _receipt_paper(case: Case) -> str | None:
    """Address of the paper that says what was handed in."""
    found = next((paper for paper in papers_of(case) if paper.kind == "receipt"), None)
    return reverse("portal:paper", args=[case.number, found.id]) if found else None


def _today(now: datetime) -> date:
    return shanghai(now).date()
