"""The portal's public pages: home, search, directory, places, and the guide of an item."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import ground
from tests.catalogue_world import AT, item_text, small_county
from tests.narrow import found

from yichuang.domains.catalogue import actions
from yichuang.domains.catalogue.importing import Candidate, bring_in, load_shipped
from yichuang.domains.catalogue.models import ServiceItem
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.offices.queries import epochs, tree
from yichuang.kernel.verbs.perform import perform
from yichuang.sites.portal import home as first_page

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            made = small_county()
            load_shipped(by=SYSTEM, at=AT)
        yield made


@pytest.fixture
def county(shipped, db):
    return shipped


def text(response) -> str:
    return response.content.decode()


def test_home_asks_first_and_counts_what_it_links_to(client, county):
    page = text(client.get("/"))
    assert page.index('id="q"') < page.index("按主题找")
    for theme in ("户籍身份", "社会保障"):
        link = found(rf'href="([^"]+)"><b[^>]*>.</b>{theme}<small[^>]*>(\d+) 项', page)
        listed = text(client.get(link[1].replace("&amp;", "&")))
        assert f'共 <span class="num">{link[2]}</span> 项' in listed
    assert "设立变更" in text(client.get("/?for=enterprise"))


@pytest.mark.parametrize(
    ("now", "open_", "opens"),
    [
        (datetime(2026, 11, 24, 2, 0, tzinfo=UTC), True, None),  # Tuesday 10:00
        (datetime(2026, 11, 24, 4, 30, tzinfo=UTC), False, "13:30"),  # at noon
        (datetime(2026, 11, 27, 10, 0, tzinfo=UTC), False, "09:00"),  # Friday evening
        (datetime(2026, 9, 20, 2, 0, tzinfo=UTC), True, None),  # a Sunday worked for the holidays
    ],
)
def test_the_hall_is_open_in_its_hours_on_working_days(county, now, open_, opens):
    said = first_page.hall(tree().by_id[county["centre"].pk], now, epochs())
    assert said["open"] is open_
    assert (said["opens"][1] if said["opens"] else None) == opens


def test_search_shows_what_was_found_and_keeps_what_was_typed(client, county):
    page = text(client.get("/search/", {"q": "shipin"}))
    assert "食品经营许可" in page
    assert 'value="shipin"' in page
    assert "<mark>食品</mark>" in text(client.get("/search/", {"q": "食品"}))
    alias = text(client.get("/search/", {"q": "开小吃店"}))
    assert "也叫“<mark>开小吃店</mark>”" in alias


def test_search_without_a_hit_says_what_to_do_and_escapes_what_was_typed(client, county):
    page = text(client.get("/search/", {"q": "<script>alert(1)</script>"}))
    assert "没有找到" in page
    assert "<script>alert" not in page
    assert client.get("/search/").status_code == 200
    assert client.get("/search/", {"q": "字" * 5000}).status_code == 200


def test_the_directory_filters_by_audience_theme_department_and_place(client, county):
    assert "云溪县公安局" in text(client.get("/items/", {"department": "gaj"}))
    everything = found(r'共 <span class="num">(\d+)</span> 项', text(client.get("/items/")))
    town = text(client.get("/items/", {"place": "centre-t1"}))
    at_town = found(r'共 <span class="num">(\d+)</span> 项', town)
    assert 0 < int(at_town[1]) < int(everything[1]) == ServiceItem.objects.count()
    assert "东山街 1 号" in town
    both = text(client.get("/items/", {"theme": "婚姻登记", "department": "gaj"}))
    assert "没有符合这些条件的事项" in both


@pytest.mark.parametrize("query", ["audience=dog", "theme=x", "department=county", "place=nowhere"])
def test_a_filter_that_does_not_exist_is_a_page_that_does_not_exist(client, county, query):
    assert client.get(f"/items/?{query}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999", "９", "1e9", ""])
def test_any_page_number_gives_a_page(client, county, page):
    assert client.get("/items/", {"page": page}).status_code == 200


def test_departments_and_places_lead_to_their_items(client, county):
    page = text(client.get("/departments/"))
    href = found(r'href="(/items/\?department=scjgj)"', page)[1]
    assert "食品经营许可" in text(client.get(href)) + text(client.get(f"{href}&page=2"))
    assert "东山镇便民服务中心" in text(client.get("/places/"))


def test_the_guide_shows_all_that_the_law_asks_to_be_public(client, county):
    page = text(client.get("/items/scjgj-007/"))
    for words in (
        "谁可以办",
        "要带什么",
        "多久办完",
        "怎么办",
        "要填什么",
        "不收费",
        "去哪里办",
        "第三十五条",
    ):
        assert words in page, words
    assert "<svg" in page
    assert "第 1 版" in page
    assert client.get("/items/nothing/").status_code == 404


def test_answers_decide_the_materials_without_a_script(client, county):
    def papers(query: str) -> list[str]:
        page = text(client.get(f"/items/own-1/{query}"))
        return re.findall(r"<tr><td><strong>([^<]+)</strong>", page)

    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    assert papers("") == ["食品经营许可申请书", "房屋租赁合同"]
    assert papers("?s-premises=own") == ["食品经营许可申请书"]
    assert papers("?s-premises=rent") == ["食品经营许可申请书", "房屋租赁合同"]
    assert papers("?s-premises=nothing&s-other=x") == papers("")
    assert "因为选了“租的”" in text(client.get("/items/own-1/?s-premises=rent"))


def test_a_limit_that_is_not_certain_says_so(client, county):
    given = item_text(limit_basis="")
    del given["statutory_days"]
    bring_in([Candidate("own-1", "scjgj", given)], by=SYSTEM, at=AT)
    page = text(client.get("/items/own-1/"))
    assert "按行政许可法的一般时限 20 个工作日公示" in page


def test_a_suspended_item_says_why_and_a_retired_one_is_gone(client, county):
    ref = ServiceItem.objects.get(code="scjgj-001").ref
    perform(actions.suspend, ref, by=SYSTEM, at=AT, reason="换发新系统，12 月恢复")
    page = text(client.get("/items/scjgj-001/"))
    assert "换发新系统，12 月恢复" in page
    assert "立即申请" not in page
    perform(actions.retire, ref, by=SYSTEM, at=AT, reason="国务院决定取消")
    assert client.get("/items/scjgj-001/").status_code == 410
    assert "scjgj-001" not in text(client.get("/items/"))


def test_home_asks_the_database_once_when_its_numbers_are_counted(client, county):
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/")
    assert len(seen) == 1  # the epochs of the small tables, for all of them together


def test_public_figures_lead_to_their_meaning_and_to_no_rows(client, county):
    assert client.get("/figures/cases.open/").status_code == 404
    page = text(client.get("/figures/cases.accepted/"))
    assert "期间受理的申请" in page
