"""How a case ends: delivery, archive, withdrawal, lapse, revocation (行政许可法 art. 44, 69; RULEBOOK 2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, policies, rules
from yichuang.domains.cases.actions.steps import conclude, end_procedure
from yichuang.domains.cases.events import CaseConcluded, CaseDelivered
from yichuang.domains.cases.inputs import DELIVERY_WAYS, DeliveryWay
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import RETELLER, issue_paper, tell_applicant, tell_staff
from yichuang.domains.cases.queries import applicant_of
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, DECIDED, OPEN, Delivery, State
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb


@verb(
    Case,
    "case.deliver",
    label="送达",
    key="F9",
    when=DECIDED,
    then=State.DELIVERED,
    allow=permissions.at_counter,
    effect="结果交到申请人手里，写入送达回证",
)
def deliver(
    case: Case,
    act: Act,
    *,
    way: Annotated[DeliveryWay, Field(title="送达方式", json_schema_extra={"choices": DELIVERY_WAYS})],
    receiver: Annotated[str, Field(title="签收人", min_length=1, max_length=40)],
    address: Annotated[
        str, Field(title="送到哪里", max_length=120, json_schema_extra={"only": {"way": "post home"}})
    ] = "",
    tracking: Annotated[
        str,
        Field(
            title="快递单号", max_length=40, json_schema_extra={"only": {"way": "post"}, "hint": "邮寄要填"}
        ),
    ] = "",
) -> None:
    """Hand over the result (art. 44); from here the service may be evaluated.

    What is sent goes to the address given, or else to the one that the applicant left.
    """
    if way == "post" and not tracking:
        raise Refused(Because.BAD_INPUT, "邮寄的请填写快递单号", field="tracking")
    sent_to = (address or applicant_of(case).address) if way in ("post", "home") else ""
    if way in ("post", "home") and not sent_to and act.by.role != RETELLER:
        raise Refused(Because.BAD_INPUT, "申请时没有留地址，请填写送到哪里", field="address")
    act.stop("delivery", None)
    act.set(delivery=way, delivered_on=act.day)
    act.note(way=way)
    issue_paper(case, act, "delivery_record", way=way, receiver=receiver, tracking=tracking, address=sent_to)
    tell_applicant(case, act, "已送达", f"您的申请 {case.number} 已办完，结果已经送到。")
    seat = act.by.seat if way == Delivery.WINDOW else None
    act.emit(CaseDelivered(case.ref, case.facts.code, seat))


@verb(
    Case,
    "case.archive",
    label="归档",
    when=[State.DELIVERED, State.DECLINED, State.LAPSED, State.WITHDRAWN],
    then=State.ARCHIVED,
    allow=permissions.at_counter,
    effect="一事一档封存（DA/T 85-2019）",
)
def archive(_case: Case, _act: Act) -> None:
    """Close the dossier."""


@verb(
    Case,
    "case.withdraw",
    label="撤回申请",
    danger=True,
    when=[*BEFORE_ACCEPTANCE, State.SUPPLEMENT_REQUESTED, *OPEN],
    then=State.WITHDRAWN,
    allow=permissions.applicant_or_counter,
    effect="撤回后这件就结束了，需要时可以重新申请",
)
def withdraw(
    case: Case, act: Act, *, reason: Annotated[str, Field(title="撤回原因", min_length=2, max_length=300)]
) -> None:
    """End the case at the applicant's wish, before the decision, whoever has it by then."""
    accepted = case.accepted_on is not None
    if act.clock("special_procedure"):
        end_procedure(case, act)
    if accepted:
        conclude(case, act, "withdrawn")
    if act.stop("upper", "void") and (passed := policies.passed_up(case)):
        organ = passed["organ"]
        tell_staff(case, act, passed["account"], "申请人撤回了", f"已转报{organ}，请告知{organ}不必再办。")
    for kind in ("acceptance", "supplement"):
        act.stop(kind, "void")
    issue_paper(case, act, "termination_notice", ending="withdrawn", reason=reason)
    if accepted:
        act.emit(CaseConcluded(case.ref, case.facts.code, "withdrawn"))


@verb(
    Case,
    "case.lapse",
    label="逾期未补，作废",
    when=[State.SUPPLEMENT_REQUESTED],
    then=State.LAPSED,
    allow=permissions.by_law,
    offered=False,
)
def lapse(case: Case, act: Act) -> None:
    """End an application whose applicant hasn't brought what was missing in time (RULEBOOK 2)."""
    act.stop("supplement", "late")
    issue_paper(case, act, "termination_notice", ending="lapsed", reason="没有在期限内补正材料")
    tell_applicant(case, act, "申请已作废", f"您的申请 {case.number} 逾期没有补正，已作废，可以重新申请。")


@verb(
    Case,
    "case.revoke",
    label="撤销",
    danger=True,
    when=[State.DECIDED_GRANTED, State.DELIVERED, State.ARCHIVED],
    then=State.REVOKED,
    allow=permissions.of_department,
    effect="已准予的决定被撤销，书面告知并说明救济途径",
)
def revoke(
    case: Case,
    act: Act,
    *,
    reason: Annotated[str, Field(title="撤销理由", min_length=rules.SHORTEST_REASON, max_length=500)],
    basis: Annotated[str, Field(title="法律依据", min_length=4, max_length=300)],
) -> None:
    """Revoke what was granted (art. 69)."""
    act.stop("delivery", "void")
    issue_paper(case, act, "termination_notice", ending="revoked", reason=reason, basis=basis)
    tell_applicant(case, act, "决定已撤销", f"您的申请 {case.number} 的决定已撤销，理由和救济途径见通知书。")
