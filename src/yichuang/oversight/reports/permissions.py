"""Who reads figures and reports, who writes, signs and publishes them: posts that answer for an office's numbers."""

from __future__ import annotations

from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant
from yichuang.kernel.figures.asking import ANYWHERE

PAGES = ("page.figures", "page.reports", "figures.export")
WRITING = (
    "report.draft", "report.write", "report.insert", "report.move", "report.remove", "report.retitle",
    "report.choose", "report.submit",
)  # fmt: skip
SIGNING = ("report.sign", "report.return", "report.publish", "publication.keep")

for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, *PAGES, ANYWHERE)
grant(posts.CHIEF, *PAGES)
for role in (posts.ASSESSOR, posts.CENTRE_MANAGER, posts.CHIEF):
    grant(role, *WRITING)
for role in (posts.CENTRE_MANAGER, posts.LEADER):
    grant(role, *SIGNING)


def may_publish(actor: Actor, _publication: Any) -> str | None:
    """Only people of the staff, in a post that answers for the numbers."""
    return None if actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM) else "只有工作人员能发布数值"


def of_office(actor: Actor, report: Any) -> str | None:
    """Those who answer for its office."""
    return None if report.belongs_to(actor) else "这份报告不归您的岗位管"


def may_sign(actor: Actor, report: Any) -> str | None:
    """Two persons: whoever wrote in it doesn't sign it."""
    if reason := of_office(actor, report):
        return reason
    if actor.account in report.writers:
        return "您写过这份报告，要由没有动过笔的同事签发"
    return None
