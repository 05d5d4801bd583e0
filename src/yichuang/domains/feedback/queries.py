"""Reading evaluations: whether a service has been evaluated, and what the offices may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from yichuang.domains.cases.queries import Service
from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback.models import ANSWERED, Evaluation, EvaluationState, Level, service_hash
from yichuang.domains.feedback.shown import clock_facts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.queries import Times, all_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import scrub


@dataclass(frozen=True, slots=True)
class Given:
    """What who gave an evaluation sees of it again; of a bad one also what is done about it."""

    level: str
    words: str
    addition: str
    state: str
    bad: bool
    followed: bool
    clocks: tuple[dict[str, Any], ...]
    found: str
    answer: str
    answered_on: date | None
    may_add: bool
    may_reply: bool
    reply: str
    reply_words: str


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
    state: str
    not_counted: bool


def evaluation_of_service(service: Service) -> Evaluation | None:
    """The evaluation of a service; None when there is none yet."""
    return Evaluation.objects.filter(service=service_hash(service.ref)).first()


@dataclass(frozen=True, slots=True)
class Brief:
    """An evaluation in one line beside its case: the level, for who gave it, and what one may do or see there."""

    level: str
    link: str


def evaluated(service: Service, *, own: bool) -> Brief | None:
    """The evaluation of a service in brief; None for none. Nothing of it but for who gave it (`own`)."""
    found = evaluation_of_service(service)
    if found is None:
        return None
    if not own:
        return Brief("", "怎么看评了什么")
    link = "看看" if found.addition else "追加几句"
    if found.state != EvaluationState.GIVEN:
        link = "看整改结果" if found.answer else "看整改到哪一步"
    return Brief(Level(found.level).label, link)


def given(found: Evaluation, now: datetime) -> Given:
    """An evaluation as who gave it sees it again."""
    clocks = [one for one in all_of(found.ref) if one.stopped_at is None] if found.is_bad else []
    times = Times() if clocks else None
    return Given(
        level=Level(found.level).label,
        words=found.words,
        addition=found.addition,
        state=found.state,
        bad=found.is_bad,
        followed=found.state != EvaluationState.GIVEN,
        clocks=tuple(clock_facts(one, now, times) for one in clocks) if times else (),
        # what was doubted in vain was only a guess, and the doubt is no news for who gave it
        found=found.found if found.finding in ("true", "unfounded") and not found.judged else "",
        answer=found.answer,
        answered_on=found.answered_on,
        may_add=not found.addition and found.state != EvaluationState.NOT_COUNTED,
        may_reply=found.state in ANSWERED and found.reply_level is None,
        reply=Level(found.reply_level).label if found.reply_level else "",
        reply_words=found.reply_words,
    )


def visible_to(actor: Actor) -> QuerySet[Evaluation]:
    """The evaluations that an actor may read: those of the own offices, for who has the right to the page."""
    if actor.kind is ActorKind.SYSTEM:
        return Evaluation.objects.all()
    if actor.kind is not ActorKind.STAFF or not actor.may("page.evaluations") or not actor.office_path:
        return Evaluation.objects.none()
    return Evaluation.objects.filter(within(actor.office_path))


def within(path: str) -> Q:
    """The condition that an evaluation is about an office in that subtree: as department, or as place."""
    return Q(department_path__startswith=path) | Q(place_path__startswith=path)


def counts(found: QuerySet[Evaluation]) -> dict[int, int]:
    """How many of each level, 5 to 1, zeros too."""
    counted = dict(found.values_list("level").annotate(n=Count("id")))
    return {level.value: counted.get(level.value, 0) for level in Level}


def lines(rows: Sequence[Evaluation]) -> list[Line]:
    """A page of evaluations as lines."""
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
            row.state_name if row.is_bad else "",
            row.state == EvaluationState.NOT_COUNTED,
        )
        for row in rows
    ]
