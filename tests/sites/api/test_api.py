"""The API as a program meets it: keys, acts, readings, and what it is told when something is wrong."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.worlds import (
    AT,
    LI,
    ZHANG,
    World,
    accepted,
    api_key,
    bearer,
    case_of,
    checked,
    county,
    decided,
    reviewed,
    submitted,
)

from yichuang.domains.cases.models import Case
from yichuang.domains.organisation import keys
from yichuang.domains.organisation.actions import issue_key, revoke_key
from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access import buckets
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.access.models import Account, Bucket, Post
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.models import ActKey
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import forget_keys
from yichuang.sites.api import rates
from yichuang.sites.api.acts import callable_verbs
from yichuang.sites.api.rates import Buckets, TooOften

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "WITH_KEY", Buckets("test", burst=1000, per_second=1000))
    monkeypatch.setattr(rates, "WITHOUT_KEY", Buckets("test", burst=1000, per_second=1000))


@pytest.fixture
def world() -> World:
    return county()


def post(client: Any, address: str, body: Any, key: dict[str, str], **headers: str) -> Any:
    return client.post(
        f"/api/v1/{address}", body, content_type="application/json", headers={**key, **headers}
    )


def get(client: Any, address: str, key: dict[str, str] | None = None) -> Any:
    return client.get(f"/api/v1/{address}", headers=key or {})


def is_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert said["status"] == status
    assert said["title"]
    assert said["reference"] == response["X-Request-Id"]
    return said


# -- acts --


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


# -- readings --


def test_the_list_shows_what_the_post_sees_newest_first_page_by_page(client, world) -> None:
    mine = [accepted(world) for _ in range(3)]
    other = accepted(world, applicant=LI, version=world.foreign)
    key = bearer(world.reviewer)
    first = get(client, "cases?size=2", key).json()
    assert [case["id"] for case in first["cases"]] == [mine[2].pk, mine[1].pk]
    second = client.get(first["next"], headers=key).json()
    assert [case["id"] for case in second["cases"]] == [mine[0].pk]
    assert second["next"] is None
    ids = [case["id"] for case in get(client, "cases", bearer(world.stranger)).json()["cases"]]
    assert ids == [other.pk]


def test_the_list_is_filtered(client, world) -> None:
    one, two = accepted(world), case_of(submitted(world, world.report_up).ref)
    key = bearer(world.clerk)

    def ids(query: str) -> list[int]:
        return [case["id"] for case in get(client, f"cases?{query}", key).json()["cases"]]

    assert ids("state=accepted") == [one.pk]
    assert ids("item=scjgj-3") == [two.pk]
    assert ids(f"number={two.number}") == [two.pk]
    assert ids("office=scjgj&channel=window") == [two.pk, one.pk]
    assert ids("received_from=2026-11-03") == []
    is_problem(get(client, "cases?state=nonsense", key), 422)
    is_problem(get(client, "cases?office=nonsense", key), 422)
    is_problem(get(client, "cases?received_from=gestern", key), 422)


def test_one_case_is_masked_and_says_what_can_be_done(client, world) -> None:
    case = accepted(world)
    said = get(client, f"cases/{case.pk}", bearer(world.reviewer))
    text = said.content.decode()
    for clear in ("张三", ZHANG["identity"], ZHANG["phone"], ZHANG["address"]):
        assert clear not in text
    offered = {offer["verb"]: offer for offer in said.json()["offered"]}
    assert offered["case.review"]["address"] == f"/api/v1/cases/{case.pk}/review"
    assert offered["case.review"]["why_not"] is None
    assert (
        "case.waive_hearing" not in offered
    )  # nobody was told of a hearing: what the desk doesn't offer, this doesn't
    assert "case.release" not in offered


def test_clocks_explain_every_day(client, world) -> None:
    case = accepted(world)
    clocks = {
        c["kind"]: c for c in get(client, f"cases/{case.pk}/clocks", bearer(world.clerk)).json()["clocks"]
    }
    assert clocks["decision"]["limit"] == "5 个工作日"
    days = clocks["decision"]["days"]
    assert sum(day["counted"] for day in days) == 5
    assert all(day["why"] for day in days)


def test_the_trace_tells_who_did_what(client, world) -> None:
    case = reviewed(world)
    steps = get(client, f"cases/{case.pk}/trace", bearer(world.chief)).json()["steps"]
    assert [step["n"] for step in steps] == sorted((step["n"] for step in steps), reverse=True)
    assert steps[0]["who"] == "何审查"


def test_items_are_public(client, world) -> None:
    listed = get(client, "items").json()
    assert listed["total"] == 4
    assert [item["code"] for item in get(client, "items?department=gaj").json()["items"]] == ["gaj-1"]
    assert [item["code"] for item in get(client, "items?q=食品").json()["items"]] == ["scjgj-1"]
    one = get(client, "items/scjgj-1").json()
    assert one["item_version"] == world.promise
    limits = {
        name: one[name] for name in ("statutory_days", "statutory_unit", "promised_days", "promised_unit")
    }
    assert limits == {
        "statutory_days": 20, "statutory_unit": "working_day", "promised_days": 5, "promised_unit": "working_day",
    }  # fmt: skip
    assert [material["code"] for material in one["materials"]] == ["m1", "m2", "m3", "m4"]
    is_problem(get(client, "items/nothing"), 404)


def test_figures_answer_within_the_posts_scope(client, world) -> None:
    accepted(world)
    chief, clerk = bearer(world.chief), bearer(world.clerk)
    codes = [figure["code"] for figure in get(client, "figures", chief).json()["figures"]]
    assert "cases.accepted" in codes
    said = get(client, "figures/cases.accepted?from=2026-01-01&to=2026-12-31", chief).json()
    assert (said["office"], said["number"], said["text"]) == ("scjgj", "1", "1")
    is_problem(get(client, "figures/cases.accepted?office=gaj", chief), 403)
    is_problem(get(client, "figures", clerk), 403)
    is_problem(get(client, "figures/nothing", chief), 404)
    is_problem(get(client, "figures/cases.accepted?from=2026-02-01&to=2026-01-01", chief), 422)


def test_a_due_day_is_counted_for_anybody(client, world) -> None:
    said = get(client, "calendar/due?start=2026-11-24&amount=3&pause=2026-11-24..2026-11-26").json()
    assert said["due"] == "2026-12-01"
    assert {"date", "kind", "counted", "why"} == set(said["days"][0])
    for wrong in ("start=x&amount=3", "start=2026-11-24&amount=-1", "amount=1", "start=2099-12-31&amount=99"):
        is_problem(get(client, f"calendar/due?{wrong}"), 422)


# -- who is let in --


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic eWM6", "Bearer yc_", "Bearer yc_" + "a" * 5000, "Bearer yc_密钥"],
    ids=["none", "bare", "short", "basic", "mark", "long", "chinese"],
)
def test_without_a_good_key_nothing_is_said(client, world, header) -> None:
    case = accepted(world)
    response = client.get(f"/api/v1/cases/{case.pk}", headers={"Authorization": header} if header else {})
    is_problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_desk_is_no_key(client, world) -> None:
    from tests.worlds import sign_in

    sign_in(client, world.clerk)
    is_problem(get(client, "cases"), 401)


def test_a_key_ends_with_its_day_its_revocation_its_post_and_its_account(client, world) -> None:
    text = api_key(world.clerk)
    key = {"Authorization": f"Bearer {text}"}
    row = ApiKey.objects.get(digest=keys.digest_of(text))
    assert get(client, "cases", key).status_code == 200
    assert keys.caller(text, timezone.now() + timedelta(days=364)) is not None
    assert keys.caller(text, timezone.now() + timedelta(days=367)) is None
    Post.objects.filter(pk=world.clerk.post).update(active=False)
    is_problem(get(client, "cases", key), 401)
    Post.objects.filter(pk=world.clerk.post).update(active=True)
    Account.objects.filter(pk=world.clerk.account).update(is_active=False)
    is_problem(get(client, "cases", key), 401)
    Account.objects.filter(pk=world.clerk.account).update(is_active=True)
    perform(revoke_key, row.ref, by=world.manager, at=timezone.now(), reason="程序停用")
    is_problem(get(client, "cases", key), 401)


def test_a_key_is_kept_as_a_hash_and_its_use_is_noted(client, world) -> None:
    text = api_key(world.clerk)
    row = ApiKey.objects.get()
    assert text.encode() not in bytes(row.digest)
    assert text not in LedgerEntry.objects.get(subject=row.ref).facts
    assert row.last_used_at is None
    get(client, "cases", {"Authorization": f"Bearer {text}"})
    row.refresh_from_db()
    assert row.last_used_at is not None


def test_who_may_make_keys(world) -> None:
    key = keys.fresh()
    given: dict[str, Any] = {"name": "程序", "prefix": key.prefix, "digest": key.digest}
    for actor in (world.clerk, world.reviewer, world.chief):
        with pytest.raises(Refused, match="岗位不能"):
            perform(issue_key, None, by=actor, at=AT, post=world.clerk.post, **given)
    with pytest.raises(Refused, match="系统管理员"):
        perform(issue_key, None, by=SYSTEM, at=AT, post=world.administrator.post, **given)
    made = perform(issue_key, None, by=world.manager, at=AT, post=world.clerk.post, days=30, **given)
    assert ApiKey.objects.get(pk=made.ref.partition(":")[2]).expires_on == date(2026, 12, 2)


# -- everything else that may go wrong --


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


def test_whoever_asks_too_often_waits(client, world, monkeypatch) -> None:
    monkeypatch.setattr(rates, "WITH_KEY", Buckets("test", burst=2, per_second=0.1))
    key, other = bearer(world.clerk), bearer(world.reviewer)
    assert [get(client, "cases", key).status_code for _ in range(3)] == [200, 200, 429]
    limited = get(client, "cases", key)
    is_problem(limited, 429)
    assert 1 <= int(limited["Retry-After"]) <= 10
    assert get(client, "cases", other).status_code == 200


def test_a_bucket_fills_again_and_never_above_its_brim() -> None:
    now = [0.0]
    kept = Buckets("test", burst=2, per_second=0.5, clock=lambda: now[0])
    for _ in range(2):
        kept.take("a")
    with pytest.raises(TooOften) as refused:
        kept.take("a")
    assert refused.value.wait == 2
    now[0] = 2
    kept.take("a")
    now[0] = 1000
    for _ in range(2):
        kept.take("a")
    with pytest.raises(TooOften):
        kept.take("a")


def test_buckets_of_two_processes_are_the_same_and_each_kind_has_its_own() -> None:
    one, other = (Buckets("test", burst=3, per_second=0.001, clock=lambda: 5.0) for _ in range(2))
    one.take("a")
    other.take("a")
    one.take("a")
    with pytest.raises(TooOften):
        other.take("a")
    Buckets("another", burst=1, per_second=0.001, clock=lambda: 5.0).take("a")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_the_same_moment_no_more_get_a_token_than_there_are() -> None:
    start, given = threading.Barrier(8), list[int]()

    def ask() -> None:
        try:
            start.wait(10)
            Buckets("test", burst=3, per_second=0.001).take("a")
            given.append(1)
        except TooOften:
            given.append(0)
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join(20)
    assert sorted(given) == [0, 0, 0, 0, 0, 1, 1, 1]


def test_buckets_are_forgotten_once_they_are_full_again_and_lost_in_a_crash_alone() -> None:
    Buckets("test", burst=1, per_second=1, clock=lambda: 1000.0).take("old")
    Buckets("test", burst=1, per_second=1, clock=lambda: 9000.0).take("new")
    assert buckets.forget(datetime.fromtimestamp(9001, UTC)) == 1
    assert Bucket.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'bucket'")
        assert cursor.fetchone() == ("u",)


def test_no_address_is_kept_in_clear() -> None:
    Buckets("address", burst=1, per_second=1).take("203.0.113.7")
    assert b"203.0.113.7" not in bytes(Bucket.objects.get().whose)


def test_the_description_is_openapi_3_1_and_names_every_callable_verb(client, world) -> None:
    said = get(client, "openapi.json").json()
    assert said["openapi"] == "3.1.0"
    ids = {op["operationId"] for ops in said["paths"].values() for op in ops.values()}
    assert {verb.name for verb in callable_verbs()} <= ids
    accept = said["paths"]["/api/v1/cases/{id}/extend"]["post"]
    assert set(accept["responses"]["422"]["content"]) == {"application/problem+json"}
    assert Case.objects.count() == 0
