"""Putting messages into the outbox from within a verb's body."""

from __future__ import annotations

from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import seal
from yichuang.kernel.verbs.act import Act


def tell(act: Act, receiver: str, title: str, body: str, *, channel: str = "in_app") -> None:
    """Tell somebody, once this act is committed.

    `receiver` is a reference (`staff:7`, `office:3`, `person:9`, `enterprise:2`); its address is looked up when the
    message goes out, so that the outbox keeps no second copy of phones.
    """
    act.add(
        Message(
            subject=act.subject.ref,
            channel=channel,
            receiver=receiver,
            title=title,
            body=seal(body, "message"),
            created_at=act.at,
        )
    )
