"""Rows of one office, asked for from every other: by every role, at every address, and by every verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.sites.samples import ARGUMENTS, QUESTIONS, Address, Rows, addresses, outsiders, rows_of
from tests.worlds import AT, World, bearer, county, sign_in

from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import Verb, all_verbs
from yichuang.kernel.verbs.perform import perform
from yichuang.sites.api import rates
from yichuang.sites.api.acts import address as act_address
from yichuang.sites.api.acts import callable_verbs
from yichuang.sites.api.rates import Buckets

pytestmark = pytest.mark.django_db
POSTED = {
    "key": "outside-1",
    "reason": "因为别的机构的人也想办这一件，看看会不会成",
    "opinion": "同意",
    "purpose": "核对材料",
    "receiver": "某某",
    "way": "window",
    "days": "3",
    "finding": "true",
    "found": "调了窗口录像，确实等了一上午",
    "password": "Outside-2026",
    "name": "改个名字",
}
# Rows of the whole network: the catalogue is one for all (行政许可法 art. 30), and a person's file follows the person
# from counter to counter; who opens it in clear is recorded. The rules of supervision hold for everybody.
SHARED = {"item", "person", "enterprise", "rule"}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    for name in ("WITH_KEY", "WITHOUT_KEY"):
        monkeypatch.setattr(rates, name, Buckets("test", burst=10**6, per_second=10**6))
    return county()


@pytest.fixture
def rows(world: World) -> Rows:
    return rows_of(world)


def questions(where: Address, rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    """The addresses under a name, each alone and with every question that may be put to it."""
    filled = ARGUMENTS[where.name](rows) if where.arguments else [{}]
    for arguments in filled:
        path = reverse(where.name, kwargs=arguments)
        yield path, {}
        for question in QUESTIONS.get(where.name, lambda _: [])(rows):
            yield path, question


def pages() -> list[Address]:
    return [where for where in addresses() if not where.name.startswith("api:")]


def body_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode(errors="replace") + str(response.headers)


def told(response: Any, rows: Rows, asked: str) -> set[str]:
    """What of the row stands in an answer, but for what the asker wrote themselves."""
    body = body_of(response)
    return {secret for secret in rows.secrets if secret in body and secret not in asked}


def state() -> tuple[int, int]:
    return LedgerEntry.objects.count(), StoredFile.objects.count()


def test_every_address_with_arguments_has_a_sample() -> None:
    missing = [
        f"{where.name} takes {', '.join(where.arguments)}: add a line for it to ARGUMENTS in tests/sites/samples.py, "
        "with the arguments that would reach the case, paper, file or person of `Rows`"
        for where in pages()
        if where.arguments and where.name not in ARGUMENTS
    ]
    assert not missing, "\n".join(missing)


def test_the_samples_are_of_addresses_that_exist() -> None:
    names = {where.name for where in addresses()}
    assert sorted({*ARGUMENTS, *QUESTIONS} - names) == []


def test_every_view_says_who_may_come_in() -> None:
    silent = [where.name for where in addresses() if not hasattr(where.view, "opens_to")]
    assert not silent, f"decorate these views with @staff(right) or @anybody: {silent}"


def test_insiders_do_see_it_so_that_the_rest_proves_something(world: World, rows: Rows) -> None:
    shown: set[str] = set()
    for actor in (world.clerk, world.reviewer, world.chief, world.manager):
        client = Client()
        sign_in(client, actor)
        for where in pages():
            for path, question in questions(where, rows):
                if told(client.get(path, question), rows, str(question)):
                    shown.add(where.name)
    assert {"cases:case", "cases:tasks", "cases:search", "organisation:staff", "organisation:person"} <= shown
    assert {"feedback:reviews", "feedback:review", "feedback:evaluations"} <= shown
    assert {"reports:reports", "reports:one"} <= shown


def test_nobody_of_another_office_is_shown_anything_or_changes_anything(world: World, rows: Rows) -> None:
    strangers, wrong = outsiders(world), []
    before = state()
    for actor in strangers:
        client = Client(raise_request_exception=False)
        sign_in(client, actor)
        for where in pages():
            for path, question in questions(where, rows):
                if not path.startswith("/desk/"):  # there a member of staff is a visitor, as in the next test
                    continue
                response = client.get(path, question)
                if seen := told(response, rows, f"{path} {question}"):
                    wrong.append(f"{actor.role} at {actor.office_path}: GET {path} {question} tells {seen}")
                if response.status_code >= 500:
                    wrong.append(f"{actor.role}: GET {path} {question} fails")
            if where.arguments and actor.office == world.other_department.pk:
                wrong += posted(client, where, rows, actor)
    assert not wrong, "\n".join(wrong[:30])
    assert state() == before


def posted(client: Client, where: Address, rows: Rows, actor: Actor) -> list[str]:
    """What was wrong with posting forms to an address from another office."""
    wrong, before = [], state()
    for arguments in ARGUMENTS[where.name](rows):
        path = reverse(where.name, kwargs=arguments)
        response = client.post(path, POSTED)
        if seen := told(response, rows, path):
            wrong.append(f"{actor.role}: POST {path} tells {seen}")
        if (now := state()) != before:
            wrong.append(f"{actor.role}: POST {path} changes something")
            before = now
        if response.status_code >= 500:
            wrong.append(f"{actor.role}: POST {path} fails")
    return wrong


def test_visitors_and_other_applicants_are_shown_nothing(world: World, rows: Rows) -> None:
    wrong = []
    before = state()
    client = Client(raise_request_exception=False)
    for where in pages():
        for path, question in questions(where, rows):
            response = client.get(path, question)
            if seen := told(response, rows, f"{path} {question}"):
                wrong.append(f"GET {path} {question} tells {seen}")
            if response.status_code >= 500:
                wrong.append(f"GET {path} {question} fails")
            response = client.post(path, POSTED)
            if told(response, rows, path) or response.status_code >= 500:
                wrong.append(f"POST {path}: {response.status_code}")
    assert not wrong, "\n".join(wrong)
    assert state() == before


def test_a_key_of_another_office_reads_nothing_and_does_nothing(
    client: Client, world: World, rows: Rows
) -> None:
    identities = {
        "case": rows.case.pk,
        "office": rows.window,
        "account": rows.account,
        "post": rows.post,
        "evaluation": rows.review.pk,
        "card": rows.card.pk,
        "urge": rows.urge.pk,
        "alert": rows.alert.pk,
        "report": rows.report.pk,
        "device": rows.device.partition(":")[2],
    }
    strangers = [one for one in outsiders(world) if one.role != "administrator"]
    keys = {one: bearer(one) for one in strangers if one.office == world.other_department.pk}
    before, wrong = state(), []
    for actor, headers in keys.items():
        for path in ("", "/clocks", "/trace"):
            response = client.get(f"/api/v1/cases/{rows.case.pk}{path}", headers=headers)
            if response.status_code not in (403, 404) or told(response, rows, ""):
                wrong.append(f"{actor.role} reads {path}")
        for question in QUESTIONS["api:cases"](rows):
            response = client.get("/api/v1/cases", question, headers=headers)
            if told(response, rows, str(question)):
                wrong.append(f"{actor.role} lists {question}")
        for verb in callable_verbs():
            if verb.creates or verb.on.subject_kind in SHARED:
                continue
            path = act_address(verb).replace("{int:id}", str(identities[verb.on.subject_kind]))
            response = client.post(f"/api/v1{path}", "{}", content_type="application/json", headers=headers)
            if response.status_code not in (403, 404, 422) or told(response, rows, ""):
                wrong.append(f"{actor.role} {verb.name}: {response.status_code}")
    assert not wrong, "\n".join(wrong[:30])
    assert state() == before


def acted_on(verb: Verb, rows: Rows, key: ApiKey) -> list[str]:
    """The rows of the office that a verb may be tried on."""
    known = {
        "case": [rows.case.ref, rows.waiting.ref, rows.ended.ref],
        "evaluation": [rows.evaluation.ref, rows.review.ref],
        "card": [rows.card.ref],
        "urge": [rows.urge.ref],
        "alert": [rows.alert.ref],
        "report": [rows.report.ref],
        "device": [rows.device],
        "office": [f"office:{rows.window}", f"office:{rows.case.place_id}"],
        "account": [f"account:{rows.account}"],
        "post": [f"post:{rows.post}"],
        "api_key": [key.ref],
        "wall_link": [rows.wall],
        "calendar": [],
    }
    kind = verb.on.subject_kind
    assert kind in {*known, *SHARED}, f"add rows of the kind {kind} to `acted_on`, or to SHARED with a reason"
    return known.get(kind, [])


def test_no_verb_acts_on_a_row_of_another_office(
    world: World, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearer(world.clerk)
    key = ApiKey.objects.get()
    # parameters are checked before rows are looked at, and would hide what this is about
    monkeypatch.setattr("yichuang.kernel.verbs.perform.checked", lambda model, given: given)
    strangers = [*outsiders(world), citizen(None, None), citizen(77, 10**6)]
    before, wrong = state(), []
    for verb in all_verbs():
        if verb.creates:
            continue
        for ref in acted_on(verb, rows, key):
            for actor in strangers:
                try:
                    perform(verb, ref, by=actor, at=AT)
                    wrong.append(f"{verb.name} on {ref} by {actor.role} at {actor.office_path} is done")
                except Refused as refused:
                    if refused.code not in (Because.NOT_FOUND, Because.NO_RIGHT):
                        wrong.append(f"{verb.name} on {ref} by {actor.role}: {refused.code}")
                except TypeError as error:  # it got as far as the body, which misses its parameters
                    wrong.append(f"{verb.name} on {ref} by {actor.role} at {actor.office_path}: {error}")
    assert not wrong, "\n".join(wrong[:40])
    assert state() == before
