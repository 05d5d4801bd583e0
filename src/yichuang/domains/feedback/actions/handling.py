"""What the handling unit does about a bad evaluation: verify it, then put it right or explain (国办发〔2019〕51号)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.feedback import permissions, rules
from yichuang.domains.feedback.events import ReviewAnswered, ReviewVerified
from yichuang.domains.feedback.models import Evaluation, EvaluationState
from yichuang.domains.feedback.telling import tell_result
from yichuang.kernel.clocks.rules import Limit
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

Told = Field(
    min_length=10, max_length=500, json_schema_extra={"hint": "至少 10 个字，别写办事人的姓名、电话"}
)
AFTER = {
    "true": EvaluationState.TO_RECTIFY,
    "unfounded": EvaluationState.TO_EXPLAIN,
    "mistaken": EvaluationState.DISPUTED,
    "malicious": EvaluationState.DISPUTED,
}


@verb(
    Evaluation,
    "evaluation.verify",
    label="核实",
    key="Alt V",
    when=[EvaluationState.TO_VERIFY],
    ends=[EvaluationState.TO_RECTIFY, EvaluationState.TO_EXPLAIN, EvaluationState.DISPUTED],
    allow=permissions.of_somebody_else,
    effect="核实的时限停下，整改的时限照走，核实情况办事人看得到；疑似误评、恶意的，要由另一个人认定",
)
def verify(
    _evaluation: Evaluation,
    act: Act,
    *,
    finding: Annotated[str, Field(title="核实结论", json_schema_extra={"choices": rules.FINDINGS})],
    found: Annotated[str, Field(title="核实情况"), Told],
) -> None:
    """Find out whether a bad evaluation is founded; by nobody who handled the service."""
    if finding not in rules.FINDINGS:
        raise Refused(Because.BAD_INPUT, "核实结论请从列出的里面选", field="finding")
    act.stop("verification")
    act.set(finding=finding, found=found, verified_on=act.day, verified_by=act.by.account)
    act.note(finding=finding)
    act.move(AFTER[finding])
    act.emit(ReviewVerified(act.subject.ref, finding))


@verb(
    Evaluation,
    "evaluation.rectify",
    label="整改完成",
    key="Ctrl Enter",
    when=[EvaluationState.TO_RECTIFY],
    then=EvaluationState.RECTIFIED,
    allow=permissions.of_unit,
    effect="整改的时限停下，结果发给办事人，办事人可以评价整改",
)
def rectify(
    evaluation: Evaluation, act: Act, *, answer: Annotated[str, Field(title="怎么改的"), Told]
) -> None:
    """Say what was put right; the answer goes back to the person, who may evaluate it."""
    _close(evaluation, act, answer, EvaluationState.RECTIFIED)


@verb(
    Evaluation,
    "evaluation.explain",
    label="说明情况",
    key="Ctrl Enter",
    when=[EvaluationState.TO_EXPLAIN],
    then=EvaluationState.EXPLAINED,
    allow=permissions.of_unit,
    effect="整改的时限停下，说明发给办事人，办事人可以评价",
)
def explain(
    evaluation: Evaluation, act: Act, *, answer: Annotated[str, Field(title="怎么向办事人说明"), Told]
) -> None:
    """Explain what turned out to be without a basis; the answer goes back to the person, who may evaluate it."""
    _close(evaluation, act, answer, EvaluationState.EXPLAINED)


def _close(evaluation: Evaluation, act: Act, answer: str, state: EvaluationState) -> None:
    clock = act.stop("rectification")
    timing = clock.outcome if clock else ""
    act.set(answer=answer, answered_on=act.day, timing=timing)
    act.note(timing=timing)
    tell_result(evaluation, act, state)
    act.emit(ReviewAnswered(evaluation.ref, state.value))


@verb(
    Evaluation,
    "evaluation.extend",
    label="按复杂问题办",
    when=[EvaluationState.TO_RECTIFY],
    allow=permissions.of_unit,
    effect="建台账，整改时限延到选定的天数；只能延一次，最多 15 个工作日",
)
def extend(
    evaluation: Evaluation,
    act: Act,
    *,
    days: Annotated[
        int,
        Field(
            title="整改一共需要",
            ge=rules.RECTIFICATION.amount + 1,
            le=rules.LONGEST_RECTIFICATION,
            json_schema_extra={"unit": "个工作日"},
        ),
    ],
    plan: Annotated[str, Field(title="为什么复杂，打算怎么改"), Told],
) -> None:
    """Put a complex problem into the ledger of problems, with a longer limit; once, before the first one is over."""
    if evaluation.plan:
        raise Refused(Because.WRONG_STATE, "已经按复杂问题办了，时限不能再延")
    running = act.clock("rectification")
    if running is None or (running.due_at is not None and act.at > running.due_at):
        raise Refused(Because.WRONG_STATE, "整改时限已经过了，不能再延", remedy="请尽快整改，写明超期的原因")
    act.extend("rectification", Limit(rules.extra_days(days)))
    act.set(plan=plan)
    act.note(days=days)
