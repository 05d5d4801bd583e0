"""What follows from a warning: an alert to those who are to know, a card where it weighs enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.access.queries import holders
from yichuang.kernel.clocks.queries import (
    all_of,
    open_for,
    times_told,
    void_since,
    warning_to_alert,
    warnings_about,
)
from yichuang.kernel.clocks.rulebook import rule_named, rung_of
from yichuang.kernel.clocks.rungs import Basis, Level
from yichuang.kernel.outbox.tell import post, posted
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.duties import duty_of
from yichuang.oversight.supervision import alerting, queries, rules
from yichuang.oversight.supervision.actions import raise_alert, raise_card, settle, withdraw
from yichuang.oversight.supervision.actions.alerts import Alerted
from yichuang.oversight.supervision.breaches import Evidence
from yichuang.oversight.supervision.models import Alert, Card, CardState, Urge
from yichuang.oversight.supervision.sweeping import evidence_of

LOOKS_BACK = timedelta(days=14)
ALARM = "时限看守晚了"
NO_LONGER = "办理在到期之前，或者到期时间已依法改变，预警不成立"


def alert(facts: dict[str, Any], _at: datetime) -> None:
    """Tell those whom the rule names, once; yellow and red make a card. Done before, or void by now: nothing.

    The warning is locked, so that it can't become void unseen while its card is being made.
    """
    warning = warning_to_alert(facts["warning"])
    row = rule_named(facts["rule"])
    if warning is None or row is None:
        return
    rung, at = rung_of(row), warning.noticed_at
    warning.alerted_at = at
    level = Level(warning.level)
    if level is Level.MARK:  # for sampling alone: nobody is told, so nothing is asked
        warning.save(update_fields=["alerted_at"])
        return
    duty = duty_of(warning.subject)
    if duty is None or alerting.moot(warning, rung, all_of(warning.subject), warnings_about(warning.subject)):
        warning.save(update_fields=["alerted_at"])
        return
    evidence: Evidence = ()
    if rung.basis is Basis.ACT:  # a card for who did it, whoever has the case by now
        duty = replace(duty, handler=warning.told)
        evidence = evidence_of(warning)
    if rung.repeat and duty.handler:
        before = times_told(rung.code, duty.handler, at - alerting.MONTH)
        level = rules.escalated(level, rung.repeat, before + 1)
    receivers = alerting.People.now().receivers(rung.tells, duty)
    if "handler" in rung.tells:
        words = f"{level.label}：{rung.name}"
        put(alerting.alerted(f"warning:{warning.pk}", level.value, words, duty), at)
    if level is Level.REMINDER:
        title, body = alerting.reminder(rung, duty, warning.fell_at)
        for receiver in receivers:
            post(receiver, title, body, channel="in_app", at=at, subject=duty.about)
    else:
        card = alerting.raised(warning, rung, level, duty, receivers, evidence)
        perform(raise_card, None, by=SYSTEM, at=at, raised=card)
    warning.level, warning.told = level.value, duty.handler
    warning.save(update_fields=["alerted_at", "level", "told"])


def put_before(facts: dict[str, Any], at: datetime) -> None:
    """Put an urging before whoever has to reply; done before: nothing."""
    urge = Urge.objects.get(pk=split(facts["ref"])[1])
    words = f"{urge.kind_name}：{urge.text}"
    put(alerting.alerted(f"urge:{urge.pk}", "urge", words[:120], queries.duty(urge)), at)


def put(alerted: Alerted, at: datetime) -> None:
    """Put it before whoever handles the case, once."""
    if not Alert.objects.filter(source=alerted.source).exists():
        perform(raise_alert, None, by=SYSTEM, at=at, alerted=alerted)


def settle_judged(facts: dict[str, Any], _at: datetime) -> None:
    """The time for an objection is over: the judgement is final. Objected to, or done before: nothing."""
    if facts["kind"] != "objection":
        return
    card = Card.objects.filter(pk=split(facts["subject"])[1], state=CardState.UPHELD).first()
    running = open_for([facts["subject"]]).get(facts["subject"], ())
    if card is not None and any(clock.n == facts["n"] for clock in running):
        at = datetime.fromisoformat(facts["noticed_at"])
        perform(settle, card.ref, by=SYSTEM, at=at, seen=card.version)


def alarm(facts: dict[str, Any], at: datetime) -> None:
    """Tell the administrators that warnings came later than they are of use; once for each time."""
    subject = f"watch:{at:%Y%m%d%H%M%S}"
    if posted(subject, ALARM):
        return
    body = f"{facts['warnings']} 个预警晚了，最晚的迟 {facts['minutes']} 分。请看 yichuang doctor 和 watcher.log。"
    for _, account, _ in holders(posts.ADMINISTRATOR):
        post(f"staff:{account}", ALARM, body, channel="in_app", at=at, subject=subject)


def withdraw_void(now: datetime) -> int:
    """Lift the cards whose warnings have turned out to be none; gives their number. Called by the worker's rounds."""
    void = void_since(now - LOOKS_BACK)
    found = list(Card.objects.filter(warning__in=void).exclude(state=CardState.LIFTED)) if void else []
    for card in found:
        perform(withdraw, card.ref, by=SYSTEM, at=now, reason=NO_LONGER)
    return len(found)
