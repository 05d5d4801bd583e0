"""Papers up to acceptance: receipt, one-time notification, acceptance, refusal to accept (行政许可法 art. 32)."""

from __future__ import annotations

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import DeclineGround, NoticeFacts
from yichuang.domains.cases.notices.register import Notice
from yichuang.domains.cases.notices.wording import on, you
from yichuang.kernel.documents.paper import Block, Heading, Para, Table
from yichuang.ui import formats


def _receipt(facts: NoticeFacts) -> tuple[Block, ...]:
    rows = tuple(
        (str(n), line.name, line.form, str(line.copies or "—"))
        for n, line in enumerate(facts.materials, start=1)
    )
    by = f"委托{facts.agent}" if facts.agent else ""
    article = f"（{wording.LAW}第三十二条第一款第四项）" if facts.is_licence else ""
    silence = f"逾期没有告知的，自收到申请材料之日起即为受理{article}。"
    return (
        Para(
            f"{on(facts.received_on)}，{you(facts)}{by}申请办理“{facts.matter}”"
            f"（办件编号：{facts.case_number}，查询码：{facts.query_code}），本机关收到下列材料："
        ),
        Table(("序号", "材料名称", "形式", "份数"), rows, (1, 6, 2, 1)),
        Para(
            f"本凭证只证明收到材料，不代表已经受理。本机关在{on(facts.answer_due)}前答复是否受理；材料不齐全或者不符合要求的，"
            f"在此之前一次告知需要补正的全部内容。{silence}"
        ),
        Para("凭办件编号和查询码可以在政务服务网站查询进度。"),
    )


def _supplement(facts: NoticeFacts) -> tuple[Block, ...]:
    form = "法定形式" if facts.is_licence else "要求"
    rows = tuple(
        (str(n), line.name, line.problem, line.remedy) for n, line in enumerate(facts.supplements, start=1)
    )
    return (
        Para(
            f"{wording.application(facts)}，经审查，申请材料不齐全或者不符合{form}。"
            f"{wording.under(facts, '第三十二条第一款第四项', with_basis=False)}，"
            "现将需要补正的全部内容一次告知如下："
        ),
        Table(("序号", "材料名称", "存在的问题", "怎样补正"), rows, (1, 3, 3, 5)),
        Para(
            f"请在{on(facts.supplement_due)}前到{facts.place}补正，也可以在政务服务网站上传。"
            f"补正后，本机关在{wording.ANSWER_DAYS}个工作日内答复是否受理。"
            "逾期没有补正的，本次申请终止办理，需要时可以重新申请。"
        ),
    )


def _acceptance(facts: NoticeFacts) -> tuple[Block, ...]:
    ours, ends = ("审查", "审查完毕并报上级机关决定") if facts.reports_up else ("办理", "办结")
    legal = f"法定{ours}期限为{wording.limit(facts.statutory)}，" if facts.statutory else ""
    promise = (
        f"{wording.limit(facts.promised)}内{ends}"
        if facts.promised and facts.promised.amount
        else f"当日{ends}"
    )
    upper = "；上级机关审批的时间另算" if facts.reports_up else ""
    uncounted = "；依法不计入期限的时间除外" if facts.is_licence else ""
    return (
        Para(_accepted(facts)),
        Heading("办理期限"),
        Para(f"{legal}本机关承诺{promise}，到期日为{on(facts.due_on)}{upper}{uncounted}。"),
        *_owed(facts),
        Heading("承办和查询"),
        Para(f"由{facts.department}承办，承办人：{facts.handler}。{wording.following(facts)}"),
    )


def _accepted(facts: NoticeFacts) -> str:
    """Why it is accepted: found complete (art. 32(5)), or nothing was told in time (art. 32(4))."""
    if facts.by_law:
        return (
            f"{wording.application(facts)}，本机关没有在{wording.ANSWER_DAYS}个工作日内告知是否受理。"
            f"{wording.under(facts, '第三十二条第一款第四项', with_basis=False)}，"
            f"该申请自收到申请材料之日即{on(facts.accepted_on)}起视为受理，办理期限从这一天起算。"
        )
    power, form = ("职权", "法定形式") if facts.is_licence else ("职责", "要求")
    return (
        f"{wording.application(facts)}，经审查，申请事项属于本机关{power}范围，申请材料齐全、符合{form}。"
        f"{wording.under(facts, '第三十二条第一款第五项', with_basis=False)}，"
        f"本机关决定自{on(facts.accepted_on)}起受理。"
    )


def _owed(facts: NoticeFacts) -> tuple[Block, ...]:
    """Conditional acceptance: what is owed and by when, taken on by the applicant's signature (RULEBOOK 2)."""
    if not facts.owed:
        return ()
    rows = tuple((str(n), line.name, on(line.due_on)) for n, line in enumerate(facts.owed, start=1))
    return (
        Heading("容缺补交"),
        Para(
            f"下列材料可以先办后补。{you(facts)}在签收处签名或者盖章，即承诺按期补交；"
            "没有补交前，本机关不作出准予的决定。"
        ),
        Table(("序号", "材料名称", "补交期限"), rows, (1, 6, 3)),
    )


_GROUNDS = {
    DeclineGround.NOT_NEEDED: ("该事项依法不需要取得行政许可", "第三十二条第一款第一项"),
    DeclineGround.NOT_OURS: ("该事项依法不属于本机关职权范围", "第三十二条第一款第二项"),
    DeclineGround.NOT_COMPLETE: (
        "申请材料经告知补正后，仍不齐全或者不符合法定形式",
        "第三十二条第一款第四项、第五项",
    ),
    DeclineGround.BARRED: ("申请人在法律规定的期限内不得再次申请该事项", "第七十八条、第七十九条"),
}
SERVICE_GROUNDS = {
    DeclineGround.NOT_NEEDED: "该事项不需要申请办理",
    DeclineGround.NOT_OURS: "该事项不属于本机关职责范围",
    DeclineGround.NOT_COMPLETE: "申请材料经告知补正后，仍不齐全或者不符合要求",
    DeclineGround.BARRED: "申请人在规定的期限内不得再次申请该事项",
}


def _decline(facts: NoticeFacts) -> tuple[Block, ...]:
    assert facts.ground is not None
    words, article = _GROUNDS[facts.ground]
    if not facts.is_licence:
        words = SERVICE_GROUNDS[facts.ground]
    elsewhere = (Para(f"该事项请向{facts.whose}申请。"),) if facts.whose else ()
    return (
        Para(
            f"{wording.application(facts)}，经审查，{words}。"
            f"{wording.under(facts, article)}，本机关决定不予受理。"
        ),
        Para(f"理由：{formats.sentence(facts.reason)}"),
        *elsewhere,
        Para(wording.remedy(facts, "本决定")),
    )


def _decline_needs(facts: NoticeFacts) -> tuple[str, ...]:
    return ("whose",) if facts.ground is DeclineGround.NOT_OURS else ()


RECEIPT = Notice(
    "receipt",
    "申请材料接收凭证",
    needs=("received_on", "materials", "answer_due", "query_code"),
    blocks=_receipt,
)
SUPPLEMENT = Notice(
    "supplement_notice",
    "一次性补正告知书",
    needs=("received_on", "supplements", "supplement_due"),
    blocks=_supplement,
)
ACCEPTANCE = Notice(
    "acceptance_notice",
    "受理通知书",
    needs=("received_on", "accepted_on", "promised", "due_on", "department", "handler"),
    blocks=_acceptance,
)
DECLINE = Notice(
    "decline_notice",
    "不予受理通知书",
    needs=("received_on", "ground", "reason", "review_organ", "court"),
    blocks=_decline,
    also_needs=_decline_needs,
)
