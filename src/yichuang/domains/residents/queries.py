"""Reading persons, enterprises and portal accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from yichuang.domains.residents.models import Enterprise, Person, PortalAccount, SignInCode
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
from yichuang.kernel.ledger.queries import acts_of_staff
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.statements import ask_one

__all__ = [
    "Kind",
    "Known",
    "Look",
    "Snapshot",
    "account_of_phone",
    "accounts_of",
    "checked_identity",
    "citizen_of_session",
    "file_of",
    "find",
    "known",
    "looks_at",
    "looks_into",
    "open_in_session",
    "party_of",
    "phone_for",
    "search",
    "snapshot",
]

OPENED = "opened_cases"  # in a session: reference of a case -> until when it is open, seconds since 1970
OPEN_SECONDS = 60 * 60
_ACCOUNT = "SELECT person_id, phone_mask FROM portal_account WHERE id = %s"


def citizen_of_session(session: SessionBase, now: datetime) -> Actor:
    """The citizen of a portal session: nobody, an account, or an account that has proved to be a person.

    Cases opened by number and query code come along while their hour lasts.
    """
    opened = [ref for ref, until in session.get(OPENED, {}).items() if until > now.timestamp()]
    account = session.get("portal_account")
    if not account:
        return citizen(None, None, cases=opened)
    found = ask_one(_ACCOUNT, account)
    if found is None:
        return citizen(None, None, cases=opened)
    person, phone_mask = found
    return citizen(account, person, phone_mask, opened)


def open_in_session(session: SessionBase, ref: str, now: datetime) -> None:
    """Let this session look at one case for an hour: it has shown number and query code, or has just applied."""
    opened = {one: until for one, until in session.get(OPENED, {}).items() if until > now.timestamp()}
    session[OPENED] = opened | {ref: now.timestamp() + OPEN_SECONDS}


@dataclass(frozen=True, slots=True)
class Look:
    """One act of staff on a person's file, as the person may know it: which office, when, what, what for."""

    at: datetime
    verb: str
    office: str
    facts: str


def looks_at(person: int, cases: list[str]) -> list[Look]:
    """Who has looked at a person's file, newest first: every act of staff on it, and what was shown of the cases.

    The person knows the office, not the name of the colleague (个人信息保护法 art. 44, 45).
    """
    return _looks([*acts_of_staff([f"person:{person}"]), *acts_of_staff(cases, ".reveal")])


def looks_into(ref: str) -> list[Look]:
    """The acts of staff on the file of a person or an enterprise, newest first."""
    return _looks(acts_of_staff([ref]))


def accounts_of(person: int) -> list[tuple[str, datetime | None]]:
    """The portal accounts that have proved to be this person: the masked phone, and when they were linked."""
    found = PortalAccount.objects.filter(person_id=person).order_by("pk")
    return list(found.values_list("phone_mask", "linked_at"))


def _looks(found: list[Any]) -> list[Look]:
    offices = tree().by_id
    entries = sorted(found, key=lambda entry: entry.at, reverse=True)
    return [
        Look(
            entry.at,
            entry.verb,
            offices[entry.office].name if entry.office in offices else "—",
            entry.facts,
        )
        for entry in entries
    ]


def file_of(person: int) -> dict[str, Any]:
    """What the portal shows of one's own file: masks only."""
    found = Person.objects.get(pk=person)
    return {"name": found.name_mask, "identity": found.identity_mask, "phone": found.phone_mask}


def phone_for(receiver: str) -> str | None:
    """The phone of a message's receiver, in clear, at the moment of sending; None where none was left."""
    kind, _, identity = receiver.partition(":")
    model = {"person": Person, "enterprise": Enterprise, "account": PortalAccount, "code": SignInCode}[kind]
    sealed = model._default_manager.filter(pk=identity).values_list("phone_sealed", flat=True).first()
    return unseal_text(sealed, "phone") if sealed else None
