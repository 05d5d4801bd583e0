"""One promise case of six acts, each its own transaction, against the same rows by plain prepared SQL."""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import transaction
from django.utils import timezone

from yichuang.config.bench import plain, rows
from yichuang.config.bench.rows import Row
from yichuang.config.database import connect_as_app
from yichuang.domains.cases import actions
from yichuang.domains.cases.queries import Service
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.feedback.actions import give
from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.queries import centres
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import perform

GOAL = 2.0
APPLICANT = {
    "name": "张三丰",
    "identity": "519921189001011230",
    "phone": "13800000000",
    "address": "云溪县城关镇解放路 1 号",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the six acts: an item's version, a place, and the three posts that handle it."""

    version: int
    place: int
    clerk: Actor
    reviewer: Actor
    chief: Actor


def cast() -> Cast:
    """A licence of this centre that two people handle, and those who handle it."""
    with transaction.atomic():
        known = Batch()
    licences = [
        item
        for item in catalogue.all_in_force(known.epoch("catalogue"))
        if item.case_kind == "promise" and item.two_reviewers and item.statutory_days and len(item.stages) > 1
    ]
    item = licences[0]
    place = centres("county")[0].office
    actors = everybody()

    def one(role: str, office: int) -> Actor:
        return next(actor for actor in actors if actor.role == role and actor.office == office)

    return Cast(
        version=item.id,
        place=place.id,
        clerk=one(posts.WINDOW_CLERK, place.id),
        reviewer=one(posts.REVIEWER, item.department_id),
        chief=one(posts.CHIEF, item.department_id),
    )


def monday() -> datetime:
    """Half past nine on the Monday of two weeks ago."""
    day = timezone.localdate() - timedelta(days=14)
    return instant(day - timedelta(days=day.weekday()), 9 * 3600 + 1800)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the six; `given` may need what the case has become."""

    verb: Verb
    by: Actor
    at: datetime
    given: Callable[[str], dict[str, Any]]
    on_case: bool = True


def steps(cast: Cast, begin: datetime) -> Iterator[Step]:
    """The six acts, on the same Monday to Thursday."""
    item = catalogue.version(cast.version)
    materials = [{"code": one.code, "name": one.name} for one in item.materials]
    day = timedelta(days=1)
    application = {
        "item_version": cast.version,
        "applicant": APPLICANT,
        "place": cast.place,
        "materials": materials,
        "form": {field.code: "云溪县城关镇解放路" for field in item.fields},
    }

    def service(ref: str) -> dict[str, Any]:
        found = Service(ref=ref, item=item.item_id, department=item.department_id, place=cast.place)
        return {"service": found, "level": 5, "channel": "portal"}

    yield Step(actions.submit, citizen(None, None), begin, lambda _: application, on_case=False)
    yield Step(actions.accept, cast.clerk, begin + day / 24, lambda _: {})
    yield Step(
        actions.review, cast.reviewer, begin + day, lambda _: {"opinion": "材料齐全，符合法定条件，同意"}
    )
    yield Step(actions.grant_, cast.chief, begin + 2 * day, lambda _: {"content": "准予"})
    yield Step(
        actions.deliver, cast.clerk, begin + 3 * day, lambda _: {"way": "window", "receiver": "张三丰"}
    )
    yield Step(give, citizen(None, None), begin + 3 * day, service, on_case=False)


def by_perform(cast: Cast, begin: datetime) -> list[float]:
    """Seconds of each of the six acts through `perform`: rights, key, version seen, ledger, clocks, outbox."""
    took, ref, version = [], "", 0
    mark = secrets.token_hex(8)
    for number, step in enumerate(steps(cast, begin)):
        given = step.given(ref)
        seen = version if step.on_case else None
        on = ref if step.on_case else None
        key = f"{mark}-{number}"
        started = time.perf_counter()
        receipt = perform(step.verb, on, by=step.by, at=step.at, key=key, seen=seen, **given)
        took.append(time.perf_counter() - started)
        if number == 0:
            ref = receipt.ref
        version = receipt.n
    return took


def recorded(cast: Cast, begin: datetime) -> list[plain.Written]:
    """The six acts as plain statements."""
    recorder, ref, found = plain.Recorder(), "", []
    mark = secrets.token_hex(8)
    for number, step in enumerate(steps(cast, begin)):
        given = step.given(ref)
        on = ref if step.on_case else None
        act = recorder.record(step.verb, on, by=step.by, at=step.at, key=f"{mark}-{number}", **given)
        ref = ref or act.receipt.ref
        found.append(act)
    return found


def by_plain(
    cursor: psycopg.Cursor[Any],
    acts: list[plain.Written],
    write: Callable[[psycopg.Cursor[Any], plain.Written], None] = plain.write,
) -> list[float]:
    """Seconds of each of the six acts by plain SQL on one connection."""
    took = []
    for act in acts:
        started = time.perf_counter()
        write(cursor, act)
        took.append(time.perf_counter() - started)
    return took


def measure(cast: Cast, begin: datetime, times: int) -> list[Row]:
    """All sides in turn, `times` cases each after a tenth for warming up; medians of whole cases.

    The plain sides' cases are a week older, so that they take their numbers from other sequences. The row without a
    goal stands against the same statements sent in one round trip an act, which no ordinary program does.
    """
    ours: list[float] = []
    plainly: list[float] = []
    at_once: list[float] = []
    warm = max(3, times // 10)
    with connect_as_app() as connection:
        cursor = connection.cursor()
        for turn in range(warm + times):
            week = timedelta(days=7)
            one_by_one, together = recorded(cast, begin - week), recorded(cast, begin - 2 * week)
            gc.collect()
            took = (
                by_perform(cast, begin),
                by_plain(cursor, one_by_one),
                by_plain(cursor, together, plain.write_at_once),
            )
            if turn >= warm:
                for found, acts in zip((ours, plainly, at_once), took, strict=True):
                    found.append(sum(acts) * 1000)
    return [
        rows.ratio("six_acts", rows.median(ours), "ms", rows.median(plainly), GOAL),
        rows.ratio("six_acts_against_one_round_trip", rows.median(ours), "ms", rows.median(at_once), None),
    ]
