"""Who may do what to the files of persons and enterprises."""

from __future__ import annotations

from yichuang.domains.residents.models import Person
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, grant

grant(CITIZEN_ROLE, "person.appear", "enterprise.appear", "person.link_account")


def may_appear(_actor: Actor, _party: object) -> str | None:
    """Anybody may be named in an application (行政许可法 art. 29); naming somebody opens nothing."""
    return None


def is_that_person(actor: Actor, person: Person) -> str | None:
    """The citizen who has just proved to be this person."""
    proved = actor.kind is ActorKind.CITIZEN and actor.person is not None and actor.person == person.pk
    return None if proved else "要先用登记的手机号验证身份"
