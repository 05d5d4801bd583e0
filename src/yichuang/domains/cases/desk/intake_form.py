"""What stands on the intake page: read from the form, checked, and shown again with everything typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yichuang.domains.cases.actions.intake import Brought
from yichuang.domains.cases.answers import checked_answers
from yichuang.domains.cases.inputs import DELIVERY_WAYS
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.reuse import Held
from yichuang.domains.catalogue.content import ItemFacts, Material
from yichuang.domains.residents.actions import Identified
from yichuang.domains.residents.queries import Kind, Known, checked_identity, find, known
from yichuang.domains.residents.rules import NumberRejected, mobile_number
from yichuang.ui import formats
from yichuang.ui.addresses import address

# the component's words for a choice, and the verdicts that the case keeps
VERDICTS = {"ok": "ok", "missing": "missing", "mismatch": "wrong", "owed": "follows"}
CHOICES = {verdict: choice for choice, verdict in VERDICTS.items()}
KINDS = {"original": "原件", "copy": "复印件", "electronic": "电子件"}
TYPED = ("identity", "name", "phone", "address", "agent_name", "agent_identity")


@dataclass(slots=True)
class Draft:
    """An application being typed in; `errors` by field name."""

    item: ItemFacts
    kind: Kind
    typed: dict[str, str]
    situation: dict[str, str]
    choices: dict[str, str]
    notes: dict[str, str]
    answers: dict[str, str]
    delivery: str = "window"
    rename: bool = False
    found: Known | None = None
    identity: str = ""
    reused: dict[str, str] = field(default_factory=dict)  # code of a material -> the earlier case's reference
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def materials(self) -> tuple[Material, ...]:
        """What this situation asks for."""
        return self.item.materials_for(self.situation)

    def checked(self) -> list[dict[str, str]]:
        """The checklist as verbs take it; what hasn't been looked at is said so."""
        return [
            {
                "code": one.code,
                "name": one.name,
                "verdict": "reused"
                if one.code in self.reused
                else VERDICTS.get(self.choices.get(one.code, ""), "unchecked"),
                "note": self.note(one),
            }
            for one in self.materials
        ]

    def note(self, material: Material) -> str:
        """What to bring: as typed; for a missing paper the guide's own words will do."""
        typed = self.notes.get(material.code, "")
        if typed or self.choices.get(material.code) != "missing":
            return typed
        return f"请提供{KINDS.get(material.kind, '')} {material.copies} 份"

    def brought(self) -> Brought:
        """Everything as the action takes it; only after `check` found nothing."""
        return Brought(
            who=Identified(
                self.kind, self.identity, self.typed["name"], self.typed["phone"], self.typed["address"]
            ),
            rename=self.rename,
            agent_name=self.typed["agent_name"],
            agent_identity=self.typed["agent_identity"],
            item_version=self.item.id,
            situation=self.situation,
            form=self.answers,
            materials=self.checked(),
            delivery=self.delivery,
            reused=self.reused,
        )


def empty(item: ItemFacts) -> Draft:
    """A fresh page for an item; its first audience is the kind that is asked for."""
    kind = Kind.ENTERPRISE if item.audience and item.audience[0] == "enterprise" else Kind.PERSON
    return Draft(item, kind, dict.fromkeys(TYPED, ""), {}, {}, {}, {})


def of_case(case: Case) -> Draft:
    """The page of a case that was received before: its own materials and situation."""
    draft = empty(case.facts)
    draft.situation = dict(case.situation)
    for one in case.materials:
        draft.choices[one["code"]] = CHOICES.get(one["verdict"], "")
        if one.get("reused"):
            draft.choices[one["code"]] = "ok"
            draft.reused[one["code"]] = one["reused"]["case"]
        draft.notes[one["code"]] = one.get("note") or ""
    return draft


def read(posted: Mapping[str, str], item: ItemFacts) -> Draft:
    """What was posted, without judging it."""
    kind = Kind.ENTERPRISE if posted.get("kind") == Kind.ENTERPRISE else Kind.PERSON
    draft = Draft(
        item=item,
        kind=kind,
        typed={name: posted.get(name, "").strip()[:200] for name in TYPED},
        situation=_situation(posted, item),
        choices={},
        notes={},
        answers={one.code: posted.get(f"f-{one.code}", "")[:1000] for one in item.fields},
        delivery=posted.get("delivery", "") if posted.get("delivery") in DELIVERY_WAYS else "window",
        rename=bool(posted.get("rename")),
    )
    read_checks(draft, posted)
    return draft


def read_checks(draft: Draft, posted: Mapping[str, str]) -> None:
    """The checklist as posted; a paper is taken over while nobody has marked it missing or wrong."""
    draft.reused.clear()
    for one in draft.item.materials:
        choice = posted.get(f"m-{one.code}-check", "")
        earlier = posted.get(f"m-{one.code}-earlier", "")[:40]
        if earlier and choice in ("", "ok"):
            draft.reused[one.code], choice = earlier, "ok"
        if choice in VERDICTS and (choice != "owed" or one.may_follow):
            draft.choices[one.code] = choice
        draft.notes[one.code] = posted.get(f"m-{one.code}-note", "").strip()[:300]


def look_up(draft: Draft, today: date) -> None:
    """Check the identity number and find the file that belongs to it."""
    try:
        draft.identity = checked_identity(draft.kind, draft.typed["identity"], today)
    except NumberRejected as rejected:
        draft.errors["identity"] = rejected.text
        return
    draft.found = known(find(draft.kind, draft.identity))


def check(draft: Draft, today: date) -> None:
    """Everything that must be right before the application is received."""
    look_up(draft, today)
    who = "企业名称" if draft.kind is Kind.ENTERPRISE else "姓名"
    if not draft.typed["name"] and draft.found is None and "identity" not in draft.errors:
        draft.errors["name"] = f"请填写{who}，库里还没有这个证件号"
    phone = draft.typed["phone"]
    if phone:
        try:
            draft.typed["phone"] = mobile_number(phone)
        except NumberRejected as rejected:
            draft.errors["phone"] = rejected.text
    if draft.typed["agent_identity"]:
        try:
            draft.typed["agent_identity"] = checked_identity(
                Kind.PERSON, draft.typed["agent_identity"], today
            )
        except NumberRejected as rejected:
            draft.errors["agent_identity"] = rejected.text
    for question in draft.item.situations:
        if question.code not in draft.situation:
            draft.errors[f"s-{question.code}"] = f"请回答“{question.question}”"
    draft.answers, wrong = checked_answers(draft.item.fields, draft.answers)
    draft.errors.update({f"f-{code}": text for code, text in wrong.items()})


def checklist(draft: Draft, before: Mapping[str, Sequence[Held]], today: date) -> list[dict[str, Any]]:
    """The rows of the component `checklist_row`; `before` holds the papers that may be taken over, by code."""
    rows = []
    for n, one in enumerate(draft.materials, start=1):
        asked = f"{KINDS.get(one.kind, '')} {one.copies} 份"
        source = "　".join(filter(None, [one.source, asked]))
        held = _held(before.get(one.code, ()), draft.reused.get(one.code))
        rows.append(
            {
                "number": n,
                "name": one.name + ("" if one.required else "（选交）"),
                "field": f"m-{one.code}",
                "source": source,
                "choice": draft.choices.get(one.code, ""),
                "note": draft.notes.get(one.code, ""),
                "may_owe": one.may_follow,
                "hint": one.note,
                "error": draft.errors.get(f"m-{one.code}"),
                "earlier": shown(held, today, taken=one.code in draft.reused) if held else None,
            }
        )
    return rows


def shown(held: Held, today: date, *, taken: bool) -> dict[str, Any]:
    """A paper that may be taken over, as the component `checklist_row` shows it."""
    return {
        "value": held.ref,
        "label": f"沿用 {formats.day(held.since, today)} 交的",
        "href": f"{address('cases:case', int(held.ref.partition(':')[2]))}?tab=materials",
        "link": f"{held.item} {held.number}",
        "taken": taken,
    }


def _held(found: Sequence[Held], taken: str | None) -> Held | None:
    """The paper that is taken over, else the newest that may be."""
    return next((one for one in found if one.ref == taken), found[0] if found else None)


def _situation(posted: Mapping[str, str], item: ItemFacts) -> dict[str, str]:
    given = {}
    for question in item.situations:
        answer = posted.get(f"s-{question.code}", "")
        if answer in {option.code for option in question.options}:
            given[question.code] = answer
    return given
