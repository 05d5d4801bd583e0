"""Putting messages into the outbox: from within a verb's body, from a reaction, or for a code."""

from __future__ import annotations

from datetime import datetime

from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import seal
from yichuang.kernel.verbs.act import Act


def tell(act: Act, receiver: str, title: str, body: str, *, channel: str = "in_app") -> None:
    """Tell somebody, once this act is committed.

    `receiver` is a reference (`staff:7`, `office:3`, `case:5`, `person:9`); its address is looked up when the
    message goes out, so that the outbox keeps no second copy of phones.
    """
    act.add(message(receiver, title, body, channel=channel, at=act.at, subject=act.subject.ref))


def message(
    receiver: str, title: str, body: str, *, channel: str = "in_app", at: datetime, subject: str = ""
) -> Message:
    """A message as the outbox keeps it, for whoever writes it with other rows."""
    return Message(
        subject=subject,
        channel=channel,
        receiver=receiver,
        title=title,
        body=seal(body, "message"),
        created_at=at,
    )


def post(
    receiver: str,
    title: str,
    body: str,
    *,
    channel: str,
    at: datetime,
    subject: str = "",
    urgent: bool = False,
) -> None:
    """Tell somebody outside an act; the caller's transaction decides whether it goes out."""
    Message.objects.create(
        subject=subject,
        channel=channel,
        receiver=receiver,
        title=title,
        body=seal(body, "message"),
        urgent=urgent,
        created_at=at,
    )


def posted(subject: str, title: str) -> bool:
    """Whether a message with that title about that subject is in the outbox already; reactions ask before they post."""
    return Message.objects.filter(subject=subject, title=title).exists()
