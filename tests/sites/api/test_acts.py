"""Acts through the API: from the receipt to the decision, and what a program is told when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sites.api.program import get, is_problem, post
from tests.worlds import ZHANG, accepted, bearer, case_of, checked, decided, reviewed

from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs.models import ActKey
from yichuang.kernel.verbs.worker import forget_keys
from yichuang.sites.api.acts import callable_verbs

pytestmark = pytest.mark.django_db


def test_a_program_takes_a_case_from_its_receipt_to_its_decision(client, world) -> None:
    clerk, reviewer, chief = bearer(world.clerk), bearer(world.reviewer), bearer(world.chief)
    received = post(
        client,
        "cases/receive",
        {
            "item_version": world.promise,
            "applicant": ZHANG,
            "place": world.centre.pk,
            "materials": checked("ok", "ok"),
        },
        clerk,
    )
    assert received.status_code == 201, received.content
    receipt = received.json()
    assert receipt["state"] == "submitted"
    identity = receipt["ref"].partition(":")[2]
    assert post(client, f"cases/{identity}/accept", {}, clerk).json()["state"] == "accepted"
    assert post(client, f"cases/{identity}/review", {"opinion": "材料齐全"}, reviewer).status_code == 200
    done = post(client, f"cases/{identity}/grant", {"content": "准予食品经营"}, chief)
    assert done.json()["state"] == "decided_granted"
    entry = LedgerEntry.objects.get(subject=receipt["ref"], verb="case.grant")
    assert (entry.actor, entry.post) == (world.chief.reference, world.chief.post)


def test_an_act_without_parameters_needs_no_body(client, world) -> None:
    case = accepted(world)
    response = post(client, f"cases/{case.pk}/claim", "", bearer(world.reviewer))
    assert response.status_code == 200
    assert case_of(case.ref).assignee == world.reviewer.account


def test_the_same_key_again_gets_the_first_receipt_and_does_nothing(client, world) -> None:
    case, key = reviewed(world), bearer(world.chief)
    first = post(client, f"cases/{case.pk}/grant", {"content": "准予"}, key, **{"Idempotency-Key": "a-1"})
    again = post(client, f"cases/{case.pk}/grant", {"content": "准予"}, key, **{"Idempotency-Key": "a-1"})
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert LedgerEntry.objects.filter(subject=case.ref, verb="case.grant").count() == 1
    other = post(client, f"cases/{case.pk}/grant", {"content": "别的"}, key, **{"Idempotency-Key": "a-1"})
    assert "幂等键" in is_problem(other, 422)["title"]


def test_a_key_is_forgotten_after_thirty_days(client, world) -> None:
    case = accepted(world)
    post(client, f"cases/{case.pk}/claim", {}, bearer(world.reviewer), **{"Idempotency-Key": "k"})
    kept = ActKey.objects.get(key="k")
    assert forget_keys(kept.at + timedelta(days=30)) == 0
    assert forget_keys(kept.at + timedelta(days=30, seconds=1)) == 1


@pytest.mark.parametrize("how", ["header", "query"])
def test_an_act_on_an_old_version_is_refused_and_says_who_was_first(client, world, how) -> None:
    case, key = accepted(world), bearer(world.reviewer)
    shown = get(client, f"cases/{case.pk}", key)
    assert shown["ETag"] == f'"{case.version}"'
    post(client, f"cases/{case.pk}/claim", {}, bearer(world.second_reviewer))
    if how == "header":
        late = post(client, f"cases/{case.pk}/claim", {}, key, **{"If-Match": shown["ETag"]})
    else:
        late = post(client, f"cases/{case.pk}/claim?seen={case.version}", {}, key)
    assert "吴复审" in is_problem(late, 409)["title"]


def test_a_wrong_state_is_a_conflict_and_changes_nothing(client, world) -> None:
    case = decided(world)
    said = is_problem(post(client, f"cases/{case.pk}/accept", {}, bearer(world.clerk)), 409)
    assert said["type"] == "urn:yichuang:problem:wrong_state"
    assert case_of(case.ref).version == case.version


def test_a_post_without_the_right_may_not_though_it_sees_the_case(client, world) -> None:
    case = reviewed(world)
    said = is_problem(post(client, f"cases/{case.pk}/grant", {"content": "准予"}, bearer(world.clerk)), 403)
    assert "岗位" in said["title"]
    assert case_of(case.ref).state == "in_review"


def test_wrong_fields_are_named_in_chinese_with_a_pointer_to_each(client, world) -> None:
    case = accepted(world)
    body = {"days": "很多", "reason": "短", "extra": 1}
    said = is_problem(post(client, f"cases/{case.pk}/extend", body, bearer(world.chief)), 422)
    found = {error["field"]: error for error in said["errors"]}
    assert "延长" in found["days"]["detail"]
    assert found["days"]["pointer"] == "#/days"
    assert "理由" in found["reason"]["detail"]
    assert "不需要" in found["extra"]["detail"]


def test_a_wrong_field_inside_another_is_named_where_it_stands(client, world) -> None:
    body = {"item_version": world.promise, "applicant": {**ZHANG, "identity": "1"}, "place": world.centre.pk}
    said = is_problem(post(client, "cases/receive", body, bearer(world.clerk)), 422)
    assert [error["field"] for error in said["errors"]] == ["applicant/identity"]
    assert "证件号码" in said["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[" * 100_000, 400),
        (b"\xff\xfe", 400),
        ("[]", 422),
        ("null", 422),
        ('"x"', 422),
        ("", 422),
        ("1" * 5000, 400),
    ],
    ids=["cut off", "deep", "not UTF-8", "list", "null", "text", "nothing", "huge number"],
)
def test_a_body_that_is_no_object_is_refused(client, world, body, status) -> None:
    case = reviewed(world)
    is_problem(post(client, f"cases/{case.pk}/grant", body, bearer(world.chief)), status)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, world) -> None:
    case = reviewed(world)
    body = {"content": "长" * 600_000}
    is_problem(post(client, f"cases/{case.pk}/grant", body, bearer(world.chief)), 413)


def test_the_verbs_of_citizens_of_the_system_and_of_a_persons_own_account_arent_offered(
    client, world
) -> None:
    names = {verb.name for verb in callable_verbs()}
    assert {"case.receive", "case.accept", "case.grant", "item.adopt"} <= names
    for absent in (
        "case.submit",
        "case.lapse",
        "evaluation.give",
        "account.change_password",
        "api_key.issue",
    ):
        assert absent not in names
    assert "api_key.revoke" not in names


def test_a_program_drafts_a_report_but_neither_hands_it_in_nor_signs_nor_publishes_it() -> None:
    names = {verb.name for verb in callable_verbs()}
    assert {"report.draft", "report.write"} <= names
    assert not names & {"report.submit", "report.sign", "report.publish", "publication.keep"}
    assert not names & {"case.reuse_papers", "person.use_again", "enterprise.use_again"}


def test_a_static_address_isnt_taken_for_an_id(client, world) -> None:
    body = {"code": "x"}
    is_problem(post(client, "items/adopt", body, bearer(world.manager)), 422)
    is_problem(post(client, "items/adopt", body, bearer(world.reviewer)), 422)
