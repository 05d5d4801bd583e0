"""What is put before whoever handles a case stays until they have acknowledged it; who did, and when, is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests import worlds
from tests.oversight.supervision.overseers import DUE, SECOND, Overseers, at, late, overseers, pass_by
from tests.oversight.supervision.test_urging import urged

from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import reactions
from yichuang.oversight.supervision.actions import acknowledge
from yichuang.oversight.supervision.models import Alert
from yichuang.oversight.supervision.queries import alerts_before

pytestmark = pytest.mark.django_db
BOX = "/desk/supervision/alerts/"


@pytest.fixture
def who() -> Overseers:
    return overseers()


def signed_in(actor: object) -> Client:
    client = Client()
    worlds.sign_in(client, actor)  # type: ignore[arg-type]
    return client


def test_a_case_past_its_promise_is_put_before_its_handler_alone_until_acknowledged(who: Overseers) -> None:
    case, _ = late(who.world)
    alert = Alert.objects.get(about=case.ref, words__contains="超承诺")
    assert alert.addressee == who.world.reviewer.account
    assert alert in alerts_before(who.world.reviewer, 9)
    for other in (who.world.second_reviewer, who.world.stranger, who.world.clerk):
        assert alerts_before(other, 9) == []
    reviewer = signed_in(who.world.reviewer)
    assert f"{alert.words}</b>" in reviewer.get(BOX).content.decode()
    response = reviewer.post(f"{BOX}{alert.pk}/", headers={"HX-Request": "true"})
    assert f"{alert.words}</b>" not in response.content.decode()
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by) == ("seen", who.world.reviewer.account)
    entry = LedgerEntry.objects.get(subject=alert.ref, n=2)
    assert (entry.verb, entry.actor) == ("alert.acknowledge", who.world.reviewer.reference)


def test_what_nobody_handles_yet_is_put_before_the_whole_office(who: Overseers) -> None:
    case = worlds.reviewed(who.world)
    pass_by(DUE + SECOND)
    alert = Alert.objects.filter(about=case.ref).latest("pk")
    assert alert.addressee is None
    for one in (who.world.reviewer, who.world.second_reviewer):
        assert alert in alerts_before(one, 9)
    assert alerts_before(who.world.stranger, 9) == []


def test_nobody_else_acknowledges_it_and_nothing_changes(who: Overseers) -> None:
    case, _ = late(who.world)
    alert = Alert.objects.filter(about=case.ref).latest("pk")
    with pytest.raises(Refused, match="承办人"):
        perform(acknowledge, alert.ref, by=who.world.second_reviewer, at=at("11-10 09:00"))
    assert signed_in(who.world.stranger).post(f"{BOX}{alert.pk}/").status_code == 404
    alert.refresh_from_db()
    assert (alert.state, alert.version) == ("open", 1)


def test_an_urging_is_put_before_the_handler_once_however_often_it_is_reacted_to(who: Overseers) -> None:
    urge = urged(who)
    pass_by(urge.asked_at + timedelta(seconds=1))
    reactions.put_before({"ref": urge.ref}, urge.asked_at)
    alert = Alert.objects.get(source=f"urge:{urge.pk}")
    assert (alert.words, alert.addressee) == (f"催办：{urge.text}", who.world.reviewer.account)


def test_a_page_that_shows_it_already_is_sent_nothing_and_two_may_acknowledge(who: Overseers) -> None:
    urge = urged(who)
    pass_by(urge.asked_at + timedelta(seconds=1))
    alert = Alert.objects.get()
    client = signed_in(who.world.reviewer)
    assert client.get(BOX, {"have": str(alert.pk)}).status_code == 204
    assert client.get(BOX, {"have": ""}).status_code == 200
    assert client.post(f"{BOX}{alert.pk}/").status_code == 302
    assert client.post(f"{BOX}{alert.pk}/").status_code == 302
    assert client.get(BOX, {"have": ""}).status_code == 204
