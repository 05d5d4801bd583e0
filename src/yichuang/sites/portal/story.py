"""What has happened to a case, as its applicant reads it: acts in plain words, without names of colleagues."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from yichuang.domains.cases.policies import reported_to
from yichuang.domains.cases.queries import Case
from yichuang.domains.cases.states import State
from yichuang.kernel.ledger.queries import entries_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.declare import verb_named
from yichuang.ui.formats import machine, moment, shanghai

# acts that an applicant is told of; the others are the house's own way of working
WORDS: Final = {
    "case.receive": "收到您的申请",
    "case.submit": "收到您的申请",
    "case.request_supplement": "请您补材料",
    "case.supplement": "收到补的材料",
    "case.accept": "受理",
    "case.accept_by_law": "依法视为受理",
    "case.decline": "不予受理",
    "case.review": "审查",
    "case.ask_more": "请您再交材料",
    "case.bring_owed": "收到补交的材料",
    "case.tell_hearing_right": "告知您可以要求听证",
    "case.waive_hearing": "登记您放弃听证",
    "case.start_special_procedure": "进入特别程序，停表",
    "case.end_special_procedure": "特别程序结束，继续计时",
    "case.report_up": "转报上级",
    "case.upper_answered": "上级已批复",
    "case.extend": "延长期限",
    "case.grant": "准予",
    "case.refuse": "不予办理",
    "case.finish_at_once": "当场办结",
    "case.deliver": "送达",
    "case.withdraw": "撤回",
    "case.lapse": "逾期没有补，作废",
    "case.revoke": "撤销",
    "case.archive": "归档",
}
UPPER: Final = {"case.report_up": "审查完，转报{}决定", "case.upper_answered": "{}已批复"}
NEXT: Final = {
    State.SUBMITTED: "答复是否受理",
    State.SUPPLEMENTED: "答复是否受理",
    State.SUPPLEMENT_REQUESTED: "等您补材料",
    State.ACCEPTED: "审查和决定",
    State.IN_REVIEW: "审查和决定",
    State.SPECIAL_PROCEDURE: "特别程序结束",
    State.AWAITING_UPPER: "等上级批复",
    State.DECIDED_GRANTED: "把结果给您",
    State.DECIDED_REFUSED: "把结果给您",
}


def story_of(case: Case, now: datetime) -> list[dict[str, Any]]:
    """The acts for the component `timeline`, newest first, with what comes next on top."""
    offices = tree().by_id
    entries = entries_of(case.ref)
    steps: list[dict[str, Any]] = []
    for entry in entries:
        if entry.verb not in WORDS:
            continue
        office = offices.get(entry.office) if entry.office else None
        act = WORDS[entry.verb]
        if entry.verb == "case.refuse":
            act = case.act_name(verb_named(entry.verb))
        elif entry.verb in UPPER:
            act = UPPER[entry.verb].format(reported_to(case)[0])
        steps.append(
            {
                "act": act,
                "who": office.name if office else "",
                "when": moment(entry.at, shanghai(now).date()),
                "at": machine(entry.at),
            }
        )
    if steps:
        steps[0]["place"] = "now"
    coming = NEXT.get(State(case.state))
    return [{"act": coming, "when": "接下来", "place": "next"}, *steps] if coming else steps
