"""Publishing a report's figures, and the past that changes afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county
from tests.narrow import there
from tests.worlds import sign_in

from yichuang.domains.cases.models import Case
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.models import PublishedValue
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.offices.models import Office
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports import queries
from yichuang.oversight.reports.actions import draft_report, publish, sign_report, submit
from yichuang.oversight.reports.composition import plain
from yichuang.oversight.reports.models import Publication, Report

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


AFTER = at_hour(LAST + timedelta(3))


def report_of(ref: str) -> Report:
    return Report.objects.get(pk=int(ref.partition(":")[2]))


def signed(office: Office) -> Report:
    ref = draft_report(Scope.of(office.pk), MONTHS, SYSTEM, AFTER).ref
    perform(submit, ref, by=SYSTEM, at=AFTER)
    sign_report(report_of(ref), SYSTEM, AFTER)
    return report_of(ref)


def published(office: Office) -> Publication:
    ref = publish(signed(office), SYSTEM, AFTER).ref
    return Publication.objects.get(pk=there(report_of(ref).publication))


def test_a_manager_publishes_a_signed_report_with_its_numbers(manager, world):
    one = signed(world.top)
    answer = manager.post(f"/desk/reports/{one.pk}/act/publish/", {"key": "once"})
    assert answer.headers["Location"] == f"/desk/reports/{one.pk}/"
    made = Publication.objects.get()
    kept = PublishedValue.objects.filter(about=made.ref)
    assert kept.count() == made.figures > 20
    entry = LedgerEntry.objects.get(subject=made.ref)
    assert made.digest in entry.facts
    page = text_of(manager.get(f"/desk/reports/published/{made.pk}/"))
    assert "没有更正" in page
    assert f"{Case.objects.count()} 件" in page


def test_the_same_form_twice_publishes_once(manager, world):
    one = signed(world.top)
    for _ in range(2):
        manager.post(f"/desk/reports/{one.pk}/act/publish/", {"key": "once"})
    assert Publication.objects.count() == 1


def test_what_reads_otherwise_than_it_was_signed_isnt_published(manager, world):
    one = signed(world.top)
    Story(world, 8).tell(4)
    answer = manager.post(f"/desk/reports/{one.pk}/act/publish/", {})
    assert "签发以后，报告里有数字变了" in html.fromstring(answer.content.decode()).text_content()
    assert not Publication.objects.exists()
    assert report_of(one.ref).state == "signed"


def test_what_changed_after_the_leader_had_read_it_isnt_signed(client, world):
    ref = draft_report(Scope.of(world.top.pk), MONTHS, SYSTEM, AFTER).ref
    perform(submit, ref, by=SYSTEM, at=AFTER)
    sign_in(client, world.actor("leader", world.top))
    address = f"/desk/reports/{report_of(ref).pk}/"

    def link() -> str:
        return html.fromstring(client.get(address).content.decode()).xpath(
            "//a[contains(@href, 'act/sign')]/@href"
        )[0]

    def send(link: str) -> HttpResponse:
        form = html.fromstring(client.get(link).content.decode()).xpath("//form[.//input[@name='read']]")[0]
        return client.post(link.partition("?")[0], dict(form.form_values()))

    read_before = link()
    Story(world, 8).tell(4)
    answer = send(read_before)
    assert answer.status_code == 409
    assert "您打开以后，这份报告的内容变了" in answer.content.decode()
    assert report_of(ref).state == "in_review"
    assert client.post(read_before.partition("?")[0], {}).status_code == 409  # whoever hasn't read it
    assert send(link()).status_code == 302
    assert report_of(ref).state == "signed"


@pytest.mark.parametrize("role", ["supervisor", "assessor", "chief_representative", "window_clerk"])
def test_others_do_not_publish(client, world, role):
    at = world.departments[0] if role == "chief_representative" else world.top
    one = signed(world.top)
    sign_in(client, world.actor(role, at))
    answer = client.post(f"/desk/reports/{one.pk}/act/publish/", {})
    assert answer.status_code in (403, 404)
    assert not Publication.objects.exists()
    assert not PublishedValue.objects.exists()


def test_who_may_not_publish_isnt_told_what_has_changed(world):
    one = signed(world.top)
    Story(world, 11).tell(2)
    with pytest.raises(Refused) as caught:
        publish(one, world.actor("assessor", world.top), AFTER)
    assert caught.value.code is Because.NO_RIGHT


def test_a_case_brought_in_later_shows_beside_the_published_number(manager, world):
    made = published(world.top)
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
    made = published(world.top)
    own = published(world.departments[0])
    sign_in(client, world.actor("chief_representative", world.departments[0]))
    assert client.get(f"/desk/reports/published/{made.pk}/").status_code == 404
    assert client.get(f"/desk/reports/published/{own.pk}/").status_code == 200


def test_nobody_drafts_for_an_office_that_they_may_not_ask_about(world):
    chief = world.actor("chief_representative", world.departments[0])
    with pytest.raises(Refused) as refused:
        draft_report(Scope.of(world.top.pk), MONTHS, chief, AFTER)
    assert refused.value.code == "no_right"
    assert not Report.objects.exists()


def test_a_published_report_shows_what_it_printed_and_the_correction_beside_it(manager, world):
    one = signed(world.top)
    publish(one, SYSTEM, AFTER)
    before = Case.objects.count()
    Story(world, 8).tell(4)
    text = text_of(manager.get(f"/desk/reports/{one.pk}/"))
    assert f"共收到申请{before}（更正：{before + 4}）件" in text.replace(" ", "")
    made = queries.composition_of(report_of(one.ref), AFTER)
    assert str(before) in list(map(plain, made.numbers()))
    answer = manager.post(
        f"/desk/reports/{one.pk}/edit/write/", {"block": "b2", "version": "0", "text": "改"}
    )
    assert answer.status_code == 409
    assert report_of(one.ref).version == 4


def test_the_same_form_sent_twice_signs_and_publishes_once(world):
    ref = draft_report(Scope.of(world.top.pk), MONTHS, SYSTEM, AFTER).ref
    perform(submit, ref, by=SYSTEM, at=AFTER)
    assert sign_report(report_of(ref), SYSTEM, AFTER, key="s") == sign_report(
        report_of(ref), SYSTEM, AFTER, key="s"
    )
    first = publish(report_of(ref), SYSTEM, AFTER, key="p")
    Story(world, 8).tell(4)  # by now the report would read otherwise
    later = AFTER + timedelta(minutes=1)
    assert publish(report_of(ref), SYSTEM, later, key="p") == first
    assert sign_report(report_of(ref), SYSTEM, later, key="s").verb == "report.sign"
    assert Publication.objects.count() == 1
    with pytest.raises(Refused, match="不能发布"):
        publish(report_of(ref), SYSTEM, later, key="another")


def test_a_publication_costs_the_same_queries_with_and_without_corrections_of_many_rows(manager, world):
    made = published(world.top)
    Story(world, 8).tell(4)
    address = f"/desk/reports/published/{made.pk}/"
    manager.get(address)
    with CaptureQueriesContext(connection) as few:
        manager.get(address)
    Story(world, 9).tell(30)
    with CaptureQueriesContext(connection) as many:
        manager.get(address)
    assert len(many) <= len(few) + 6  # a scope whose numbers had stayed the same may have changed too
