"""Whether a bad evaluation is a mistake or malicious: decided by who neither handled the service nor verified."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.feedback import permissions
from yichuang.domains.feedback.events import ReviewAnswered
from yichuang.domains.feedback.models import Evaluation, EvaluationState
from yichuang.domains.feedback.telling import tell_judged, tell_result
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

Why = Field(min_length=15, max_length=500, json_schema_extra={"hint": "至少 15 个字，会发给办事人"})


@verb(
    Evaluation,
    "evaluation.discount",
    label="认定不计入",
    danger=True,
    when=[EvaluationState.DISPUTED],
    then=EvaluationState.NOT_COUNTED,
    allow=permissions.of_another_judge,
    effect="不进满意率，但照样列出来，注明是误评还是恶意；理由发给办事人",
)
def discount(evaluation: Evaluation, act: Act, *, answer: Annotated[str, Field(title="理由"), Why]) -> None:
    """Leave a mistaken or malicious evaluation out of the rates; it stays shown as what it is, with the reason."""
    act.stop("rectification", "void")
    act.set(answer=answer, answered_on=act.day)
    act.note(finding=evaluation.finding)
    tell_result(evaluation, act, EvaluationState.NOT_COUNTED)
    tell_judged(evaluation, act, "不计入", answer)
    act.emit(ReviewAnswered(evaluation.ref, EvaluationState.NOT_COUNTED.value))


@verb(
    Evaluation,
    "evaluation.uphold",
    label="认定有效",
    when=[EvaluationState.DISPUTED],
    then=EvaluationState.TO_RECTIFY,
    allow=permissions.of_another_judge,
    effect="照样计入，回到整改，时限照走",
)
def uphold(
    evaluation: Evaluation,
    act: Act,
    *,
    judged: Annotated[str, Field(title="理由", min_length=10, max_length=500)],
) -> None:
    """Keep it counted: the unit puts it right within the limit that has been running all the time."""
    act.note(finding=evaluation.finding)
    act.set(finding="true", judged=judged)
    tell_judged(evaluation, act, "计入，要整改", judged)
