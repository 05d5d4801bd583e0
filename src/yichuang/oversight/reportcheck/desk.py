"""The check's pages: hand a report in, see what contradicts itself, judge it, correct it, take comments away."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yichuang.kernel.access.doors import ActingRequest, staff, staff_or_here
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.oversight.reportcheck import shown
from yichuang.oversight.reportcheck.checking import Checked, check
from yichuang.oversight.reportcheck.corrections import Correction, corrected
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.own import beside, year_of
from yichuang.oversight.reportcheck.permissions import PAGE
from yichuang.oversight.reportcheck.reading import Unreadable, is_word
from yichuang.oversight.reportcheck.reading.refusal import SIZE
from yichuang.oversight.reportcheck.sheets import (
    ChangedMeanwhile,
    NoSuchSheet,
    Sheet,
    Sheets,
    Verdict,
    kept_in,
)
from yichuang.oversight.reportcheck.shown import Relation
from yichuang.oversight.reportcheck.word_comments import commented
from yichuang.ui.parts import asks_for_part, told_apart

PASTED = "粘贴的文字.txt"
MOST_TYPED = 300_000
LONGEST_REASON = 300
MOST_PLACES = 100  # of one relation, offered for correction
OTHER_WORD = (".docm", ".dotx", ".dotm")  # Word opens these under no other name
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@staff_or_here(PAGE)
@require_http_methods(["GET", "POST"])
def start(request: ActingRequest) -> HttpResponseBase:
    """Hand a report in: a file, or pasted text. If both come, the person says which is meant."""
    if request.method == "GET":
        _sheets().sweep(timezone.now())  # where there is no worker, visitors keep the promise of a day
        return render(request, "reportcheck/start.html", _form("", {}))
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    file = request.FILES.get("file")
    errors = _wrong(typed, file.size or 0 if file else None)
    if errors:
        return render(request, "reportcheck/start.html", _form(typed, errors), status=422)
    content = file.read() if file else typed.encode()
    name = Path(file.name or "").name[:200] if file else PASTED
    try:
        check(content, name)
    except Unreadable as unreadable:
        errors = {"file" if file else "text": unreadable.reason}
        return render(request, "reportcheck/start.html", _form(typed, errors), status=422)
    sheet = _sheets().lay_out(request.actor.reference, name, content, timezone.now())
    if file and typed.strip():  # a browser keeps no chosen file, so this one waits on its sheet
        return render(request, "reportcheck/start.html", _form(typed, _both(name), sheet), status=422)
    return redirect("reportcheck:sheet", sheet.token)


@staff_or_here(PAGE)
@require_GET
def sheet(request: ActingRequest, token: str) -> HttpResponse:
    """The report as it reads, with its marks; beside it the relation that was clicked."""
    return _shown(request, _sheet(request, token))


@staff_or_here(PAGE)
@require_POST
def correct(request: ActingRequest, token: str) -> HttpResponseBase:
    """Another text for a paragraph or a cell; the whole report is checked again at once."""
    found = _sheet(request, token)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    start, end = (_number(request, name) for name in ("start", "end"))
    if request.POST.get("back"):
        return _taken_back(request, found)
    correction = Correction(start, end, text.strip("\n"))
    try:
        document = _checked(found).document
        changed = corrected(document, correction)
        _seen(request, found)
        if changed.text != document.text:
            _sheets().correct(found, correction)
    except (ChangedMeanwhile, ValueError):
        said = "这份报告刚在另一个页面改过，这次没有改。您填的内容还在，请看最新的文字再改"
        return _shown(request, found, errors={"text": said}, typed=text, status=409)
    return redirect(f"{reverse('reportcheck:sheet', args=[token])}#at-{start}")


def _taken_back(request: ActingRequest, found: Sheet) -> HttpResponseBase:
    try:
        _seen(request, found)
        _sheets().take_back(found)
    except ChangedMeanwhile:
        said = "这份报告刚在另一个页面改过，这次没有撤回，请看最新的文字再撤"
        return _shown(request, found, errors={"back": said}, status=409)
    return redirect("reportcheck:sheet", found.token)


@staff_or_here(PAGE)
@require_POST
def judge(request: ActingRequest, token: str) -> HttpResponseBase:
    """Accept a finding, or dismiss it with a reason."""
    found = _sheet(request, token)
    key, said = request.POST.get("finding", ""), request.POST.get("verdict", "")
    reason = request.POST.get("reason", "").strip()
    if not any(one.key == key and one.finding for one in _relations(found)):
        raise not_found("这处发现")
    filled = {"opened": key, "typed_verdict": said, "typed_reason": reason}
    errors = _unjudged(said, reason)
    if errors:
        return _shown(request, found, errors=errors, **filled, status=422)
    verdict = None if said == "open" else Verdict(said == "accept", reason)
    try:
        _seen(request, found)
        _sheets().judge(found, key, verdict)
    except ChangedMeanwhile:
        errors = {"reason": "这份报告刚在另一个页面改过，这次没有存。您填的内容还在，请再点一次"}
        return _shown(request, found, errors=errors, **filled, status=409)
    return redirect(f"{reverse('reportcheck:sheet', args=[token])}?{urlencode({'open': key})}#drill")


@staff_or_here(PAGE)
@require_GET
def word(request: ActingRequest, token: str) -> HttpResponse:
    """The Word file that was handed in, with a comment at each finding not dismissed and nothing else changed."""
    found = _sheet(request, token)
    original = _sheets().original(found.token)
    if not is_word(original):
        remedy = "请打印这一页，或另存为 docx 再核验"
        raise Refused(Because.BAD_INPUT, "交来的不是 Word 文件，不能加批注", remedy=remedy)
    whole = check(original, found.file)
    told = shown.standing(whole.examination, found.verdicts)
    answer = HttpResponse(commented(original, told, whole.document), content_type=WORD)
    suffix = Path(found.file).suffix.lower()
    name = f"{Path(found.file).stem}（核验批注）{suffix if suffix in OTHER_WORD else '.docx'}"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@staff("page.figures")
@require_GET
def own(request: ActingRequest, token: str) -> HttpResponse:
    """The report's numbers beside the centre's own figures of those names, for a period and the asker's office."""
    found, now = _sheet(request, token), timezone.now()
    document = _checked(found).document
    first, last = (day.isoformat() for day in year_of(document, timezone.localdate(now)))
    asked = {"from": request.GET.get("from", first)[:20], "to": request.GET.get("to", last)[:20]}
    scope = Scope.of(request.actor.office or 0)
    context: dict[str, Any] = {"sheet": found, "asked": asked, "office": scope.name, "errors": {}, "rows": []}
    try:
        context["rows"] = beside(document, scope, _period(asked, now))
    except Refused as refused:
        context["errors"] = {refused.field or "from": refused.text}
    status = 422 if context["errors"] else 200
    return render(request, "reportcheck/own.html", context, status=status)


def _period(asked: dict[str, str], now: datetime) -> Period:
    days = {}
    for name, label in (("from", "开始日"), ("to", "结束日")):
        try:
            days[name] = date.fromisoformat(asked[name])
        except ValueError:
            raise Refused(Because.BAD_INPUT, f"{label}要写成 2026-11-24 这样的日期", field=name) from None
    return Period.until(days["from"], days["to"], now)


def _sheets() -> Sheets:
    return kept_in(Path(settings.DATA_FOLDER))


def _sheet(request: ActingRequest, token: str) -> Sheet:
    try:
        return _sheets().find(token, request.actor.reference, timezone.now())
    except NoSuchSheet:
        raise not_found("这份报告（核验记录只留一天）") from None


def _checked(found: Sheet) -> Checked:
    """A sheet's report as corrected so far."""
    return _examined(found.token, found.file, found.corrections)


@lru_cache(maxsize=16)
def _examined(token: str, file: str, corrections: tuple[Correction, ...]) -> Checked:
    """Read and examined once a process for each state of the sheet: clicking through findings costs no more."""
    if not corrections:
        return check(_sheets().original(token), file)
    before = _examined(token, file, corrections[:-1]).document
    document = corrected(before, corrections[-1])
    return Checked(document, examine(document), document)


def _relations(found: Sheet) -> list[Relation]:
    return shown.relations(_checked(found).examination, found.verdicts)


def _shown(
    request: ActingRequest,
    found: Sheet,
    *,
    errors: dict[str, str] | None = None,
    opened: str | None = None,
    typed: str | None = None,
    typed_verdict: str | None = None,
    typed_reason: str | None = None,
    status: int = 200,
) -> HttpResponse:
    checked, listed = _checked(found), _relations(found)
    opened = opened or request.GET.get("open", "")
    relation = next((one for one in listed if one.key == opened), None)
    context: dict[str, Any] = {
        "sheet": found,
        "passages": shown.passages(checked.document, listed),
        "examination": checked.examination,
        "counts": shown.counts(listed),
        "notes": checked.document.notes,
        "findings": [one for one in listed if one.finding],
        "held": [one for one in listed if not one.finding],
        "opened": relation,
        "places": _places(checked, relation),
        "errors": errors or {},
        "typed": typed,
        "typed_verdict": typed_verdict,
        "typed_reason": typed_reason,
        "is_word": is_word(_sheets().original(found.token)),
        "made": timezone.now(),
    }
    template = "reportcheck/panel.html" if asks_for_part(request) else "reportcheck/sheet.html"
    response = told_apart(render(request, template, context, status=status))
    response["Cache-Control"] = "no-store"  # whoever goes back mustn't find an old text
    return response


def _places(checked: Checked, relation: Relation | None) -> list[dict[str, Any]]:
    """The paragraphs and cells in which the relation's numbers stand: what the panel offers to see and to correct.

    Of very many the first, and where the result itself stands.
    """
    if relation is None:
        return []
    found = shown.touched(checked.document, relation)
    claim = relation.check.claim
    of_claim = [one for one in found[MOST_PLACES:] if claim and one.start <= claim[0] < one.end]
    said, place = checked.document.said, checked.document.place
    return [
        {"start": at, "end": end, "text": said(at, end), "cell": place(at, end).cell}
        for at, end in ((one.start, one.end) for one in (*of_claim, *found[:MOST_PLACES]))
    ]


def _form(typed: str, errors: dict[str, str], waiting: Sheet | None = None) -> dict[str, Any]:
    return {"typed": typed, "errors": errors, "waiting": waiting, "limit": SIZE // 1024 // 1024}


def _both(name: str) -> dict[str, str]:
    """What is said of a file and of text that came together: neither is checked in place of the other."""
    which = "要核文件，请点下面的“看文件的核验结果”；要核粘贴的文字，请再点一次“核验”"
    return {"text": f"一次只核一份：文件“{name}”和粘贴的文字都交来了。{which}"}


def _wrong(typed: str, size: int | None) -> dict[str, str]:
    """What is wrong with what was handed in, by field."""
    if size is None and not typed.strip():
        return {"file": "请选一个文件，或把报告的文字粘贴在下面"}
    if size is not None and size > SIZE:
        return {"file": f"文件超过 {SIZE // 1024 // 1024} MB，请删去图片后再核验"}
    if size is None and len(typed) > MOST_TYPED:
        return {"text": f"文字超过 {MOST_TYPED // 10000} 万字，请分几次核验"}
    return {}


def _unjudged(said: str, reason: str) -> dict[str, str]:
    if said not in ("accept", "dismiss", "open"):
        return {"verdict": "请选“属实”或“排除”"}
    if said == "dismiss" and len(reason) < 2:
        return {"reason": "排除一处发现要写明原因，比如“口径不同”"}
    if len(reason) > LONGEST_REASON:
        return {"reason": f"原因最多 {LONGEST_REASON} 个字，您写了 {len(reason)} 个"}
    return {}


def _seen(request: ActingRequest, found: Sheet) -> None:
    """Raises ChangedMeanwhile when the page that was filled in showed another version."""
    if request.POST.get("version") != str(found.version):
        raise ChangedMeanwhile(found.token)


def _number(request: ActingRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
