"""Who keeps the catalogue: the centre's manager and the administrator; others of the staff read it."""

from __future__ import annotations

from yichuang.domains.catalogue.models import ServiceItem
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant

KEEPING = ("item.adopt", "item.adjust", "item.suspend", "item.resume", "item.retire", "page.imports")

for role in (posts.CENTRE_MANAGER, posts.ADMINISTRATOR):
    grant(role, *KEEPING, "page.items")
for role in (posts.WINDOW_CLERK, posts.REVIEWER, posts.CHIEF, posts.SUPERVISOR, posts.LEADER):
    grant(role, "page.items")


def may_keep(actor: Actor, _item: ServiceItem) -> str | None:
    """The catalogue is one for the whole centre, so no office of its own is asked for."""
    return "事项由政务服务中心维护" if actor.kind is ActorKind.CITIZEN else None
