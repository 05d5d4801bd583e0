"""The pages of figures and reports: what they show, to whom, with how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kernel.figures.histories import FIRST, County, Story, county

pytestmark = pytest.mark.django_db
ASKED = {"from": FIRST.isoformat(), "to": (FIRST + timedelta(60)).isoformat()}


@pytest.fixture
def world() -> County:
    made = county()
    Story(made, 7).tell(60)
    return made


def sign_in(client, actor):
    session = client.session
    session["account"], session["post"] = actor.account, actor.post
    session.save()
    return client


@pytest.fixture
def manager(client, world):
    return sign_in(client, world.actor("centre_manager", world.top))


@pytest.mark.parametrize("address", ["/desk/figures/", "/desk/reports/", "/desk/reports/view/"])
def test_pages_open(manager, address):
    answer = manager.get(address, ASKED)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "code", ["cases.overdue_rate", "cases.median_days", "evaluation.bad", "catalogue.items"]
)
def test_a_figures_page_shows_definition_formula_and_rows(manager, code):
    page = manager.get(f"/desk/figures/{code}/", ASKED).content.decode()
    assert "一致" in page and "算法" in page and "<table" in page
