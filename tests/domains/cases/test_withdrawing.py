"""An application is withdrawn before its decision, whoever has it by then (RULEBOOK 2; 行政许可法 art. 43, 45)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests import worlds

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.documents.models import Document
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.county()


def withdrawn(world, case: Case, at: datetime) -> Case:
    perform(actions.withdraw, case.ref, by=world.clerk, at=at, reason="不生产了")
    case = worlds.case_of(case.ref)
    assert (case.state, case.outcome, case.concluded_on) == ("withdrawn", "withdrawn", at.date())
    assert all(clock.stopped_at for clock in all_of(case.ref))
    assert Document.objects.filter(subject=case.ref, kind="termination_notice").exists()
    return case


def test_while_the_upper_organ_has_it_our_days_stay_as_they_were(world):
    case = withdrawn(world, worlds.passed_up(world), worlds.AT + timedelta(days=30))
    assert (case.used_days, case.timing, case.statutory_late) == (2, "early", False)
    upper = next(clock for clock in all_of(case.ref) if clock.kind == "upper")
    assert upper.outcome == "void"


def test_who_passed_it_up_is_told_to_tell_the_upper_organ(world):
    case = withdrawn(world, worlds.passed_up(world), worlds.AT + timedelta(days=5))
    told = Message.objects.get(subject=case.ref, receiver=f"staff:{world.second_reviewer.account}")
    assert told.title == "申请人撤回了"
    assert "请告知省药品监督管理局不必再办" in unseal_text(told.body, "message")


def test_during_a_special_procedure_its_days_dont_count(world):
    case = withdrawn(world, worlds.examined(world), worlds.AT + timedelta(days=9))
    assert (case.used_days, case.paused_days) == (2, 5)


def test_before_acceptance_nothing_is_counted(world):
    case = worlds.case_of(worlds.submitted(world).ref)
    perform(actions.withdraw, case.ref, by=world.clerk, at=worlds.AT + timedelta(hours=1), reason="不办了")
    case = worlds.case_of(case.ref)
    assert (case.state, case.outcome, case.concluded_on) == ("withdrawn", "", None)
