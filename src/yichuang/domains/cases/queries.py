"""Reading cases. What other rooms and pages know of a case is asked here."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from pydantic import BaseModel, ConfigDict

from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.cases.models import Case
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.privacy import unseal_text


class Service(BaseModel):
    """A service that somebody has had, as whoever evaluates it knows it: offices and item, ids."""

    model_config = ConfigDict(frozen=True)

    ref: str
    item: int
    department: int
    place: int


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases that an actor may know of."""
    return Case.objects.filter(visible(actor))


def visible(actor: Actor) -> Q:
    """The same rule as `Case.seen_by`, as a condition of the database."""
    nothing = Q(pk__in=[])
    match actor.kind:
        case ActorKind.SYSTEM:
            return Q()
        case ActorKind.CITIZEN:
            return Q(person_id=actor.person) if actor.person else nothing
    if not actor.office_path:
        return nothing
    return Q(department_path__startswith=actor.office_path) | Q(place_path__startswith=actor.office_path)


def service_of(case: Case) -> Service:
    """What an evaluation of this case's service will know of it."""
    return Service(ref=case.ref, item=case.item_id, department=case.department_id, place=case.place_id)


def applicant_of(case: Case) -> ApplicantInput:
    """The applicant in clear; whoever shows it records the look first."""
    return ApplicantInput.model_validate_json(unseal_text(case.applicant, "applicant"))
