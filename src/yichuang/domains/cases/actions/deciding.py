"""From acceptance to the decision (行政许可法 art. 34 to 45)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, policies, rules
from yichuang.domains.cases.actions import hearing
from yichuang.domains.cases.actions.steps import conclude, end_procedure, enter_stage, last_at, opinion_of
from yichuang.domains.cases.events import CaseConcluded
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import issue_paper, tell_applicant, tell_staff
from yichuang.domains.cases.states import IN_HAND, OPEN, State
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

OpinionText = Annotated[str, Field(title="审查意见", min_length=2, max_length=1000)]
Agree = Annotated[
    bool, Field(title="结论", json_schema_extra={"choices": {"true": "同意", "false": "不同意"}})
]
Reason = Annotated[str, Field(title="理由", min_length=rules.SHORTEST_REASON, max_length=1000)]


@verb(
    Case,
    "case.claim",
    label="领取",
    when=IN_HAND,
    allow=permissions.of_department,
    effect="由我办理，同事会看到",
)
def claim(case: Case, act: Act) -> None:
    """Take a case out of the section's common list."""
    if case.assignee is not None and case.assignee != act.by.account:
        raise Refused(Because.LOST_RACE, "这件刚被同事领取了", remedy="请从待办里另选一件")
    act.set(assignee=act.by.account)


@verb(
    Case,
    "case.release",
    label="放回待办",
    when=IN_HAND,
    allow=permissions.may_put_back,
    effect="同事可以领取",
)
def release(_case: Case, act: Act) -> None:
    """Put a claimed case back into the common list."""
    act.set(assignee=None)


@verb(
    Case,
    "case.review",
    label="提交意见",
    key="Ctrl Enter",
    when=IN_HAND,
    then=State.IN_REVIEW,
    allow=permissions.holds_case,
    effect="意见写进一事一档，提交后不能改；转到下一环节",
)
def review(case: Case, act: Act, *, agree: Agree = True, opinion: OpinionText) -> None:
    """Write an opinion of the present stage and pass the case on to the next one."""
    stages = [stage.code for stage in case.facts.stages]
    written = opinion_of(case.stage or "review", act, opinion, agree=agree)
    act.set(opinions=[*case.opinions, written])
    act.note(stage=case.stage, agree=agree)
    following = rules.next_stage(stages, case.stage) if case.stage else None
    if following:
        act.stop("stage")
        enter_stage(case, act, following)
        act.set(assignee=None)


@verb(
    Case,
    "case.return_to_stage",
    label="退回重审",
    when=[State.IN_REVIEW],
    allow=permissions.of_department,
    effect="回到选定的环节，承诺时限照走",
)
def return_to_stage(
    case: Case,
    act: Act,
    *,
    stage: Annotated[str, Field(title="退回到", max_length=20)],
    reason: Annotated[str, Field(title="退回的理由", min_length=2, max_length=1000)],
) -> None:
    """Send a case back to an earlier stage for rework; no clock stands still for that."""
    stages = [one.code for one in case.facts.stages]
    if stage not in stages or (case.stage and stages.index(stage) >= stages.index(case.stage)):
        raise Refused(Because.BAD_INPUT, "请选一个已经走过的环节", field="stage")
    act.set(
        opinions=[*case.opinions, {**opinion_of("returned", act, reason, agree=False), "to": stage}],
        assignee=None,
    )
    act.note(to=stage)
    act.stop("stage")
    enter_stage(case, act, stage)
    tell_staff(case, act, last_at(case, stage), "退回重审", reason)


@verb(
    Case,
    "case.ask_more",
    label="再要材料",
    when=IN_HAND,
    allow=permissions.holds_case,
    effect="受理后再要材料不停表，会标给监察看",
)
def ask_more(
    case: Case, act: Act, *, what: Annotated[str, Field(title="要什么材料", min_length=2, max_length=300)]
) -> None:
    """Ask the applicant for more after acceptance: recorded, marked for supervision, stops nothing (art. 32(4))."""
    act.set(asked_again=True)
    act.note(asked=True)
    tell_applicant(case, act, "请补充材料", f"您的申请 {case.number}：{what}")


@verb(
    Case,
    "case.start_special_procedure",
    label="启动特别程序",
    key="Alt T",
    when=IN_HAND,
    then=State.SPECIAL_PROCEDURE,
    allow=permissions.holds_case,
    effect="法定时限和承诺时限停表，书面告知申请人所需时间",
)
def start_special_procedure(
    case: Case,
    act: Act,
    *,
    procedure: Annotated[str, Field(title="程序", json_schema_extra={"choices": rules.SPECIAL_PROCEDURES})],
    organ: Annotated[str, Field(title="承办机构", min_length=2, max_length=80)],
    days: Annotated[int, Field(title="所需时间", ge=1, le=180, json_schema_extra={"unit": "个工作日"})],
    hearing_on: hearing.HearingDay = None,
    hearing_time: hearing.HearingTime = "",
    hearing_place: hearing.HearingPlace = "",
    chair: hearing.Chair = "",
    asked_on: hearing.AskedOn = None,
) -> None:
    """Begin one of the eight procedures that aren't counted, and tell the time needed in writing (art. 45).

    A hearing is convened by it: when, where, who chairs it (art. 48).
    """
    if procedure not in rules.SPECIAL_PROCEDURES:
        raise Refused(
            Because.BAD_INPUT,
            "只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审可以停表",
            field="procedure",
            remedy="现场核查、征求意见、内部会议不停表",
        )
    name = rules.SPECIAL_PROCEDURES[procedure]
    for kind in ("decision", "statutory", "stage"):
        act.pause(kind, name, "特别程序告知书")
    act.start("special_procedure", Limit(days, Unit.WORKING_DAY), case.department_id)
    act.note(procedure=procedure, days=days)
    if procedure == "hearing":
        hearing.convene(
            case, act, hearing.Hearing(hearing_on, hearing_time, hearing_place, chair, asked_on), organ
        )
    issue_paper(
        case, act, "special_procedure_notice", procedure=name, organ=organ, days=days, stopped_from=act.day
    )
    tell_applicant(
        case,
        act,
        "进入特别程序",
        f"您的申请 {case.number} 要{name}，约需 {days} 个工作日，这段时间不计入时限。",
    )


@verb(
    Case,
    "case.end_special_procedure",
    label="恢复计时",
    when=[State.SPECIAL_PROCEDURE],
    then=State.IN_REVIEW,
    allow=permissions.holds_case,
    effect="时限从今天接着算",
)
def end_special_procedure(
    case: Case, act: Act, *, finding: Annotated[str, Field(title="程序结果", min_length=2, max_length=500)]
) -> None:
    """End the procedure; the clocks run on."""
    end_procedure(case, act)
    act.note(finding=finding)


@verb(
    Case,
    "case.extend",
    label="延期",
    key="Alt Y",
    when=IN_HAND,
    allow=permissions.of_department,
    effect="只能延一次，最多 10 日，和承诺时限用一样的单位，理由告知申请人",
)
def extend(
    case: Case,
    act: Act,
    *,
    days: Annotated[
        int,
        Field(
            title="延长",
            ge=1,
            le=rules.MOST_EXTENDED,
            json_schema_extra={"unit": "日", "hint": "承诺的是工作日就按工作日算，是自然日就按自然日算"},
        ),
    ],
    reason: Reason,
    basis: Annotated[str, Field(title="允许延期的规定", min_length=4, max_length=300)] = "",
) -> None:
    """Extend once by at most 10 days, approved by the head, the reason told to the applicant (art. 42).

    Each limit grows in its own unit, calendar days by calendar days: that is never more than art. 42 allows.
    What isn't a licence isn't extended by art. 42: the rule that allows it is named (RULEBOOK 2).
    """
    if fault := policies.to_extend(case) or policies.too_late_to_extend(act.clocks(), act.at):
        raise Refused(Because.WRONG_STATE, fault, remedy="请在期限内决定")
    if fault := policies.nothing_allows_extending(case, basis, act.by):
        raise Refused(Because.BAD_INPUT, fault, field="basis")
    running = act.clock("decision")
    before = running.due_at if running else None
    decision, legal = (_longer(act, kind, days) for kind in ("decision", "statutory"))
    if fault := policies.past_the_law(decision, legal, act.by):
        raise Refused(Because.BAD_INPUT, fault, field="days")
    act.set(extended=True)
    act.note(days=days)
    due = decision.due_at if decision else None
    issue_paper(
        case,
        act,
        "extension_notice",
        reason=reason,
        basis=basis,
        days=days,
        approver=act.by.name,
        due=due,
        due_before=before,
    )
    tell_applicant(
        case,
        act,
        "办理期限延长",
        f"您的申请 {case.number} 延长 {case.facts.inside(days).words}。理由：{reason}",
    )


def _longer(act: Act, kind: str, days: int) -> ClockRow | None:
    """The running clock of that kind, lengthened by so many days of its own unit."""
    running = act.clock(kind)
    return act.extend(kind, Limit(days, running.limit.unit)) if running else None


@verb(
    Case,
    "case.grant",
    label="准予",
    when=[State.IN_REVIEW],
    then=State.DECIDED_GRANTED,
    allow=permissions.holds_case,
    effect="时限停在现在，十日内送达结果",
)
def grant_(
    case: Case,
    act: Act,
    *,
    content: Annotated[str, Field(title="决定内容", min_length=2, max_length=1000)],
    conditions: Annotated[str, Field(title="附带条件", max_length=500)] = "",
) -> None:
    """Grant what was applied for (art. 38(1)); from here the delivery clock runs (art. 44)."""
    _may_decide(case, act)
    if reason := policies.to_grant(case):
        raise Refused(
            Because.WRONG_STATE, reason, remedy="补交后登记，再作决定；逾期不补的可以作出不予的决定"
        )
    decide(case, act, "granted")
    issue_paper(case, act, "grant_decision", content=content, conditions=conditions)
    tell_applicant(case, act, "准予办理", f"您的申请 {case.number} 已准予，请按所选方式领取结果。")


@verb(
    Case,
    "case.refuse",
    label="不予许可",
    danger=True,
    when=[State.IN_REVIEW],
    then=State.DECIDED_REFUSED,
    allow=permissions.holds_case,
    effect="申请人可以复议和起诉。理由和依据要写全",
)
def refuse(
    case: Case,
    act: Act,
    *,
    facts: Annotated[str, Field(title="查明的事实", min_length=2, max_length=1000)],
    reason: Reason,
    basis: Annotated[str, Field(title="法律依据", min_length=4, max_length=300)],
) -> None:
    """Refuse, with reasons and the right to reconsideration (60 days) and suit (6 months) (art. 38(2))."""
    _may_decide(case, act)
    decide(case, act, "refused")
    issue_paper(case, act, "refusal_decision", facts=facts, reason=reason, basis=basis)
    tell_applicant(case, act, "不予办理", f"您的申请 {case.number} 未获准予，理由和救济途径见决定书。")


def _may_decide(case: Case, act: Act) -> None:
    if reason := policies.to_decide(case, act.by) or policies.hearing_awaited(act.clocks(), act.at):
        raise Refused(Because.WRONG_STATE, reason)


def decide(case: Case, act: Act, outcome: str) -> None:
    """Conclude with a decision; from here the delivery clock runs (art. 44)."""
    conclude(case, act, outcome)
    act.move(State.DECIDED_GRANTED if outcome == "granted" else State.DECIDED_REFUSED)
    act.set(decided_on=act.day)
    act.note(outcome=outcome)
    act.start("delivery", rules.DELIVERY, case.department_id)
    act.emit(CaseConcluded(case.ref, case.facts.code, outcome))


@verb(
    Case,
    "case.bring_owed",
    label="登记补交",
    when=OPEN,
    allow=permissions.at_counter,
    effect="容缺的材料补齐后，可以作决定",
)
def bring_owed(
    case: Case, act: Act, *, code: Annotated[str, Field(title="补交的材料", max_length=20)]
) -> None:
    """Record that a paper which was allowed to follow has come: its own clock stops."""
    owed = policies.owed(case)
    if code not in {one["code"] for one in owed}:
        raise Refused(Because.BAD_INPUT, "请选一份还没有补交的容缺材料", field="code")
    act.set(
        materials=[
            {**one, "verdict": "ok", "brought": act.day.isoformat()} if one["code"] == code else one
            for one in case.materials
        ]
    )
    act.note(brought=[code])
    act.stop(rules.follow_clock(code))
