"""Reading the files of persons and enterprises: found by hash, shown masked, opened in clear for a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yichuang.domains.residents import rules
from yichuang.domains.residents.models import Enterprise, Party, Person, PortalAccount
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.privacy import keyed_hash, unseal_text

# contexts of the keyed hashes; cases hash names and identities in the same contexts, so that one search finds both
NAME, IDENTITY, PHONE = "name", "identity", "phone"
NAMESAKES = 20  # shown at most


class Kind(StrEnum):
    """Whether somebody applies as a person or as an enterprise."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


MODELS: dict[Kind, type[Party]] = {Kind.PERSON: Person, Kind.ENTERPRISE: Enterprise}


@dataclass(frozen=True, slots=True)
class Known:
    """A file as pages show it: masked."""

    kind: Kind
    id: int
    name: str
    identity: str
    phone: str
    has_address: bool

    @property
    def ref(self) -> str:
        """Its reference: person:9."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Somebody in clear, as a case keeps them sealed from the day of the application."""

    person: int | None
    enterprise: int | None
    name: str
    identity: str
    phone: str
    address: str


def find(kind: Kind, identity: str) -> Party | None:
    """The file of an identity number or credit code; None when there is none."""
    return MODELS[kind]._default_manager.filter(identity_hash=keyed_hash(identity, IDENTITY)).first()


def known(party: Party | None) -> Known | None:
    """A file with its masks, for pages."""
    if party is None:
        return None
    return Known(
        Kind(party.subject_kind),
        party.pk,
        party.name_mask,
        party.identity_mask,
        party.phone_mask,
        party.address_sealed is not None,
    )


def search(text: str, actor: Actor) -> list[Known]:
    """Files by identity number, credit code or exact name; nothing for who may not look into the file."""
    if actor.kind is not ActorKind.STAFF or not actor.may("page.residents") or not text.strip():
        return []
    cleaned = rules.cleaned(text)
    found: list[Party] = []
    for model in MODELS.values():
        by_identity = model._default_manager.filter(identity_hash=keyed_hash(cleaned, IDENTITY))
        by_name = model._default_manager.filter(name_hash=keyed_hash(text, NAME)).order_by("pk")[:NAMESAKES]
        found += list(by_identity) or list(by_name)
    return [one for one in map(known, found) if one]


def snapshot(party: Party) -> Snapshot:
    """Name, identity, phone and address in clear, to be sealed again with a case; whoever shows it records the look."""
    return Snapshot(
        person=party.pk if isinstance(party, Person) else None,
        enterprise=party.pk if isinstance(party, Enterprise) else None,
        name=unseal_text(party.name_sealed, "name"),
        identity=unseal_text(party.identity_sealed, "identity"),
        phone=unseal_text(party.phone_sealed, "phone") if party.phone_sealed else "",
        address=unseal_text(party.address_sealed, "address") if party.address_sealed else "",
    )


def checked_identity(kind: Kind, typed: str, today: date) -> str:
    """The number in its one form. Raises NumberRejected with the sentence for the field."""
    if kind is Kind.PERSON:
        return rules.citizen_number(typed, today=today).number
    return rules.credit_code(typed)


def party_of(ref: str) -> Party | None:
    """The file of a reference; None for any other reference."""
    kind, _, identity = ref.partition(":")
    if kind not in MODELS or not identity.isdigit():
        return None
    return MODELS[Kind(kind)]._default_manager.filter(pk=int(identity)).first()


def account_of_phone(phone: str) -> PortalAccount | None:
    """The portal account of a phone; None when that phone has never signed in."""
    return PortalAccount.objects.filter(phone_hash=keyed_hash(phone, PHONE)).first()


def ids_of(kind: Kind, identities: Iterable[str], portion: int = 5_000) -> dict[str, int]:
    """The files that there are of these identities, by identity; a few queries for many."""
    wanted = {keyed_hash(identity, IDENTITY): identity for identity in identities}
    found: dict[str, int] = {}
    hashes = list(wanted)
    for begin in range(0, len(hashes), portion):
        rows = MODELS[kind]._default_manager.filter(identity_hash__in=hashes[begin : begin + portion])
        found |= {wanted[bytes(hashed)]: pk for pk, hashed in rows.values_list("pk", "identity_hash")}
    return found
