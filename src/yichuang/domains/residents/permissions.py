"""Who may open, change and look at the file of a person or an enterprise."""

from __future__ import annotations

from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.domains.residents.models import Person
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, grant

KEEPING = (
    "person.enrol",
    "person.update",
    "enterprise.enrol",
    "enterprise.update",
    "person.use_again",
    "enterprise.use_again",
)
LOOKING = ("person.reveal", "enterprise.reveal", "page.residents")

grant(posts.WINDOW_CLERK, *KEEPING, *LOOKING, "person.link_at_window")
grant(posts.STATION_AGENT, *KEEPING, *LOOKING)
grant(posts.REVIEWER, *LOOKING)
grant(posts.CHIEF, *LOOKING)
grant(CITIZEN_ROLE, "person.appear", "enterprise.appear", "person.link_account")


def staff_only(actor: Actor, _party: Any) -> str | None:
    """Citizens change their file through a clerk, who sees the document."""
    return None if actor.kind is not ActorKind.CITIZEN else "请带上证件，到窗口办理"


def may_appear(_actor: Actor, _party: Any) -> str | None:
    """Anybody may be named in an application (行政许可法 art. 29); naming somebody opens nothing."""
    return None


def is_that_person(actor: Actor, person: Person) -> str | None:
    """The citizen who has just proved to be this person."""
    proved = actor.kind is ActorKind.CITIZEN and actor.person is not None and actor.person == person.pk
    return None if proved else "要先用登记的手机号验证身份"
