"""Who acts: an Actor is passed to every verb and every query, and is never read from a request below the views."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """Staff act in a post, citizens for themselves, the system on the law's behalf."""

    STAFF = "staff"
    CITIZEN = "citizen"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with rights at an office.

    `account` is the id of a staff account or of a portal account, by `kind`; `office_path` is the subtree that the
    actor may look into; `seat` is the counter at which a clerk sits; `person` is the resident whom a citizen has
    proved to be; `cases` are references that a citizen has opened by number and query code, and nothing beside them.
    `unread` is how many messages waited when the page was asked for: it says nothing of who somebody is.
    """

    kind: ActorKind
    name: str
    account: int | None = None
    post: int | None = None
    office: int | None = None
    office_path: str = ""
    role: str = ""
    rights: frozenset[str] = field(default_factory=frozenset)
    person: int | None = None
    seat: int | None = None
    cases: frozenset[str] = field(default_factory=frozenset)
    unread: int = field(default=0, compare=False)

    @property
    def reference(self) -> str:
        """Text that stands for the actor in the ledger: `staff:7`, `citizen:9`, `citizen`, `system`."""
        return f"{self.kind.value}:{self.account}" if self.account else self.kind.value

    def may(self, right: str) -> bool:
        """Whether a role of this actor brings that right."""
        return right in self.rights

    def covers(self, path: str) -> bool:
        """Whether an office with that path lies within this actor's scope."""
        return bool(self.office_path) and path.startswith(self.office_path)


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="系统")
