"""Papers of a hearing: the right to it (行政许可法 art. 46, 47), and its notice (art. 48)."""

from __future__ import annotations

from datetime import date
from typing import Final

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import NoticeFacts
from yichuang.domains.cases.notices.register import Notice
from yichuang.domains.cases.notices.wording import on, you
from yichuang.kernel.documents.paper import Block, Heading, Para
from yichuang.ui import formats

REQUEST_DAYS: Final = 5  # art. 47(1)
HELD_DAYS: Final = 20  # art. 47(1)
WEEKDAYS: Final = "一二三四五六日"


def _right(facts: NoticeFacts) -> tuple[Block, ...]:
    others = f"本告知书同时告知利害关系人{facts.interested}。" if facts.interested else ""
    return (
        Para(
            f"{wording.application(facts)}，本机关已于{on(facts.accepted_on)}受理。"
            f"经审查，该申请直接涉及重大利益关系。{wording.under(facts, '第四十七条')}，"
            f"作出决定前，现告知要求听证的权利。{others}"
        ),
        Heading("拟作的决定和理由"),
        Para(formats.sentence(facts.proposed)),
        Heading("要求听证"),
        Para(
            f"{you(facts)}和利害关系人有权要求听证。要求听证的，请自被告知之日起{REQUEST_DAYS}个工作日内，"
            f"即在{on(facts.request_due)}前，向本机关提出听证申请；本机关在{HELD_DAYS}个工作日内组织听证，"
            "不收取费用。逾期没有提出的，视为放弃听证，本机关依法作出决定。"
        ),
        Para(f"{you(facts)}也可以不要求听证，直接向本机关陈述、申辩。"),
    )


def _notice(facts: NoticeFacts) -> tuple[Block, ...]:
    by = f"{you(facts)}或者利害关系人提出了听证申请。" if facts.hearing_asked else ""
    article = "第四十七条、第四十八条" if facts.hearing_asked else "第四十六条、第四十八条"
    return (
        Para(
            f"{wording.application(facts)}，本机关已于{on(facts.accepted_on)}受理。{by}"
            f"{wording.under(facts, article)}，本机关定于下列时间和地点举行听证："
        ),
        Heading("时间和地点"),
        Para(f"时间：{_when(facts.hearing_on, facts.hearing_time)}。"),
        Para(f"地点：{formats.sentence(facts.hearing_place)}"),
        Heading("主持人"),
        Para(
            f"听证由{facts.hearing_chair}主持，{facts.procedure_organ}承办。主持人不是审查本申请的工作人员；"
            f"{you(facts)}和利害关系人认为主持人与本事项有直接利害关系的，有权申请回避。"
        ),
        Heading("怎样参加"),
        Para(
            f"请{you(facts)}按时参加，可以委托代理人，委托的要带委托书；可以提出证据，进行申辩和质证。"
            "听证公开举行，制作笔录，交参加人确认后签字或者盖章；本机关根据听证笔录作出决定。"
            "没有正当理由不参加的，视为放弃听证。"
        ),
    )


def _when(day: date | None, time: str) -> str:
    assert day is not None
    return f"{on(day)}（星期{WEEKDAYS[day.weekday()]}）{time}"


RIGHT = Notice(
    "hearing_right_notice",
    "听证告知书",
    needs=("accepted_on", "proposed", "request_due"),
    blocks=_right,
)
NOTICE = Notice(
    "hearing_notice",
    "听证通知书",
    needs=(
        "accepted_on",
        "hearing_on",
        "hearing_time",
        "hearing_place",
        "hearing_chair",
        "procedure_organ",
    ),
    blocks=_notice,
)
