"""Who may open, change and look at the file of a person or an enterprise."""

from __future__ import annotations

from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant

KEEPING = (
    "person.enrol",
    "person.update",
    "enterprise.enrol",
    "enterprise.update",
)
LOOKING = ("person.reveal", "enterprise.reveal", "page.residents")

grant(posts.WINDOW_CLERK, *KEEPING, *LOOKING, "portal_account.link")
grant(posts.STATION_AGENT, *KEEPING, *LOOKING)
grant(posts.REVIEWER, *LOOKING)
grant(posts.CHIEF, *LOOKING)


def staff_only(actor: Actor, _party: Any) -> str | None:
    """Citizens change their file through a clerk, who sees the document."""
    return None if actor.kind is not ActorKind.CITIZEN else "请带上证件，到窗口办理"
