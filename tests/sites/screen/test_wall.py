"""The big screen: who may open it, what stands on it, and that no name does."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from tests import worlds
from tests.oversight.supervision.overseers import DUE, SECOND, Overseers, late, overseers

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Scope, explain
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.told import Told
from yichuang.kernel.watch.rounds import one_round
from yichuang.oversight.supervision import actions as oversight
from yichuang.oversight.supervision.models import Card
from yichuang.sites.screen import figures, views

pytestmark = pytest.mark.django_db
SHOWN = (
    "//*[contains(@class, 'drill-value')] | //section//td[contains(@class, 'n')]"  # the value, or its parts
)


@pytest.fixture
def who() -> Overseers:
    return overseers()


def opened(actor: Actor, path: str = "/screen/") -> tuple[int, str]:
    client = Client()
    worlds.sign_in(client, actor)
    response = client.get(path)
    return response.status_code, response.content.decode()


def test_overseers_open_it_and_nobody_else(who: Overseers) -> None:
    assert [opened(one)[0] for one in (who.supervisor, who.leader, who.world.manager)] == [200, 200, 200]
    assert [opened(one)[0] for one in (who.world.clerk, who.world.chief)] == [403, 403]
    assert Client().get("/screen/").status_code == 302


def test_a_late_case_stands_there_by_item_and_number_and_without_a_name(who: Overseers) -> None:
    case, _ = late(who.world)
    found = figures.wall(who.world.county.path, DUE + SECOND)
    assert [row["number"] for row in found["clocks"]] == [case.number]
    assert found["all"].lights == {"overdue": 1}
    page = opened(who.supervisor)[1]
    assert case.number in page
    assert "食品经营许可" in page
    for private in (worlds.ZHANG["name"], worlds.ZHANG["phone"], "张*", "138****1234"):
        assert private not in page


def test_beside_a_case_stands_its_card_and_then_the_urging_and_whether_it_was_replied_to(
    who: Overseers,
) -> None:
    case, card = late(who.world)
    path, now = who.world.county.path, DUE + SECOND

    def said() -> str:
        return str(figures.wall(path, now)["clocks"][0]["mark"])

    assert said() == card.level_name == "黄牌"
    urge = perform(oversight.send, None, by=who.leader, at=now, about=case.ref, text="请尽快办")
    assert said() == "催办未回"
    perform(oversight.answer, urge.ref, by=who.world.reviewer, at=now, answer="材料已审完，今天下午办结")
    assert said() == "催办已回"


def test_whose_card_was_given_just_now_stands_first_for_ten_minutes_beside_worse_ones(who: Overseers) -> None:
    path = who.world.county.path
    worse = [late(who.world)[0] for _ in range(2)]
    case, card = late(who.world)
    Card.objects.exclude(pk=card.pk).update(raised_at=card.raised_at - timedelta(hours=1))

    def shown(now: datetime) -> list[tuple[str, bool]]:
        return [(row["number"], row.get("fresh", False)) for row in figures.wall(path, now)["alerts"]]

    others = [(one.number, False) for one in worse]
    assert shown(card.raised_at + SECOND) == [(case.number, True), *others]
    assert shown(card.raised_at + timedelta(minutes=11)) == [*others, (case.number, False)]


def test_it_says_when_nobody_watches_the_clocks(who: Overseers) -> None:
    path, now = who.world.county.path, timezone.now()
    assert "时限看守停了" in opened(who.supervisor)[1]
    one_round(now)
    assert figures.wall(path, now)["watched"]
    assert "时限看守停了" not in opened(who.supervisor)[1]
    assert not figures.wall(path, now + timedelta(minutes=4))["watched"]


def test_each_number_opens_a_page_that_shows_the_same_number(who: Overseers) -> None:
    worlds.accepted(who.world)
    late(who.world)
    client = Client()
    worlds.sign_in(client, who.leader)
    wall = html.document_fromstring(client.get("/screen/").content.decode())
    chips = {chip.get("href"): chip.text_content().strip() for chip in wall.xpath("//a[@class='figure']")}
    assert len(chips) >= len(figures.TODAY) + len(figures.MONTH) + len(figures.LIVE)
    for address, number in chips.items():
        page = html.document_fromstring(client.get(address).content.decode())
        shown = " ".join(one.text_content() for one in page.xpath(SHOWN))
        if number == "0" and "—" in shown:  # nothing has ever come in there
            continue
        assert number in shown.replace(" 件", "").split(), f"{address} shows {shown}, the screen {number}"


def test_its_list_of_definitions_holds_every_figure_of_the_screen(who: Overseers) -> None:
    status, page = opened(who.leader, "/desk/screen/figures/")
    assert status == 200
    for code in {*figures.LIVE, *figures.TODAY, *figures.MONTH, *figures.COLUMNS}:
        assert explain(code).definition in page, code
    assert opened(who.leader)[1].count('href="/desk/screen/figures/"') == 1
    assert opened(who.world.clerk, "/desk/screen/figures/")[0] == 403


def test_the_number_of_queries_does_not_grow_with_the_cases(who: Overseers) -> None:
    def queries() -> int:
        figures._slow.cache_clear()
        figures._past.cache_clear()
        with CaptureQueriesContext(connection) as found:
            views.picture(who.world.county.path)
        return len(found)

    worlds.accepted(who.world)
    queries()
    few = queries()
    for _ in range(4):
        worlds.accepted(who.world)
    assert queries() == few


def test_its_stream_is_of_its_own_office(who: Overseers) -> None:
    client = Client()
    worlds.sign_in(client, who.supervisor)
    stream = views.door({"sessionid": client.cookies["sessionid"].value}, {})
    assert stream is not None
    assert stream.scope == who.world.county.path
    assert stream.topics(Told("case.accept", "case:1", (who.world.department.path,)))
    assert not stream.topics(Told("case.accept", "case:1", ("/999/",)))
    worlds.sign_in(client, who.world.clerk)
    assert views.door({"sessionid": client.cookies["sessionid"].value}, {}) is None


def test_the_columns_of_the_trend_begin_at_zero_and_say_their_values(who: Overseers) -> None:
    scope = Scope.of(who.world.county.pk)
    drawn = figures.trend([(date(2026, 11, 1), 10, 0), (date(2026, 11, 2), 5, 10)], scope)
    bars = [bar for column in drawn["columns"] for bar in column["bars"]]
    assert [bar["count"] for bar in bars] == [10, 0, 5, 10]
    assert [bar["height"] for bar in bars] == [348, 0, 174, 348]
    assert {bar["y"] + bar["height"] for bar in bars} == {figures.FLOOR}
    edges = [(bar["x"], bar["x"] + bar["width"]) for bar in bars]
    places = [0, *(place for edge in edges for place in edge), figures.WIDE]
    assert places == sorted(places)  # side by side, within the picture
    assert "11-02 收件 5 办结 10" in drawn["sentence"]


def tiles(count: int) -> list[dict[str, Any]]:
    return [{"name": f"第{n}", "state": "normal"} for n in range(count)]


def test_villages_have_tiles_while_they_can_be_read_and_squares_in_their_town_beyond() -> None:
    few = figures.laid_out([(tiles(1)[0], tiles(8)), (tiles(1)[0], tiles(7))])
    assert (len(few["tiles"]), few["squares"]) == (17, False)
    many = figures.laid_out([(tiles(1)[0], tiles(9)) for _ in range(24)])
    assert (len(many["tiles"]), many["squares"]) == (24, True)
    assert [len(town["squares"]) for town in many["tiles"]] == [9] * 24


def test_more_towns_than_find_room_give_way_to_the_worst_and_it_says_how_many_there_are() -> None:
    towns = [({"name": f"镇{n}", "state": "overdue" if n == 39 else "normal"}, tiles(9)) for n in range(40)]
    shown = figures.laid_out(towns)
    assert [one["name"] for one in shown["tiles"]] == [*(f"镇{n}" for n in range(29)), "镇39"]
    assert shown["towns"] == 40


def test_departments_beyond_the_rows_that_can_be_read_are_the_first_and_the_last_and_it_says_so() -> None:
    ranks = [{"name": f"局{n}"} for n in range(20)]
    assert figures._ends(ranks[:8]) == {"ranks": ranks[:8], "which": ""}
    ends = figures._ends(ranks)
    assert ends["ranks"] == ranks[:4] + ranks[-4:]
    assert ends["which"] == "前 4 名和后 4 名，"


def test_the_lights_of_a_tile_make_one_bar_the_worst_first() -> None:
    parts = figures.bar_of(Counter(normal=6, overdue=1, warning=3))
    assert [(one["state"], one["x"], one["width"]) for one in parts] == [
        ("overdue", 0, 10), ("warning", 10, 30), ("normal", 40, 60),
    ]  # fmt: skip
    assert figures.bar_of(Counter()) == []
