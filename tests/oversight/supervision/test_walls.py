"""Links of walls: made on the desk, shown once, open one office's screen without a session, and are withdrawn."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html
from tests import worlds
from tests.oversight.supervision.overseers import Overseers, late, overseers

from yichuang.domains.organisation import permissions as posts
from yichuang.domains.residents import attempts
from yichuang.kernel.figures import explain
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs.told import Told
from yichuang.oversight.supervision import walls
from yichuang.oversight.supervision.models import WallLink
from yichuang.sites.screen import figures, views

pytestmark = pytest.mark.django_db
PAGE = "/desk/supervision/walls/"


@pytest.fixture
def who() -> Overseers:
    return overseers()


@pytest.fixture
def desk(who: Overseers) -> Client:
    client = Client()
    worlds.sign_in(client, who.world.manager)
    return client


def made(desk: Client, who: Overseers, **typed: str) -> str:
    """The way to the screen as the page shows it, once."""
    shown = desk.post(
        PAGE, {"office": str(who.world.centre.pk), "name": "一楼大厅", **typed}
    ).content.decode()
    found = re.search(r"http://testserver(/screen/[\w-]+/)", shown)
    assert found, shown
    return found.group(1)


def test_it_opens_the_screen_of_its_office_without_a_session_and_names_nobody(
    desk: Client, who: Overseers
) -> None:
    case, _ = late(who.world)
    way = made(desk, who)
    for address in (way, f"{way}now/"):
        answer = Client().get(address)
        page = answer.content.decode()
        assert case.number in page
        assert answer["Cache-Control"] == "no-store"
        for private in (worlds.ZHANG["name"], worlds.ZHANG["phone"], "张*", "138****1234"):
            assert private not in page
    assert not Client().get(way).cookies
    whole = Client().get(way).content.decode()
    assert "data-shut" in whole  # no pointer follows its links: a wall stays what it is
    assert f'href="{way}figures/">数字怎么算' in whole


def test_the_address_is_shown_once_and_only_its_hash_is_kept(desk: Client, who: Overseers) -> None:
    token = made(desk, who, key="a-form").split("/")[2]
    link = WallLink.objects.get()
    assert token not in f"{link.prefix}{bytes(link.digest)!r}"
    assert token not in desk.get(PAGE).content.decode()
    entry = LedgerEntry.objects.get(verb="wall_link.open")
    assert token not in entry.facts
    again = desk.post(PAGE, {"office": who.world.centre.pk, "name": "一楼大厅", "key": "a-form"})
    assert again.status_code == 409
    assert "已经做好了，只显示一次" in again.content.decode()
    assert WallLink.objects.count() == 1


def test_withdrawn_it_opens_nothing_and_its_stream_ends(desk: Client, who: Overseers) -> None:
    way = made(desk, who)
    question = {"link": way.split("/")[2]}
    stream = views.wall_door({}, question)
    assert stream is not None
    assert stream.scope == who.world.centre.path
    assert stream.topics(Told("case.accept", "case:1", (who.world.window.path,)))
    assert not stream.topics(Told("case.accept", "case:1", ("/999/",)))
    desk.post(f"{PAGE}{WallLink.objects.get().pk}/withdraw/")
    assert views.wall_door({}, question) is None
    gone = Client().get(way)
    assert gone.status_code == 404
    assert "请中心管理员" in gone.content.decode()
    assert 'data-theme="screen"' in gone.content.decode()  # the wall stays dark
    assert LedgerEntry.objects.filter(verb="wall_link.withdraw").count() == 1


def test_made_up_ones_are_counted_by_address(desk: Client, who: Overseers) -> None:
    way = made(desk, who)
    client = Client(REMOTE_ADDR="192.0.2.7")
    for n in range(attempts.LINK_BY_ADDRESS.most):
        assert client.get(f"/screen/guess-{n}/").status_code == 404
    assert client.get("/screen/guess/").status_code == 429
    assert Client().get(way).status_code == 200
    for odd in ("", "x" * 500, "大屏"):
        assert walls.open_link(odd) is None


def test_one_link_fetches_only_so_many_pictures(
    desk: Client, who: Overseers, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = made(desk, who)
    monkeypatch.setattr(walls, "BURST", 2)
    monkeypatch.setattr(walls, "PER_SECOND", 0.001)
    assert [Client().get(f"{way}now/").status_code for _ in range(3)] == [200, 200, 429]


def test_only_managers_make_them_and_only_for_their_own_offices(desk: Client, who: Overseers) -> None:
    assert desk.post(PAGE, {"office": who.world.window.pk, "name": "一楼大厅"}).status_code == 422
    refused = desk.post(PAGE, {"office": who.world.centre.pk, "name": "厅"})
    assert refused.status_code == 422
    assert "挂在哪里" in refused.content.decode()
    for one in (who.supervisor, who.leader, who.world.clerk):
        client = Client()
        worlds.sign_in(client, one)
        assert client.get(PAGE).status_code == 403
    town = worlds.office("baishi", "白石镇", "town", who.world.county)
    elsewhere = worlds.staff(posts.CENTRE_MANAGER, worlds.office("bs", "白石镇便民服务中心", "centre", town))
    made(desk, who)
    client = Client()
    worlds.sign_in(client, elsewhere)
    assert "一楼大厅" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{WallLink.objects.get().pk}/withdraw/").status_code == 404
    assert client.post(PAGE, {"office": who.world.centre.pk, "name": "我的墙上"}).status_code == 422
    assert [one.state for one in WallLink.objects.all()] == ["open"]


def test_whoever_stands_before_it_reads_what_its_numbers_mean_and_nothing_else(
    desk: Client, who: Overseers
) -> None:
    late(who.world)
    way = made(desk, who)
    answer = Client().get(f"{way}figures/")
    page = html.document_fromstring(answer.content.decode())
    said = page.text_content()
    for code in {*figures.LIVE, *figures.TODAY, *figures.MONTH, *figures.COLUMNS}:
        assert explain(code).definition in said, code
        assert explain(code).formula in said, code
    assert page.xpath("//main//a/@href") == [way]
    assert not page.xpath("//*[contains(@class, 'figure')]")
    assert answer["Refresh"] == f"180; url={way}"  # nobody may be left to go back
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    desk.post(f"{PAGE}{WallLink.objects.get().pk}/withdraw/")
    assert Client().get(f"{way}figures/").status_code == 404
