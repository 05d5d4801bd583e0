"""Sending what waits in the outbox: taken by as many workers as there are, tried again with longer and longer waits."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yichuang.kernel.outbox import rules
from yichuang.kernel.outbox.addresses import address_of
from yichuang.kernel.outbox.channels import Channel
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import scrub, unseal_text

log = logging.getLogger(__name__)
NO_ADDRESS = "没有留地址"
STALE = "事情过去太久，不再发送"


def deliver(now: datetime, channels: Mapping[str, Channel], *, most: int = 100) -> int:
    """Send waiting messages, oldest first; gives the number taken. Those of unconfigured channels stay waiting."""
    open_channels = [channel.name for channel in channels.values() if channel.send]
    taken = 0
    for _ in range(most):
        with transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(Q(not_before=None) | Q(not_before__lte=now), sent_at=None)
                .filter(channel__in=open_channels, attempts__lt=rules.MOST_ATTEMPTS)
                .order_by("id")
                .first()
            )
            if message is None:
                break
            taken += 1
            _send(message, channels[message.channel], now)
            message.save(update_fields=["sent_at", "attempts", "not_before", "error"])
    return taken


def rehearse(now: datetime) -> int:
    """In demonstration mode nothing leaves the house: what waits is marked as gone and stands on the messages page."""
    return Message.objects.filter(sent_at=None).update(sent_at=now)


def _send(message: Message, channel: Channel, now: datetime) -> None:
    if now - message.created_at > rules.STALE_AFTER:
        message.attempts, message.error = rules.MOST_ATTEMPTS, STALE
        return
    later = rules.not_before(message.channel, message.urgent, now)
    if later is not None:
        message.not_before = later
        return
    address = address_of(message.receiver, message.channel) if channel.needs_address else ""
    if address is None:
        message.attempts, message.error = rules.MOST_ATTEMPTS, NO_ADDRESS
        return
    assert channel.send is not None
    try:
        channel.send(address, message.title, unseal_text(message.body, "message"))
    except Exception as error:
        message.attempts += 1
        message.not_before = now + rules.wait_after(message.attempts)
        message.error = scrub(f"{type(error).__name__}: {error}")[:300]
        log.warning("message %s by %s failed: %s", message.pk, message.channel, message.error)
    else:
        message.sent_at, message.error = now, ""
