"""Wrong addresses and failures are answered in the form of all refusals; the description names what can be asked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sites.api.program import get, is_problem, post
from tests.worlds import bearer

from yichuang.domains.cases.models import Case
from yichuang.sites.api.acts import callable_verbs

pytestmark = pytest.mark.django_db


def test_unknown_addresses_and_methods_are_problems_too(client, world) -> None:
    key = bearer(world.clerk)
    for address in ("nothing", "cases/abc", "cases/0x1/accept", "cases/1/fly", "cases/-1"):
        is_problem(get(client, address, key), 404)
    is_problem(client.get("/api/"), 404)
    not_allowed = client.delete("/api/v1/cases", headers=key)
    is_problem(not_allowed, 405)
    assert not_allowed["Allow"] == "GET"
    is_problem(get(client, f"cases/{10**30}", key), 404)
    is_problem(post(client, f"cases/{10**30}/claim", {}, bearer(world.reviewer)), 404)


def test_a_failure_is_a_problem_with_the_number_in_the_log(client, world, monkeypatch, caplog) -> None:
    def break_(*_: Any, **__: Any) -> None:
        raise RuntimeError("张三 的电话是 13800001234")

    monkeypatch.setattr("yichuang.sites.api.cases.visible_to", break_)
    client.raise_request_exception = False
    said = is_problem(get(client, "cases", bearer(world.clerk)), 500)
    assert "张三" not in str(said)
    assert any(record.exc_info for record in caplog.records if record.name == "yichuang.request")


def test_the_description_is_openapi_3_1_and_names_every_callable_verb(client, world) -> None:
    said = get(client, "openapi.json").json()
    assert said["openapi"] == "3.1.0"
    ids = {op["operationId"] for ops in said["paths"].values() for op in ops.values()}
    assert {verb.name for verb in callable_verbs()} <= ids
    accept = said["paths"]["/api/v1/cases/{id}/extend"]["post"]
    assert set(accept["responses"]["422"]["content"]) == {"application/problem+json"}
    assert Case.objects.count() == 0
