"""Who answers for a case: asked by whoever follows from its clocks."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.states import AT_COUNTER, ENDED
from yichuang.kernel.ledger.queries import acts_of_staff
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.duties import Duty


def duties_of(refs: list[str]) -> Mapping[str, Duty]:
    """The duty of each case, two queries however many: who has claimed it, at the counter who acted last."""
    cases = list(Case.objects.filter(pk__in=[split(ref)[1] for ref in refs]))
    last: dict[str, int] = {}
    if at_counter := [case.ref for case in cases if case.state in AT_COUNTER]:
        for entry in acts_of_staff(at_counter):
            last.setdefault(entry.subject, split(entry.actor)[1])
    return {case.ref: duty_of(case, case.assignee or last.get(case.ref)) for case in cases}


def duty_of(case: Case, handler: int | None) -> Duty:
    """The duty of a case that has been read, with the account in whose hands it lies."""
    return Duty(
        about=case.ref,
        name=case.number,
        title=case.facts.name,
        href=reverse("cases:case", args=[case.pk]),
        department=case.department_id,
        department_path=case.department_path,
        place_path=case.place_path,
        handler=handler,
        open=case.state not in ENDED,
    )
