"""Persons and enterprises that are first named in an online application.

What is named online isn't proved: the file keeps name and number, and no phone. A phone in the file is always one
that a clerk has recorded, since it can open the file to whoever holds it (个人信息保护法 art. 6, 51).
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Annotated

from pydantic import Field

from yichuang.domains.residents import permissions
from yichuang.domains.residents.models import Enterprise, Party, Person
from yichuang.domains.residents.parties import IDENTITY, NAME, Kind, find
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.privacy import keyed_hash, mask_credit_code, mask_id, mask_name, seal
from yichuang.kernel.verbs import Twice
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import Verb, verb
from yichuang.kernel.verbs.perform import perform

Name = Annotated[str, Field(title="姓名或名称", min_length=1, max_length=80)]
Identity = Annotated[str, Field(title="证件号码", min_length=8, max_length=18)]
ACTIVE = "active"


def _record(act: Act, name: str, name_mask: str, identity: str, identity_mask: str) -> None:
    act.set(
        name_sealed=seal(name, "name"),
        name_hash=keyed_hash(name, NAME),
        name_mask=name_mask,
        identity_sealed=seal(identity, "identity"),
        identity_hash=keyed_hash(identity, IDENTITY),
        identity_mask=identity_mask,
        recorded_at=act.at,
    )
    act.note(proved=False)


@verb(
    Person,
    "person.appear",
    label="网上登记",
    creates=True,
    then=ACTIVE,
    allow=permissions.may_appear,
)
def person_appears(_person: Person, act: Act, *, name: Name, identity: Identity) -> None:
    """Open a file for a person who is named in an online application for the first time."""
    _record(act, name, mask_name(name), identity, mask_id(identity))


@verb(
    Enterprise,
    "enterprise.appear",
    label="网上登记",
    creates=True,
    then=ACTIVE,
    allow=permissions.may_appear,
)
def enterprise_appears(_enterprise: Enterprise, act: Act, *, name: Name, identity: Identity) -> None:
    """Open a file for an enterprise that is named in an online application for the first time."""
    _record(act, name, name, identity, mask_credit_code(identity))


def named(kind: Kind, name: str, identity: str, *, by: Actor, at: datetime) -> Party:
    """The file of that number, opened where there is none; what it holds is changed and shown to nobody here."""
    party = find(kind, identity)
    if party is not None:
        return party
    # two applications may name somebody at the same moment: then the other one's is found
    with contextlib.suppress(Twice):
        perform(_APPEAR[kind], None, by=by, at=at, name=name, identity=identity)
    party = find(kind, identity)
    assert party is not None
    return party


_APPEAR: dict[Kind, Verb] = {Kind.PERSON: person_appears, Kind.ENTERPRISE: enterprise_appears}
