"""The right to a hearing is told before a decision that weighs heavily on somebody (行政许可法 art. 47)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, rules
from yichuang.domains.cases.actions.hearing import REQUEST
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import issue_paper, tell_applicant
from yichuang.domains.cases.states import IN_HAND
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb


@verb(
    Case,
    "case.tell_hearing_right",
    label="告知听证权利",
    when=IN_HAND,
    allow=permissions.holds_case,
    effect="出听证告知书，五个工作日内可以要求听证，期满前不作决定；这段时间不停表",
)
def tell_hearing_right(
    case: Case,
    act: Act,
    *,
    proposed: Annotated[
        str, Field(title="拟作的决定和理由", min_length=rules.SHORTEST_REASON, max_length=1000)
    ],
    others: Annotated[
        str, Field(title="利害关系人", max_length=200, json_schema_extra={"hint": "有的写姓名或名称"})
    ] = "",
) -> None:
    """Tell of the right to a hearing before a decision that weighs heavily on somebody (art. 47)."""
    if act.clock(REQUEST):
        raise Refused(
            Because.WRONG_STATE, "已经告知过听证权利，期限还没有到", remedy="有人要求听证的，请转特别程序"
        )
    clock = act.start(REQUEST, rules.HEARING_REQUEST, case.department_id)
    issue_paper(case, act, "hearing_right_notice", proposed=proposed, others=others, due=clock.due_at)
    tell_applicant(
        case,
        act,
        "可以要求听证",
        f"您的申请 {case.number}：作决定前，您可以在 {rules.HEARING_REQUEST.amount} 个工作日内要求听证，见听证告知书。",
    )
