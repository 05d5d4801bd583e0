"""API keys: made once, kept as a hash, and turned into the actor of their post at each call."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import actor_for
from yichuang.kernel.clocks.hours import local_day

MARK = "yc_"
LONGEST = 100  # more letters than any key has
PREFIX = len(MARK) + 6
USE_NOTED = timedelta(minutes=5)  # how seldom the last use is written down


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that nobody has seen yet: `text` for its owner alone, the rest for `api_key.issue`."""

    text: str
    prefix: str
    digest: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls with a key: the key's id, and the actor of its post."""

    key: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key in a list."""

    ref: str
    prefix: str
    name: str
    username: str
    role: str
    office: str
    active: bool
    expires_on: date
    last_used_at: datetime | None


def fresh() -> NewKey:
    """A new key of 256 random bits."""
    text = MARK + secrets.token_urlsafe(32)
    return NewKey(text, text[:PREFIX], digest_of(text).hex())


def digest_of(text: str) -> bytes:
    """The hash that is kept of a key; the key is random, so a plain hash is enough."""
    return hashlib.new("sm3", text.encode()).digest()


def caller(text: str, at: datetime) -> Caller | None:
    """Whose key this is; None for a key that is unknown, revoked or expired, and when its post has ended."""
    if not text.startswith(MARK) or len(text) > LONGEST or not text.isascii():
        return None
    key = ApiKey.objects.select_related("post").filter(digest=digest_of(text), state="active").first()
    if key is None or key.expires_on < local_day(at):
        return None
    actor = actor_for(key.post.account_id, key.post_id)
    if actor is None:
        return None
    if key.last_used_at is None or key.last_used_at + USE_NOTED <= at:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)
    return Caller(key.pk, actor)


def all_keys() -> list[KeyLine]:
    """Every key, newest first."""
    rows = ApiKey.objects.select_related("post__account", "office").order_by("-pk")
    return [
        KeyLine(
            ref=row.ref,
            prefix=row.prefix,
            name=row.name,
            username=row.post.account.username,
            role=row.post.role,
            office=row.office.name,
            active=row.state == "active",
            expires_on=row.expires_on,
            last_used_at=row.last_used_at,
        )
        for row in rows
    ]
