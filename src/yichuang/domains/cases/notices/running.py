"""Papers between acceptance and decision: special procedure (art. 45), extension (art. 42)."""

from __future__ import annotations

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import NoticeFacts
from yichuang.domains.cases.notices.register import Notice
from yichuang.domains.cases.notices.wording import on
from yichuang.kernel.documents.paper import Block, Para
from yichuang.ui import formats


def _special_procedure(facts: NoticeFacts) -> tuple[Block, ...]:
    return (
        Para(
            f"{wording.application(facts)}，本机关已于{on(facts.accepted_on)}受理。"
            f"根据审查需要，对该申请依法进行{facts.procedure}。"
        ),
        Para(
            f"{facts.procedure}由{facts.procedure_organ}承办，需要{facts.procedure_days}个工作日。"
            f"{wording.under(facts, '第四十五条')}，办理期限自{on(facts.stopped_from)}起停止计算，"
            f"{facts.procedure}所需时间不计入办理期限；{facts.procedure}结束后，办理期限继续计算。"
        ),
        Para(wording.following(facts)),
    )


def _extension(facts: NoticeFacts) -> tuple[Block, ...]:
    head = "本机关负责人" if facts.approver else ""
    return (
        Para(
            f"{wording.application(facts)}，本机关已于{on(facts.accepted_on)}受理，"
            f"原定于{on(facts.due_before)}前作出决定。"
        ),
        Para(f"现因故不能如期作出决定。理由：{formats.sentence(facts.reason)}"),
        Para(
            f"{wording.under(facts, '第四十二条第一款')}，经{head}{facts.approver}批准，"
            f"办理期限延长{wording.limit(facts.extended)}，新的到期日为{on(facts.due_on)}。"
        ),
        Para(wording.following(facts)),
    )


SPECIAL_PROCEDURE = Notice(
    "special_procedure_notice",
    "特别程序告知书",
    needs=("accepted_on", "procedure", "procedure_organ", "procedure_days", "stopped_from"),
    blocks=_special_procedure,
)
EXTENSION = Notice(
    "extension_notice",
    "延长期限通知书",
    needs=("accepted_on", "reason", "approver", "extended", "due_before", "due_on"),
    blocks=_extension,
)
