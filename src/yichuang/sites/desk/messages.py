"""Messages: what staff have been told; in demonstration mode also all that would have gone out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from yichuang.domains.organisation.queries import site
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.access.doors import ActingRequest, anybody
from yichuang.kernel.outbox.queries import newest

PAGE = 50


@anybody
@require_GET
def messages(request: ActingRequest) -> HttpResponse:
    """Newest first. Without the demonstration's mark only staff come in, and read their own."""
    here = site()
    demonstration = bool(here and here.demonstration)
    is_staff = request.actor.kind is ActorKind.STAFF
    if not demonstration and not is_staff:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    receiver = None if demonstration else request.actor.reference
    typed = request.GET.get("page", "")
    page = min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and int(typed) else 1
    rows, total = newest((page - 1) * PAGE, PAGE, receiver)
    context = {"rows": rows, "total": total, "page": page, "size": PAGE, "rehearsed": demonstration}
    layout = "layouts/desk.html" if is_staff else "layouts/portal.html"
    return render(request, "outbox/messages.html", {**context, "layout": layout})


app_name = "outbox"
urlpatterns = [path("desk/messages/", messages, name="messages")]
