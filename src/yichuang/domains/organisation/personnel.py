"""Reading accounts, posts, and what was done to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from yichuang.domains.organisation.models import AccountFile, OfficeFile, PostFile
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import role_named
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs.declare import verb_named

PAGE = 50
LATEST = 20


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as a list shows it."""

    id: int
    role: str
    role_name: str
    office: OfficeFacts
    seat: OfficeFacts | None
    title: str
    since: date
    until: date | None
    active: bool


@dataclass(slots=True)
class Person:
    """An account with the posts that it holds now."""

    id: int
    name: str
    username: str
    active: bool
    last_login: datetime | None
    posts: list[PostRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class People:
    """One page of a list: `first` to `last` of `total`."""

    rows: list[Person]
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """An act in the history of an office or an account."""

    n: int
    label: str
    who: str
    at: datetime
    reason: str


def staff(
    actor: Actor, *, query: str = "", role: str = "", office: int | None = None, page: int = 1
) -> People:
    """Accounts with a post in the actor's subtree, by name; the number of queries is fixed."""
    found = _accounts(actor, role, office)
    if query:
        found = found.filter(Q(name__icontains=query) | Q(username__icontains=query.lower()))
    total = found.count()
    first = (page - 1) * PAGE
    chosen = found.order_by("-is_active", "username")[first : first + PAGE]
    rows = [Person(one.pk, one.name, one.username, one.is_active, one.last_login) for one in chosen]
    by_id = {one.id: one for one in rows}
    offices = tree().by_id
    for post in Post.objects.filter(account_id__in=by_id, active=True).order_by("pk"):
        by_id[post.account_id].posts.append(_row(post, offices))
    return People(rows, min(first + 1, total), first + len(rows), total)


def account_file(actor: Actor, identity: int) -> AccountFile | None:
    """An account that the actor may know of."""
    found = AccountFile.objects.filter(pk=identity).first()
    return found if found and found.seen_by(actor) else None


def office_file(actor: Actor, identity: int) -> OfficeFile | None:
    """An office in the actor's subtree."""
    found = OfficeFile.objects.filter(pk=identity).first()
    return found if found and found.seen_by(actor) else None


def post_file(actor: Actor, identity: int) -> PostFile | None:
    """A post in the actor's subtree that is still held."""
    found = PostFile.objects.select_related("account").filter(pk=identity, active=True).first()
    return found if found and found.seen_by(actor) else None


def posts_with_ends(actor: Actor, account: int) -> list[tuple[PostRow, bool]]:
    """All posts of an account, held ones first, each with whether it lies in the actor's subtree."""
    posts = Post.objects.filter(account_id=account).order_by("-active", "-since", "pk")
    offices = tree().by_id
    return [(_row(post, offices), actor.covers(offices[post.office_id].path)) for post in posts]


def history(ref: str) -> list[Done]:
    """The latest acts on a subject, the newest first."""
    entries = list(LedgerEntry.objects.filter(subject=ref).order_by("-n")[:LATEST])
    ids = {int(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:")}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Done(
            one.n,
            verb_named(one.verb).label,
            names.get(int(one.actor.partition(":")[2] or 0), "系统"),
            one.at,
            str(json.loads(one.facts).get("reason", "")),
        )
        for one in entries
    ]


def _accounts(actor: Actor, role: str, office: int | None) -> QuerySet[Account]:
    if not actor.office_path:
        return Account.objects.none()
    posts = Post.objects.filter(office__path__startswith=actor.office_path)
    if role:
        posts = posts.filter(role=role, active=True)
    if office:
        posts = posts.filter(office_id=office, active=True)
    return Account.objects.filter(pk__in=posts.values("account_id"))


def _row(post: Post, offices: dict[int, OfficeFacts]) -> PostRow:
    return PostRow(
        post.pk,
        post.role,
        role_named(post.role).name,
        offices[post.office_id],
        offices[post.seat_id] if post.seat_id else None,
        post.title,
        post.since,
        post.until,
        post.active,
    )
