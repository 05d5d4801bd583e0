"""What the upper level decides: our review is passed up, its decision comes back (行政许可法 art. 35, 43; 上报件)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, policies, rules
from yichuang.domains.cases.actions.deciding import OpinionText, decide
from yichuang.domains.cases.actions.steps import opinion_of
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import issue_paper, tell_applicant
from yichuang.domains.cases.states import DECIDED, State
from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import SHANGHAI, Act
from yichuang.kernel.verbs.declare import verb

UpperDays = Annotated[
    int,
    Field(
        title="上级的时限",
        ge=1,
        le=365,
        json_schema_extra={"unit": "个工作日", "hint": "法律没有另外规定的，是 20 个工作日"},
    ),
]


@verb(
    Case,
    "case.report_up",
    label="转报上级",
    when=[State.IN_REVIEW],
    then=State.AWAITING_UPPER,
    allow=permissions.holds_case,
    effect="我方时限到此为止，上级的时间另算，告诉申请人转报给了谁",
)
def report_up(
    case: Case,
    act: Act,
    *,
    organ: Annotated[str, Field(title="上级机关", min_length=2, max_length=80)],
    days: UpperDays = rules.UPPER.amount,
    opinion: OpinionText,
) -> None:
    """Pass opinion and all papers up (art. 35, 43); our part has its limit, the upper level's time is shown apart."""
    if fault := policies.to_pass_up(case, act.by):
        raise Refused(Because.WRONG_STATE, fault)
    act.stop("decision")
    act.stop("statutory")
    act.stop("stage")
    act.start("upper", Limit(days, Unit.WORKING_DAY), case.department_id)
    passed = {**opinion_of(case.stage or "review", act, opinion), "organ": organ}
    act.set(opinions=[*case.opinions, passed], assignee=None, stage="")
    act.note(organ=organ, days=days)
    tell_applicant(
        case,
        act,
        "已转报上级",
        f"您的申请 {case.number} 我们已审查完，转报{organ}决定，上级的时限是 {days} 个工作日。",
    )


@verb(
    Case,
    "case.upper_answered",
    label="上级已批复",
    when=[State.AWAITING_UPPER],
    ends=DECIDED,
    allow=permissions.of_department,
    effect="登记上级的决定，出通知书，转出件",
)
def upper_answered(
    case: Case,
    act: Act,
    *,
    granted: Annotated[
        bool,
        Field(title="上级的决定", json_schema_extra={"choices": {"true": "准予", "false": "不予"}}),
    ],
    number: Annotated[str, Field(title="批复文号", max_length=60)] = "",
    content: Annotated[str, Field(title="批复内容", min_length=2, max_length=1000)],
) -> None:
    """Record what the upper organ decided, and tell the applicant; the decision itself is the upper organ's paper."""
    organ, reported_on = policies.reported_to(case)
    act.stop("upper")
    decide(case, act, "granted" if granted else "refused")
    act.note(organ=organ, upper_number=number)
    issue_paper(
        case,
        act,
        "upper_decision_notice",
        organ=organ,
        reported_on=reported_on.astimezone(SHANGHAI).date().isoformat() if reported_on else None,
        granted=granted,
        number=number,
        content=content,
        reason="" if granted else content,
    )
    result = "准予办理" if granted else "未获准予"
    tell_applicant(
        case, act, "上级已批复", f"您的申请 {case.number} {organ}已作出决定：{result}。请按所选方式领取结果。"
    )
