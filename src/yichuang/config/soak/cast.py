"""Who works in the soak and on what: a licence of the demonstration, and keys for the posts that handle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils import timezone

from yichuang.config.bench.six_acts import Cast, cast
from yichuang.config.soak.clerks import Call
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.organisation import keys
from yichuang.domains.organisation.actions import issue_key
from yichuang.domains.residents.demo import invented_people
from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.verbs.perform import perform

VERBS = ("case.receive", "case.accept", "case.review", "case.grant", "case.deliver")


@dataclass(frozen=True, slots=True)
class Team:
    """The keys of one clerk's team; each has buckets of its own, as programs have."""

    clerk: str
    reviewer: str
    chief: str


def team(played: Cast) -> Team:
    """Fresh keys for the three posts."""
    return Team(*(_key(actor) for actor in (played.clerk, played.reviewer, played.chief)))


def posts() -> list[int]:
    """The posts whose acts are counted."""
    played = cast()
    return [actor.post for actor in (played.clerk, played.reviewer, played.chief) if actor.post]


def cases(played: Cast, keys_of: Team, seed: int) -> Iterator[list[Call]]:
    """Applications of invented people without an end, each with its acts in order."""
    item = catalogue.version(played.version)
    materials = [{"code": one.code, "name": one.name, "verdict": "ok"} for one in item.materials]
    people = invented_people(Random(seed), 2000)  # noqa: S311 - people of a demonstration
    for number in range(10**9):
        who = people[number % len(people)]
        application: dict[str, Any] = {
            "item_version": played.version,
            "applicant": {name: getattr(who, name) for name in ("name", "identity", "phone", "address")},
            "place": played.place,
            "materials": materials,
            "form": {one.code: "云溪县城关镇解放路" for one in item.fields},
        }
        yield [
            Call(keys_of.clerk, "/cases/receive", application),
            Call(keys_of.clerk, "/cases/{id}/accept", {}),
            Call(keys_of.reviewer, "/cases/{id}/review", {"opinion": "材料齐全，符合法定条件，同意"}),
            Call(keys_of.chief, "/cases/{id}/grant", {"content": "准予"}),
            Call(keys_of.clerk, "/cases/{id}/deliver", {"way": "window", "receiver": who.name}),
        ]


def _key(actor: Actor) -> str:
    key = keys.fresh()
    perform(
        issue_key,
        None,
        by=SYSTEM,
        at=timezone.now(),
        post=actor.post,
        name="soak",
        prefix=key.prefix,
        digest=key.digest,
        days=1,
    )
    return key.text
