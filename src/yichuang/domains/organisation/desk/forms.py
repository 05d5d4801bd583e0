"""One way of showing and taking every form of this room.

Made from the verb, kept as typed when refused, one act for a form that is posted twice.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from yichuang.domains.organisation.actions.loading import LETTERS
from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.forms import fields_of, values_from
from yichuang.kernel.verbs.perform import Receipt, perform

Choices = Mapping[str, Mapping[str, str]]
BIGGEST = 2**63 - 1


@dataclass(frozen=True)
class Form:
    """A verb as a page: what it is called, where it returns to, what is known before anybody types."""

    verb: Verb
    heading: str
    back: str
    said: str
    ref: str | None = None
    initial: Mapping[str, Any] | None = None
    choices: Choices = field(default_factory=dict)
    departments: Mapping[str, str] | None = None  # ticks for the parameter `departments`
    version: int | None = None  # that the page shows
    password: bool = False  # the verb takes a one-time password, which is made here
    effect: str = ""


def show_or_do(
    request: HttpRequest,
    form: Form,
    there: Callable[[Receipt], str] | None = None,
    *,
    beside: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Show the form; when it was posted, perform its verb and go on to `there`, or show what was wrong.

    `beside` is what else the page of an office shows: its other acts and its history.
    """
    refused: Refused | None = None
    posted = request.method == "POST"
    key = _key(request.POST.get("key")) if posted else secrets.token_hex(12)
    ticked = [one for one in request.POST.getlist("departments") if one.isascii() and one.isdigit()]
    if posted:
        try:
            receipt = _perform(request, form, key, ticked)
        except Refused as found:
            if found.code is Because.NOT_FOUND:
                raise
            refused = found
        else:
            say(request, form.said)
            return redirect(there(receipt) if there else form.back)
    skip = ("departments", "password")
    given = request.POST if posted else form.initial
    context = {
        "form": form,
        "fields": fields_of(form.verb, given, refused, choices=form.choices, skip=skip),
        "departments": list((form.departments or {}).items()),
        "ticked": ticked if posted else [str(one) for one in (form.initial or {}).get("departments", ())],
        "errors": (refused.errors or {"": _sentence(refused)}) if refused else {},
        "key": key,
        "beside": beside,
    }
    return render(request, "organisation/form.html", context, status=refused.code.status if refused else 200)


def one_time_password(key: str) -> str:
    """The password that belongs to one rendered form: the same form posted twice gives the same one."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"one-time:{key}".encode(), "sha256")
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:12])


def whole(text: str | None) -> int | None:
    """A whole number from an address, None for anything else."""
    if not text or not text.isascii() or not text.isdigit():
        return None
    number = int(text[:20])
    return number if number <= BIGGEST else None


def say(request: HttpRequest, sentence: str) -> None:
    """A sentence to show once on the next page."""
    request.session["said"] = [*request.session.get("said", []), sentence]


def _perform(request: HttpRequest, form: Form, key: str, ticked: list[str]) -> Receipt:
    given = values_from(form.verb, request.POST, skip=("departments", "password"))
    if form.departments is not None:
        given["departments"] = [int(one[:18]) for one in ticked]
    if form.password:
        given["password"] = one_time_password(key)
    actor = cast("ActingRequest", request).actor
    seen = whole(request.POST.get("seen"))
    receipt = perform(form.verb, form.ref, by=actor, at=timezone.now(), key=key, seen=seen, **given)
    if form.password:
        request.session["one_time"] = {"ref": receipt.ref, "password": given["password"]}
    return receipt


def _key(text: str | None) -> str:
    return text[:60] if text else secrets.token_hex(12)


def _sentence(refused: Refused) -> str:
    return f"{refused.text}。{refused.remedy}" if refused.remedy else refused.text
