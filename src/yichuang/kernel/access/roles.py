"""Roles: names for sets of rights. One room declares a role, every room grants it rights on its own verbs and pages.

A right is the name of a verb (`case.accept`) or of a page (`page.intake`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yichuang.kernel.access.actors import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its code and its Chinese name."""

    code: str
    name: str


_roles: dict[str, Role] = {}
_rights: dict[str, set[str]] = {}


def declare_roles(*roles: Role) -> None:
    """Declare roles once; a second declaration of a code with another name is an error."""
    for role in roles:
        if _roles.setdefault(role.code, role) != role:
            raise ValueError(f"role {role.code} is declared twice")


def grant(role: str, *rights: str) -> None:
    """Give a role rights; called in the `permissions.py` of the room that owns them."""
    _rights.setdefault(role, set()).update(rights)


def rights_of(role: str) -> frozenset[str]:
    """All rights of a role."""
    return frozenset(_rights.get(role, ()))


def role_named(code: str) -> Role:
    """The role of that code; KeyError when no room declares it."""
    return _roles[code]


def all_roles() -> list[Role]:
    """Every declared role, in the order of declaration."""
    return list(_roles.values())


CITIZEN_ROLE = "citizen"
ONE_SELF = (
    "page.me",
    "account.change_password",
)  # all that somebody may do whose password must be changed first


def citizen(
    account: int | None, person: int | None, name: str = "申请人", cases: Iterable[str] = ()
) -> Actor:
    """The actor of somebody at the portal: signed in (`account`), proved to be a person (`person`), or neither.

    `cases` are references opened by number and query code.
    """
    return Actor(
        kind=ActorKind.CITIZEN,
        name=name,
        account=account,
        role=CITIZEN_ROLE,
        rights=rights_of(CITIZEN_ROLE),
        person=person,
        cases=frozenset(cases),
    )
