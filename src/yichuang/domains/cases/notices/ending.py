"""How a case ends: record of delivery (art. 44), and the endings without or against a grant (art. 8, 69, 70)."""

from __future__ import annotations

from typing import Final

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import Ending, NoticeFacts
from yichuang.domains.cases.notices.register import Notice
from yichuang.kernel.documents.paper import Block, Para, Table
from yichuang.ui import formats

WAYS: Final = {
    "window": "窗口领取",
    "post": "邮寄送达",
    "home": "送证上门",
    "electronic": "电子送达",
}


def _delivery(facts: NoticeFacts) -> tuple[Block, ...]:
    other = facts.receiver_relation
    rows = [
        ("事项", facts.matter),
        ("办件编号", facts.case_number),
        ("受送达人", facts.applicant),
        ("送达文书", "\n".join(facts.documents)),
        (
            "送达方式",
            WAYS.get(facts.way, facts.way) + (f"（单号{facts.tracking}）" if facts.tracking else ""),
        ),
        ("送达地点", facts.delivery_place),
        ("送达时间", facts.delivered_at),
        ("收件人", facts.receiver + (f"（{other}）" if other else "")),
        ("收件人签名或者盖章", "\n\n"),
        ("代收理由", "" if not other or other == "本人" else f"由{other}代收"),
        ("送达人", facts.deliverer),
        ("备注", ""),
    ]
    return (Table((), tuple(rows), (1, 2.4)),)


def _delivery_needs(facts: NoticeFacts) -> tuple[str, ...]:
    return ("tracking",) if facts.way == "post" else ()


_ENDINGS: Final = {
    Ending.LAPSED: ("终止办理通知书", "", "逾期没有补正申请材料，本机关决定终止办理该申请"),
    Ending.WITHDRAWN: ("准予撤回申请通知书", "", "本机关准予撤回该申请，并终止办理"),
    Ending.TERMINATED: ("终止办理通知书", "", "本机关决定终止办理该申请"),
    Ending.RECALLED: ("撤回行政许可决定书", "第八条第二款", "本机关决定撤回准予的行政许可"),
    Ending.REVOKED: ("撤销行政许可决定书", "第六十九条", "本机关决定撤销准予的行政许可"),
    Ending.CANCELLED: ("注销行政许可决定书", "第七十条", "本机关决定注销准予的行政许可"),
}
_AGAINST_A_GRANT: Final = (Ending.RECALLED, Ending.REVOKED, Ending.CANCELLED)


def _termination(facts: NoticeFacts) -> tuple[Block, ...]:
    assert facts.ending is not None
    _, article, decision = _ENDINGS[facts.ending]
    if not facts.is_licence:
        decision = decision.replace("准予的行政许可", "原办理结果")
    first = f"{wording.application(facts)}，"
    if facts.ending in _AGAINST_A_GRANT:
        first += f"本机关已以{facts.decision_number}作出决定。"
    elif facts.ending is Ending.WITHDRAWN:
        first += "现要求撤回。"
    again = ("需要时可以重新申请。",) if facts.ending in (Ending.LAPSED, Ending.WITHDRAWN) else ()
    own_wish = facts.ending is Ending.WITHDRAWN
    return (
        Para(f"{first}{wording.under(facts, article)}，{decision}。"),
        Para(f"理由：{formats.sentence(facts.reason)}"),
        *(Para(text) for text in again),
        *(() if own_wish else (Para(wording.remedy(facts, "本决定")),)),
    )


def _termination_title(ending: Ending | None) -> str:
    return _ENDINGS[ending or Ending.TERMINATED][0]


def _termination_needs(facts: NoticeFacts) -> tuple[str, ...]:
    if facts.ending is Ending.WITHDRAWN:
        return ()
    if facts.ending in _AGAINST_A_GRANT:
        return ("basis", "review_organ", "court", "decision_number")
    return ("review_organ", "court")


DELIVERY = Notice(
    "delivery_record",
    "送达回证",
    needs=("documents", "way", "delivery_place", "delivered_at", "receiver", "deliverer"),
    blocks=_delivery,
    also_needs=_delivery_needs,
    addressed=False,
    with_contact=False,
    receiver_line=False,
)
TERMINATION = Notice(
    "termination_notice",
    "终止办理通知书",
    needs=("ending", "reason"),
    blocks=_termination,
    also_needs=_termination_needs,
    titled=_termination_title,
)
