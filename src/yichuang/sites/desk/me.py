"""One's own account: the post that one acts in, the password, the second factor."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.domains.organisation.actions import (
    change_password,
    remove_second_factor,
    set_second_factor,
)
from yichuang.domains.organisation.queries import site
from yichuang.kernel.access import second_factor as factor
from yichuang.kernel.access import sign_in as door
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.access.queries import account_of, posts_of
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.perform import perform


@staff("page.me")
def me(request: HttpRequest) -> HttpResponseBase:
    """Who one is here, and as what."""
    actor = cast("ActingRequest", request).actor
    account = account_of(actor)
    context = {"account": account, "posts": posts_of(account.pk), "acting": actor.post}
    return render(request, "desk/me.html", context)


@staff("page.me")
@require_POST
def act_in(request: HttpRequest) -> HttpResponseBase:
    """Act in another of one's posts."""
    actor = cast("ActingRequest", request).actor
    post = request.POST.get("post", "")
    if (
        not post.isascii()
        or not post.isdigit()
        or not door.act_in(request.session, account_of(actor).pk, int(post))
    ):
        raise Refused(Because.NOT_FOUND, "没有找到这个岗位", remedy="岗位可能刚刚免去，请刷新再选")
    return redirect("desk:home")


@staff("page.me")
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; the first sign-in with a one-time password leads here."""
    actor = cast("ActingRequest", request).actor
    account = account_of(actor)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            perform(
                change_password,
                f"account:{account.pk}",
                by=actor,
                at=timezone.now(),
                old=request.POST.get("old", ""),
                new=request.POST.get("new", ""),
                again=request.POST.get("again", ""),
            )
        except Refused as refused:
            errors = refused.errors or {"": refused.text}
        else:
            door.keep_session(request.session, account.pk)
            _say(request, "密码已改，别处的登录已失效")
            return redirect("desk:home")
    context = {"errors": errors, "first": account.must_change_password, "username": account.username}
    return render(request, "desk/password.html", context, status=422 if errors else 200)


@staff("page.me")
@never_cache
@sensitive_post_parameters("secret", "code", "password")
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Turn the second factor on, proving that the phone shows its codes, or off again with a code."""
    actor = cast("ActingRequest", request).actor
    account = account_of(actor)
    on = account.totp_secret is not None
    secret = request.POST.get("secret") or factor.new_secret()
    errors: dict[str, str] = {}
    if request.method == "POST":
        now, code = timezone.now(), request.POST.get("code", "")
        good = factor.take(account, code, now) if on else _shows(secret, code)
        if good:
            if on:
                perform(remove_second_factor, f"account:{account.pk}", by=actor, at=now)
            else:
                perform(set_second_factor, f"account:{account.pk}", by=actor, at=now, secret=secret)
            _say(request, "已取消动态验证码" if on else "已启用动态验证码，下次登录时要用")
            return redirect("desk:me")
        errors = {"code": "验证码不对，请写手机上现在显示的 6 位数字"}
    here = site()
    context = {
        "on": on,
        "errors": errors,
        "secret": secret,
        "picture": None
        if on
        else factor.picture(secret, account.username, here.short_name if here else "一窗"),
    }
    return render(request, "desk/second_factor.html", context, status=422 if errors else 200)


def _shows(secret: str, code: str) -> bool:
    try:
        return factor.step_of(secret, code, timezone.now()) is not None
    except ValueError:  # the hidden field was tampered with
        return False


def _say(request: HttpRequest, sentence: str) -> None:
    request.session["said"] = [*request.session.get("said", []), sentence]
