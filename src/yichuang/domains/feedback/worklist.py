"""The bad evaluations of a unit by deadline. The same few queries for ten of them or ten thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import IN_HAND, Evaluation, EvaluationState
from yichuang.domains.feedback.pages import page_of
from yichuang.domains.feedback.queries import within
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.queries import Clock
from yichuang.kernel.seek import Found, Seek

LIGHTS = {"overdue": "超期", "warning": "临期", "normal": "正常"}
DONE = "done"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows, as it stands in the address."""

    light: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """Read an address; what makes no sense is left out."""
        states = {state.value for state in EvaluationState}
        return cls(
            light=query["light"] if query.get("light") in {*LIGHTS, DONE} else "",
            state=query["state"] if query.get("state") in states else "",
        )

    def address(self, to: Seek | None = None) -> str:
        """The query of an address, of the page `to`; what isn't chosen is left out."""
        chosen = {name: value for name, value in asdict(self).items() if value}
        return urlencode({**chosen, **(to.written() if to else {})})


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the list, and how many there are of each light and state."""

    page: Found
    lights: dict[str, int]
    states: dict[str, int]
    done: int
    total: int


def reviews_of(actor: Actor) -> QuerySet[Evaluation]:
    """The bad evaluations that an actor may read."""
    if not actor.may("page.reviews") or not actor.office_path:
        return Evaluation.objects.none()
    return Evaluation.objects.filter(within(actor.office_path), level__lt=rules.WORST_GOOD)


def work_list(actor: Actor, filters: Filters, query: Mapping[str, str], now: datetime) -> WorkList:
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
    if filters.light == DONE:
        page = page_of(ended, "given_on", Seek.read(query), done, latest_first=True)
        return WorkList(page, lights, states, done, done)
    found = open_ones
    total = sum(states.values())
    if filters.light:
        found, total = found.filter(light=filters.light), lights.get(filters.light, 0)
    if filters.state:
        found, total = found.filter(state=filters.state), states.get(filters.state, 0)
    page = page_of(found, "due", Seek.read(query, instants=True), total, latest_first=False)
    return WorkList(page, lights, states, done, total)


def _with_light(found: QuerySet[Any, Any], now: datetime) -> QuerySet[Any, Any]:
    """With the instant that comes first of what they are owed, and its light."""
    subject = Concat(Value("evaluation:"), Cast(OuterRef("pk"), TextField()))
    running = Clock.objects.filter(subject=subject, stopped_at=None).order_by("due_at")
    # what is in hand has a clock that runs; without one it would come last
    due = Coalesce(Subquery(running.values("due_at")[:1]), Value(NEVER))
    found = found.annotate(due=due, warn=Subquery(running.values("warn_at")[:1]))
    light = Case(
        When(Q(due__lt=now), then=Value("overdue")),
        When(Q(warn__lte=now), then=Value("warning")),
        default=Value("normal"),
        output_field=CharField(),
    )
    return found.annotate(light=light)
