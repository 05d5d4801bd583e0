"""An act of this room as a form: asked by GET, done by POST, shown again with everything typed when it is refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.documents import store
from yichuang.kernel.documents.uploads import UploadRejected, inspect
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import perform


@dataclass(frozen=True, slots=True)
class Asked:
    """A verb asked for on a page: on what, under which heading, where it returns to, what it takes beside the form."""

    verb: Verb
    heading: str
    sub: str
    back: str
    said: str
    ref: str | None = None
    version: int | None = None
    why_not: str | None = None
    initial: Mapping[str, Any] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    effect: str = ""

    @property
    def takes_files(self) -> bool:
        """Whether evidence may be handed in with it."""
        return "files" in self.verb.parameters.model_fields

    @property
    def word(self) -> str:
        """What the button says: the heading where it is the act's other name (督办), else the verb's label."""
        return self.heading if len(self.heading) <= 4 else self.verb.label


def ask_or_do(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the form, or perform what was posted and go back."""
    if request.method != "POST":
        return _form(request, asked, asked.initial, None)
    given = values_from(asked.verb, request.POST, skip=asked.fixed)
    try:
        if asked.takes_files and request.FILES:
            given["files"] = [_kept(one) for one in request.FILES.getlist("files")]
        perform(
            asked.verb,
            asked.ref,
            by=cast("ActingRequest", request).actor,
            at=timezone.now(),
            key=request.POST.get("key", "")[:80] or secrets.token_urlsafe(12),
            seen=_number(request.POST.get("seen", "")),
            **given,
            **asked.fixed,
        )
    except Refused as refused:
        if refused.code is Because.NOT_FOUND:
            raise
        return _form(request, asked, request.POST.dict(), refused)
    request.session["said"] = [*request.session.get("said", []), asked.said]
    return HttpResponseRedirect(next_of(request, asked.back))


def _kept(given: UploadedFile) -> dict[str, Any]:
    """A file checked by its content and kept under its hash. Raises Refused."""
    data = given.read()
    try:
        accepted = inspect(data, given.name or "")
    except UploadRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="files") from None
    return {
        "purpose": "evidence",
        "name": accepted.filename,
        "sha256": store.keep(data),
        "content_type": accepted.content_type,
        "size": accepted.size,
    }


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where to go on, if it is a page of the desk."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if ours and to.startswith("/desk/") else otherwise


def _form(
    request: HttpRequest, asked: Asked, given: Mapping[str, Any] | None, refused: Refused | None
) -> HttpResponse:
    errors: list[dict[str, Any]] = []
    if refused:
        found = refused.errors or {"": refused.text}
        errors = [{"field": name or None, "text": text} for name, text in found.items()]
        errors[0]["remedy"] = refused.remedy
    context = {
        "asked": asked,
        "fields": fields_of(asked.verb, given, refused, skip=asked.fixed),
        "errors": errors,
        "file_error": refused.errors.get("files") if refused else None,
        "key": (given or {}).get("key") or secrets.token_urlsafe(12),
        "next": next_of(request, asked.back),
    }
    return render(request, "supervision/act.html", context, status=refused.code.status if refused else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
