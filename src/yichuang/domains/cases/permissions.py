"""Who may do what to a case. Each function gives a Chinese reason why not, or None.

The kernel has asked before whether the role brings the right at all; here it is about this row.
"""

from __future__ import annotations

from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.levels import reaches
from yichuang.domains.organisation.queries import level_name, level_of
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, grant

RECEIVING = (
    "case.receive",
    "case.check_materials",
    "case.reuse_papers",
    "case.request_supplement",
    "case.supplement",
    "case.withdraw",
    "case.bring_owed",
    "case.attach",
    "case.reveal",
)
COUNTER = (
    *RECEIVING,
    "case.accept",
    "case.decline",
    "case.finish_at_once",
    "case.deliver",
    "case.archive",
    "page.intake",
    "page.check",
    "page.case",
    "page.delivery",
    "page.search",
)
REVIEW = (
    "case.claim",
    "case.release",
    "case.review",
    "case.ask_more",
    "case.tell_hearing_right",
    "case.waive_hearing",
    "case.start_special_procedure",
    "case.end_special_procedure",
    "case.report_up",
    "case.upper_answered",
    "case.bring_owed",
    "case.attach",
    "case.reveal",
    "page.tasks",
    "page.check",
    "page.case",
    "page.search",
)
DECISION = ("case.grant", "case.refuse", "case.extend", "case.return_to_stage", "case.revoke")

grant(posts.WINDOW_CLERK, *COUNTER)
# a village station takes in for others; it finishes what is authorised down to it, and hands over (`may_finish`)
grant(posts.STATION_AGENT, *RECEIVING, "case.finish_at_once", "case.deliver")
grant(posts.STATION_AGENT, "page.intake", "page.check", "page.case", "page.delivery", "page.search")
grant(posts.REVIEWER, *REVIEW, *DECISION[:2], "case.accept", "case.decline", "case.request_supplement")
grant(posts.CHIEF, *REVIEW, *DECISION, "case.accept", "case.decline", "case.request_supplement")
for role in (posts.CENTRE_MANAGER, posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR):
    grant(role, "page.case", "page.search")
grant(CITIZEN_ROLE, "case.submit", "case.supplement", "case.reuse_papers", "case.withdraw", "case.attach")


def may_receive(actor: Actor, _case: Case) -> str | None:
    """Receiving makes a row: only the place is asked, and the body checks it against the actor's office."""
    return None if actor.kind is not ActorKind.CITIZEN else "请在网上提交申请"


def may_submit(_actor: Actor, _case: Case) -> str | None:
    """Anybody may apply (行政许可法 art. 29)."""
    return None


def at_counter(actor: Actor, case: Case) -> str | None:
    """Staff of the place that took the case in, or of the department itself."""
    if actor.kind is ActorKind.SYSTEM or actor.covers(case.place_path) or actor.covers(case.department_path):
        return None
    return f"这件由{case.office_name()}办理，您可以查看，不能办理"


def may_finish(actor: Actor, case: Case) -> str | None:
    """As `at_counter`, where the item is authorised to be done at a counter of that level (授权、下沉)."""
    if reason := at_counter(actor, case):
        return reason
    return None if actor.kind is ActorKind.SYSTEM else why_not_authorised(case.facts, case.place_id)


def why_not_authorised(item: ItemFacts, place: int) -> str | None:
    """Why a place may hand an item in and not decide it: the item isn't authorised down to its level."""
    level = level_of(place)
    if not reaches(item.level, level):
        return f"这个事项没有授权到{level_name(level)}，收件后由部门办理"
    return None if item.at_window else "这个事项没有授权窗口决定，收件后由部门办理"


def of_department(actor: Actor, case: Case) -> str | None:
    """Staff of the department, or a window clerk who sits for it."""
    if actor.kind is ActorKind.SYSTEM or actor.covers(case.department_path):
        return None
    return f"这件由{case.office_name()}审批，您可以查看，不能审批"


def holds_case(actor: Actor, case: Case) -> str | None:
    """Whoever has claimed it; unclaimed cases are anybody's of the department."""
    if reason := of_department(actor, case):
        return reason
    if case.assignee is not None and case.assignee != actor.account and actor.kind is ActorKind.STAFF:
        return "这件已由同事领取，请同事或者首席代表放回待办后再办"
    return None


def may_put_back(actor: Actor, case: Case) -> str | None:
    """Whoever has claimed it; a chief representative for a colleague who is away."""
    return of_department(actor, case) if actor.role == posts.CHIEF else holds_case(actor, case)


def by_law(actor: Actor, _case: Case) -> str | None:
    """Acts of the law itself, done by the system when a clock runs out."""
    return None if actor.kind is ActorKind.SYSTEM else "这一步由时限到期自动完成"


def applicant_or_counter(actor: Actor, case: Case) -> str | None:
    """The applicant (proved by account or by query code), or staff for them."""
    if actor.kind is ActorKind.CITIZEN:
        return None  # the row is theirs: `seen_by`, or the query code that the portal has checked
    return at_counter(actor, case)
