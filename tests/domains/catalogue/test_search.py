"""Finding items by parts of words, pinyin and initials."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import ground
from tests.catalogue_world import AT, item_text, small_county

from yichuang.domains.catalogue.importing import Candidate, bring_in, load_shipped, shipped
from yichuang.domains.catalogue.search import find
from yichuang.domains.catalogue.spelling import keys_of, plain, words_of
from yichuang.kernel.access.actors import SYSTEM

NAMES = [candidate.given["name"] for candidate in shipped()]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            small_county()
            load_shipped(by=SYSTEM, at=AT)
        yield


@pytest.fixture
def county(loaded, db):
    """The shipped items stand; what a test adds is rolled back."""


def names(query: str) -> list[str]:
    return [item.facts.name for item in find(query).items]


@pytest.mark.parametrize(
    "query", ["开小吃店", "spjy", "shipin", "SPJY", "食品 新办", "经营许可（新", "ｓｈｉｐｉｎ"]
)
def test_a_food_licence_is_found_by_what_people_type(county, query):
    assert any(name.startswith("食品经营许可") for name in names(query)), query


def test_business_licences_are_found_by_their_everyday_name(county):
    assert "个体工商户设立登记" in names("营业执照")


def test_names_come_before_other_names_and_spelling(county):
    small = [
        Candidate("t-1", "scjgj", item_text(name="补办水产证", aliases=[])),
        Candidate("t-2", "scjgj", item_text(name="水产证补发", aliases=[])),
        Candidate("t-3", "scjgj", item_text(name="养鱼登记", aliases=["办水产证"])),
    ]
    bring_in(small, by=SYSTEM, at=AT)
    assert names("水产证")[:3] == ["水产证补发", "补办水产证", "养鱼登记"]
    assert names("shuichanzheng")[0] == "水产证补发"


def test_another_name_that_is_the_word_comes_before_one_that_holds_it(county):
    assert names("低保")[:2] == ["最低生活保障审核确认", "公租房资格确认"]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_part_of_a_name_finds_the_item(county, data):
    name = data.draw(st.sampled_from(NAMES))
    begin = data.draw(st.integers(0, len(name) - 2))
    part = name[begin : data.draw(st.integers(begin + 2, len(name)))]
    assert name in names(part), part


def test_nothing_is_found_for_nothing_and_for_nonsense(county):
    for query in ("", "  ", "%", "__", "' OR 1=1 --", "不存在的事", "\x00"):
        assert names(query) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("低宝", "最低生活保障审核确认"),
        ("身分证", "居民身份证补领"),
        ("食品经营许正", "食品经营许可（新办）"),
        ("办个营业直照", "个体工商户设立登记"),
        ("shiping", "食品经营许可（新办）"),
        ("养老金", "城乡居民基本养老保险参保登记"),
    ],
)
def test_what_was_meant_is_offered_where_a_character_is_wrong(county, typed, meant):
    assert names(typed) == []
    assert meant in [item.facts.name for item in find(typed).meant]


def test_nothing_is_offered_for_what_sounds_like_no_item(county):
    for query in ("zzqqx", "%", "a" * 200, "🙂", "s"):
        assert find(query).meant == ()


def test_searching_takes_two_queries_whatever_is_found(county, django_assert_num_queries):
    find("登记")
    with django_assert_num_queries(2):
        assert len(find("登记").items) > 5
    with django_assert_num_queries(2):
        find("不存在")


def test_retired_items_are_not_found(county):
    from yichuang.domains.catalogue import actions
    from yichuang.domains.catalogue.models import ServiceItem
    from yichuang.kernel.verbs.perform import perform

    gone = ServiceItem.objects.get(code="scjgj-001")
    perform(actions.retire, gone.ref, by=SYSTEM, at=AT, reason="国务院决定取消")
    assert "个体工商户设立登记" not in names("个体工商户设立登记")


def test_punctuation_width_and_case_do_not_matter():
    assert plain("ＡＢ （新办）、c") == "ab新办c"
    assert words_of(" 食品　经营 食品 ") == ("食品", "经营")
    keys = keys_of("食品经营许可（新办）", ["开小吃店"])
    assert keys.text.split("\n")[0] == "食品经营许可新办"
    assert "spjyxkxb" in keys.text
    assert len(words_of("字" * 500)[0]) == 60
