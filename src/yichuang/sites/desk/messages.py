"""Messages: what staff are told, as their inbox; in demonstration mode also all that would have gone out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yichuang.domains.organisation.queries import site
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.access.doors import ActingRequest, anybody, staff
from yichuang.kernel.outbox import inbox
from yichuang.kernel.outbox.queries import newest
from yichuang.kernel.seek import Seek
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.duties import Duty, duties_of

# kinds of subjects with a page of their own, beside that of the case which they are about
OWN_PAGES: Final = {"card": ("supervision:card", "看这张牌"), "urge": ("supervision:urge", "看这条催办")}


@anybody
@require_GET
def messages(request: ActingRequest) -> HttpResponse:
    """Everything that would have gone out, newest first; a centre that isn't a demonstration has no such page."""
    here = site()
    is_staff = request.actor.kind is ActorKind.STAFF
    if not (here and here.demonstration):
        return redirect("outbox:inbox") if is_staff else _to_sign_in(request)
    found, total = newest(Seek.read(request.GET.dict()))
    context = {
        "rows": found.rows,
        "total": total,
        "first": found.first,
        "last": found.last,
        "before": f"?{urlencode(found.before.written())}" if found.before else None,
        "next": f"?{urlencode(found.next.written())}" if found.next else None,
    }
    layout = "layouts/desk.html" if is_staff else "layouts/portal.html"
    return render(request, "outbox/messages.html", {**context, "layout": layout})


@dataclass(frozen=True, slots=True)
class Line:
    """A message with what it is about and where that is opened."""

    message: inbox.Received
    duty: Duty | None
    own_page: str | None
    own_label: str


@staff("page.desk")
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """One's own messages and those of one's office, newest first; unread ones alone when asked for."""
    actor = cast("ActingRequest", request).actor
    unread, asked = request.GET.get("show") == "unread", Seek.read(request.GET.dict(), instants=True)
    found, total = inbox.received(actor, asked, now=timezone.now(), unread=unread)
    duties = duties_of(row.subject for row in found.rows if row.subject)

    def at(seek: Seek | None) -> str | None:
        return f"?{urlencode({**({'show': 'unread'} if unread else {}), **seek.written()})}" if seek else None

    context: dict[str, Any] = {
        "lines": [_line(row, duties.get(row.subject)) for row in found.rows],
        "total": total,
        "first": found.first,
        "last": found.last,
        "here": reverse("outbox:inbox") + (at(asked) or ""),
        "before": at(found.before),
        "next": at(found.next),
        "only_unread": unread,
        "waiting": actor.unread,
        "newest": max((row.id for row in found.rows), default=0),
    }
    return render(request, "outbox/inbox.html", context)


@staff("page.desk")
@require_GET
def open_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open what a message is about, and count it as read; another one's isn't there."""
    subject = inbox.open_one(cast("ActingRequest", request).actor, pk, timezone.now())
    if subject is None:
        raise not_found("这条消息")
    duty = duties_of([subject]).get(subject) if subject else None
    return redirect(duty.href if duty else reverse("outbox:inbox"))


@staff("page.desk")
@require_POST
def read(request: HttpRequest) -> HttpResponseBase:
    """Count one message as read, or all up to the newest that the page has shown."""
    actor, now = cast("ActingRequest", request).actor, timezone.now()
    until, one = _number(request.POST.get("until", "")), _number(request.POST.get("message", ""))
    count = inbox.read_all(actor, until, now) if until else inbox.read(actor, [one], now)
    if until:
        said = f"{count} 条消息标为已读" if count else "没有未读的消息"
        request.session["said"] = [*request.session.get("said", []), said]
    return redirect(_back(request))


def _line(row: inbox.Received, duty: Duty | None) -> Line:
    page, label = OWN_PAGES.get(row.subject.partition(":")[0], (None, ""))
    own = reverse(page, args=[split(row.subject)[1]]) if page else None
    return Line(row, duty, own, label)


def _back(request: HttpRequest) -> str:
    here = reverse("outbox:inbox")
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if ours and to.startswith(here) else here


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


app_name = "outbox"
urlpatterns = [
    path("desk/messages/", messages, name="messages"),
    path("desk/inbox/", received, name="inbox"),
    path("desk/inbox/read/", read, name="read"),
    path("desk/inbox/<int:pk>/", open_one, name="open"),
]
