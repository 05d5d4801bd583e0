"""Whatever is sent to a verb: it is done, or refused with a sentence. Nothing else ever happens."""

from __future__ import annotations

import traceback
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.kernel.verbs.junk import given_to
from tests.worlds import (
    AT,
    LI,
    SHOP,
    ZHANG,
    World,
    accepted,
    checked,
    county,
    decided,
    delivered,
    reviewed,
    submitted,
)

from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.declare import Verb, all_verbs
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.subjects import kinds

pytestmark = pytest.mark.django_db
EXAMPLES = 30


def actors(world: World, verb: Verb) -> list[Actor]:
    everybody = (
        world.clerk,
        world.other_clerk,
        world.reviewer,
        world.chief,
        world.manager,
        world.administrator,
        citizen(1, None),
    )
    return [SYSTEM, world.clerk, *(actor for actor in everybody if actor.may(verb.name))]


def subjects(world: World, verb: Verb) -> list[str | None]:
    if verb.creates:
        return [None]
    kind = verb.on.subject_kind
    rows = [
        f"{kind}:{pk}"
        for pk in kinds()[kind]._default_manager.order_by("pk").values_list("pk", flat=True)[:12]
    ]
    return [*rows, f"{kind}:{10**30}", f"{kind}:0", "nonsense", "case:x"]


def known(world: World) -> dict[str, list[Any]]:
    """Values that get a verb past its first question."""
    return {
        "item_version": [world.promise, world.instant, world.report_up],
        "place": [world.centre.pk, world.station.pk],
        "office": [world.centre.pk, world.department.pk],
        "department": [world.department.pk],
        "window": [world.window.pk],
        "parent": [world.county.pk],
        "applicant": [ZHANG, LI, SHOP],
        "materials": [checked("ok", "ok"), checked("missing", "wrong")],
        "identity": [ZHANG["identity"], LI["identity"]],
        "phone": [ZHANG["phone"]],
        "stage": ["review", "decide"],
        "post": [world.clerk.post],
    }


def broken_key(error: BaseException | None) -> bool:
    """A row that isn't there: `perform` refuses it when it commits, which a test inside a transaction never sees."""
    return isinstance(error, IntegrityError) and isinstance(
        error.__cause__, psycopg.errors.ForeignKeyViolation
    )


@pytest.fixture(scope="module")
def verbs() -> list[Verb]:
    return all_verbs()


def test_junk_is_refused_or_done_and_never_fails(verbs: list[Verb]) -> None:
    world = county()
    for make in (accepted, reviewed, decided, delivered, submitted):
        make(world)
    values, wrong = known(world), []
    for verb in verbs:
        if failure := first_failure(verb, values, subjects(world, verb), actors(world, verb)):
            wrong.append(failure)
    assert not wrong, "\n\n".join(wrong)


def first_failure(
    verb: Verb, values: dict[str, list[Any]], refs: list[str | None], people: list[Actor]
) -> str | None:
    told: list[str] = []

    @given(sent=given_to(verb, values), ref=st.sampled_from(refs), by=st.sampled_from(people))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(sent: dict[str, Any], ref: str | None, by: Actor) -> None:
        try:
            with transaction.atomic():
                perform(verb, ref, by=by, at=AT, **sent)
                connection.check_constraints()
                transaction.set_rollback(True)
        except Refused:
            pass
        except Exception as error:
            if not broken_key(error) and not told:
                where = "".join(traceback.format_tb(error.__traceback__)[-3:])
                told.append(
                    f"{verb.name} {ref}: {str(sent)[:600]}\n{type(error).__name__}: {error}\n{where}"[:2000]
                )

    ask()
    return told[0] if told else None
