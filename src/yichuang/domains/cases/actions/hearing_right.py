"""The right to a hearing, told before a decision that weighs heavily on somebody, and given up (行政许可法 art. 47)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, policies, rules
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import issue_paper, tell_applicant
from yichuang.domains.cases.states import IN_HAND
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import SHANGHAI, Act
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
    if act.clock(policies.HEARING_REQUEST):
        raise Refused(Because.WRONG_STATE, policies.ALREADY_TOLD, remedy="有人要求听证的，请转特别程序")
    clock = act.start(policies.HEARING_REQUEST, rules.HEARING_REQUEST, case.department_id)
    issue_paper(case, act, "hearing_right_notice", proposed=proposed, others=others, due=clock.due_at)
    tell_applicant(
        case,
        act,
        "可以要求听证",
        f"您的申请 {case.number}：作决定前，您可以在 {rules.HEARING_REQUEST.amount} 个工作日内要求听证，见听证告知书。",
    )


@verb(
    Case,
    "case.waive_hearing",
    label="登记放弃听证",
    when=IN_HAND,
    allow=permissions.holds_case,
    effect="都书面放弃了，不用等满五个工作日，可以作决定",
)
def waive_hearing(
    case: Case,
    act: Act,
    *,
    waived_on: Annotated[
        date, Field(title="放弃的日期", json_schema_extra={"hint": "声明上签字或者盖章的日期"})
    ],
    document: Annotated[
        str,
        Field(
            title="放弃声明",
            min_length=4,
            max_length=100,
            json_schema_extra={"hint": "文书的名称和份数；扫描件在“材料”里收，不写姓名"},
        ),
    ],
    everybody: Annotated[bool, Field(title="申请人和告知书上的利害关系人都书面放弃了")],
) -> None:
    """Record that all who might ask for a hearing gave that up in writing: nothing is left to wait for (art. 47)."""
    clock = act.clock(policies.HEARING_REQUEST)
    if clock is None:
        raise Refused(Because.WRONG_STATE, policies.NONE_AWAITED)
    told = clock.started_at.astimezone(SHANGHAI).date()
    if not told <= waived_on <= act.day:
        said = f"放弃的日期要在告知听证权利（{told.month}月{told.day}日）之后，不能晚于今天"
        raise Refused(Because.BAD_INPUT, said, field="waived_on")
    if not everybody:
        raise Refused(
            Because.BAD_INPUT,
            "还有人没有书面放弃，他仍可以要求听证",
            field="everybody",
            remedy="等期满再作决定，或者等都放弃了再登记",
        )
    act.stop(policies.HEARING_REQUEST, "waived")
    act.note(waived_on=waived_on, document=document)
    tell_applicant(
        case,
        act,
        "已登记放弃听证",
        f"您的申请 {case.number}：已登记您书面放弃听证。不是您的意思，请马上联系承办部门。",
    )
