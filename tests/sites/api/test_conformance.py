"""Whatever a program sends, the API answers as its description says, and never with a failure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
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
EXAMPLES = {GenerationMode.POSITIVE: 5, GenerationMode.NEGATIVE: 4}


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
        monkeypatch.setattr(rates, name, Buckets("test", burst=10**6, per_second=10**6))
    return county()


def asker(world: World, operation_id: str) -> Actor:
    """Somebody whose post brings the right, so that the body of the act is reached."""
    everybody = (world.chief, world.clerk, world.manager)
    return next((actor for actor in everybody if actor.may(operation_id)), world.chief)


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
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]
        name = operation.definition.raw["operationId"]
        seen.add(name)
        headers = keys[asker(world, name).account]
        known = subjects.get(name.partition(".")[0].partition("_")[0], [1])
        for mode in EXAMPLES:
            try:
                ask(operation, mode, headers, known)
            except (BaseExceptionGroup, Exception) as error:
                wrong.append(f"{name} ({mode.value}): {error}"[:1500])
    assert len(seen) > 50
    assert not wrong, "\n\n".join(wrong)


def ask(operation: Any, mode: GenerationMode, headers: dict[str, str], known: list[int | None]) -> None:
    """Call an operation some times and compare each answer with the description; mostly on rows that exist."""
    turn = count()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES[mode],
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def call(case: schemathesis.Case) -> None:
        if "id" in (case.path_parameters or {}) and (n := next(turn)) % 4:
            case.path_parameters["id"] = known[n % len(known)]
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    call()
