"""What is told to whoever gave a bad evaluation, and to who verified it; no message names a case.

The one is reached by the evaluation's own reference, the other inside the application.
"""

from __future__ import annotations

from yichuang.domains.feedback.invitations import address_of_result
from yichuang.domains.feedback.models import Evaluation, EvaluationState
from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs.act import Act

TITLES = {
    EvaluationState.RECTIFIED: "您的差评整改好了",
    EvaluationState.EXPLAINED: "您的差评有了答复",
    EvaluationState.NOT_COUNTED: "您的差评有了认定",
}
BODIES = {
    EvaluationState.RECTIFIED: "您给的差评已经整改。怎么改的、您满不满意，请看：{link}",
    EvaluationState.EXPLAINED: "您给的差评已经核实，情况说明请看：{link}",
    EvaluationState.NOT_COUNTED: "您给的差评经另一位工作人员认定不计入，理由请看：{link}。不同意可以打 12345。",
}


def tell_result(evaluation: Evaluation, act: Act, state: EvaluationState) -> None:
    """Send the answer back, with a link to where it can be read and evaluated."""
    body = BODIES[state].format(link=address_of_result(evaluation.ref))
    tell(act, evaluation.ref, TITLES[state], body, channel="sms")


def tell_judged(evaluation: Evaluation, act: Act, what: str, reason: str) -> None:
    """Tell who verified a bad evaluation how the doubt about it was decided."""
    if evaluation.verified_by is not None:
        tell(act, f"staff:{evaluation.verified_by}", f"差评认定：{what}", f"{evaluation.known_as}：{reason}")
