"""The watcher: every rung warns once, in order, whoever looks and whatever happens to the clock meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import psycopg
import pytest
from django.db import connection, transaction
from tests import ground, worlds
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.calendar import changes
from yichuang.kernel.calendar import queries as calendars
from yichuang.kernel.calendar.rules import DatedRow, DayKind
from yichuang.kernel.clocks import project
from yichuang.kernel.clocks.hours import SHANGHAI
from yichuang.kernel.clocks.models import Clock, Rung, Warning
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch import claim as watching
from yichuang.kernel.watch.claim import Claimed, claim, next_instant
from yichuang.kernel.watch.queries import LATE, state
from yichuang.kernel.watch.rounds import one_round

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")
SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


DUE = at("11-09 17:30")  # of a decision promised within five days of Monday 2 November
STAGE = at("11-05 17:30")


@pytest.fixture
def world() -> Iterator[worlds.World]:
    calendars.forget()
    yield worlds.county()
    calendars.forget()


def look(now: datetime, most: int = 500) -> Claimed:
    with transaction.atomic():
        return claim(now, most)


def begun(work: Callable[[], T]) -> tuple[threading.Thread, list[T]]:
    """Work begun on a connection of its own, and where its result will be."""
    found: list[T] = []

    def run() -> None:
        try:
            found.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def elsewhere(work: Callable[[], T]) -> T:
    """Do it on a connection of its own."""
    thread, found = begun(work)
    thread.join(30)
    assert found, "it failed, or waited for a lock"
    return found[0]


@contextmanager
def holding() -> Iterator[None]:
    """Inside, what this connection does isn't committed."""
    with transaction.atomic():
        yield


def warned(ref: str) -> list[tuple[str, datetime]]:
    found = Warning.objects.filter(subject=ref, void_at=None).order_by("id")
    return [(one.rule, one.fell_at) for one in found]


def clock(ref: str, kind: str) -> Clock:
    return there(Clock.objects.filter(subject=ref, kind=kind).order_by("-n").first())


def test_a_clock_warns_at_each_rung_once(world: worlds.World) -> None:
    ref = worlds.accepted(world).ref
    warn = there(clock(ref, "decision").warn_at)
    assert look(STAGE - SECOND).warnings == 0
    assert look(STAGE).warnings == 1
    assert look(warn).warnings == 1
    assert look(warn).warnings == 0
    assert look(DUE + SECOND).warnings == 1
    assert warned(ref) == [("overdue_stage", STAGE), ("near_limit", warn), ("overdue_promised", DUE)]
    assert next_instant() == there(clock(ref, "statutory").due_at)
    react(DUE + 2 * SECOND)
    events = Event.objects.filter(name="clock.warned").order_by("id")
    assert [one.facts["rule"] for one in events] == ["overdue_stage", "near_limit", "overdue_promised"]


def test_after_a_day_of_being_down_it_catches_up_in_order_and_tells_nobody_twice(world: worlds.World) -> None:
    refs = [worlds.accepted(world, at=worlds.AT + n * timedelta(hours=1)).ref for n in range(4)]
    worlds.accepted(world, world.foreign, at=worlds.AT - timedelta(days=3))
    later = DUE + timedelta(days=1)
    while look(later, most=2).clocks == 2:
        pass
    found = list(Warning.objects.order_by("id").values_list("fell_at", flat=True))
    assert found == sorted(found)
    assert len(found) == 5 * 3
    assert look(later).warnings == 0
    assert {rule for rule, _ in warned(refs[0])} == {"near_limit", "overdue_stage", "overdue_promised"}


def test_a_watcher_that_was_killed_before_its_commit_leaves_everything_to_the_next(
    world: worlds.World,
) -> None:
    ref = worlds.accepted(world).ref

    def killed() -> int:
        with transaction.atomic():
            found = claim(DUE + SECOND).warnings
            transaction.set_rollback(True)
        return found

    assert elsewhere(killed) == 3
    assert warned(ref) == []
    assert look(DUE + SECOND).warnings == 3
    # what was written stays written once, even when a clock is put back to where it was
    Clock.objects.filter(subject=ref, kind="decision").update(
        rungs=["overdue_promised"], rungs_at=[DUE], next_at=DUE, seen_to=None
    )
    assert look(DUE + SECOND).warnings == 0
    assert len(warned(ref)) == 3


def test_two_watchers_at_once_share_the_work_and_do_no_harm(world: worlds.World) -> None:
    for n in range(3):
        worlds.accepted(world, at=worlds.AT + n * timedelta(hours=1))
    with holding():
        first = claim(DUE + SECOND, most=2)
        second = elsewhere(lambda: look(DUE + SECOND))
    assert first.clocks == 2
    assert first.warnings + second.warnings + look(DUE + SECOND).warnings == 9
    assert Warning.objects.count() == 9


MOVES: dict[str, Callable[[worlds.World, str, datetime], Any]] = {
    "stopped": lambda w, ref, when: perform(actions.grant_, ref, by=w.chief, at=when, content="准予"),
    "paused": lambda w, ref, when: perform(
        actions.start_special_procedure,
        ref,
        by=w.chief,
        at=when,
        procedure="testing",
        organ="检测中心",
        days=5,
    ),
    "extended": lambda w, ref, when: perform(
        actions.extend, ref, by=w.chief, at=when, days=5, reason="情况复杂，需要集体研究，原期限内不能决定"
    ),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("act_first", [True, False], ids=["act-first", "watcher-first"])
def test_a_clock_moved_in_the_instant_in_which_it_falls_due_ends_in_one_state(
    world: worlds.World, move: str, act_first: bool
) -> None:
    """The act is of the second before, and still being written while the watcher looks a second after.

    Stopped or extended it wasn't late, whoever came first. A pause leaves out the days after: its due day had come.
    """
    ref = worlds.reviewed(world).ref
    look(at("11-09 17:00"))
    if act_first:
        with holding():
            MOVES[move](world, ref, DUE - SECOND)
            assert elsewhere(lambda: look(DUE + SECOND)).warnings == 0
    else:
        with holding():
            assert claim(DUE + SECOND).warnings == 1
            # the act waits for the watcher's commit, and then sees what it did
            act, _ = begun(lambda: MOVES[move](world, ref, DUE - SECOND))
            act.join(0.3)
            assert act.is_alive()
        act.join(30)
    look(DUE + SECOND)
    assert look(DUE + SECOND).clocks == 0
    promise = clock(ref, "decision")
    warnings = [one for one in warned(ref) if one[0] == "overdue_promised"]
    match move:
        case "stopped":
            assert (warnings, promise.outcome, promise.next_at) == ([], "on_time", None)
        case "paused":
            assert (warnings, promise.standing, promise.next_at) == ([("overdue_promised", DUE)], True, None)
        case "extended":
            assert (warnings, promise.rungs[-1]) == ([], "overdue_promised")
            assert there(promise.next_at) > DUE


def test_a_clock_written_anew_between_the_look_and_the_lock_is_taken_by_the_next_look(
    world: worlds.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = worlds.accepted(world).ref
    gate = "FROM pg_advisory_xact_lock(7))"
    held = watching.CLAIM.replace("::timestamptz)", f"::timestamptz {gate}", 1)
    monkeypatch.setattr(watching, "_statement", lambda most: held.format(most=most))
    with holding():
        connection.cursor().execute("SELECT pg_advisory_xact_lock(7)")
        thread, found = begun(lambda: look(DUE + SECOND))
        _until_somebody_waits()  # it has begun to look, and has locked nothing yet
        Clock.objects.filter(subject=ref, kind="decision").update(used=0)
    thread.join(30)
    assert (found[0].clocks, found[0].warnings, found[0].more) == (2, 1, True)
    assert look(DUE + SECOND).warnings == 2
    assert not look(DUE + SECOND).more


def _until_somebody_waits() -> None:
    asked = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with connection.cursor() as cursor:
        while not cursor.execute(asked).fetchone():
            time.sleep(0.01)


def test_the_server_keeps_the_plan_of_a_claim(world: worlds.World) -> None:
    worlds.accepted(world)
    with transaction.atomic():
        for n in range(8):
            claim(DUE + n * SECOND)
        kept = "SELECT max(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%clock_warned%'"
        assert there(connection.cursor().execute(kept).fetchone())[0] > 0


def test_what_was_late_was_late_though_the_watcher_was_down(world: worlds.World) -> None:
    ref = worlds.reviewed(world).ref
    late = DUE + timedelta(hours=15)
    perform(actions.grant_, ref, by=world.chief, at=late, content="准予")
    look(late + SECOND)
    assert ("overdue_promised", DUE) in warned(ref)
    assert clock(ref, "decision").outcome == "late"
    assert clock(ref, "decision").next_at is None


def storm(world: worlds.World) -> list[DatedRow]:
    """The Monday on which the promise ends doesn't count."""
    where = world.county.path
    return [DatedRow(date(2026, 11, 9), DayKind.CLOSED, "停办", "县府函〔2026〕9号", "暴雨", where)]


def enter(rows: list[DatedRow]) -> None:
    with transaction.atomic():
        project.project(rows, changes.enter(rows, SYSTEM.reference, DUE))


def test_a_change_of_the_calendar_in_that_instant_waits_its_turn(world: worlds.World) -> None:
    ref = worlds.reviewed(world).ref
    look(at("11-09 17:00"))
    with holding():
        rows = storm(world)
        project.project(rows, changes.enter(rows, SYSTEM.reference, DUE))
        assert elsewhere(lambda: look(DUE + SECOND)).warnings == 0
    assert look(DUE + SECOND).warnings == 0
    assert clock(ref, "decision").next_at == at("11-10 17:30")
    assert look(at("11-10 17:31")).warnings == 1


def test_a_day_that_turns_out_not_to_count_makes_its_warning_void(world: worlds.World) -> None:
    ref = worlds.reviewed(world).ref
    look(DUE + SECOND)
    assert ("overdue_promised", DUE) in warned(ref)
    enter(storm(world))
    assert ("overdue_promised", DUE) not in warned(ref)
    look(at("11-10 17:31"))
    assert ("overdue_promised", at("11-10 17:30")) in warned(ref)


def test_a_limit_that_has_passed_isnt_extended_and_is_warned_of_once(world: worlds.World) -> None:
    ref = worlds.reviewed(world).ref
    look(DUE + SECOND)
    with pytest.raises(Refused, match="承诺时限已经过了"):
        MOVES["extended"](world, ref, at("11-10 10:00"))
    look(at("11-16 17:31"))
    assert [rule for rule, _ in warned(ref)].count("overdue_promised") == 1


def test_a_round_tells_how_late_it_was_and_when_the_next_one_is_due(world: worlds.World) -> None:
    worlds.accepted(world)
    done = one_round(DUE + timedelta(seconds=3))
    assert done.warnings == 3
    told = state(DUE + timedelta(seconds=4))
    assert told.lag >= timedelta(seconds=3)
    assert told.late_at == DUE + timedelta(seconds=3)  # the stage's warning came four days late
    assert told.late > LATE
    assert Event.objects.get(name="watch.late").facts["warnings"] == 3
    assert told.runs(DUE + timedelta(minutes=2))
    assert not told.runs(DUE + timedelta(minutes=5))
    assert told.keeps_up(DUE + timedelta(minutes=2))
    assert not told.keeps_up(DUE + timedelta(minutes=5))
    assert told.behind is None
    assert state(at("12-01 18:00")).behind == timedelta(minutes=30) + timedelta(days=1)


def test_a_rule_that_changes_arms_the_open_clocks_anew(world: worlds.World) -> None:
    ref = worlds.accepted(world).ref
    one_round(at("11-02 12:00"))
    Rung.objects.filter(code="overdue_promised").update(plus=1)
    ground.forget()
    one_round(at("11-02 12:01"))
    assert clock(ref, "decision").rungs_at[-1] == at("11-10 17:30")
    Rung.objects.filter(code="overdue_promised").update(active=False)
    ground.forget()
    one_round(at("11-02 12:02"))
    assert clock(ref, "decision").rungs == ["near_limit"]


def test_an_act_whose_rung_is_near_calls_the_watcher_and_others_do_not(world: worlds.World) -> None:
    with ground.connect(ground.APP) as ear:
        ear.execute("LISTEN clock_near")
        ref = worlds.submitted(world).ref
        assert list(ear.notifies(timeout=0)) == []
        perform(actions.accept, ref, by=world.clerk, at=worlds.AT + SECOND)
        assert list(ear.notifies(timeout=0)) == []
        # accepted by law, it counts from the day of receipt: some of its rungs are past already
        other = worlds.submitted(world).ref
        perform(actions.accept_by_law, other, by=SYSTEM, at=DUE + SECOND)
        assert [one.channel for one in ear.notifies(timeout=5, stop_after=1)][:1] == ["clock_near"]


def test_the_watcher_may_not_change_what_the_ledger_holds_and_needs_no_more_than_the_application(
    world: worlds.World,
) -> None:
    worlds.accepted(world)
    with ground.connect(ground.APP) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("DELETE FROM ledger")
    assert look(DUE).warnings
