"""Papers, files and the dossier of a case, handed out to who may see it; and the public check of a paper."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yichuang.domains.cases.desk.opened import PREVIEWED
from yichuang.domains.cases.desk.requests import case_or_404
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.notices import build
from yichuang.domains.cases.paper_facts import DECISIONS, Issued, facts_for
from yichuang.domains.cases.queries import applicant_of, case_named
from yichuang.domains.cases.rendered import CONTENT_TYPES, document_of_code, drawn
from yichuang.domains.cases.rendered import dossier as whole_dossier
from yichuang.domains.cases.trail import paper_title, papers_of
from yichuang.kernel.access.doors import ActingRequest, anybody, staff
from yichuang.kernel.documents import queries as documents
from yichuang.kernel.documents import store
from yichuang.kernel.documents.render import render_pdf
from yichuang.kernel.documents.serving import served
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.forms import values_from
from yichuang.kernel.verbs.parameters import checked


def base_of(request: HttpRequest) -> str:
    """The address under which this centre is reached from outside, else the one of this request."""
    told: str = getattr(settings, "PUBLIC_ADDRESS", "")
    return told or f"{request.scheme}://{request.get_host()}"


@staff("page.case")
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A paper as PDF or Word."""
    document = documents.paper(pk)
    if document is None or form not in CONTENT_TYPES:
        raise not_found("这份文书")
    case = _visible(request, document.subject)
    name = f"{paper_title(case, document)} {document.number}.{form}"
    return served(drawn(document, case, form, base_of(request)), name, CONTENT_TYPES[form])


@staff("page.case")
@require_POST
def preview(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The decision as it would read, without a number; nothing is recorded. Raises Refused for what is missing."""
    case = case_or_404(cast("ActingRequest", request), pk)
    name = f"case.{slug}"
    if name not in PREVIEWED:
        raise not_found("这份文书")
    verb = verb_named(name)
    said = checked(verb.parameters, values_from(verb, request.POST))
    issued = Issued(
        PREVIEWED[name],
        "（预览，提交后编号）",
        case.department_id,
        timezone.now(),
        {**said, "handler": cast("ActingRequest", request).actor.name},
        f"{base_of(request)}/verify/",
    )
    facts = facts_for(issued, case, applicant_of(case), papers_of(case))
    return served(render_pdf(build(PREVIEWED[name], facts)), "预览.pdf", CONTENT_TYPES["pdf"])


@staff("page.case")
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was handed in."""
    found = documents.file(pk)
    if found is None:
        raise not_found("这个文件")
    _visible(request, found.subject)
    return served(store.read(found.sha256), found.name, found.content_type)


@staff("page.case")
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one case in one PDF."""
    case = case_or_404(cast("ActingRequest", request), pk)
    data = whole_dossier(case, base_of(request), timezone.now())
    return served(data, f"卷宗 {case.number}.pdf", CONTENT_TYPES["pdf"])


@anybody
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a paper is ours: its number, organ, date and matter, the applicant masked."""
    document = document_of_code(code)
    case = case_named(document.subject) if document else None
    if document is None or case is None:
        return render(request, "cases/verify.html", {"found": None}, status=404)
    found = {
        "title": paper_title(case, document),
        "number": document.number,
        "organ": tree().by_id[document.organ_id].name,
        "at": document.issued_at,
        "matter": case.facts.name,
        "case_number": case.number,
        "applicant": case.applicant_mask,
        "revoked": case.state == "revoked" and document.kind in DECISIONS,
    }
    return render(request, "cases/verify.html", {"found": found})


def _visible(request: HttpRequest, subject: str) -> Case:
    """The case of a paper or file, if this actor may know of it."""
    kind, _, identity = subject.partition(":")
    if kind != "case":
        raise not_found("这份文书")
    return case_or_404(cast("ActingRequest", request), int(identity))
