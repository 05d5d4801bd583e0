"""Who may explain, judge, object, urge, and change rules. Each function gives a Chinese reason why not, or None."""

from __future__ import annotations

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import grant
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.supervision.models import Card, Concerning, RuleFile, UrgeKind, WallLink

HANDLERS = (posts.WINDOW_CLERK, posts.STATION_AGENT, posts.REVIEWER, posts.CHIEF)
WITH_A_SCREEN = ("county", "centre", "town")
"""Kinds of offices whose big screen may hang on a wall."""
OVERSEERS = (posts.SUPERVISOR, posts.LEADER, posts.CENTRE_MANAGER)

for role in HANDLERS:
    grant(role, "card.explain", "card.object", "urge.answer", "alert.acknowledge", "page.card", "page.alerts")
for role in OVERSEERS:
    grant(role, "page.supervision", "page.screen", "page.card", "page.rules")
grant(posts.SUPERVISOR, "card.uphold", "card.lift", "card.confirm", "card.overturn", "urge.send")
grant(posts.LEADER, "card.confirm", "card.overturn", "urge.send")
grant(posts.CENTRE_MANAGER, "urge.send", "page.walls", "wall_link.open", "wall_link.withdraw")
grant(posts.ADMINISTRATOR, "page.rules", "rule.change")


def by_system(actor: Actor, _subject: object) -> str | None:
    """What follows from a clock by itself."""
    return None if actor.kind is ActorKind.SYSTEM else "这一步由时限到期自动完成"


def is_addressee(actor: Actor, one: Concerning) -> str | None:
    """Whom it is addressed to, or anybody of an office to which it is addressed as a whole; the head may for all."""
    of_office = actor.covers(one.department_path) or actor.covers(one.place_path)
    if one.addressee is None and of_office:
        return None
    if actor.account is not None and actor.account == one.addressee:
        return None
    if actor.role == posts.CHIEF and actor.covers(one.department_path):
        return None
    return "这是发给承办人的，请承办人本人或首席代表处理"


def may_judge(actor: Actor, card: Card) -> str | None:
    """Those in whose scope it lies, but never in their own matter."""
    if not card.seen_by(actor):
        return "这张牌不归您监察"
    if actor.account == card.addressee:
        return "不能认定发给自己的牌，请另一位监察员办理"
    return None


def may_decide_objection(actor: Actor, card: Card) -> str | None:
    """Somebody else than who upheld it (RULEBOOK 5)."""
    if actor.account is not None and actor.account == card.judged_by:
        return "申诉要由另一个人决定：您认定过这张牌，请另一位监察员或分管领导决定"
    return may_judge(actor, card)


def may_hang(actor: Actor, _made: object) -> str | None:
    """Making a link: the body asks whether the office lies in the actor's subtree."""
    return None if actor.kind is not ActorKind.CITIZEN else "您的岗位不能办这一项"


def of_link(actor: Actor, link: WallLink) -> str | None:
    """Those in whose subtree the office of the screen lies."""
    return None if link.seen_by(actor) else "这个大屏不归您管理"


def kind_for(actor: Actor) -> UrgeKind:
    """督办 by a supervisor, 催办 by anybody else who may."""
    return UrgeKind.SUPERVISE if actor.role == posts.SUPERVISOR else UrgeKind.URGE


def may_urge(actor: Actor, _subject: object) -> str | None:
    """Making a row: the body asks whether the case lies in the actor's scope."""
    return None if actor.kind is not ActorKind.CITIZEN else "您的岗位不能催办"


def may_change(actor: Actor, _rule: RuleFile) -> str | None:
    """Administrators of the whole network: the rules hold for all of it."""
    top = next((office.path for office in tree().all if office.parent_id is None), "-")
    return None if actor.covers(top) else "规则管全县，由县级管理员调整"
