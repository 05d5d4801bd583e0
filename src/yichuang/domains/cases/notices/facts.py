"""What the papers of a case are made from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from yichuang.kernel.clocks.rules import Limit, limit_of


class MissingFacts(ValueError):
    """Facts that the paper must say aren't there; `facts` are their field names, `text` tells staff."""

    def __init__(self, title: str, facts: Iterable[str]) -> None:
        self.facts = tuple(facts)
        self.text = f"{title}还缺：{'、'.join(NAMES.get(fact, fact) for fact in self.facts)}"
        super().__init__(f"{self.text} ({', '.join(self.facts)})")


class DeclineGround(StrEnum):
    """Why an application isn't accepted (行政许可法 art. 32, 78, 79)."""

    NOT_NEEDED = "not_needed"
    NOT_OURS = "not_ours"
    NOT_COMPLETE = "not_complete"
    BARRED = "barred"


class Ending(StrEnum):
    """How a case, or what it granted, ends otherwise than by a decision."""

    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    RECALLED = "recalled"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class MaterialLine:
    """A paper that was handed in: `form` is 原件, 复印件 or 电子件, `copies` its count."""

    name: str
    form: str = "原件"
    copies: int = 1


@dataclass(frozen=True)
class SupplementLine:
    """A paper that is missing or wrong, and how to put it right."""

    name: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class OwedLine:
    """A paper that may follow after acceptance, and the day by which it must be there."""

    name: str
    due_on: date


@dataclass(frozen=True)
class NoticeFacts:
    """Everything that any paper of a case may say; each paper asks for its part.

    Days are working days where no limit says otherwise. `day` is the date of the paper, `verify_url` what the code in
    the foot opens, `place` and `phone` where the applicant turns to.
    """

    # every paper
    organ: str = ""
    number: str = ""
    day: date | None = None
    matter: str = ""
    case_number: str = ""
    applicant: str = ""
    is_person: bool = True
    is_licence: bool | None = None  # whether the item is a 行政许可; nothing is taken for one unsaid
    place: str = ""
    phone: str = ""
    hours: str = ""
    supervision_phone: str = ""
    verify_url: str = ""
    evaluate_url: str = ""  # on what the applicant takes home: where the service is evaluated
    # receipt and acceptance
    agent: str = ""
    received_on: date | None = None
    materials: tuple[MaterialLine, ...] = ()
    answer_due: date | None = None
    query_code: str = ""
    supplements: tuple[SupplementLine, ...] = ()
    supplement_due: date | None = None
    accepted_on: date | None = None
    reports_up: bool = False  # decided by the upper organ: what we promise is our review
    by_law: bool = False  # accepted because nothing was told in time (art. 32(4))
    statutory: Limit | None = None
    promised: Limit | None = None
    due_on: date | None = None
    owed: tuple[OwedLine, ...] = ()
    department: str = ""
    handler: str = ""
    ground: DeclineGround | None = None
    whose: str = ""
    # between acceptance and decision
    procedure: str = ""
    procedure_organ: str = ""
    procedure_days: int | None = None
    stopped_from: date | None = None
    proposed: str = ""
    interested: str = ""
    request_due: date | None = None
    hearing_on: date | None = None
    hearing_time: str = ""
    hearing_place: str = ""
    hearing_chair: str = ""
    hearing_asked: bool = False
    approver: str = ""
    extended: Limit | None = None
    due_before: date | None = None
    # decision
    reason: str = ""
    basis: tuple[str, ...] = ()
    content: str = ""
    validity: str = ""
    conditions: str = ""
    findings: str = ""
    upper_organ: str = ""
    upper_number: str = ""
    reported_on: date | None = None
    granted: bool | None = None
    review_organ: str = ""
    court: str = ""
    # delivery and other endings
    documents: tuple[str, ...] = ()
    way: str = ""
    delivery_place: str = ""
    delivered_at: str = ""
    receiver: str = ""
    receiver_relation: str = ""
    deliverer: str = ""
    tracking: str = ""
    ending: Ending | None = None
    decision_number: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """From a plain mapping, for example out of JSON: dates, limits, lists. Raises TypeError, ValueError."""
        unknown = set(plain) - {known.name for known in dataclasses.fields(cls)}
        if unknown:
            raise TypeError(f"unknown facts: {', '.join(sorted(unknown))}")
        return cls(**{name: _read(name, value) for name, value in plain.items()})

    def without(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that have no value; a count of 0 is a value."""
        return tuple(name for name in names if getattr(self, name) in (None, "", ()))


_DATES = frozenset(
    (
        "day",
        "received_on",
        "answer_due",
        "supplement_due",
        "accepted_on",
        "due_on",
        "stopped_from",
        "due_before",
        "request_due",
        "hearing_on",
        "reported_on",
    )
)
_LIMITS = frozenset(("statutory", "promised", "extended"))
_CODES: dict[str, type[StrEnum]] = {"ground": DeclineGround, "ending": Ending}


def _read(name: str, value: Any) -> Any:
    if name in _DATES and isinstance(value, str):
        return date.fromisoformat(value) if value else None
    if name == "materials":
        return tuple(MaterialLine(**line) if isinstance(line, Mapping) else line for line in value)
    if name == "owed":
        return tuple(
            OwedLine(line["name"], date.fromisoformat(line["due_on"])) if isinstance(line, Mapping) else line
            for line in value
        )
    if name == "supplements":
        return tuple(SupplementLine(**line) if isinstance(line, Mapping) else line for line in value)
    if name in ("basis", "documents"):
        return (value,) if isinstance(value, str) else tuple(value)
    if name in _LIMITS and isinstance(value, Mapping):
        return limit_of(value["amount"], value["unit"])
    if name in _CODES and value:
        return _CODES[name](value)
    return value


NAMES: dict[str, str] = {
    "organ": "机关名称", "number": "文号", "day": "成文日期", "matter": "事项名称", "is_licence": "事项类型",
    "case_number": "办件编号",
    "applicant": "申请人", "place": "联系地址", "phone": "联系电话", "verify_url": "核验网址",
    "received_on": "收件日期", "materials": "材料清单", "answer_due": "答复期限", "query_code": "查询码",
    "supplements": "补正内容", "supplement_due": "补正期限", "accepted_on": "受理日期",
    "promised": "承诺期限", "due_on": "到期日期", "department": "承办部门", "handler": "承办人",
    "ground": "不予受理的情形", "whose": "该找的机关", "procedure": "特别程序", "procedure_organ": "承办机构",
    "procedure_days": "所需时间", "stopped_from": "停表日期", "approver": "批准人", "extended": "延长天数",
    "proposed": "拟作的决定", "request_due": "要求听证的期限",
    "hearing_on": "听证日期", "hearing_time": "听证时间", "hearing_place": "听证地点",
    "hearing_chair": "听证主持人", "due_before": "原到期日期",
    "reason": "理由", "basis": "依据", "content": "决定内容", "validity": "有效期限",
    "findings": "查明的事实", "upper_organ": "上级机关", "granted": "上级的决定",
    "review_organ": "行政复议机关", "court": "人民法院", "documents": "送达的文书",
    "way": "送达方式", "delivery_place": "送达地点", "delivered_at": "送达时间", "receiver": "收件人",
    "deliverer": "送达人", "ending": "结束方式", "decision_number": "原决定文号",
}  # fmt: skip
"""Chinese names of the facts, for the sentence that says what is missing."""
