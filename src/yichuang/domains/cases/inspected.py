"""What those who look at how cases are handled ask beyond the ledger: facts of the item, words of a refusal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yichuang.domains.cases.models import Case
from yichuang.kernel.documents.queries import papers_of
from yichuang.kernel.privacy import CannotUnseal, unseal_text
from yichuang.kernel.verbs.subjects import split

REFUSALS = ("refusal_decision", "decline_notice", "upper_decision_notice")


@dataclass(frozen=True, slots=True)
class Inspected:
    """A case as its handling is looked at: whose it is, what the item asks for, what its papers are called."""

    department: int
    two_reviewers: bool
    materials: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of a refusal; `basis` is None where the law is named by the choice that was made."""

    reason: str
    basis: str | None


def inspected(refs: Iterable[str]) -> dict[str, Inspected]:
    """These cases, one query however many; what is no case is left out."""
    found = Case.objects.filter(pk__in=[split(ref)[1] for ref in refs])
    return {
        case.ref: Inspected(
            case.department_id,
            case.facts.two_reviewers,
            {material.code: material.name for material in case.facts.materials},
        )
        for case in found
    }


def refusal_of(ref: str, n: int) -> Refusal | None:
    """What the paper says by which the n-th act refused; None where it issued none, or the keys are elsewhere."""
    for document in papers_of(ref):
        if document.n == n and document.kind in REFUSALS:
            try:
                facts = json.loads(unseal_text(document.facts, "document"))
            except CannotUnseal:
                return None
            if facts.get("granted"):
                return None
            return Refusal(str(facts.get("reason", "")), facts.get("basis"))
    return None
