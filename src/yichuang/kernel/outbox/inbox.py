"""What staff are told inside the application: their own messages, and those to the office in which they act.

Reading changes no case, so it is no verb and stands in no ledger. What goes to a whole office is read for all of it
by whoever reads it first, and says by whom: like a notice that is taken off the section's board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, Q, QuerySet

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import CannotUnseal, unseal_text

IN_APP: Final = "in_app"
MOST_COUNTED: Final = 100
"""The bar says "99+" from here on, so counting stays short for whoever never reads."""

# a part of the statement that finds who asks (access.queries.carry): `a` is the account, `p` the post
UNREAD: Final = f"""
(SELECT count(*) FROM (SELECT 1 FROM message WHERE read_at IS NULL AND channel = '{IN_APP}'
 AND receiver = ANY (ARRAY['staff:' || a.id, 'office:' || p.office_id]) LIMIT {MOST_COUNTED}) AS unread)
"""  # noqa: S608 - fixed texts


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its receiver reads it; `subject` is the reference of what it is about, "" for nothing."""

    id: int
    at: datetime
    title: str
    body: str
    subject: str
    read_at: datetime | None
    read_by: str  # the name of a colleague who read it for the office; "" otherwise
    whole_office: bool


def received(actor: Actor, first: int, most: int, *, unread: bool = False) -> tuple[list[Received], int]:
    """One's messages from the `first` (counted from 0), newest first, and how many there are."""
    found = _own(actor)
    if unread:
        found = found.filter(read_at=None)
    rows = list(found.order_by("-created_at", "-id")[first : first + most])
    names = names_of(row.read_by for row in rows if row.read_by and row.read_by != actor.account)
    return [_shown(row, names) for row in rows], found.count()


def open_one(actor: Actor, identity: int, at: datetime) -> str | None:
    """Mark one message as read and give what it is about; None where it isn't this actor's."""
    row = _own(actor).filter(pk=identity).first()
    if row is None:
        return None
    read(actor, [identity], at)
    return row.subject


def read(actor: Actor, identities: Sequence[int], at: datetime) -> int:
    """Mark messages as read; gives how many were unread. Those of others are left alone."""
    unread = _own(actor).filter(pk__in=identities, read_at=None)
    return unread.update(read_at=at, read_by=actor.account)


def read_all(actor: Actor, until: int, at: datetime) -> int:
    """Mark all messages up to that id as read: what came while somebody was reading stays unread."""
    unread = _own(actor).filter(pk__lte=until, read_at=None)
    return unread.update(read_at=at, read_by=actor.account)


def lay_unread(since: datetime) -> None:
    """Leave messages from that instant on unread, in a year that was told in memory: the demonstration's last days."""
    recent = Message.objects.filter(channel=IN_APP, created_at__gte=since)
    recent.filter(read_at=F("created_at")).update(read_at=None)


def _own(actor: Actor) -> QuerySet[Message]:
    if actor.kind is not ActorKind.STAFF or actor.account is None:
        return Message.objects.none()
    receivers = [f"staff:{actor.account}"] + ([f"office:{actor.office}"] if actor.office else [])
    return Message.objects.filter(Q(channel=IN_APP), receiver__in=receivers)


def _shown(row: Message, names: dict[int, str]) -> Received:
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
        read_at=row.read_at,
        read_by=names.get(row.read_by or 0, ""),
        whole_office=row.receiver.startswith("office:"),
    )
