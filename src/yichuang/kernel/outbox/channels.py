"""Ways out of the outbox: in the application, by e-mail, by short message. What isn't configured sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from django.conf import settings
from django.core.mail import send_mail

# (address, title, body): sends, or raises with the reason
Send = Callable[[str, str, str], None]

LABELS: Final = {"in_app": "站内", "email": "邮件", "sms": "短信"}


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out; `send` is None while it isn't configured. In the application nothing has to be sent."""

    name: str
    send: Send | None
    needs_address: bool = True

    @property
    def label(self) -> str:
        """Chinese name."""
        return LABELS[self.name]


def configured() -> Mapping[str, Channel]:
    """The channels of this centre, configured or not.

    `YICHUANG_EMAIL_FROM` opens e-mail (Django's mail settings say through whom), `YICHUANG_SMS=module:function` short
    messages: the function takes a phone and a text, and raises when the operator refuses them.
    """
    email = _email if settings.OUTBOX_EMAIL_FROM else None
    sms = _sms(settings.OUTBOX_SMS) if settings.OUTBOX_SMS else None
    found = (Channel("in_app", lambda *_: None, False), Channel("email", email), Channel("sms", sms))
    return {channel.name: channel for channel in found}


def _email(address: str, title: str, body: str) -> None:
    send_mail(title, body, settings.OUTBOX_EMAIL_FROM, [address])


def _sms(adapter: str) -> Send:
    module, _, name = adapter.partition(":")
    call = getattr(import_module(module), name)

    def send(address: str, _title: str, body: str) -> None:
        call(address, body)

    return send
