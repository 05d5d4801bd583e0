"""Which papers of an applicant's earlier cases may be taken over: right ones, of the same person, not too old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from yichuang.domains.cases import rules
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import visible_to
from yichuang.domains.cases.states import State, Verdict
from yichuang.domains.catalogue.content import FILLED_IN, ItemFacts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.documents.queries import files_of
from yichuang.ui import formats

LOOKED_AT = 20  # of the applicant's cases, newest first
HELD = (Verdict.OK, Verdict.REUSED)


@dataclass(frozen=True, slots=True)
class Held:
    """A right paper in an earlier case; `own` is its code there, `since` the day on which it was first handed in."""

    ref: str
    number: str
    item: str
    name: str
    own: str
    since: date

    def taken_over(self, code: str) -> dict[str, Any]:
        """As the verb takes it, under its code in the new case."""
        return {
            "code": code,
            "name": self.name,
            "case": self.ref,
            "number": self.number,
            "since": self.since.isoformat(),
        }

    def files(self, code: str) -> list[dict[str, Any]]:
        """Its files, for the new case: the same bytes under the same hash, kept once."""
        return [
            {
                "purpose": code,
                "sha256": one.sha256,
                "name": one.name,
                "content_type": one.content_type,
                "size": one.size,
            }
            for one in files_of(self.ref)
            if one.purpose == self.own
        ]


def earlier(case: Case, actor: Actor) -> list[Case]:
    """The other cases of a case's applicant, newest first, as far as this actor may know of them."""
    if not (case.person_id or case.enterprise_id):
        return []
    theirs = Q(person_id=case.person_id, enterprise_id=case.enterprise_id) & ~Q(pk=case.pk)
    return _newest(theirs, actor)


def cases_of(kind: str, party: int, actor: Actor) -> list[Case]:
    """The cases of a person or an enterprise, newest first, as far as this actor may know of them."""
    return _newest(Q(**{f"{kind}_id": party}), actor)


def _newest(theirs: Q, actor: Actor) -> list[Case]:
    return list(visible_to(actor).filter(theirs).order_by("-received_at")[:LOOKED_AT])


def offered(cases: Iterable[Case], item: ItemFacts, now: datetime) -> dict[str, list[Held]]:
    """By the code of a material of the item: the papers of that name that may be taken over, newest first.

    A form is filled in anew for each application; what came with a grant that was revoked proves nothing.
    """
    held: dict[str, list[Held]] = defaultdict(list)
    for case in cases:
        if case.state == State.REVOKED:
            continue
        for one in case.materials:
            if one["verdict"] in HELD and (one["verdict"] == Verdict.OK or one.get("reused")):
                held[one["name"]].append(_held(case, one))
    today = formats.the_day(now)
    return {
        material.code: found
        for material in item.materials
        if material.source != FILLED_IN
        and (found := [one for one in held[material.name] if rules.may_be_reused(one.since, today)])
    }


def _held(case: Case, material: dict[str, Any]) -> Held:
    before = material.get("reused")
    since = date.fromisoformat(before["since"]) if before else case.received_on
    return Held(case.ref, case.number, case.facts.name, material["name"], material["code"], since)
