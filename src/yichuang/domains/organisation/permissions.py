"""The posts of a centre and its departments, as roles. Other rooms grant them rights on their own verbs and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.models import Post
from yichuang.kernel.access.roles import CITIZEN_ROLE, ONE_SELF, Role, declare_roles, grant

if TYPE_CHECKING:
    from yichuang.domains.organisation.models import AccountFile, OfficeFile, PostFile

WINDOW_CLERK = "window_clerk"
STATION_AGENT = "station_agent"
REVIEWER = "reviewer"
CHIEF = "chief_representative"
CENTRE_MANAGER = "centre_manager"
SUPERVISOR = "supervisor"
LEADER = "leader"
ASSESSOR = "assessor"
ADMINISTRATOR = "administrator"

STAFF_ROLES = (
    Role(WINDOW_CLERK, "窗口人员"),
    Role(STATION_AGENT, "村站代办员"),
    Role(REVIEWER, "审批人员"),
    Role(CHIEF, "首席代表"),
    Role(CENTRE_MANAGER, "中心管理员"),
    Role(SUPERVISOR, "监察员"),
    Role(LEADER, "领导"),
    Role(ASSESSOR, "考核人员"),
    Role(ADMINISTRATOR, "系统管理员"),
)
declare_roles(*STAFF_ROLES, Role(CITIZEN_ROLE, "申请人"))

OWN_ACCOUNT = (
    *ONE_SELF,
    "page.desk",
    "account.set_second_factor",
    "account.remove_second_factor",
)
OFFICES = (
    "office.add_window",
    "office.change_window",
    "office.add_department",
    "office.change_department",
    "office.add_region",
    "office.add_centre",
    "office.change_centre",
    "office.add_hall",
    "office.change_hall",
    "office.change_region",
    "office.set_hours",
    "office.close",
    "office.reopen",
    "calendar.change",
    "page.windows",
    "page.calendar",
)
PEOPLE = (
    "account.open",
    "account.appoint",
    "account.close",
    "account.reopen",
    "account.reset_password",
    "post.end",
    "api_key.issue",
    "api_key.revoke",
    "page.staff",
)
for role in STAFF_ROLES:
    grant(role.code, *OWN_ACCOUNT)
for manager in (CENTRE_MANAGER, ADMINISTRATOR):
    grant(manager, *OFFICES, *PEOPLE)


def of_office(actor: Actor, office: OfficeFile) -> str | None:
    """Those in whose subtree it lies."""
    return None if office.seen_by(actor) else "这个机构不归您管理"


def may_close_office(actor: Actor, office: OfficeFile) -> str | None:
    """An office without open ones below it and without people."""
    from yichuang.kernel.offices.queries import tree

    if reason := of_office(actor, office):
        return reason
    if any(one.active and one.id != office.pk for one in tree().below(office.path)):
        return "它下面还有没停用的机构，请先停用那些"
    from django.db.models import Q

    here = Post.objects.filter(Q(office_id=office.pk) | Q(seat_id=office.pk), active=True)
    if people := here.count():
        return f"这里还有 {people} 人在岗，请先免去或调走"
    return None


def may_make(actor: Actor, _subject: object) -> str | None:
    """Making a row: the body asks whether the office above lies in the actor's subtree."""
    return None if actor.kind is not ActorKind.CITIZEN else "您的岗位不能办这一项"


def may_manage(actor: Actor, account: AccountFile) -> str | None:
    """Those in whose subtree all posts of the account lie; an administrator's account only administrators."""
    if actor.kind is ActorKind.SYSTEM:
        return None
    posts = list(Post.objects.filter(account_id=account.pk, active=True).values_list("role", "office__path"))
    if any(not actor.covers(path) for _, path in posts):
        return "这个人在别的机构还有岗位，请上级管理员办理"
    if actor.role != ADMINISTRATOR and any(role == ADMINISTRATOR for role, _ in posts):
        return "系统管理员的账号，只有系统管理员能改"
    return None


def may_manage_other(actor: Actor, account: AccountFile) -> str | None:
    """As `may_manage`, and never one's own account: nobody locks themselves out."""
    if actor.account == account.pk:
        return "不能停用自己的账号，请另一位管理员办理"
    return may_manage(actor, account)


def is_own(actor: Actor, account: AccountFile) -> str | None:
    """The owner of the account alone."""
    return None if actor.account == account.pk else "只能改自己的账号"


def may_end(actor: Actor, post: PostFile) -> str | None:
    """Those in whose subtree the office lies; not the post that one acts in."""
    if not post.seen_by(actor):
        return "这个岗位不归您管理"
    if actor.post == post.pk:
        return "不能免去自己正在用的岗位，请另一位管理员办理"
    if post.role == ADMINISTRATOR and actor.role != ADMINISTRATOR:
        return "系统管理员的岗位，只有系统管理员能免"
    return None
