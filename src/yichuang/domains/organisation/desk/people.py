"""Staff and their posts: search, appoint, end, open and close accounts."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from yichuang.domains.organisation import actions, personnel, queries, rules
from yichuang.domains.organisation.actions.staff import ROLE_WORDS
from yichuang.domains.organisation.desk.forms import Form, show_or_do, whole
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.offices.queries import current_epoch, tree
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.offers import available

PAGE = "page.staff"


@staff(PAGE)
def people(request: HttpRequest) -> HttpResponseBase:
    """Who works in the actor's offices, fifty a page."""
    actor = _actor(request)
    query = request.GET.get("q", "").strip()[:60]
    role = request.GET.get("role", "")
    office = whole(request.GET.get("office"))
    page = max(1, min(whole(request.GET.get("page")) or 1, 10_000))
    found = personnel.staff(actor, query=query, role=role, office=office, page=page)
    kept = {"q": query, "role": role if role in ROLE_WORDS else "", "office": office or ""}
    context = {
        "found": found,
        "query": query,
        "role": role,
        "office": office,
        "roles": list(ROLE_WORDS.items()),
        "offices": _offices(actor),
        "before": _address(kept, page - 1) if page > 1 else None,
        "next": _address(kept, page + 1) if found.last < found.total else None,
    }
    return render(request, "organisation/staff.html", context)


@staff(PAGE)
@never_cache
def person(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One account: its posts, what may be done with it, what was done to it."""
    actor = _actor(request)
    account = personnel.account_file(actor, identity)
    if account is None:
        raise not_found("这个账号")
    one_time = request.session.get("one_time")
    shown = one_time["password"] if one_time and one_time["ref"] == account.ref else None
    if one_time:
        del request.session["one_time"]
    context = {
        "account": account,
        "posts": personnel.posts_with_ends(actor, account.pk),
        "offers": {one.name.partition(".")[2]: one for one in available(account, actor)},
        "may_end": actor.may("post.end"),
        "acting": actor.post,
        "one_time": shown,
        "history": personnel.history(account.ref),
    }
    return render(request, "organisation/person.html", context)


@staff(PAGE)
def open_account(request: HttpRequest) -> HttpResponseBase:
    """A new account with its first post and a one-time password."""
    form = Form(
        verb=actions.open_account,
        heading="新开账号",
        back=reverse("organisation:staff"),
        said="账号已开好，请把一次性密码交给本人",
        choices=_post_choices(_actor(request)),
        password=True,
        effect="会给出一次性密码，本人第一次登录时要改。",
    )
    return show_or_do(request, form, lambda receipt: _page(receipt.ref))


@staff(PAGE)
def appoint(request: HttpRequest, identity: int) -> HttpResponseBase:
    """One more post for somebody."""
    said, effect = "岗位已任命，重新登录或换岗后生效", "一个人可以有几个岗位，同一时间用一个。"
    return _with_account(request, identity, actions.appoint, "任命岗位", said, effect, posts=True)


@staff(PAGE)
def close(request: HttpRequest, identity: int) -> HttpResponseBase:
    """Close an account."""
    effect = "停用后马上不能登录。办过的事都在，以后可以重新启用。"
    return _with_account(request, identity, actions.close_account, "停用账号", "账号已停用", effect)


@staff(PAGE)
def reopen(request: HttpRequest, identity: int) -> HttpResponseBase:
    """Open a closed account again."""
    effect = "启用后可以用原来的密码和岗位登录。"
    return _with_account(request, identity, actions.reopen_account, "重新启用账号", "账号已启用", effect)


@staff(PAGE)
def reset_password(request: HttpRequest, identity: int) -> HttpResponseBase:
    """A one-time password."""
    said, effect = "密码已重置，请把一次性密码交给本人", "原来的密码和登录马上失效，本人下次登录时要改。"
    return _with_account(request, identity, actions.reset_password, "重置密码", said, effect, password=True)


@staff(PAGE)
def end_post(request: HttpRequest, identity: int) -> HttpResponseBase:
    """End a post."""
    post = personnel.post_file(_actor(request), identity)
    if post is None:
        raise not_found("这个岗位")
    where = tree().by_id[post.office_id].name
    form = Form(
        verb=actions.end_post,
        heading=f"免去{post.account.name}的岗位",
        back=reverse("organisation:person", args=[post.account_id]),
        said="岗位已免去",
        ref=post.ref,
        version=post.version,
        effect=f"{where}{ROLE_WORDS[post.role]}：免去后马上不能再用，办过的事都在。",
    )
    return show_or_do(request, form)


def _with_account(
    request: HttpRequest,
    identity: int,
    verb: Verb,
    act: str,
    said: str,
    effect: str,
    *,
    posts: bool = False,
    password: bool = False,
) -> HttpResponseBase:
    actor = _actor(request)
    account = personnel.account_file(actor, identity)
    if account is None:
        raise not_found("这个账号")
    form = Form(
        verb=verb,
        heading=f"{act}：{account.name}",
        back=reverse("organisation:person", args=[identity]),
        said=said,
        ref=account.ref,
        choices=_post_choices(actor) if posts else {},
        version=account.version,
        password=password,
        effect=effect,
    )
    return show_or_do(request, form)


def _actor(request: HttpRequest) -> Actor:
    return cast("ActingRequest", request).actor


def _page(ref: str) -> str:
    return reverse("organisation:person", args=[int(ref.partition(":")[2])])


def _address(kept: dict[str, Any], page: int) -> str:
    return "?" + urlencode({name: value for name, value in kept.items() if value} | {"page": page})


def _offices(actor: Actor) -> list[tuple[str, str]]:
    """Offices of the actor that may have posts, departments and centres first."""
    kinds = frozenset().union(*rules.PLACES.values())
    found = [one for one in tree().all if one.kind in kinds and one.active and actor.covers(one.path)]
    order = list(rules.KIND_WORDS)
    return [(str(one.id), one.name) for one in sorted(found, key=lambda one: order.index(one.kind))]


def _post_choices(actor: Actor) -> dict[str, dict[str, str]]:
    epoch = current_epoch()
    seats = {
        str(one.id): f"{centre.office.brief} {one.number} {one.office.name}"
        for centre in queries.centres(epoch=epoch)
        if actor.covers(centre.office.path)
        for one in queries.windows_of(centre.id, epoch)
    }
    roles = {code: name for code, name in ROLE_WORDS.items() if code != "administrator" or actor.role == code}
    return {"role": roles, "office": dict(_offices(actor)), "seat": seats}
