"""The decision: granted (art. 38(1), 40, 44), refused (art. 38(2)), or the upper organ's (art. 35, 43)."""

from __future__ import annotations

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import NoticeFacts
from yichuang.domains.cases.notices.register import Notice
from yichuang.domains.cases.notices.wording import on
from yichuang.kernel.documents.paper import Block, Heading, Para
from yichuang.ui import formats


def _grant(facts: NoticeFacts) -> tuple[Block, ...]:
    if not facts.is_licence:
        return _result(facts)
    return (
        Para(
            f"{wording.application(facts)}，经审查，符合法定条件、标准。"
            f"{wording.under(facts, '第三十八条第一款')}，本机关决定准予行政许可。"
        ),
        Heading("许可内容"),
        Para(formats.sentence(facts.content)),
        Heading("有效期限"),
        Para(formats.sentence(facts.validity)),
        Heading("应当遵守的条件"),
        Para(formats.sentence(facts.conditions or "没有附加条件；从事许可活动应当遵守法律、法规、规章")),
        Heading("送达和公开"),
        Para(
            f"{wording.LAW}第四十四条规定，本机关自作出决定之日起{wording.DELIVERY_DAYS}个工作日内颁发、"
            "送达行政许可证件。本决定依照该法第四十条的规定公开，公众有权查阅。"
        ),
    )


def _result(facts: NoticeFacts) -> tuple[Block, ...]:
    conditions = (Heading("注意事项"), Para(formats.sentence(facts.conditions))) if facts.conditions else ()
    return (
        Para(
            f"{wording.application(facts)}，经审查，符合办理条件。"
            f"{wording.under(facts, '')}，本机关已经办理完毕，结果通知如下："
        ),
        Heading("办理结果"),
        Para(formats.sentence(facts.content)),
        Heading("有效期限"),
        Para(formats.sentence(facts.validity)),
        *conditions,
    )


def _refusal(facts: NoticeFacts) -> tuple[Block, ...]:
    decision = "决定不予行政许可" if facts.is_licence else "决定不予办理"
    laws = wording.articles(facts.basis)
    return (
        Para(f"{wording.application(facts)}，本机关经审查，{decision}。"),
        Heading("查明的事实"),
        Para(formats.sentence(facts.findings)),
        Heading("理由"),
        Para(formats.sentence(facts.reason)),
        Heading("依据"),
        Para(f"{laws}；{wording.LAW}第三十八条第二款。" if facts.is_licence else formats.sentence(laws)),
        Heading("救济途径"),
        Para(wording.remedy(facts, "本决定")),
    )


def _upper(facts: NoticeFacts) -> tuple[Block, ...]:
    """Whose decision it is, and where its remedies stand: the decision itself is the upper organ's paper."""
    reported = f"，于{on(facts.reported_on)}" if facts.reported_on else "后"
    by = f"以{facts.upper_number}" if facts.upper_number else ""
    yes, no = ("准予行政许可", "不予行政许可") if facts.is_licence else ("同意办理", "不予办理")
    law = f"{wording.under(facts, '第三十五条', with_basis=False)}，" if facts.is_licence else ""
    return (
        Para(
            f"{wording.application(facts)}，本机关于{on(facts.accepted_on)}受理。"
            f"{law}本机关审查{reported}将审查意见和全部申请材料报{facts.upper_organ}决定。"
        ),
        Para(f"{facts.upper_organ}{by}作出决定：{yes if facts.granted else no}。"),
        Heading("批复内容"),
        Para(formats.sentence(facts.content)),
        *(_brought(facts) if facts.granted else _upper_remedy(facts)),
    )


def _brought(facts: NoticeFacts) -> tuple[Block, ...]:
    within = f"，自决定之日起{wording.DELIVERY_DAYS}个工作日内送达" if facts.is_licence else "一并送达"
    return (Heading("送达"), Para(f"{facts.upper_organ}的决定文书和证件由本机关转交{within}。"))


def _upper_remedy(facts: NoticeFacts) -> tuple[Block, ...]:
    return (
        Heading("救济途径"),
        Para(
            f"如果不服{facts.upper_organ}的决定，可以自收到该决定之日起{wording.REVIEW_DAYS}日内申请行政复议，"
            f"也可以自收到该决定之日起{wording.SUIT_MONTHS}个月内提起行政诉讼。"
            "受理复议的机关和人民法院以该决定书写明的为准。"
        ),
    )


GRANT = Notice(
    "grant_decision",
    "准予行政许可决定书",
    service_title="办理结果通知书",
    needs=("basis", "content", "validity"),
    blocks=_grant,
)
REFUSAL = Notice(
    "refusal_decision",
    "不予行政许可决定书",
    service_title="不予办理决定书",
    needs=("findings", "reason", "basis", "review_organ", "court"),
    blocks=_refusal,
)
UPPER = Notice(
    "upper_decision_notice",
    "上级机关决定通知书",
    needs=("accepted_on", "upper_organ", "granted", "content"),
    blocks=_upper,
)
