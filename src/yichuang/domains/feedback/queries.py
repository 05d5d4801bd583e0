"""Reading evaluations: whether a service has been evaluated, and what the offices may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from yichuang.domains.cases.queries import Service
from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback.models import Evaluation, Level, service_hash
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import scrub


@dataclass(frozen=True, slots=True)
class Given:
    """What who gave an evaluation sees of it again."""

    level: str
    words: str
    addition: str


@dataclass(frozen=True, slots=True)
class Line:
    """One evaluation as managers read it: the day, never the instant; the item and the office, never the case."""

    on: date
    level: int
    level_name: str
    item: str
    office: str
    tags: tuple[str, ...]
    words: str
    addition: str


def evaluated(service: Service) -> Given | None:
    """The evaluation of a service; None when there is none yet."""
    found = Evaluation.objects.filter(service=service_hash(service.ref)).first()
    return Given(Level(found.level).label, found.words, found.addition) if found else None


def visible_to(actor: Actor) -> QuerySet[Evaluation]:
    """The evaluations that an actor may read: those of the own offices, for who has the right to the page."""
    if actor.kind is ActorKind.SYSTEM:
        return Evaluation.objects.all()
    if actor.kind is not ActorKind.STAFF or not actor.may("page.evaluations") or not actor.office_path:
        return Evaluation.objects.none()
    within = Q(department_path__startswith=actor.office_path) | Q(place_path__startswith=actor.office_path)
    return Evaluation.objects.filter(within)


def counts(found: QuerySet[Evaluation]) -> dict[int, int]:
    """How many of each level, 5 to 1, zeros too."""
    counted = dict(found.values_list("level").annotate(n=Count("id")))
    return {level.value: counted.get(level.value, 0) for level in Level}


def lines(found: QuerySet[Evaluation], first: int, most: int) -> list[Line]:
    """A page of evaluations, newest day first; within a day in no order that tells when each was given."""
    rows = list(found.order_by("-given_on", "service")[first : first + most])
    names = names_of_items({row.item_id for row in rows})
    offices = tree().by_id
    return [
        Line(
            row.given_on,
            row.level,
            Level(row.level).label,
            names.get(row.item_id) or "—",
            offices[row.department_id].name,
            tuple(row.tags),
            scrub(row.words),
            scrub(row.addition),
        )
        for row in rows
    ]
