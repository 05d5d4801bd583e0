"""What feedback does when something has happened in a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yichuang.domains.cases.queries import case_named
from yichuang.domains.cases.states import Channel
from yichuang.domains.feedback import turns
from yichuang.domains.feedback.invitations import address_of_invitation
from yichuang.kernel.outbox.tell import post, posted

TITLE = "请评价"


def show_at_window(facts: dict[str, Any], at: datetime) -> None:
    """Let the tablet of the window show what was just handed over there; a late reaction shows nothing old."""
    if seat := facts.get("seat"):
        turns.show(int(seat), str(facts["ref"]), at)


def invite(facts: dict[str, Any], at: datetime) -> None:
    """Invite the applicant to evaluate, once a case; free will, so the words ask for nothing (国办发〔2019〕51号)."""
    ref = str(facts["ref"])
    case = case_named(ref)
    if case is None or case.channel == Channel.IMPORTED or posted(ref, TITLE):
        return
    body = f"您的申请 {case.number} 办完了。愿意的话，请给这次服务评分：{address_of_invitation(ref)}"
    post(ref, TITLE, body, channel="sms", at=at, subject=ref)
