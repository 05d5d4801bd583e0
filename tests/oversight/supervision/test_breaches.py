"""Rules without a clock: what breaks them, as a table; then from the ledger to a card, each once and in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import worlds
from tests.oversight.supervision.overseers import (
    EXPLANATION,
    REASON,
    SECOND,
    Overseers,
    at,
    overseers,
    pass_by,
)

from yichuang.domains.cases import actions, policies
from yichuang.kernel.clocks.models import Rung, Warning
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.supervision import actions as acts
from yichuang.oversight.supervision import breaches
from yichuang.oversight.supervision.breaches import BREACHES, Done, Seen
from yichuang.oversight.supervision.models import Card, Sweep
from yichuang.oversight.supervision.sweeping import SETTLED, sweep, sweep_again

LATE = SETTLED + SECOND
WORDS = "经营场所与住宅共用出入口，不符合规定的条件"


def done(n: int, verb: str, account: int | None = 7, **facts: Any) -> Done:
    return Done(n, f"case.{verb}", at("11-03 10:00") + timedelta(hours=n), account, facts)


def seen(**more: Any) -> Seen:
    usual: dict[str, Any] = {
        "two_reviewers": True,
        "materials": {"m1": "申请书"},
        "was_open": True,
        "refusal": None,
    }
    return Seen(**usual | more)


FIRST = done(1, "request_supplement", wanting=["m1"])
OPEN = seen()


@pytest.mark.parametrize(
    ("rule", "act", "before", "known", "broken"),
    [
        ("second_supplement", FIRST, [], OPEN, False),
        ("second_supplement", done(3, "request_supplement", wanting=["m1"]), [FIRST], OPEN, False),
        ("second_supplement", done(3, "request_supplement", wanting=["m1", "m3"]), [FIRST], OPEN, True),
        ("second_supplement", done(3, "ask_more"), [done(2, "accept")], OPEN, True),
        ("second_supplement", done(3, "supplement"), [FIRST], OPEN, False),
        ("order_broken", done(5, "grant", 8), [done(4, "review", 7)], OPEN, False),
        ("order_broken", done(5, "grant", 7), [done(4, "review", 7)], OPEN, True),
        ("order_broken", done(5, "grant", 7), [done(4, "review", 7)], seen(two_reviewers=False), False),
        ("order_broken", done(5, "refuse", 7), [done(3, "review", 8), done(4, "review", 7)], OPEN, False),
        ("order_broken", done(5, "grant", 8), [], OPEN, True),
        ("order_broken", done(5, "grant", None), [], OPEN, False),  # brought in from an old ledger
        ("order_broken", done(5, "grant", 8), [done(3, "review", 7), done(4, "withdraw")], OPEN, True),
        (
            "refused_without_reason",
            done(5, "refuse"),
            [],
            seen(refusal=(WORDS, "《食品安全法》第三十三条")),
            False,
        ),
        ("refused_without_reason", done(5, "refuse"), [], seen(refusal=("不行", "《食品安全法》")), True),
        ("refused_without_reason", done(5, "refuse"), [], seen(refusal=(WORDS, "有关规定")), True),
        (
            "refused_without_reason",
            done(5, "refuse"),
            [],
            seen(refusal=(" ".join("不行" * 6), "第三条")),
            True,
        ),
        ("refused_without_reason", done(5, "decline"), [], seen(refusal=(WORDS, None)), False),
        (
            "refused_without_reason",
            done(5, "upper_answered"),
            [],
            seen(refusal=(WORDS, "上级机关批复")),
            False,
        ),
        (
            "refused_without_reason",
            done(5, "upper_answered"),
            [],
            seen(refusal=("不同意", "上级机关批复")),
            True,
        ),
        ("refused_without_reason", done(5, "upper_answered"), [], OPEN, False),  # the upper level granted it
        ("odd_hours", done(5, "accept"), [], OPEN, False),
        ("odd_hours", done(5, "accept"), [], seen(was_open=False), True),
        ("odd_hours", done(5, "submit", None), [], seen(was_open=False), False),  # the portal never closes
    ],
)
def test_what_breaks_a_rule(rule: str, act: Done, before: list[Done], known: Seen, broken: bool) -> None:
    assert bool(BREACHES[rule](act, before, known)) is broken


def test_the_evidence_names_what_was_told_before_and_what_is_new() -> None:
    shown = breaches.second_supplement(done(3, "request_supplement", wanting=["m1", "m3"]), [FIRST], OPEN)
    assert shown == (
        ("已告知", "11月03日 11:00，要补：申请书"),
        ("这次又要", "11月03日 13:00，以前没有告知：m3"),
    )


def test_every_verb_that_a_rule_names_exists() -> None:
    names = (breaches.ASKS, breaches.ASKS_MORE, breaches.REVIEWS, breaches.WITHDRAWS, *breaches.ACCEPTS)
    for name in (*names, *breaches.DECIDES, *breaches.REFUSES):
        assert verb_named(name).name == name


# -- with the database --


@pytest.fixture
def who(db: None) -> Overseers:
    found = overseers()
    sweep(worlds.AT - timedelta(days=1))  # from here on acts are looked at
    return found


def look(now: datetime) -> int:
    found = sweep(now)
    pass_by(now)
    return found


def asked_twice(who: Overseers) -> str:
    """Asked for one paper, and after it came for another one."""
    ref = worlds.submitted(who.world, materials=worlds.checked("ok", "missing")).ref
    first, second = worlds.checked("ok", "missing"), worlds.checked("wrong", "ok")
    perform(actions.request_supplement, ref, by=who.world.clerk, at=at("11-02 10:00"), materials=first)
    perform(actions.supplement, ref, by=who.world.clerk, at=at("11-03 10:00"))
    perform(actions.request_supplement, ref, by=who.world.clerk, at=at("11-03 11:00"), materials=second)
    return ref


def test_a_second_notification_is_a_yellow_card_for_who_gave_it_with_what_shows_it(who: Overseers) -> None:
    ref = asked_twice(who)
    assert look(at("11-03 11:00") + LATE) == 1
    card = Card.objects.get()
    assert (card.rule, card.level, card.addressee) == ("second_supplement", "yellow", who.world.clerk.account)
    assert (card.about, card.kind) == (ref, "case.request_supplement")
    assert [label for label, _ in card.evidence] == ["已告知", "这次又要"]
    assert "申请书" in card.evidence[1][1]
    told = Message.objects.filter(title="黄牌：没有一次性告知").values_list("receiver", flat=True)
    assert set(told) == {f"staff:{who.world.clerk.account}", f"staff:{who.world.chief.account}"}


def test_it_is_explained_judged_and_objected_to_like_any_card(who: Overseers) -> None:
    asked_twice(who)
    look(at("11-03 11:00") + LATE)
    ref, later = Card.objects.get().ref, at("11-04 10:00")
    perform(acts.explain, ref, by=who.world.clerk, at=later, explanation=EXPLANATION)
    perform(acts.uphold, ref, by=who.supervisor, at=later, reason=REASON)
    perform(acts.object_, ref, by=who.world.clerk, at=later + timedelta(hours=1), objection=EXPLANATION)
    perform(acts.overturn, ref, by=who.leader, at=later + timedelta(hours=2), reason=REASON)
    assert Card.objects.get().state == "lifted"


def test_nothing_is_found_twice_whoever_looks_how_often(who: Overseers) -> None:
    asked_twice(who)
    now = at("11-03 11:00") + LATE
    assert look(now) == 1
    Sweep.objects.update(seen_to=worlds.AT - timedelta(days=1))  # a worker that lost its place
    assert look(now) == 0
    assert sweep_again(now) == 0
    assert (Warning.objects.filter(rule="second_supplement").count(), Card.objects.count()) == (1, 1)


def test_after_a_day_of_being_down_it_is_caught_up_once_and_in_order(
    who: Overseers, monkeypatch: Any
) -> None:
    monkeypatch.setattr("yichuang.oversight.supervision.sweeping.MOST", 2)
    asked_twice(who)
    night = worlds.submitted(who.world, at=at("11-02 22:00"))
    now = at("11-04 11:00")
    found = [look(now) for _ in range(8)]
    assert sum(found) == 2
    fell = Warning.objects.filter(rule__in=BREACHES).order_by("pk").values_list("subject", "rule")
    assert [rule for _, rule in fell] == ["odd_hours", "second_supplement"]
    assert fell[0][0] == night.ref
    assert Sweep.objects.get().seen_to == now - SETTLED


def test_an_act_written_long_after_its_instant_is_found_by_the_second_look(who: Overseers) -> None:
    now = at("11-03 11:00") + LATE
    sweep(now)
    asked_twice(who)  # waited for a lock, and is of an instant that has been looked at
    assert sweep(now) == 0
    assert sweep_again(now) == 1


def test_an_act_at_night_is_marked_and_nobody_is_told(who: Overseers) -> None:
    before = Message.objects.filter(channel="in_app").count()
    case = worlds.submitted(who.world, at=at("11-02 22:00"))
    events = Event.objects.count()
    assert look(at("11-02 22:00") + LATE) == 1
    assert Event.objects.count() == events  # a night of many acts is marked at once, not one after the other
    assert not Card.objects.exists()
    assert Message.objects.filter(channel="in_app").count() == before
    client = Client()
    worlds.sign_in(client, who.supervisor)
    for path in ("/desk/supervision/marks/", f"/desk/cases/{case.ref.partition(':')[2]}/?tab=trail"):
        shown = client.get(path).content.decode()
        assert "工作时间以外的操作" in shown
        assert "收件" in shown
    assert "近 30 日可抽查" in client.get("/desk/supervision/").content.decode()
    worlds.sign_in(client, who.world.reviewer)
    assert client.get("/desk/supervision/marks/").status_code == 403


def test_a_refusal_by_the_upper_level_without_reason_is_found_in_its_paper(who: Overseers) -> None:
    case = worlds.accepted(who.world, who.world.report_up, materials=[])
    reviewer = who.world.reviewer
    perform(actions.claim, case.ref, by=reviewer, at=at("11-02 14:00"))
    perform(actions.review, case.ref, by=reviewer, at=at("11-02 14:10"), agree=True, opinion="材料齐全")
    perform(actions.claim, case.ref, by=reviewer, at=at("11-02 14:20"))
    given: dict[str, Any] = {"organ": "市药监局", "opinion": "同意上报"}
    perform(actions.report_up, case.ref, by=reviewer, at=at("11-02 14:30"), **given)
    perform(
        actions.upper_answered, case.ref, by=reviewer, at=at("11-04 10:00"), granted=False, content="不同意"
    )
    look(at("11-04 10:00") + LATE)
    card = Card.objects.get(rule="refused_without_reason")
    assert card.evidence[1] == ["理由", "只有 3 个字，至少要 15 个"]


def test_one_person_in_all_stages_is_a_red_card_though_the_verb_let_it_pass(
    who: Overseers, monkeypatch: Any
) -> None:
    case = worlds.reviewed(who.world)
    monkeypatch.setattr(policies, "to_decide", lambda _case, _actor: None)
    perform(actions.claim, case.ref, by=who.world.reviewer, at=at("11-03 10:00"))
    perform(actions.grant_, case.ref, by=who.world.reviewer, at=at("11-03 10:10"), content="准予经营")
    look(at("11-03 10:10") + LATE)
    card = Card.objects.get(rule="order_broken")
    assert (card.level, card.addressee) == ("red", who.world.reviewer.account)
    client = Client()
    worlds.sign_in(client, who.supervisor)
    shown = client.get(f"/desk/supervision/cards/{card.pk}/").content.decode()
    assert "审查和决定是同一个人" in shown
    assert "红牌" in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_a_rule_that_is_off_finds_nothing_and_the_ledger_is_left_alone(who: Overseers) -> None:
    Rung.objects.filter(code="second_supplement").update(active=False)
    asked_twice(who)
    before = LedgerEntry.objects.count()
    assert look(at("11-03 11:00") + LATE) == 0
    assert LedgerEntry.objects.count() == before


def test_a_centre_that_was_never_looked_through_begins_now(db: None) -> None:
    found = overseers()
    asked_twice(found)
    assert sweep(at("11-10 09:00")) == 0
    assert sweep(at("11-10 09:00") + LATE) == 0
    assert not Warning.objects.filter(rule="second_supplement").exists()
