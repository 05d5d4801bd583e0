"""The posts of a centre and its departments, as roles. Other rooms grant them rights on their own verbs."""

from __future__ import annotations

from typing import Any

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.roles import CITIZEN_ROLE, Role, declare_roles, grant

WINDOW_CLERK = "window_clerk"
STATION_AGENT = "station_agent"
REVIEWER = "reviewer"
CHIEF = "chief_representative"
CENTRE_MANAGER = "centre_manager"
SUPERVISOR = "supervisor"
LEADER = "leader"
ASSESSOR = "assessor"
ADMINISTRATOR = "administrator"

declare_roles(
    Role(WINDOW_CLERK, "窗口人员"),
    Role(STATION_AGENT, "村站代办员"),
    Role(REVIEWER, "审批人员"),
    Role(CHIEF, "首席代表"),
    Role(CENTRE_MANAGER, "中心管理员"),
    Role(SUPERVISOR, "监察员"),
    Role(LEADER, "领导"),
    Role(ASSESSOR, "考核人员"),
    Role(ADMINISTRATOR, "系统管理员"),
    Role(CITIZEN_ROLE, "申请人"),
)

for keeper in (CENTRE_MANAGER, ADMINISTRATOR):
    grant(keeper, "api_key.issue", "api_key.revoke")


def may_hold_keys(actor: Actor, _key: Any) -> str | None:
    """Making a row: the body asks whether the post's office is in the actor's subtree; `seen_by` asks for the others."""
    return None if actor.kind is not ActorKind.CITIZEN else "接口密钥由管理员发放"
