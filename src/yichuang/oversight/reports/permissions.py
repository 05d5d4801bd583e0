"""Who reads figures and reports: those who answer for the whole centre, and chiefs for their own department."""

from __future__ import annotations

from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant
from yichuang.kernel.figures.asking import ANYWHERE

PAGES = ("page.figures", "page.reports", "figures.export")

for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, *PAGES, ANYWHERE)
grant(posts.CHIEF, *PAGES)
for role in (posts.CENTRE_MANAGER, posts.LEADER):
    grant(role, "report.publish")


def may_publish(actor: Actor, _publication: Any) -> str | None:
    """Only people of the staff, in a post that answers for the numbers."""
    return None if actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM) else "只有工作人员能发布数值"
