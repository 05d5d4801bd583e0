"""The decision: granted (art. 38(1), 40, 44) or refused (art. 38(2))."""

from __future__ import annotations

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import NoticeFacts
from yichuang.domains.cases.notices.register import Notice
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
