"""Banners and letters of thanks: entered by the office that got them, counted, and nobody named."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sites.portal.test_apply import text_of
from tests.worlds import World, county, sign_in

from yichuang.domains.feedback.models import Commendation
from yichuang.kernel.figures.answers import values
from yichuang.kernel.figures.asking import Period, Scope

pytestmark = pytest.mark.django_db
PAGE = "/desk/commendations/"


@pytest.fixture
def world() -> World:
    return county()


def entry(world: World, **changes) -> dict[str, object]:
    given = {
        "kind": "banner",
        "office": world.window.pk,
        "received_on": "2026-11-03",
        "words": "热情服务，高效为民",
    }
    return {**given, **changes}


def test_one_is_entered_and_counted(client, world) -> None:
    sign_in(client, world.manager)
    assert "已登记" in text_of(client.post(PAGE, entry(world), follow=True))
    client.post(PAGE, entry(world, kind="letter"))
    client.post(PAGE, entry(world, kind="letter", received_on="2026-10-03"))
    codes = ["feedback.commendations_banner", "feedback.commendations_letters"]
    november = Period.of(date(2026, 11, 1), date(2026, 11, 30))
    found = values(codes, Scope.of(world.county.pk), november)
    assert [found[code].text for code in codes] == ["1", "1"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "flag"}, "锦旗或表扬信"),
        ({"office": "999999"}, "列出的单位"),
        ({"received_on": "2099-01-01"}, "还没有到"),
        ({"words": ""}, "请填写上面的话"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(client, world, changes, told) -> None:
    sign_in(client, world.manager)
    page = client.post(PAGE, entry(world, **changes))
    assert page.status_code == 422
    assert told in text_of(page)
    assert changes.get("words", "热情服务") in text_of(page)
    assert not Commendation.objects.exists()


def test_an_office_enters_only_its_own_and_sees_only_its_own(client, world) -> None:
    sign_in(client, world.manager)
    client.post(PAGE, entry(world))
    sign_in(client, world.chief)
    assert "热情服务" not in text_of(client.get(PAGE))
    assert client.post(PAGE, entry(world)).status_code == 422
    sign_in(client, world.clerk)
    assert client.get(PAGE).status_code == 403
    assert Commendation.objects.count() == 1
