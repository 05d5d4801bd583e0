"""Urging: by a leader or a supervisor, answered within one working day or a yellow card."""

from __future__ import annotations

import pytest
from tests import worlds
from tests.oversight.supervision.overseers import (
    EXPLANATION,
    Overseers,
    at,
    clock,
    overseers,
    pass_by,
)

from yichuang.domains.cases import actions
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import actions as acts
from yichuang.oversight.supervision.models import Card, Urge
from yichuang.oversight.supervision.panels import on_case, on_tasks

pytestmark = pytest.mark.django_db
ASKED = at("11-03 15:00")
TEXT = "请抓紧办理，企业等着开业"


@pytest.fixture
def who() -> Overseers:
    return overseers()


def urged(who: Overseers, *, by: str = "leader") -> Urge:
    case = worlds.accepted(who.world)
    perform(actions.claim, case.ref, by=who.world.reviewer, at=at("11-03 09:30"))
    receipt = perform(acts.send, None, by=getattr(who, by), at=ASKED, about=case.ref, text=TEXT)
    return Urge.objects.get(pk=int(receipt.ref.partition(":")[2]))


def test_the_handler_sees_it_at_once_on_the_case_and_among_their_tasks(who: Overseers) -> None:
    urge = urged(who)
    assert (urge.kind, urge.addressee) == ("urge", who.world.reviewer.account)
    assert Message.objects.filter(
        receiver=f"staff:{who.world.reviewer.account}", title="催办：食品经营许可"
    ).exists()
    box = on_case([urge.about], who.world.reviewer, ASKED)[urge.about]
    assert [line["what"] for line in box.facts["lines"]] == ["许县长催办"]
    assert "tasks" in on_tasks(["tasks"], who.world.reviewer, ASKED)
    assert on_tasks(["tasks"], who.world.second_reviewer, ASKED) == {}
    assert clock(urge.ref, "urging").due_at == at("11-04 17:30")


def test_a_supervisor_supervises(who: Overseers) -> None:
    assert urged(who, by="supervisor").kind_name == "督办"


def test_answered_in_time_there_is_no_card(who: Overseers) -> None:
    urge = urged(who)
    with pytest.raises(Refused, match="承办人"):
        perform(acts.answer, urge.ref, by=who.world.second_reviewer, at=at("11-04 10:00"), answer=EXPLANATION)
    perform(acts.answer, urge.ref, by=who.world.reviewer, at=at("11-04 10:00"), answer=EXPLANATION)
    pass_by(at("11-04 17:31"))
    assert not Card.objects.exists()
    told = Message.objects.get(receiver=f"staff:{who.leader.account}")
    assert told.title == "催办已回复：食品经营许可"


def test_answered_late_the_yellow_card_stays(who: Overseers) -> None:
    urge = urged(who)
    pass_by(at("11-04 17:31"))
    card = Card.objects.get()
    assert (card.rule, card.level, card.about) == ("urging_unanswered", "yellow", urge.about)
    assert card.addressee == who.world.reviewer.account
    perform(acts.answer, urge.ref, by=who.world.reviewer, at=at("11-05 09:00"), answer=EXPLANATION)
    assert clock(urge.ref, "urging").outcome == "late"
    assert Card.objects.get().state == "alerted"
    box = on_case([urge.about], who.supervisor, at("11-05 10:00"))[urge.about]
    assert [line["what"] for line in box.facts["lines"]] == ["黄牌：催办督办未按时回复", "许县长催办"]


def test_who_may_not_see_a_case_may_not_urge_it_and_what_is_over_needs_none(who: Overseers) -> None:
    case = worlds.delivered(who.world)
    elsewhere = worlds.staff("leader", who.world.other_department)
    with pytest.raises(Refused, match="没有找到"):
        perform(acts.send, None, by=elsewhere, at=ASKED, about=case.ref, text=TEXT)
    with pytest.raises(Refused, match="已经办结"):
        perform(acts.send, None, by=who.leader, at=ASKED, about=case.ref, text=TEXT)
    with pytest.raises(Refused, match="没有找到"):
        perform(acts.send, None, by=who.leader, at=ASKED, about="case:999999", text=TEXT)
    assert not Urge.objects.exists()
