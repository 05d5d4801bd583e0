"""Links by which the person served, and nobody else, comes to a page of evaluation without signing in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "evaluation"
RESULT_SALT = "evaluation-result"
LIFE_SECONDS = 90 * 24 * 3600
VIA = ("sms", "qr")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link stands for: the case whose service may be evaluated, and the channel that it was given by."""

    ref: str
    channel: str


def token_of(ref: str, channel: str = "sms") -> str:
    """A signed token that stands for the right to evaluate one case's service; it opens nothing else of the case."""
    return signing.dumps(ref if channel == "sms" else [ref, channel], salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """What is in a token; None when it was changed or is older than 90 days."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return None
    if isinstance(said, list) and len(said) == 2 and said[1] in VIA:
        return Invitation(str(said[0]), str(said[1]))
    return Invitation(str(said), "sms")


def address_of_invitation(ref: str, channel: str = "sms") -> str:
    """The full address of the evaluation page for that case."""
    return _base() + reverse("feedback:invited", args=[token_of(ref, channel)])


def address_of_result(ref: str) -> str:
    """The full address of the page that shows what became of an evaluation (`evaluation:17`)."""
    return _base() + reverse("feedback:result", args=[signing.dumps(ref, salt=RESULT_SALT)])


def evaluation_of(token: str) -> str | None:
    """The reference of the evaluation in the token of a result; None when it was changed or is older than 90 days."""
    try:
        return str(signing.loads(token, salt=RESULT_SALT, max_age=LIFE_SECONDS))
    except signing.BadSignature:
        return None


def _base() -> str:
    return str(settings.PUBLIC_ADDRESS or settings.LOCAL_ADDRESS)
