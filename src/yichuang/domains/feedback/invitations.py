"""Links by which the person served, and nobody else, comes to a page of evaluation without signing in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "evaluation"
PAPER_SALT = "evaluation-paper"
DEVICE_SALT = "window-device"
RESULT_SALT = "evaluation-result"
LIFE_DAYS = 90
LIFE_SECONDS = LIFE_DAYS * 24 * 3600


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link stands for: the case whose service may be evaluated, and the channel that it was given by.

    `from_end`: it lives from the end of the service, since it was printed before; others from when they were sent.
    """

    ref: str
    channel: str
    from_end: bool = False


def token_of(ref: str) -> str:
    """A signed token that stands for the right to evaluate one case's service; it opens nothing else of the case."""
    return signing.dumps(ref, salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """What is in a token; None when it was changed, or was sent more than 90 days ago."""
    try:
        return Invitation(str(signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)), "sms")
    except signing.BadSignature:
        pass
    try:
        return Invitation(str(signing.Signer(salt=PAPER_SALT).unsign_object(token)), "qr", from_end=True)
    except (signing.BadSignature, ValueError):
        return None


def address_of_invitation(ref: str) -> str:
    """The full address of the evaluation page for that case."""
    return _base() + reverse("feedback:invited", args=[token_of(ref)])


def address_on_paper(ref: str, base: str) -> str:
    """The same for the code on a paper: without a time in it, so that a paper is drawn the same each time."""
    return base + reverse("feedback:invited", args=[signing.Signer(salt=PAPER_SALT).sign_object(ref)])


def address_of_result(ref: str, base: str = "") -> str:
    """The full address of the page that shows what became of an evaluation (`evaluation:17`)."""
    return (base or _base()) + reverse("feedback:result", args=[signing.dumps(ref, salt=RESULT_SALT)])


def evaluation_of(token: str) -> str | None:
    """The reference of the evaluation in the token of a result; None when it was changed or is older than 90 days."""
    try:
        return str(signing.loads(token, salt=RESULT_SALT, max_age=LIFE_SECONDS))
    except signing.BadSignature:
        return None


def device_token(window: int, edition: int) -> str:
    """What the tablet of a window is opened by; another edition makes it useless."""
    return signing.Signer(salt=DEVICE_SALT).sign_object([window, edition])


def device_of(token: str) -> tuple[int, int] | None:
    """Window and edition in the address of a tablet; None when it isn't one of ours."""
    try:
        window, edition = signing.Signer(salt=DEVICE_SALT).unsign_object(token)
        return int(window), int(edition)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def address_of_device(window: int, edition: int) -> str:
    """The full address that the tablet of a window is opened with."""
    return _base() + reverse("feedback:device", args=[device_token(window, edition)])


def _base() -> str:
    return str(settings.PUBLIC_ADDRESS or settings.LOCAL_ADDRESS)
