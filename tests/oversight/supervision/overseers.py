"""A county with somebody who looks over it, and its clocks let run: for the tests of supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests import worlds
from tests.narrow import there

from yichuang.domains.cases.models import Case
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch.claim import claim
from yichuang.oversight.supervision.models import Card

SECOND = timedelta(seconds=1)
REASON = "查明原因，情况属实，按规则处理"
EXPLANATION = "现场核查排期靠后，已安排明天完成并作出决定"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


DUE = at("11-09 17:30")  # of a decision promised within five days of Monday 2 November


@dataclass
class Overseers:
    """Who looks over the county of `worlds.county`."""

    world: worlds.World
    supervisor: Actor
    second: Actor
    leader: Actor


def overseers() -> Overseers:
    world = worlds.county()
    return Overseers(
        world,
        worlds.staff(posts.SUPERVISOR, world.county, "张监察"),
        worlds.staff(posts.SUPERVISOR, world.county, "冯监察"),
        worlds.staff(posts.LEADER, world.county, "许县长"),
    )


def pass_by(now: datetime) -> None:
    """The watcher looks, and the worker reacts until nothing waits."""
    claim(now)
    while react(now):
        pass
    failed = Event.objects.exclude(error="").values_list("name", "error")
    assert not list(failed)


def late(world: worlds.World) -> tuple[Case, Card]:
    """A case that the reviewer has claimed and that is past its promise, with its card."""
    from yichuang.domains.cases import actions
    from yichuang.kernel.verbs.perform import perform

    case = worlds.reviewed(world)
    perform(actions.claim, case.ref, by=world.reviewer, at=at("11-04 10:00"))
    pass_by(DUE + SECOND)
    return worlds.case_of(case.ref), Card.objects.get(about=case.ref, rule="overdue_promised")


def clock(ref: str, kind: str) -> Clock:
    return there(Clock.objects.filter(subject=ref, kind=kind).order_by("-n").first())
