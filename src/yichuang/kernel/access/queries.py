"""Who somebody is at work: posts become actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.sessions.backends.base import SessionBase

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import ONE_SELF, rights_of, role_named
from yichuang.kernel.access.sign_in import holds
from yichuang.kernel.offices.queries import current_epoch, tree
from yichuang.kernel.statements import Row, ask, ask_one


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post of an account, as a choice of whom to act as."""

    id: int
    role: str
    role_name: str
    office_name: str
    seat_name: str = ""


_COLUMNS = "a.id, a.name, a.password, a.must_change_password, p.id, p.office_id, o.path, p.role, p.seat_id"
_FROM = """
FROM post p JOIN account a ON a.id = p.account_id JOIN office o ON o.id = p.office_id WHERE p.active AND a.is_active
"""
_POSTS = f"SELECT {_COLUMNS}, 0 {_FROM}"
# of an account: the post asked for, or the first one
_CHOSEN = "AND a.id = %s AND p.id = coalesce(%s, p.id) ORDER BY p.id LIMIT 1"
_POST = f"{_POSTS} {_CHOSEN}"
_carried = [_POST]  # the same with what a page's bar counts; one statement, so that a page asks no second one


def carry(unread: str) -> None:
    """Hang in what counts somebody's unread messages: an expression over `a`, the account, and `p`, the post.

    The outbox lies above this floor and knows its table; every page of the desk finds its actor by this statement.
    """
    _carried[0] = f"SELECT {_COLUMNS}, {unread} {_FROM} {_CHOSEN}"


def actor_for(account_id: int, post_id: int | None = None) -> Actor | None:
    """The actor of an active account in one of its active posts (the first one by default); None without a post."""
    row = ask_one(_POST, account_id, post_id)
    return _actor(row) if row else None


def _actor(row: Row) -> Actor:
    """Who must change the password first may do nothing else."""
    account, name, _, must_change_password, post, office, path, role, seat, unread = row
    rights = rights_of(role)
    return Actor(
        kind=ActorKind.STAFF,
        name=name,
        account=account,
        post=post,
        office=office,
        office_path=path,
        role=role,
        rights=rights & frozenset(ONE_SELF) if must_change_password else rights,
        seat=seat,
        unread=unread,
    )


def posts_of(account_id: int) -> list[PostFacts]:
    """The active posts of an account."""
    offices = tree().by_id
    return [
        PostFacts(
            post.pk,
            post.role,
            role_named(post.role).name,
            offices[post.office_id].name,
            offices[post.seat_id].name if post.seat_id else "",
        )
        for post in Post.objects.filter(account_id=account_id, active=True).order_by("pk")
    ]


def actor_of_session(session: SessionBase) -> Actor | None:
    """The actor of a signed-in member of staff, in the post that the session acts in; None when nobody is.

    One query: it also finds accounts and posts that ended, and passwords that changed, since the session began.
    """
    account = session.get("account")
    row = ask_one(_carried[0], account, session.get("post")) if account else None
    return _actor(row) if row and holds(session, Account(password=row[2])) else None


def account_of(actor: Actor) -> Account:
    """The account behind a member of staff."""
    assert actor.account is not None
    return Account.objects.get(pk=actor.account)


def everybody() -> list[Actor]:
    """The actors of all active posts, in the order in which the posts were given."""
    return [_actor(row) for row in ask(f"{_POSTS} ORDER BY p.id")]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """An active post as others are told of it."""

    id: int
    username: str
    role: str
    office: int
    office_path: str


def held_posts(*, post: int | None = None, username: str | None = None) -> list[HeldPost]:
    """The active post of that id, or the active posts of an active account by its sign-in name."""
    found = Post.objects.filter(active=True, account__is_active=True)
    if post is not None:
        found = found.filter(pk=post)
    if username is not None:
        found = found.filter(account__username=username.strip().lower())
    rows = found.order_by("pk").values_list("pk", "account__username", "role", "office_id", "office__path")
    return [HeldPost(*row) for row in rows]


def holders(*roles: str) -> list[tuple[str, int, str]]:
    """Who holds these roles: role, account and the path of the office, in the order in which the posts were given."""
    found = Post.objects.filter(role__in=roles, active=True, account__is_active=True).order_by("pk")
    return list(found.values_list("role", "account_id", "office__path"))


def names_of(account_ids: Iterable[int]) -> dict[int, str]:
    """Names of staff by account id; an unknown id is left out."""
    known = _names(current_epoch("accounts"))
    return {one: known[one] for one in set(account_ids) if one in known}


@lru_cache(maxsize=2)
def _names(_epoch: int) -> dict[int, str]:
    return dict(ask("SELECT id, name FROM account"))


def forget() -> None:
    """Drop what this process has kept; for tests, whose tables go back in time."""
    _names.cache_clear()
