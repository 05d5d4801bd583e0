"""What staff are told inside the application: their own messages, and those to the office in which they act.

Reading changes no case, so it is no verb and stands in no ledger. What goes to a whole office is read by each for
oneself, and says who has read it when. It waits for a month: whoever comes to the office later isn't met by its past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Func, Q, QuerySet, Value

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import CannotUnseal, unseal_text
from yichuang.kernel.seek import Found, Seek, page_of

IN_APP: Final = "in_app"
MOST_COUNTED: Final = 100
"""The bar says "99+" from here on, so counting stays short for whoever never reads."""

DAYS_OPEN: Final = 30
"""So long a message to a whole office counts as unread for those who haven't read it."""

# a part of the statement that finds who asks (access.queries.carry): `a` is the account, `p` the post
UNREAD: Final = f"""
(SELECT count(*) FROM (
 (SELECT 1 FROM message WHERE read_at IS NULL AND channel = '{IN_APP}' AND receiver = 'staff:' || a.id
  LIMIT {MOST_COUNTED})
 UNION ALL
 (SELECT 1 FROM message WHERE read_at IS NULL AND channel = '{IN_APP}' AND receiver = 'office:' || p.office_id
  AND created_at > now() - interval '{DAYS_OPEN} days' AND NOT readers ? a.id::text LIMIT {MOST_COUNTED})
 LIMIT {MOST_COUNTED}) AS unread)
"""  # noqa: S608 - fixed texts


@dataclass(frozen=True, slots=True)
class Reader:
    """Who has read a message to a whole office, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its receiver reads it; `subject` is the reference of what it is about, "" for nothing."""

    id: int
    at: datetime
    title: str
    body: str
    subject: str
    unread: bool  # by whoever asks
    whole_office: bool
    readers: list[Reader]  # of what went to the whole office, in the order in which they read it


def received(actor: Actor, asked: Seek, *, now: datetime, unread: bool = False) -> tuple[Found, int]:
    """A page of one's messages, each as `Received`, newest first; and how many there are."""
    listed = _unread(actor, now) if unread else _own(actor)
    total = listed.count()
    found = page_of(listed, "created_at", asked, total)
    names = names_of({account for row in found.rows for account in _times(row)})
    return replace(found, rows=[_shown(row, actor, names, now) for row in found.rows]), total


def open_one(actor: Actor, identity: int, at: datetime) -> str | None:
    """Mark one message as read and give what it is about; None where it isn't this actor's."""
    row = _own(actor).filter(pk=identity).first()
    if row is None:
        return None
    read(actor, [identity], at)
    return row.subject


def read(actor: Actor, identities: Sequence[int], at: datetime) -> int:
    """Mark messages as read; gives how many were unread. Those of others are left alone."""
    return _mark(actor, Q(pk__in=identities), at)


def read_all(actor: Actor, until: int, at: datetime) -> int:
    """Mark all messages up to that id as read: what came while somebody was reading stays unread."""
    return _mark(actor, Q(pk__lte=until), at)


def _mark(actor: Actor, which: Q, at: datetime) -> int:
    unread = _unread(actor, at).filter(which)
    own = unread.filter(receiver=f"staff:{actor.account}").update(read_at=at, read_by=actor.account)
    mark = Func(Value(str(actor.account)), Value(at.isoformat()), function="jsonb_build_object")
    together = Func(F("readers"), mark, template="%(expressions)s", arg_joiner=" || ")
    return own + unread.exclude(receiver=f"staff:{actor.account}").update(readers=together)


def lay_unread(since: datetime) -> None:
    """Leave messages from that instant on unread, in a year that was told in memory: the demonstration's last days."""
    recent = Message.objects.filter(channel=IN_APP, created_at__gte=since)
    recent.filter(read_at=F("created_at")).update(read_at=None)


def _own(actor: Actor) -> QuerySet[Message]:
    if actor.kind is not ActorKind.STAFF or actor.account is None:
        return Message.objects.none()
    receivers = [f"staff:{actor.account}"] + ([f"office:{actor.office}"] if actor.office else [])
    return Message.objects.filter(Q(channel=IN_APP), receiver__in=receivers)


def _unread(actor: Actor, now: datetime) -> QuerySet[Message]:
    """Those that this actor hasn't read; a message to the whole office waits for a month."""
    lately = Q(created_at__gt=now - timedelta(days=DAYS_OPEN)) & ~Q(readers__has_key=str(actor.account))
    return _own(actor).filter(Q(receiver=f"staff:{actor.account}") | lately, read_at=None)


def _times(row: Message) -> dict[int, datetime]:
    """Who has read a message to a whole office, and when; those of before, the first of them for all."""
    first = {row.read_by: row.read_at} if row.read_by and row.read_at and _is_for_all(row) else {}
    return first | {int(account): datetime.fromisoformat(at) for account, at in row.readers.items()}


def _is_for_all(row: Message) -> bool:
    return row.receiver.startswith("office:")


def _is_unread(row: Message, actor: Actor, now: datetime) -> bool:
    if row.read_at or not _is_for_all(row):
        return row.read_at is None
    return row.created_at > now - timedelta(days=DAYS_OPEN) and str(actor.account) not in row.readers


def _shown(row: Message, actor: Actor, names: dict[int, str], now: datetime) -> Received:
    try:
        body = unseal_text(row.body, "message")
    except CannotUnseal:
        body = "（钥匙不在，看不到内容）"
    return Received(
        id=row.pk,
        at=row.created_at,
        title=row.title,
        body=body,
        subject=row.subject,
        unread=_is_unread(row, actor, now),
        whole_office=_is_for_all(row),
        readers=sorted(
            (Reader(names.get(account, ""), at) for account, at in _times(row).items()),
            key=lambda one: one.at,
        ),
    )
