"""Publishing a report's figures, and the past that changes afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county
from tests.worlds import sign_in

from yichuang.domains.cases.models import Case
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.models import PublishedValue
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.oversight.reports.actions import publish
from yichuang.oversight.reports.models import Publication

pytestmark = pytest.mark.django_db
LAST = FIRST + timedelta(60)
ASKED = {"from": FIRST.isoformat(), "to": LAST.isoformat(), "office": "county"}
MONTHS = Period.of(FIRST, LAST)


@pytest.fixture
def world() -> County:
    made = county()
    Story(made, 7).tell(25)
    return made


@pytest.fixture
def manager(client, world):
    sign_in(client, world.actor("centre_manager", world.top))
    return client


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[:300]
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def published(world: County) -> Publication:
    receipt = publish(Scope.of(world.top.pk), MONTHS, SYSTEM, at_hour(LAST + timedelta(3)))
    return Publication.objects.get(pk=int(receipt.ref.partition(":")[2]))


def test_a_manager_publishes_the_numbers_of_the_report(manager, world):
    answer = manager.post("/desk/reports/publish/", {**ASKED, "key": "once"})
    made = Publication.objects.get()
    assert answer.headers["Location"] == f"/desk/reports/published/{made.pk}/"
    kept = PublishedValue.objects.filter(about=made.ref)
    assert kept.count() == made.figures > 20
    entry = LedgerEntry.objects.get(subject=made.ref)
    assert made.digest in entry.facts
    page = text_of(manager.get(answer.headers["Location"]))
    assert "没有更正" in page
    assert f"{Case.objects.count()} 件" in page


def test_the_same_form_twice_publishes_once(manager, world):
    for _ in range(2):
        manager.post("/desk/reports/publish/", {**ASKED, "key": "once"})
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("role", ["supervisor", "assessor", "chief_representative", "window_clerk"])
def test_others_do_not_publish(client, world, role):
    at = world.departments[0] if role == "chief_representative" else world.top
    sign_in(client, world.actor(role, at))
    assert client.post("/desk/reports/publish/", ASKED).status_code == 403
    assert not Publication.objects.exists()
    assert not PublishedValue.objects.exists()


def test_a_case_brought_in_later_shows_beside_the_published_number(manager, world):
    made = published(world)
    before = Case.objects.count()
    Story(world, 8).tell(4)
    page = text_of(manager.get(f"/desk/reports/published/{made.pk}/"))
    assert "有更正" in page
    assert "发布后台账有补录或更正" in page
    figure = text_of(manager.get("/desk/figures/cases.received/", ASKED))
    assert f"发布时是 {before}，现在是 {before + 4}" in figure
    assert made.title in figure
    report = text_of(manager.get("/desk/reports/view/", ASKED))
    assert f"{made.figures} 个数" in report
    assert PublishedValue.objects.get(
        about=made.ref, code="cases.received", first=FIRST, office=world.top.pk
    ).text == str(before)


def test_a_chief_sees_what_was_published_of_the_own_department_alone(client, world):
    made = published(world)
    own = publish(Scope.of(world.departments[0].pk), MONTHS, SYSTEM, at_hour(LAST + timedelta(3)))
    sign_in(client, world.actor("chief_representative", world.departments[0]))
    assert client.get(f"/desk/reports/published/{made.pk}/").status_code == 404
    assert client.get(f"/desk/reports/published/{own.ref.partition(':')[2]}/").status_code == 200


def test_nobody_publishes_for_an_office_that_they_may_not_ask_about(world):
    chief = world.actor("chief_representative", world.departments[0])
    with pytest.raises(Refused) as refused:
        publish(Scope.of(world.top.pk), MONTHS, chief, at_hour(LAST))
    assert refused.value.code == "no_right"
    assert not Publication.objects.exists()


def test_a_publication_costs_the_same_queries_with_and_without_corrections_of_many_rows(manager, world):
    made = published(world)
    Story(world, 8).tell(4)
    address = f"/desk/reports/published/{made.pk}/"
    manager.get(address)
    with CaptureQueriesContext(connection) as few:
        manager.get(address)
    Story(world, 9).tell(30)
    with CaptureQueriesContext(connection) as many:
        manager.get(address)
    assert len(many) <= len(few) + 6  # a scope whose numbers had stayed the same may have changed too
