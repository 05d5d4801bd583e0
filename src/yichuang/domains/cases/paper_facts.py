"""What a paper of a case says: the facts sealed when it was issued, and those that the case keeps for good."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.notices import Ending, MaterialLine, NoticeFacts, OwedLine, SupplementLine
from yichuang.domains.cases.notices.facts import DeclineGround
from yichuang.domains.cases.trail import PaperLine
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.offices.queries import Tree, tree
from yichuang.kernel.privacy import unseal_text
from yichuang.ui import formats

if TYPE_CHECKING:
    from yichuang.kernel.documents.models import Document

HOTLINE = "12345（政务服务便民热线）"
FORMS = {"original": "原件", "copy": "复印件", "electronic": "电子件", "reused": "沿用，免交"}
DECISIONS = ("grant_decision", "refusal_decision", "upper_decision_notice")


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper before it is written out: of a Document, or of a preview that has no number yet."""

    kind: str
    number: str
    organ: int
    at: datetime
    facts: Mapping[str, Any]
    verify_url: str
    evaluate_url: str = ""

    @classmethod
    def of(cls, document: Document, verify_url: str, evaluate_url: str = "") -> Issued:
        """A paper that was issued, its facts unsealed."""
        facts = json.loads(unseal_text(document.facts, "document"))
        organ, at = document.organ_id, document.issued_at
        return cls(document.kind, document.number, organ, at, facts, verify_url, evaluate_url)


def facts_for(
    issued: Issued, case: Case, applicant: ApplicantInput, papers: Sequence[PaperLine]
) -> NoticeFacts:
    """Everything that a paper of that kind asks for; `papers` are all papers of the case."""
    offices = tree()
    said = issued.facts
    item = case.facts
    contact = said.get("contact", {})
    own = _OWN[issued.kind](said, case, papers)
    return NoticeFacts(
        organ=offices.by_id[issued.organ].name,
        number=issued.number,
        day=formats.the_day(issued.at),
        matter=item.name,
        case_number=case.number,
        applicant=applicant.name,
        agent=applicant.agent_name,
        is_person=case.enterprise_id is None,
        is_licence=item.is_licence,
        place=contact.get("place") or offices.by_id[case.place_id].name,
        phone=contact.get("phone") or HOTLINE,
        hours=contact.get("hours", ""),
        verify_url=issued.verify_url,
        evaluate_url=issued.evaluate_url,
        received_on=case.received_on,
        query_code=case.query_code,
        accepted_on=case.accepted_on,
        department=offices.by_id[case.department_id].name,
        handler=said.get("handler") or "承办人员",
        review_organ=_county(offices, case, "人民政府"),
        court=_county(offices, case, "人民法院"),
        **own,
    )


def basis_of(item: ItemFacts) -> tuple[str, ...]:
    """The item's legal bases as papers name them; its limit's basis where no other is written down."""
    named = tuple(f"{one.name}{one.article}" for one in item.legal_basis)
    return named or ((item.limit_basis,) if item.limit_basis else ("本事项办事指南",))


def _county(offices: Tree, case: Case, suffix: str) -> str:
    """The county's own organs: reconsideration by its government (行政复议法 art. 24), suit at its court."""
    county = offices.above(case.department_id, "county")
    name = county.name if county else ""
    return name.removesuffix("人民政府") + suffix


def _receipt(said: Mapping[str, Any], case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    lines = tuple(
        MaterialLine(one["name"], FORMS.get(one.get("form", ""), "原件"), one.get("copies", 1))
        for one in said.get("materials", ())
    )
    # an application without papers of its own is itself what was handed in
    alone = (MaterialLine("申请", "电子件" if case.channel == "online" else "原件", 1),)
    return {"materials": lines or alone, "answer_due": _day(said.get("due"))}


def _supplement(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {"supplements": supplement_lines(said.get("materials", ())), "supplement_due": _day(said["due"])}


def supplement_lines(materials: Sequence[Mapping[str, Any]]) -> tuple[SupplementLine, ...]:
    """The one-time notification's lines: what is missing or wrong, and how to put it right."""
    problems = {"missing": "没有提交", "wrong": "不符合要求"}
    return tuple(
        SupplementLine(one["name"], problems[one["verdict"]], one.get("note") or "")
        for one in materials
        if one.get("verdict") in problems
    )


def _acceptance(said: Mapping[str, Any], case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "statutory": case.facts.statutory_limit,
        "promised": case.facts.promised_limit,
        "due_on": _day(said.get("due")),
        "reports_up": case.facts.case_kind == "report_up",
        "by_law": bool(said.get("by_law")),
        "owed": tuple(OwedLine(one["name"], date.fromisoformat(one["due"])) for one in said.get("owed", ())),
    }


def _decline(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "ground": DeclineGround(said["ground"]),
        "reason": said["reason"],
        "whose": said.get("whose", ""),
    }


def _special(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "procedure": said["procedure"],
        "procedure_organ": said["organ"],
        "procedure_days": said["days"],
        "stopped_from": _day(said.get("stopped_from")),
    }


def _hearing_right(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "proposed": said["proposed"],
        "interested": said.get("others", ""),
        "request_due": _day(said["due"]),
    }


def _hearing(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "hearing_on": _day(said["on"]),
        "hearing_time": said["time"],
        "hearing_place": said["place"],
        "hearing_chair": said["chair"],
        "procedure_organ": said["organ"],
        "hearing_asked": bool(said.get("asked")),
    }


def _extension(said: Mapping[str, Any], case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "reason": said["reason"],
        "approver": said["approver"],
        "extended": case.facts.inside(said["days"]),
        "due_before": _day(said.get("due_before")),
        "due_on": _day(said.get("due")),
        "basis": (said["basis"],) if said.get("basis") else (),
    }


def _grant(said: Mapping[str, Any], case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    item = case.facts
    return {
        "basis": basis_of(item),
        "content": said.get("content") or item.result or f"准予办理“{item.name}”",
        "validity": item.result_validity or "长期有效",
        "conditions": said.get("conditions", ""),
    }


def _refusal(said: Mapping[str, Any], case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "findings": said.get("facts") or said.get("reason", ""),
        "reason": said["reason"],
        "basis": (said["basis"],) if said.get("basis") else basis_of(case.facts),
    }


def _upper(said: Mapping[str, Any], _case: Case, _papers: Sequence[PaperLine]) -> dict[str, Any]:
    return {
        "upper_organ": said["organ"],
        "upper_number": said.get("number", ""),
        "reported_on": _day(said.get("reported_on")),
        "granted": said["granted"],
        "content": said["content"],
    }


def _delivery(said: Mapping[str, Any], case: Case, papers: Sequence[PaperLine]) -> dict[str, Any]:
    decisions = tuple(f"{one.title}（{one.number}）" for one in papers if one.kind in DECISIONS)
    way = said["way"]
    places = {"post": "邮寄", "home": "申请人住所", "electronic": "政务服务网站"}
    sent_to = said.get("address") if way in ("post", "home") else ""
    return {
        "documents": decisions or (case.facts.result or case.facts.name,),
        "way": way,
        "delivery_place": sent_to or places.get(way) or said.get("contact", {}).get("place") or "受理窗口",
        "delivered_at": formats.day_plain(case.delivered_on),
        "receiver": said["receiver"],
        "receiver_relation": said.get("relation", ""),
        "deliverer": said.get("handler") or "承办人员",
        "tracking": said.get("tracking", ""),
    }


def _termination(said: Mapping[str, Any], case: Case, papers: Sequence[PaperLine]) -> dict[str, Any]:
    decided = [one.number for one in papers if one.kind in DECISIONS]
    return {
        "ending": Ending(said["ending"]),
        "reason": said["reason"],
        "basis": (said["basis"],) if said.get("basis") else basis_of(case.facts),
        "decision_number": decided[-1] if decided else "",
    }


_OWN: dict[str, Any] = {
    "receipt": _receipt,
    "supplement_notice": _supplement,
    "acceptance_notice": _acceptance,
    "decline_notice": _decline,
    "special_procedure_notice": _special,
    "hearing_right_notice": _hearing_right,
    "hearing_notice": _hearing,
    "extension_notice": _extension,
    "grant_decision": _grant,
    "refusal_decision": _refusal,
    "upper_decision_notice": _upper,
    "delivery_record": _delivery,
    "termination_notice": _termination,
}


def _day(text: Any) -> date | None:
    """The Shanghai date of an instant or a date as facts keep it."""
    if not text:
        return None
    if isinstance(text, datetime):
        return formats.the_day(text)
    if isinstance(text, date):
        return text
    return date.fromisoformat(text) if len(text) == 10 else formats.the_day(datetime.fromisoformat(text))
