"""Who may evaluate, and who may read evaluations."""

from __future__ import annotations

from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, grant

grant(CITIZEN_ROLE, "evaluation.give", "evaluation.add")
for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, "page.evaluations")


def is_served(actor: Actor, _evaluation: Any) -> str | None:
    """Only those who were served; that the case is theirs is proved before, at the portal."""
    return None if actor.kind is ActorKind.CITIZEN else "评价只能由办事人自己给出"
