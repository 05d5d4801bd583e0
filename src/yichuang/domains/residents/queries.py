"""Reading persons, enterprises and portal accounts."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from yichuang.domains.residents.models import PortalAccount
from yichuang.domains.residents.parties import (
    Kind,
    Known,
    Snapshot,
    account_of_phone,
    checked_identity,
    find,
    known,
    party_of,
    search,
    snapshot,
)
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.roles import citizen

__all__ = [
    "Kind",
    "Known",
    "Snapshot",
    "account_of_phone",
    "checked_identity",
    "citizen_of_session",
    "find",
    "known",
    "party_of",
    "search",
    "snapshot",
]


def citizen_of_session(session: SessionBase) -> Actor:
    """The citizen of a portal session: nobody, an account, or an account that has proved to be a person."""
    account = session.get("portal_account")
    if not account:
        return citizen(None, None)
    found = PortalAccount.objects.filter(pk=account).values_list("pk", "person_id", "phone_mask").first()
    return citizen(found[0], found[1], found[2]) if found else citizen(None, None)
