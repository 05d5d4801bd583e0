"""From the application in hand to its acceptance (行政许可法 art. 32)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from yichuang.domains.cases import permissions, policies, rules, supplements
from yichuang.domains.cases.actions.steps import conclude, enter_stage, opinion_of
from yichuang.domains.cases.events import (
    CaseAccepted,
    CaseConcluded,
    CaseDelivered,
    SupplementRequested,
)
from yichuang.domains.cases.inputs import Files, MaterialInput, Materials
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import issue_paper, tell_applicant
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, Delivery, State, Verdict
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.documents.attach import attach
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import SHANGHAI, Act
from yichuang.kernel.verbs.declare import verb

Remark = Annotated[str, Field(title="备注", max_length=500)]


@verb(
    Case,
    "case.check_materials",
    label="存着等补",
    key="Ctrl S",
    when=BEFORE_ACCEPTANCE,
    allow=permissions.at_counter,
    effect="核对结果先存下，时限照走",
)
def check_materials(case: Case, act: Act, *, materials: Materials, remark: Remark = "") -> None:
    """Keep what the clerk found of the materials, without deciding on acceptance."""
    act.set(materials=_laid(case, materials))
    act.note(checked=len(materials), wanting=_wanting(materials), remark=remark)


@verb(
    Case,
    "case.request_supplement",
    label="出一次性告知书",
    key="F8",
    when=BEFORE_ACCEPTANCE,
    then=State.SUPPLEMENT_REQUESTED,
    allow=permissions.at_counter,
    effect="所有要补的一次写全，申请人补齐后再受理",
)
def request_supplement(case: Case, act: Act, *, materials: Materials) -> None:
    """Tell the applicant everything that is missing, once (行政许可法 art. 32(4))."""
    wanting = [material for material in materials if material.verdict in (Verdict.MISSING, Verdict.WRONG)]
    if not wanting:
        raise Refused(Because.BAD_INPUT, "没有缺少或不符的材料，可以直接受理", field="materials")
    for material in wanting:
        if not material.note:
            raise Refused(Because.BAD_INPUT, f"请写明“{material.name}”要补什么", field="materials")
    act.stop("acceptance", "met")
    clock = act.start("supplement", rules.SUPPLEMENT, case.department_id)
    act.set(materials=_laid(case, materials), supplements=case.supplements + 1)
    act.note(wanting=[material.code for material in wanting], times=case.supplements)
    issue_paper(case, act, "supplement_notice", materials=_dumped(wanting), due=clock.due_at)
    names = "、".join(f"{material.name}（{material.note}）" for material in wanting)
    tell_applicant(case, act, "请补正材料", f"您的申请 {case.number} 还差 {len(wanting)} 项：{names}。")
    act.emit(SupplementRequested(case.ref, case.supplements))


@verb(
    Case,
    "case.supplement",
    label="补正",
    when=[State.SUPPLEMENT_REQUESTED],
    ends=(State.SUPPLEMENTED, State.SUPPLEMENT_REQUESTED),
    allow=permissions.applicant_or_counter,
    effect="补齐了，五个工作日内答复是否受理；还差的接着等",
)
def supplement(
    case: Case,
    act: Act,
    *,
    materials: Materials = [],  # noqa: B006
    files: Files = [],  # noqa: B006
    last: Annotated[bool, Field(title="申请人不再补了")] = False,
    remark: Remark = "",
) -> None:
    """Hand in what was missing; once nothing of it is left the acceptance clock starts anew (art. 32(4), (5)).

    A list says of each paper whether it came, and from a clerk whether it now passes; without one everything that was
    wanting has come. What is left stays wanting under the same notification and the same limit, unless the applicant
    says that no more will follow (`last`).
    """
    kept, brought, left = supplements.brought_in(
        case, materials, trusted=act.by.kind is not ActorKind.CITIZEN
    )
    if not brought and not last:
        raise Refused(Because.BAD_INPUT, "请标出这次带来了哪些材料", field="materials")
    act.set(materials=kept)
    act.note(brought=sorted(brought), left=[one["code"] for one in left], remark=remark)
    attach(act, files)
    if left and not last:
        act.move(State.SUPPLEMENT_REQUESTED)
        names = "、".join(one["name"] for one in left)
        tell_applicant(case, act, "还差材料", f"您的申请 {case.number} 收到补的材料，还差：{names}。")
        return
    act.stop("supplement", "met")
    act.start("acceptance", rules.ACCEPTANCE, case.department_id)
    act.move(State.SUPPLEMENTED)


@verb(
    Case,
    "case.accept",
    label="受理",
    key="F9",
    when=BEFORE_ACCEPTANCE,
    then=State.ACCEPTED,
    allow=permissions.at_counter,
    effect="承诺时限和法定时限从今天起算，打印受理通知书",
)
def accept(case: Case, act: Act, *, materials: Materials | None = None, remark: Remark = "") -> None:
    """Accept the application; from here the decision clock runs (行政许可法 art. 32(5), 42)."""
    owed = _take_in(case, act, materials)
    item = case.facts
    act.note(remark=remark)
    clock = act.start("decision", item.promised_limit, case.department_id)
    statutory = item.statutory_limit
    legal = act.start("statutory", statutory, case.department_id) if statutory else None
    enter_stage(case, act, rules.next_stage([stage.code for stage in item.stages], ""))
    issue_paper(
        case,
        act,
        "acceptance_notice",
        due=clock.due_at,
        statutory_due=legal.due_at if legal else None,
        owed=_let_follow(case, act, owed),
    )
    tell_applicant(
        case, act, "已受理", f"您的申请 {case.number} 已受理，承诺 {item.promised_limit.words}办完。"
    )
    act.emit(CaseAccepted(case.ref, item.code))


@verb(
    Case,
    "case.decline",
    label="不予受理",
    key="Alt X",
    danger=True,
    when=BEFORE_ACCEPTANCE,
    then=State.DECLINED,
    allow=permissions.at_counter,
    effect="不予受理后，申请人要重新申请。请写明原因",
)
def decline(
    case: Case,
    act: Act,
    *,
    ground: Annotated[
        str, Field(title="不予受理的情形", json_schema_extra={"choices": rules.DECLINE_GROUNDS})
    ],
    reason: Annotated[str, Field(title="理由", min_length=rules.SHORTEST_REASON, max_length=500)],
    whose: Annotated[str, Field(title="该找哪个机关", max_length=80)] = "",
) -> None:
    """Decline in writing with the case of art. 32, the reason, whose matter it is and the remedy."""
    if ground not in rules.DECLINE_GROUNDS:
        raise Refused(Because.BAD_INPUT, "请选一种不予受理的情形", field="ground")
    if ground == "not_ours" and not whose:
        raise Refused(Because.BAD_INPUT, "不归本机关办理的，请写明该找哪个机关", field="whose")
    act.stop("acceptance", "met")
    act.set(declined_on=act.day)
    act.note(ground=ground, whose=whose)
    issue_paper(case, act, "decline_notice", ground=ground, reason=reason, whose=whose)
    tell_applicant(case, act, "不予受理", f"您的申请 {case.number} 不予受理，原因和救济途径见通知书。")


@verb(
    Case,
    "case.finish_at_once",
    label="当场办结",
    key="F9",
    when=BEFORE_ACCEPTANCE,
    then=State.DELIVERED,
    allow=permissions.may_finish,
    effect="受理、决定、送达一次完成，结果当面交给申请人",
)
def finish_at_once(
    case: Case,
    act: Act,
    *,
    materials: Materials | None = None,
    content: Annotated[str, Field(title="办理结果", max_length=500)] = "",
) -> None:
    """Accept, decide and hand over while the applicant waits (行政许可法 art. 37; 即办件)."""
    item = case.facts
    running = act.clock("acceptance")
    # the day of the service is that on which everything was there: of receipt, or of the supplement
    complete_at = running.started_at if running else case.received_at
    if reason := policies.to_finish_at_once(case):
        raise Refused(Because.WRONG_STATE, reason)
    if owed := _take_in(case, act, materials):
        names = "、".join(one["name"] for one in owed)
        raise Refused(
            Because.BAD_INPUT,
            f"当场办结不能容缺，还差：{names}",
            field="materials",
            remedy="请补齐后再办，或者出一次性告知书",
        )
    act.start("decision", item.promised_limit, case.department_id, at=complete_at)
    conclude(case, act, "granted")
    act.set(
        decided_on=act.day,
        delivered_on=act.day,
        on_site=item.at_window,
        delivery=case.delivery or Delivery.WINDOW,
        opinions=[opinion_of("decide", act, content)],
    )
    issue_paper(case, act, "grant_decision", content=content)
    act.emit(CaseConcluded(case.ref, item.code, "granted"))
    act.emit(CaseDelivered(case.ref, item.code, act.by.seat))


@verb(
    Case,
    "case.accept_by_law",
    label="依法视为受理",
    when=BEFORE_ACCEPTANCE,
    then=State.ACCEPTED,
    allow=permissions.by_law,
    offered=False,
)
def accept_by_law(case: Case, act: Act) -> None:
    """Nothing was told within five days: accepted from the day of receipt, and counted from there (art. 32(4))."""
    clock = act.clock("acceptance")
    began = clock.started_at if clock else case.received_at
    act.stop("acceptance", "late")
    day = began.astimezone(SHANGHAI).date()
    act.set(accepted_at=began, accepted_on=day)
    act.note(from_day=day)
    item = case.facts
    promised = act.start("decision", item.promised_limit, case.department_id, at=began)
    if item.statutory_limit:
        act.start("statutory", item.statutory_limit, case.department_id, at=began)
    enter_stage(case, act, rules.next_stage([stage.code for stage in item.stages], ""))
    issue_paper(case, act, "acceptance_notice", due=promised.due_at, by_law=True)
    tell_applicant(case, act, "已受理", f"您的申请 {case.number} 依法视为已受理，从收到材料那天起算。")
    act.emit(CaseAccepted(case.ref, item.code))


def _take_in(case: Case, act: Act, materials: list[MaterialInput] | None) -> list[dict[str, Any]]:
    """What acceptance needs: every material right, or allowed to follow; gives those that follow.

    None says that everything is accepted as it was handed in; a list must speak of every material that the item asks
    for in this situation.
    """
    found: list[dict[str, Any]] = case.materials if materials is None else _laid(case, materials)
    if fault := policies.materials_fault(case.facts, case.situation, found, whole=materials is not None):
        raise Refused(Because.BAD_INPUT, fault, field="materials", remedy="请出一次性告知书，补齐后再受理")
    act.stop("acceptance", "met")
    act.set(
        materials=[{**one, "verdict": "ok"} if one["verdict"] == Verdict.UNCHECKED else one for one in found],
        accepted_at=act.at,
        accepted_on=act.day,
    )
    return [one for one in found if one["verdict"] == Verdict.FOLLOWS]


def _let_follow(case: Case, act: Act, owed: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Start the applicant's clock for each paper that may follow, and give the lines for the paper that they sign.

    What is owed and by when is set for each of them (RULEBOOK 2).
    """
    if not owed:
        return []
    allowed = {material.code: material.follow_days for material in case.facts.materials}
    due: dict[str, str] = {}
    for one in owed:
        limit = rules.follow_limit(allowed.get(one["code"], 0), case.facts.promised_limit)
        clock = act.start(rules.follow_clock(one["code"]), limit, case.department_id)
        assert clock.due_at is not None
        due[one["code"]] = clock.due_at.astimezone(SHANGHAI).date().isoformat()
    act.set(
        materials=[{**one, "due": due[one["code"]]} if one["code"] in due else one for one in case.materials]
    )
    act.note(follows=sorted(due))
    return [{"name": one["name"], "due": due[one["code"]]} for one in owed]


def _dumped(materials: list[MaterialInput]) -> list[dict[str, Any]]:
    return [material.model_dump(mode="json") for material in materials]


def _laid(case: Case, materials: list[MaterialInput]) -> list[dict[str, Any]]:
    """The materials as found; those taken over from an earlier case keep where they come from (`case.reuse_papers`)."""
    known = {one["code"]: one["reused"] for one in case.materials if one.get("reused")}
    reused = {one.code for one in materials if one.verdict is Verdict.REUSED}
    return [
        one | {"reused": known[one["code"]]} if one["code"] in reused & known.keys() else one
        for one in _dumped(materials)
    ]


def _wanting(materials: list[MaterialInput]) -> list[str]:
    return [material.code for material in materials if material.verdict in (Verdict.MISSING, Verdict.WRONG)]
