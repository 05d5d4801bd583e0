"""Whatever a program sends, the API answers as its description says, and never with a failure of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.worlds import World, accepted, bearer, county, decided, reviewed, submitted

from yichuang.config.wsgi import application
from yichuang.kernel.access.actors import Actor
from yichuang.sites.api import rates
from yichuang.sites.api.rates import Buckets

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request leaves the test's connection open, as Django's own test client has it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def world(one_connection: None, monkeypatch: pytest.MonkeyPatch) -> World:
    for name in ("WITH_KEY", "WITHOUT_KEY"):
        monkeypatch.setattr(rates, name, Buckets(burst=10**6, per_second=10**6))
    return county()


def asker(world: World, operation_id: str) -> Actor:
    """Somebody whose post brings the right, so that the body of the act is reached."""
    everybody = (world.chief, world.clerk, world.manager)
    return next((actor for actor in everybody if actor.may(operation_id)), world.chief)


def wrong_answers(
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    examples: int,
    headers: dict[str, str],
    known: Sequence[int | None],
) -> str:
    """Ask so many times, three times in four about a subject that there is; what was wrong, or nothing."""
    turn = iter(range(10**6))

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        if "id" in (case.path_parameters or {}) and (n := next(turn)) % 4:
            case.path_parameters["id"] = known[n % len(known)]
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    try:
        ask()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return str(error)[:1500] or type(error).__name__
    return ""


def test_every_operation_answers_as_it_is_described(world: World) -> None:
    subjects: dict[str, list[int | None]] = {
        "case": [make(world).pk for make in (accepted, reviewed, decided)],
        "office": [world.window.pk],
        "account": [world.clerk.account],
        "post": [world.clerk.post],
    }
    subjects["case"].append(int(submitted(world).ref.partition(":")[2]))
    keys = {actor.account: bearer(actor) for actor in (world.chief, world.clerk, world.manager)}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    seen: set[str] = set()
    wrong: list[str] = []
    for described in schema.get_all_operations():
        assert isinstance(described, Ok), described
        operation = described.ok()
        name = operation.definition.raw["operationId"]
        seen.add(name)
        headers = keys[asker(world, name).account]
        known = subjects.get(name.partition(".")[0].partition("_")[0], [1])
        for mode, examples in EXAMPLES.items():
            if said := wrong_answers(operation, mode, examples, headers, known):
                wrong.append(f"{name} ({mode.value}): {said}")
    assert len(seen) > 50
    assert not wrong, "\n\n".join(wrong)
