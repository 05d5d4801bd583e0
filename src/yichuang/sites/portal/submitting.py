"""From a finished draft to a case: the last step of an online application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from yichuang.domains.cases import actions as cases
from yichuang.domains.cases import drafts
from yichuang.domains.cases.drafts import Content, Draft, Visitor
from yichuang.domains.residents.appearing import named
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs.perform import perform
from yichuang.sites.portal.steps import SOURCES_OF_OURS, Frame, applicant_kind, materials, situation_of


def hand_in(key: str, frame: Frame, visitor: Visitor, *, by: Actor, at: datetime) -> str:
    """Make the draft a case and give its reference; a second time gives the same case.

    The draft's row is locked, so a double click waits for the first one and finds it done.
    """
    with transaction.atomic():
        draft = drafts.find(key, visitor, at, lock=True)
        if draft.submitted:
            return draft.submitted
        content = drafts.content_of(draft)
        party = _party(frame, content, by, at)
        receipt = perform(
            cases.submit, None, by=by, at=at, key=f"draft:{draft.key}", **_given(frame, draft, content, party)
        )
        drafts.hand_in(draft, receipt.ref)
    return receipt.ref


def _party(frame: Frame, content: Content, by: Actor, at: datetime) -> dict[str, int]:
    """Whose file the case goes into; opened when there is none. Nothing of it is shown to who names it."""
    answers = content.answers
    if applicant_kind(frame, answers) == "enterprise":
        party = named(Kind.ENTERPRISE, answers["enterprise_name"], answers["enterprise_code"], by=by, at=at)
        return {"enterprise": party.pk}
    return {"person": named(Kind.PERSON, answers["name"], answers["identity"], by=by, at=at).pk}


def _given(frame: Frame, draft: Draft, content: Content, party: dict[str, int]) -> dict[str, Any]:
    answers = content.answers
    enterprise = "enterprise" in party
    by_agent = enterprise or answers.get("who") == "other"
    applicant = {
        **party,
        "name": answers["enterprise_name" if enterprise else "name"],
        "identity": answers["enterprise_code" if enterprise else "identity"],
        "phone": answers["phone"],
        "address": answers.get("address", "") if answers.get("delivery") in ("post", "home") else "",
        "agent_name": answers.get("agent_name", "") if by_agent else "",
        "agent_identity": answers.get("agent_identity", "") if by_agent else "",
    }
    wanted = materials(frame, answers)
    files = drafts.inputs_of(draft, {material.code for material in wanted})
    uploaded = {file.purpose for file in files}
    return {
        "item_version": frame.item.id,
        "applicant": applicant,
        "place": int(answers.get("place") or frame.places[0][0]),
        "situation": situation_of(frame, answers),
        "form": {
            field.code: answers[f"field-{field.code}"]
            for field in frame.item.fields
            if answers.get(f"field-{field.code}")
        },
        "materials": [
            {
                "code": material.code,
                "name": material.name,
                "verdict": "unchecked"
                if material.code in uploaded or material.source in SOURCES_OF_OURS
                else "missing",
                "note": "" if material.code in uploaded else _instead(material.source),
            }
            for material in wanted
            if material.code in uploaded or material.required
        ],
        "delivery": answers["delivery"],
        "files": files,
    }


def _instead(source: str) -> str:
    """What the clerk reads where nothing was uploaded."""
    notes = {"居民信息库": "没有上传，请从居民信息库核对", "窗口填写": "以网上填的内容为准"}
    return notes.get(source, "没有上传，申请人说到窗口交")
