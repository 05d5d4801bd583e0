"""Who keeps the catalogue: the county's centre, not a town, a station or a single department."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.catalogue_world import AT, item_text, signed_in, small_county, staff

from yichuang.domains.catalogue import actions
from yichuang.domains.catalogue.importing import Candidate, bring_in
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
ROLES = ["centre_manager", "administrator"]


@pytest.fixture
def county():
    made = small_county("scjgj", "gaj")
    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    return made


def acts(county, by) -> dict[str, Any]:
    """Every act of keeping, tried by somebody."""
    ref = ServiceItem.objects.get(code="own-1").ref
    text = item_text(promised_days=4)
    return {
        "adjust": lambda: perform(actions.adjust, ref, by=by, at=AT, text=text, reason="县里改了时限"),
        "suspend": lambda: perform(actions.suspend, ref, by=by, at=AT, reason="系统升级"),
        "retire": lambda: perform(actions.retire, ref, by=by, at=AT, reason="上级取消了"),
        "adopt": lambda: perform(
            actions.adopt, None, by=by, at=AT, code="own-2", department=county["gaj"].pk, text=item_text()
        ),
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("where", ["county", "centre"])
@pytest.mark.parametrize("act", ["adjust", "suspend", "retire", "adopt"])
def test_the_county_and_its_centre_keep_the_catalogue(county, role, where, act):
    acts(county, staff(role, county[where]))[act]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("where", ["town", "town_centre", "scjgj"])
@pytest.mark.parametrize("act", ["adjust", "suspend", "retire", "adopt"])
def test_towns_stations_and_departments_do_not(county, role, where, act):
    with pytest.raises(Refused, match="事项由县级政务服务中心统一管理"):
        acts(county, staff(role, county[where]))[act]()
    assert ItemVersion.objects.count() == ServiceItem.objects.count() == 1
    assert ServiceItem.objects.get().state == "in_force"


def test_the_pages_say_so_to_a_town_s_manager_and_offer_nothing(county):
    client = Client()
    signed_in(client, "centre_manager", county["town_centre"])
    assert client.get("/desk/items/of/own-1/adjust/").status_code == 403
    assert client.get("/desk/items/new/").status_code == 403
    assert "新增事项" not in client.get("/desk/items/").content.decode()
    page = client.get("/desk/items/of/own-1/").content.decode()
    assert "事项由县级政务服务中心统一管理" in page
    assert "/adjust/" not in page
    imports = client.get("/desk/imports/").content.decode()
    assert 'value="cases"' in imports
    assert 'value="items"' not in imports
    sent = client.post("/desk/imports/", {"ledger": "items", "mode": "nothing"})
    assert sent.status_code == 422
    assert "事项由县级政务服务中心统一管理" in sent.content.decode()
