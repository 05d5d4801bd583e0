"""The doors of pages: each view says who may come in. Whoever comes in is `request.actor`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import ONE_SELF


class ActingRequest(HttpRequest):
    """A request with its actor; the sites' middleware puts it there."""

    actor: Actor


View = Callable[..., HttpResponseBase]


class NoRight(Exception):
    """A page that this actor's post doesn't open; `text` says so in Chinese."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SignedOut(Exception):
    """Somebody who isn't signed in any more, or whose case isn't open to them any more: nothing typed may be lost.

    `where` lets them in again (None: the staff's sign-in), `act` says so on the button, `title` what has happened.
    `files_kept`: files that came with the form are kept already, so that the form may be sent again without them.
    """

    def __init__(
        self,
        where: str | None = None,
        *,
        title: str = "登录过期了，没有提交",
        act: str = "重新登录",
        files_kept: bool = False,
    ) -> None:
        super().__init__(title)
        self.where = where or settings.LOGIN_URL
        self.title, self.act, self.files_kept = title, act, files_kept


def staff(right: str) -> Callable[[View], View]:
    """A page for staff whose role brings that right; others are sent to sign in or told why not."""

    def open_to(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = cast("ActingRequest", request).actor
            if actor.kind is not ActorKind.STAFF and request.method == "POST":
                raise SignedOut
            if actor.kind is not ActorKind.STAFF:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            if not actor.may(right) and actor.rights == frozenset(ONE_SELF):
                return redirect(settings.PASSWORD_URL)
            if not actor.may(right):
                raise NoRight("您的岗位看不到这一页，请换一个岗位，或请管理员开通")
            return view(request, *args, **kwargs)

        guarded.opens_to = right  # type: ignore[attr-defined]
        return guarded

    return open_to


def staff_or_here(right: str) -> Callable[[View], View]:
    """A page for staff with that right; where the machine serves nobody but itself, for whoever sits at it, too.

    For pages that show nothing of the centre's. `settings.SERVES_ITSELF` says whether others can reach this machine.
    """

    def open_to(view: View) -> View:
        for_staff = staff(right)(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            opened = view if sits_here(request) else for_staff
            return opened(request, *args, **kwargs)

        guarded.opens_to = right  # type: ignore[attr-defined]
        return guarded

    return open_to


def sits_here(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, no proxy between, and no other machine can reach it."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return (
        settings.SERVES_ITSELF and not forwarded and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    )


def anybody(view: View) -> View:
    """A public page; says so on purpose, since a test asks every view who may come in."""
    view.opens_to = "*"  # type: ignore[attr-defined]
    return view
