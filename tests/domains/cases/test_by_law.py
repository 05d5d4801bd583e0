"""What the law does when nobody acts in time: acceptance from the day of receipt, lapse of what isn't completed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import worlds
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.kernel.clocks.models import Clock, Warning
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch.claim import claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> worlds.World:
    return worlds.county()


def clock(ref: str, kind: str) -> Clock:
    return there(Clock.objects.filter(subject=ref, kind=kind).order_by("-n").first())


def let_pass(ref: str, kind: str) -> None:
    """The clock's end passes: the watcher sees it, the worker reacts, and both do it again."""
    now = there(clock(ref, kind).due_at) + timedelta(seconds=1)
    for _ in range(2):
        claim(now)
        react(now)
    Event.objects.update(done_at=None)
    react(now)
    assert set(Event.objects.values_list("error", flat=True)) <= {""}


def test_silence_for_five_days_accepts_the_case_once_and_counts_from_the_day_of_receipt(
    world: worlds.World,
) -> None:
    ref = worlds.submitted(world).ref
    let_pass(ref, "acceptance")
    case = worlds.case_of(ref)
    assert (case.state, case.accepted_on) == ("accepted", case.received_on)
    assert clock(ref, "decision").started_at == case.received_at
    assert LedgerEntry.objects.filter(subject=ref, verb="case.accept_by_law", actor="system").count() == 1
    assert not list(walk({case.ref: (case.version, bytes(case.head))}))
    assert Message.objects.filter(receiver=ref, title="已受理").exists()


def test_what_was_promised_within_five_days_is_late_the_moment_it_is_accepted_by_law(
    world: worlds.World,
) -> None:
    ref = worlds.submitted(world).ref
    let_pass(ref, "acceptance")
    late = there(Warning.objects.filter(subject=ref, rule="overdue_promised").first())
    assert late.fell_at < there(clock(ref, "acceptance").stopped_at)


def test_an_application_that_is_not_completed_lapses_once(world: worlds.World) -> None:
    ref = worlds.submitted(world).ref
    wanting = worlds.checked("ok", "missing")
    perform(actions.request_supplement, ref, by=world.clerk, at=worlds.AT, materials=wanting)
    let_pass(ref, "supplement")
    assert worlds.case_of(ref).state == "lapsed"
    assert LedgerEntry.objects.filter(subject=ref, verb="case.lapse").count() == 1


def test_an_answer_that_comes_before_the_reaction_stands(world: worlds.World) -> None:
    ref = worlds.submitted(world).ref
    now = there(clock(ref, "acceptance").due_at) + timedelta(seconds=1)
    claim(now)
    perform(actions.accept, ref, by=world.clerk, at=now)
    react(now + timedelta(seconds=1))
    case = worlds.case_of(ref)
    assert case.accepted_on == now.date()
    assert not LedgerEntry.objects.filter(subject=ref, verb="case.accept_by_law").exists()
