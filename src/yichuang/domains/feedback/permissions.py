"""Who may evaluate, who may read evaluations, and who verifies and puts right the bad ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, grant

if TYPE_CHECKING:
    from yichuang.domains.feedback.models import Evaluation, WindowDevice

GIVING = ("evaluation.give", "evaluation.add", "evaluation.reply")
HANDLING = ("evaluation.verify", "evaluation.extend", "evaluation.rectify", "evaluation.explain")
DEVICES = ("device.open", "device.renew", "device.close", "page.devices")
JUDGING = ("evaluation.discount", "evaluation.uphold")

grant(CITIZEN_ROLE, *GIVING)
for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, "page.evaluations")
for role in (posts.CHIEF, posts.CENTRE_MANAGER):
    grant(role, *HANDLING)
for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR):
    grant(role, *JUDGING)
for role in (posts.CHIEF, posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER):
    grant(role, "page.reviews")
grant(posts.CENTRE_MANAGER, *DEVICES)
for role in (posts.CENTRE_MANAGER, posts.CHIEF):
    grant(role, "commendation.record")
for role in (posts.CENTRE_MANAGER, posts.CHIEF, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, "page.commendations")


def is_served(actor: Actor, _evaluation: Any) -> str | None:
    """Only those who were served; that the case is theirs is proved before, at the portal."""
    return None if actor.kind is ActorKind.CITIZEN else "评价只能由办事人自己给出"


def of_unit(actor: Actor, evaluation: Evaluation) -> str | None:
    """The department that the service belongs to, and the centre that gave it."""
    if actor.kind is ActorKind.SYSTEM:
        return None
    ours = actor.covers(evaluation.department_path) or actor.covers(evaluation.place_path)
    return None if ours else "这条差评不归您的单位整改"


def of_somebody_else(actor: Actor, evaluation: Evaluation) -> str | None:
    """The unit, and nobody who handled the service: nobody verifies what was said of themselves."""
    if evaluation.judges_itself(actor):
        return "评的是您经手的事，请没有经手的同事或中心管理员核实"
    return of_unit(actor, evaluation)


def of_another_judge(actor: Actor, evaluation: Evaluation) -> str | None:
    """Whether one is a mistake or malicious is decided by neither who handled the service nor who verified."""
    if evaluation.judges_itself(actor):
        return "评的是您经手的事，要由没有经手的人认定"
    if actor.account is not None and actor.account == evaluation.verified_by:
        return "是您核实的，要由另一个人认定"
    return of_unit(actor, evaluation)


def of_desk(actor: Actor, _made: Any) -> str | None:
    """Making something at the desk: the body asks whether the office lies in the actor's subtree."""
    return None if actor.kind is not ActorKind.CITIZEN else "您的岗位不能办这一项"


def of_window(actor: Actor, device: WindowDevice) -> str | None:
    """Those in whose subtree the window lies."""
    return None if device.seen_by(actor) else "这个窗口不归您管理"
