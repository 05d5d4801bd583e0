"""Who keeps the catalogue: manager and administrator of the county's centre; others of the staff read it."""

from __future__ import annotations

from yichuang.domains.catalogue.models import ServiceItem
from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.queries import keeps_whole_county
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant

KEEPING = ("item.adopt", "item.adjust", "item.suspend", "item.resume", "item.retire", "page.imports")

for role in (posts.CENTRE_MANAGER, posts.ADMINISTRATOR):
    grant(role, *KEEPING, "page.items")
for role in (posts.WINDOW_CLERK, posts.REVIEWER, posts.CHIEF, posts.SUPERVISOR, posts.LEADER):
    grant(role, "page.items")


def may_keep(actor: Actor, _item: ServiceItem) -> str | None:
    """The catalogue is one for the whole county: kept by its centre, not by towns, stations or single departments."""
    return why_not_keep(actor)


def why_not_keep(actor: Actor) -> str | None:
    """The same, asked before there is an item: why somebody doesn't keep the catalogue."""
    if actor.kind is ActorKind.SYSTEM or (actor.kind is ActorKind.STAFF and keeps_whole_county(actor)):
        return None
    return "事项由县级政务服务中心统一管理，请把要改的内容报县中心"
