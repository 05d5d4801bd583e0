"""Who works where in the demonstration: which clerk sits at a window for an item, who reviews, who decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from yichuang.domains.cases.demo.span import Service
from yichuang.domains.cases.states import Channel
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.queries import centres, windows_of
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.rules import Hours
from yichuang.kernel.offices.queries import OfficeFacts


@dataclass(frozen=True, slots=True)
class Counter:
    """Where somebody is served: the place, the window if there is one, and the clerk."""

    place: int
    window: int | None
    clerk: Actor
    service: Service
    channel: Channel


class Staffing:
    """The posts of a centre, sorted by what the demonstration needs of them."""

    def __init__(self) -> None:
        actors = everybody()
        self.reviewers = _by_office(actors, posts.REVIEWER)
        self.chiefs = _by_office(actors, posts.CHIEF)
        seats: dict[int | None, list[Actor]] = defaultdict(list)
        for actor in actors:
            if actor.role == posts.WINDOW_CLERK:
                seats[actor.seat].append(actor)
        agents = _by_office(actors, posts.STATION_AGENT)
        self.centre = centres("county")[0].office
        self.service = _service(self.centre)
        # (departments taken, counter): an empty set takes all that are present
        self._county = self._counters(self.centre, seats)
        self._towns = [counter for one in centres("town") for counter in self._counters(one.office, seats)]
        self._stations = [
            Counter(one.id, None, agent, _service(one.office), Channel.STATION)
            for one in centres("village")
            for agent in agents.get(one.id, [])
        ]
        self._at: dict[int, list[Counter]] = {}

    def _counters(
        self, place: OfficeFacts, seats: dict[int | None, list[Actor]]
    ) -> list[tuple[frozenset[int], Counter]]:
        service = _service(place)
        return [
            (frozenset(window.departments), Counter(place.id, window.id, clerk, service, Channel.WINDOW))
            for window in windows_of(place.id)
            for clerk in seats[window.id]
        ]

    def county(self, random: Random, item: ItemFacts) -> Counter:
        """A window of the county's centre that takes this item's department."""
        found = self._at.get(item.department_id)
        if found is None:
            taking = [counter for takes, counter in self._county if item.department_id in takes]
            found = taking or [counter for _, counter in self._county]
            self._at[item.department_id] = found
        return random.choice(found)

    def anywhere(self, random: Random, item: ItemFacts) -> Counter:
        """Where people go with this item: the county, their town or their village, as its level allows."""
        lot = random.random()
        if item.level == "village" and lot < 0.2 and self._stations:
            return random.choice(self._stations)
        if item.level in ("village", "town") and lot < 0.42 and self._towns:
            return random.choice(self._towns)[1]
        return self.county(random, item)

    def reviewer(self, random: Random, item: ItemFacts) -> Actor:
        """Somebody of the department's approval section."""
        return random.choice(self.reviewers[item.department_id])

    def chief(self, random: Random, item: ItemFacts) -> Actor:
        """Who decides for the department."""
        return random.choice(self.chiefs[item.department_id])


def _service(office: OfficeFacts) -> Service:
    return Service(calendar_for(office.path), Hours(office.hours))


def _by_office(actors: list[Actor], role: str) -> dict[int, list[Actor]]:
    found: dict[int, list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.role == role and actor.office is not None:
            found[actor.office].append(actor)
    return dict(found)
