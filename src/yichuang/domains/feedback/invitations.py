"""Links by which the person served, and nobody else, comes to the evaluation page without signing in."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "evaluation"
LIFE_SECONDS = 90 * 24 * 3600


def token_of(ref: str) -> str:
    """A signed token that stands for the right to evaluate one case's service; it opens nothing else of the case."""
    return signing.dumps(ref, salt=SALT)


def ref_of(token: str) -> str | None:
    """The reference in a token; None when it was changed or is older than 90 days."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=LIFE_SECONDS))
    except signing.BadSignature:
        return None


def address_of_invitation(ref: str) -> str:
    """The full address of the evaluation page for that case."""
    base = settings.PUBLIC_ADDRESS or settings.LOCAL_ADDRESS
    return base + reverse("feedback:invited", args=[token_of(ref)])
