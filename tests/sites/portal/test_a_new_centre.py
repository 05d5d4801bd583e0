"""The portal's public pages where the shipped items are not in: before there is a centre, and with items of its own."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import worlds
from tests.catalogue_world import AT, item_text, small_county

from yichuang.domains.catalogue.importing import Candidate, bring_in
from yichuang.kernel.access.actors import SYSTEM
from yichuang.sites.portal import home as first_page

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_home_works_before_there_is_a_centre(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "您要办什么事" in text(response)


def test_home_counts_once_there_are_cases_and_each_number_is_a_link(client):
    worlds.accepted(worlds.county())
    page = text(client.get("/"))
    assert re.search(r'<a class="figure" href="/figures/cases.accepted/"[^>]*>0</a> 件', page)
    assert 'href="/figures/cases.on_time_rate/"' in page


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=许可", "/items/", "/departments/", "/places/", "/items/t-0/"]
)
def test_the_number_of_queries_does_not_grow_with_the_catalogue(client, path):
    made = small_county("scjgj", "gaj")

    def queries(count: int) -> int:
        names = [Candidate(f"t-{n}", "scjgj", item_text(name=f"第{n}号许可")) for n in range(count)]
        bring_in(names, by=SYSTEM, at=AT)
        client.get(path)
        first_page.forget()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    assert made
    few = queries(10)
    assert queries(100) == few
    assert few <= 14
