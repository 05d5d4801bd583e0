"""The optional second factor: a code of six figures that changes every 30 seconds (RFC 6238)."""

from __future__ import annotations

from datetime import datetime

import pyotp
import segno

from yichuang.kernel.access.models import Account
from yichuang.kernel.privacy import unseal_text

TOTP_CONTEXT = "access.account.totp:{}"
STEP = 30  # seconds
DRIFT = 1  # steps by which a phone's clock may be wrong, either way


def new_secret() -> str:
    """A fresh secret, 32 letters and figures."""
    return pyotp.random_base32()


def picture(secret: str, username: str, issuer: str) -> str:
    """The secret as a QR picture for the phone: an SVG in a data address."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=2))


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is, None when it is none of the present ones."""
    figures = "".join(code.split())
    if len(figures) != 6 or not figures.isascii() or not figures.isdigit():
        return None
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(totp.at(step * STEP), figures)), None)


def take(account: Account, code: str, at: datetime) -> bool:
    """Whether the code is good; a code that was taken isn't good a second time."""
    assert account.totp_secret is not None
    secret = unseal_text(account.totp_secret, TOTP_CONTEXT.format(account.pk))
    step = step_of(secret, code, at)
    if step is None:
        return False
    fresh = Account.objects.filter(pk=account.pk, totp_used__lt=step)
    return bool(fresh.update(totp_used=step))
