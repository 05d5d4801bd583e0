"""Sentences that several papers share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yichuang.domains.cases.notices.facts import NoticeFacts
from yichuang.kernel.clocks.rules import Limit
from yichuang.kernel.documents.paper import chinese_date

LAW = "《中华人民共和国行政许可法》"
REVIEW_DAYS = 60  # 行政复议法 art. 20
SUIT_MONTHS = 6  # 行政诉讼法 art. 46
DELIVERY_DAYS = 10  # 行政许可法 art. 44
ANSWER_DAYS = 5  # 行政许可法 art. 32(4)


def you(facts: NoticeFacts) -> str:
    """How the paper speaks to the applicant."""
    return "你" if facts.is_person else "你单位"


def on(day: date | None) -> str:
    """A date in words; the registry has made sure that it is there."""
    assert day is not None
    return chinese_date(day)


def limit(length: Limit | None) -> str:
    """A limit as a paper writes it, figures and words without a gap: 20个工作日, 7个自然日."""
    assert length is not None
    return length.words.replace(" ", "")


def under(facts: NoticeFacts, article: str, *, with_basis: bool = True) -> str:
    """依照……的规定: the article for a licence, the item's own basis beside it, the guide where there is neither."""
    laws = [LAW + article] if facts.is_licence and article else []
    if with_basis:
        laws += facts.basis
    return f"依照{articles(laws)}的规定" if laws else "按照本事项办事指南的规定"


def articles(laws: Sequence[str]) -> str:
    """Articles in a row; of one law after another, the law is named once: 《某法》第一条、第二条."""
    named = [law.partition("》")[0] for law in laws]
    again = [n > 0 and named[n] == named[n - 1] and "》第" in law for n, law in enumerate(laws)]
    return "、".join(law.partition("》")[2] if known else law for law, known in zip(laws, again, strict=True))


def application(facts: NoticeFacts) -> str:
    """The application that the paper answers."""
    when = f"于{on(facts.received_on)}" if facts.received_on else ""
    through = f"委托{facts.agent}" if facts.agent else ""
    return f"{you(facts)}{when}{through}提出的“{facts.matter}”申请（办件编号：{facts.case_number}）"


def contact(facts: NoticeFacts) -> tuple[str, ...]:
    """Where the applicant turns to."""
    hours = f"（{facts.hours}）" if facts.hours else ""
    complaints = f"\u3000\u3000监督电话：{facts.supervision_phone}" if facts.supervision_phone else ""
    return f"联系地址：{facts.place}{hours}", f"联系电话：{facts.phone}{complaints}"


def following(facts: NoticeFacts) -> str:
    """How to follow the case (RULEBOOK section 3)."""
    code = f"（查询码：{facts.query_code}）" if facts.query_code else ""
    return f"凭办件编号和查询码，可以在政务服务网站或者大厅自助终端查询办理进度{code}。"


def remedy(facts: NoticeFacts, what: str) -> str:
    """Reconsideration and suit with organs and time (行政许可法 art. 38; 行政复议法 art. 20; 行政诉讼法 art. 46)."""
    return (
        f"如果不服{what}，可以自收到本文书之日起{REVIEW_DAYS}日内向{facts.review_organ}申请行政复议，"
        f"也可以自收到本文书之日起{SUIT_MONTHS}个月内向{facts.court}提起行政诉讼。"
    )
