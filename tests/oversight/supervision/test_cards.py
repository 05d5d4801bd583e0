"""What follows from a warning: who is told, which card, how it is explained, judged, objected to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import worlds
from tests.oversight.supervision.overseers import (
    DUE,
    EXPLANATION,
    REASON,
    SECOND,
    Overseers,
    at,
    clock,
    late,
    overseers,
    pass_by,
)

from yichuang.domains.cases import actions
from yichuang.kernel.clocks.models import Clock, Warning
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch.claim import claim
from yichuang.oversight.supervision import actions as acts
from yichuang.oversight.supervision.models import Card
from yichuang.oversight.supervision.reactions import withdraw_void

pytestmark = pytest.mark.django_db
NEXT = at("11-10 10:00")


@pytest.fixture
def who() -> Overseers:
    return overseers()


def receivers(title: str) -> set[str]:
    return set(Message.objects.filter(title=title).values_list("receiver", flat=True))


def test_past_the_promise_the_handler_gets_a_yellow_card_and_the_head_is_told(who: Overseers) -> None:
    case, card = late(who.world)
    assert (card.level, card.addressee, card.state) == ("yellow", who.world.reviewer.account, "alerted")
    assert (card.about, card.about_name, card.title) == (case.ref, case.number, "食品经营许可")
    assert receivers("黄牌：超承诺时限") == {
        f"staff:{who.world.reviewer.account}",
        f"staff:{who.world.chief.account}",
    }
    assert clock(card.ref, "explanation").due_at == at("11-11 17:30")


def test_a_card_for_the_whole_office_reaches_its_head_once(who: Overseers) -> None:
    case = worlds.accepted(who.world)  # claimed by nobody
    pass_by(DUE + SECOND)
    assert Card.objects.get(about=case.ref, rule="overdue_promised").addressee is None
    assert receivers("黄牌：超承诺时限") == {f"office:{who.world.department.pk}"}


def test_everything_may_happen_twice_and_is_done_once(who: Overseers) -> None:
    _, card = late(who.world)
    before = (Message.objects.count(), LedgerEntry.objects.count())
    Event.objects.update(done_at=None)
    while react(NEXT):
        pass
    claim(DUE + 2 * SECOND)
    assert Card.objects.count() == 1
    assert (Message.objects.count(), LedgerEntry.objects.count()) == before
    assert not list(walk({card.ref: (card.version, bytes(card.head))}))


def test_near_the_limit_the_handler_is_reminded_and_no_card_is_made(who: Overseers) -> None:
    case = worlds.reviewed(who.world)
    pass_by(at("11-06 17:31"))
    assert receivers("提醒：临近时限") == {f"office:{case.department_id}"}
    assert not Card.objects.exists()


def test_a_reminder_that_comes_too_late_to_be_of_use_is_not_given(who: Overseers) -> None:
    worlds.reviewed(who.world)
    pass_by(DUE + timedelta(days=1))
    assert receivers("提醒：临近时限") == set()
    assert receivers("黄牌：超承诺时限")


def test_past_the_law_a_red_card_goes_to_the_supervisor_too(who: Overseers) -> None:
    worlds.reviewed(who.world)
    pass_by(at("11-30 17:31"))
    card = Card.objects.get(rule="overdue_statutory")
    assert card.level == "red"
    told = receivers("红牌：超法定时限")
    assert {f"staff:{one.account}" for one in (who.supervisor, who.second)} < told
    assert f"office:{who.world.department.pk}" in told  # the head among them


def test_one_instant_makes_one_card_the_heavier_one(who: Overseers) -> None:
    version = worlds.item(
        who.world.department, "scjgj-9", "同限许可", promised=5, statutory=5, stages=list(worlds.STAGES)
    )
    worlds.accepted(who.world, version, materials=[])
    pass_by(DUE + SECOND)
    assert [card.level for card in Card.objects.all()] == ["red"]


def test_silence_on_acceptance_is_a_red_card_for_the_clerk_beside_the_acceptance_by_law(
    who: Overseers,
) -> None:
    ref = worlds.submitted(who.world).ref
    pass_by(DUE + SECOND)
    card = Card.objects.get(rule="no_acceptance")
    assert (card.level, card.addressee) == ("red", who.world.clerk.account)
    assert worlds.case_of(ref).accepted_on == worlds.case_of(ref).received_on


def test_the_third_late_stage_within_a_month_is_a_yellow_card(who: Overseers) -> None:
    for hour in range(4):
        case = worlds.accepted(who.world, at=worlds.AT + timedelta(minutes=hour))
        perform(actions.claim, case.ref, by=who.world.reviewer, at=worlds.AT + timedelta(hours=1))
    pass_by(at("11-05 17:31"))
    levels = Warning.objects.filter(rule="overdue_stage").order_by("pk").values_list("level", flat=True)
    assert list(levels) == ["reminder", "reminder", "yellow", "yellow"]
    assert Card.objects.count() == 2


def test_a_special_procedure_beyond_its_time_is_yellow_and_beyond_twice_red(who: Overseers) -> None:
    case = worlds.accepted(who.world)
    given: dict[str, Any] = {"procedure": "testing", "organ": "县检测中心", "days": 3}
    perform(actions.start_special_procedure, case.ref, by=who.world.reviewer, at=at("11-03 10:00"), **given)
    pass_by(at("11-06 17:31"))
    assert [card.level for card in Card.objects.all()] == ["yellow"]
    pass_by(at("11-11 17:31"))
    assert [card.level for card in Card.objects.order_by("pk")] == ["yellow", "red"]


def test_explained_then_upheld_or_lifted_with_a_reason(who: Overseers) -> None:
    case, card = late(who.world)
    with pytest.raises(Refused, match="还可以说明"):
        perform(acts.uphold, card.ref, by=who.supervisor, at=NEXT, reason=REASON)
    with pytest.raises(Refused, match="承办人"):
        perform(acts.explain, card.ref, by=who.world.second_reviewer, at=NEXT, explanation=EXPLANATION)
    with pytest.raises(Refused, match="至少"):
        perform(acts.explain, card.ref, by=who.world.reviewer, at=NEXT, explanation="忙")
    perform(acts.explain, card.ref, by=who.world.reviewer, at=NEXT, explanation=EXPLANATION)
    assert clock(card.ref, "explanation").outcome == "early"
    with pytest.raises(Refused):
        perform(acts.uphold, card.ref, by=who.leader, at=NEXT, reason=REASON)
    perform(acts.lift, card.ref, by=who.supervisor, at=NEXT, reason=REASON)
    assert Card.objects.get().state == "lifted"
    assert not Clock.objects.filter(subject=card.ref, stopped_at=None).exists()
    assert worlds.case_of(case.ref).state == "in_review"


def test_who_lets_the_time_pass_may_be_judged_and_the_supervisor_is_told(who: Overseers) -> None:
    _, card = late(who.world)
    over = at("11-11 17:31")
    pass_by(over)
    assert receivers("提醒：预警未按时说明") == {
        f"staff:{one.account}" for one in (who.supervisor, who.second)
    }
    perform(acts.uphold, card.ref, by=who.supervisor, at=over, reason=REASON)
    assert Card.objects.get(pk=card.pk).state == "upheld"


def test_an_objection_is_decided_by_another_person_within_three_days(who: Overseers) -> None:
    _, card = late(who.world)
    perform(acts.explain, card.ref, by=who.world.reviewer, at=NEXT, explanation=EXPLANATION)
    perform(acts.uphold, card.ref, by=who.supervisor, at=NEXT, reason=REASON)
    perform(acts.object_, card.ref, by=who.world.reviewer, at=at("11-12 09:00"), objection=EXPLANATION)
    with pytest.raises(Refused, match="另一个人"):
        perform(acts.overturn, card.ref, by=who.supervisor, at=at("11-12 10:00"), reason=REASON)
    perform(acts.overturn, card.ref, by=who.leader, at=at("11-12 10:00"), reason=REASON)
    assert Card.objects.get().state == "lifted"


def test_after_three_days_the_judgement_stands(who: Overseers) -> None:
    _, card = late(who.world)
    perform(acts.explain, card.ref, by=who.world.reviewer, at=NEXT, explanation=EXPLANATION)
    perform(acts.uphold, card.ref, by=who.supervisor, at=NEXT, reason=REASON)
    with pytest.raises(Refused, match="申诉期限已过"):
        perform(acts.object_, card.ref, by=who.world.reviewer, at=at("11-16 09:00"), objection=EXPLANATION)
    pass_by(at("11-13 17:31"))
    assert Card.objects.get().state == "upheld"
    assert clock(card.ref, "objection").outcome == "void"
    assert LedgerEntry.objects.filter(subject=card.ref, verb="card.settle").count() == 1


def test_nobody_judges_their_own_matter_or_beyond_their_scope(who: Overseers) -> None:
    _, card = late(who.world)
    elsewhere = worlds.staff("supervisor", who.world.other_department)
    perform(acts.explain, card.ref, by=who.world.chief, at=NEXT, explanation=EXPLANATION)
    with pytest.raises(Refused, match="没有找到"):
        perform(acts.lift, card.ref, by=elsewhere, at=NEXT, reason=REASON)
    Card.objects.update(addressee=who.supervisor.account)
    with pytest.raises(Refused, match="不能认定发给自己的牌"):
        perform(acts.lift, card.ref, by=who.supervisor, at=NEXT, reason=REASON)


def test_a_card_whose_warning_was_none_is_lifted_by_itself(who: Overseers) -> None:
    case, card = late(who.world)
    # extended a second before the end, written after the watcher had looked
    given: dict[str, Any] = {"days": 5, "reason": "情况复杂，需要集体研究，原期限内不能决定"}
    perform(actions.extend, case.ref, by=who.world.chief, at=DUE - SECOND, **given)
    assert withdraw_void(NEXT) == 1
    assert withdraw_void(NEXT) == 0
    found = Card.objects.get(pk=card.pk)
    assert (found.state, found.decided_by) == ("lifted", None)
