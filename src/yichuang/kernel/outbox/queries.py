"""Reading the outbox: what would have gone out, what waits, what somebody has been told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count

from yichuang.kernel.outbox import rules
from yichuang.kernel.outbox.addresses import address_of, is_nameless
from yichuang.kernel.outbox.channels import LABELS, configured
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import CannotUnseal, mask_email, mask_phone, unseal_text
from yichuang.kernel.seek import Found, Seek, page_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it is shown: its address masked."""

    id: int
    at: datetime
    channel: str
    address: str
    title: str
    body: str


def newest(asked: Seek) -> tuple[Found, int]:
    """A page of all messages, each as `Sent`, newest first; and how many there are."""
    every = Message.objects.all()
    total = every.count()
    found = page_of(every, "-pk", asked, total)
    return replace(found, rows=[_shown(row) for row in found.rows]), total


def unconfigured() -> dict[str, int]:
    """Chinese names of channels that aren't configured though messages wait for them, with how many; for `doctor`."""
    missing = [name for name, channel in configured().items() if channel.send is None]
    waiting = Message.objects.filter(sent_at=None, channel__in=missing).values("channel")
    counted = waiting.annotate(n=Count("id")).order_by("channel")
    return {LABELS[row["channel"]]: row["n"] for row in counted}


def waiting() -> int:
    """How many messages haven't gone out."""
    return Message.objects.filter(sent_at=None).count()


def given_up() -> int:
    """How many messages have been tried as often as they may be; for `doctor`."""
    return Message.objects.filter(sent_at=None, attempts__gte=rules.MOST_ATTEMPTS).count()


def _shown(message: Message) -> Sent:
    try:
        body = unseal_text(message.body, "message")
    except CannotUnseal:
        body = "（钥匙不在，看不到内容）"
    return Sent(
        message.pk,
        message.created_at,
        LABELS.get(message.channel, message.channel),
        _masked(message),
        message.title,
        body,
    )


def _masked(message: Message) -> str:
    if message.channel == "in_app":
        return "站内"
    if is_nameless(message.receiver):
        return "不记名"
    address = address_of(message.receiver, message.channel)
    if not address:
        return "没有留地址"
    return mask_email(address) if message.channel == "email" else mask_phone(address)
