"""What a program reads through the API: cases, clocks, traces, items, figures, due days."""

from __future__ import annotations

import pytest
from tests.sites.api.program import get, is_problem
from tests.worlds import LI, ZHANG, accepted, bearer, case_of, reviewed, submitted

pytestmark = pytest.mark.django_db


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
