"""The bad evaluations of a unit by deadline. The same few queries for ten of them or ten thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat

from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import IN_HAND, Evaluation, EvaluationState
from yichuang.domains.feedback.queries import within
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.queries import Clock

PAGE = 50
LIGHTS = {"overdue": "超期", "warning": "临期", "normal": "正常"}
DONE = "done"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows, as it stands in the address."""

    light: str = ""
    state: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Read an address; what makes no sense is left out."""
        page = query.get("page", "1")
        states = {state.value for state in EvaluationState}
        return cls(
            light=query["light"] if query.get("light") in {*LIGHTS, DONE} else "",
            state=query["state"] if query.get("state") in states else "",
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these changes; what is as usual is left out."""
        changed = replace(self, **changes)
        usual = Filters()
        names = ("light", "state", "page")
        said = {
            name: getattr(changed, name) for name in names if getattr(changed, name) != getattr(usual, name)
        }
        return urlencode(said)


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the list, and how many there are of each light and state."""

    reviews: list[Evaluation]
    lights: dict[str, int]
    states: dict[str, int]
    done: int
    total: int
    page: int
    pages: int


def reviews_of(actor: Actor) -> QuerySet[Evaluation]:
    """The bad evaluations that an actor may read."""
    if not actor.may("page.reviews") or not actor.office_path:
        return Evaluation.objects.none()
    return Evaluation.objects.filter(within(actor.office_path), level__lt=rules.WORST_GOOD)


def work_list(actor: Actor, filters: Filters, now: datetime) -> WorkList:
    """One page: those in hand by what falls due first, or those that are done, newest day first."""
    mine = reviews_of(actor)
    open_ones: QuerySet[Any, Any] = _with_light(mine.filter(state__in=IN_HAND), now)
    lights: dict[str, int] = {}
    states: dict[str, int] = {}
    for light, state, n in open_ones.order_by().values_list("light", "state").annotate(n=Count("id")):
        lights[light] = lights.get(light, 0) + n
        states[state] = states.get(state, 0) + n
    ended = mine.exclude(state__in=IN_HAND)
    done = ended.count()
    found: QuerySet[Any, Any]
    if filters.light == DONE:
        found, total = ended.order_by("-given_on", "service"), done
    else:
        found = open_ones.order_by("due", "service")
        total = sum(states.values())
        if filters.light:
            found, total = found.filter(light=filters.light), lights.get(filters.light, 0)
        if filters.state:
            found, total = found.filter(state=filters.state), states.get(filters.state, 0)
    pages = max(1, -(-total // PAGE))
    page = min(filters.page, pages)
    rows = list(found[(page - 1) * PAGE : page * PAGE])
    return WorkList(rows, lights, states, done, total, page, pages)


def _with_light(found: QuerySet[Any, Any], now: datetime) -> QuerySet[Any, Any]:
    """With the instant that comes first of what they are owed, and its light."""
    subject = Concat(Value("evaluation:"), Cast(OuterRef("pk"), TextField()))
    running = Clock.objects.filter(subject=subject, stopped_at=None).order_by("due_at")
    found = found.annotate(
        due=Subquery(running.values("due_at")[:1]), warn=Subquery(running.values("warn_at")[:1])
    )
    light = Case(
        When(Q(due__lt=now), then=Value("overdue")),
        When(Q(warn__lte=now), then=Value("warning")),
        default=Value("normal"),
        output_field=CharField(),
    )
    return found.annotate(light=light)
