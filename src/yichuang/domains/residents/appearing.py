"""Persons and enterprises that are first named in an online application.

What is named online isn't proved: the file keeps name and number, and no phone. A phone in the file is always one
that a clerk has recorded, since it can open the file to whoever holds it (个人信息保护法 art. 6, 51).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import psycopg
from pydantic import Field

from yichuang.domains.residents import permissions
from yichuang.domains.residents.models import Enterprise, Party, Person
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.privacy import keyed_hash, mask_credit_code, mask_id, mask_name, seal
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import Verb, verb
from yichuang.kernel.verbs.perform import perform

Name = Annotated[str, Field(title="姓名或名称", min_length=1, max_length=80)]
Identity = Annotated[str, Field(title="证件号码", min_length=8, max_length=18)]
RECORDED = "recorded"


def _record(act: Act, name: str, name_mask: str, identity: str, identity_mask: str) -> None:
    act.set(
        name_sealed=seal(name, "name"),
        name_hash=keyed_hash(name, "name"),
        name_mask=name_mask,
        identity_sealed=seal(identity, "identity"),
        identity_hash=keyed_hash(identity, "identity"),
        identity_mask=identity_mask,
        recorded_at=act.at,
    )
    act.note(proved=False)


@verb(
    Person,
    "person.appear",
    label="网上登记",
    creates=True,
    then=RECORDED,
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
    then=RECORDED,
    allow=permissions.may_appear,
)
def enterprise_appears(_enterprise: Enterprise, act: Act, *, name: Name, identity: Identity) -> None:
    """Open a file for an enterprise that is named in an online application for the first time."""
    _record(act, name, name, identity, mask_credit_code(identity))


def person_named(name: str, identity: str, *, by: Actor, at: datetime) -> int:
    """Id of the person with that number; a new file where there is none. Nothing of the file is given out."""
    return _party(Person, person_appears, name, identity, by, at)


def enterprise_named(name: str, identity: str, *, by: Actor, at: datetime) -> int:
    """Id of the enterprise with that code; a new file where there is none."""
    return _party(Enterprise, enterprise_appears, name, identity, by, at)


def _party(model: type[Party], appear: Verb, name: str, identity: str, by: Actor, at: datetime) -> int:
    found = _id_of(model, identity)
    if found is not None:
        return found
    given: dict[str, Any] = {"name": name, "identity": identity}
    try:
        receipt = perform(appear, None, by=by, at=at, **given)
    except psycopg.errors.UniqueViolation:  # two applications named somebody at the same moment
        found = _id_of(model, identity)
        if found is None:
            raise
        return found
    return int(receipt.ref.partition(":")[2])


def _id_of(model: type[Party], identity: str) -> int | None:
    mark = keyed_hash(identity, "identity")
    found = model._default_manager.filter(identity_hash=mark).values_list("pk", flat=True).first()
    return None if found is None else int(found)
