"""Looking through the ledger for acts that break a rule without a clock: in order, each once, whoever was down.

The worker looks at what has been settled since it last looked. One finding is one warning, unique on act and rule, and
goes the way of every warning: reactions, card, explanation, judgement, objection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from yichuang.domains.cases.inspected import Inspected, inspected, refusal_of
from yichuang.kernel.clocks.hours import local, local_day
from yichuang.kernel.clocks.queries import Times, new_breach, notice
from yichuang.kernel.clocks.rulebook import all_rules
from yichuang.kernel.clocks.rungs import Basis, Level
from yichuang.kernel.ledger.queries import LedgerEntry, acts_between, histories
from yichuang.kernel.watch.reactions import spread
from yichuang.oversight.supervision.breaches import BREACHES, REFUSES, Done, Evidence, Seen
from yichuang.oversight.supervision.models import Sweep

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Warning

MOST: Final = 500
SETTLED: Final = timedelta(seconds=10)
"""An act is written a moment after its instant: what is younger is looked at in a later round."""
AGAIN: Final = timedelta(hours=1)
"""Looked at once more now and then, for an act that waited longer than that for its turn."""


def sweep(now: datetime) -> int:
    """Look at what has been done since the last look; gives how many breaches were new. One worker at a time.

    A centre that was never looked through begins now: a year that was brought in makes no cards.
    """
    with transaction.atomic():
        if not Sweep.objects.exists():
            Sweep.objects.get_or_create(pk=1, defaults={"seen_to": now - SETTLED})
            return 0
        mark = Sweep.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        if mark is None or mark.seen_to >= now - SETTLED:
            return 0
        entries, last = acts_between("case", mark.seen_to, now - SETTLED, MOST)
        found = _notice(entries, now)
        Sweep.objects.filter(pk=1).update(seen_to=last)
    return found


def sweep_again(now: datetime) -> int:
    """Look once more at the last hour, for what was written late; gives how many breaches were new."""
    with transaction.atomic():
        mark = Sweep.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        if mark is None:
            return 0
        entries, _ = acts_between(
            "case", max(mark.seen_to - AGAIN, now - 2 * AGAIN), mark.seen_to, 100 * MOST
        )
        return _notice(entries, now)


def swept_to() -> datetime | None:
    """Up to which instant the acts have been looked at; None where nobody has begun."""
    return Sweep.objects.values_list("seen_to", flat=True).first()


def evidence_of(warning: Warning) -> Evidence:
    """What in the ledger shows the breach of which a warning tells."""
    looked = Looked.at([warning.subject])
    entry = next((one for one in looked.history[warning.subject] if one.n == warning.n), None)
    return BREACHES[warning.rule](*looked.asked(entry)) if entry else ()


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that the rules ask about some cases, read together."""

    cases: dict[str, Inspected]
    history: dict[str, list[LedgerEntry]]
    times: Times

    @classmethod
    def at(cls, refs: Iterable[str]) -> Looked:
        """Three queries and the calendar, however many cases."""
        wanted = set(refs)
        return cls(inspected(wanted), histories(wanted), Times())

    def asked(self, entry: LedgerEntry) -> tuple[Done, list[Done], Seen]:
        """An act, those before it, and what is known beside the ledger."""
        case = self.cases[entry.subject]
        before = [_done(one) for one in self.history[entry.subject] if one.n < entry.n]
        words = refusal_of(entry.subject, entry.n) if entry.verb in REFUSES else None
        seen = Seen(
            two_reviewers=case.two_reviewers,
            materials=case.materials,
            was_open=self._open(entry),
            refusal=(words.reason, words.basis) if words else None,
        )
        return _done(entry), before, seen

    def _open(self, entry: LedgerEntry) -> bool:
        """Whether the office in which somebody acted was at work: its hours, on a working or an opened day."""
        if entry.office is None or entry.office not in self.times.offices.by_id:
            return True
        calendar, hours = self.times.of(entry.office)
        at = local(entry.at)
        second = at.hour * 3600 + at.minute * 60 + at.second
        within = any(begin <= second <= end for begin, end in hours.spans)
        return calendar.is_open(local_day(entry.at)) and within


def _notice(entries: list[LedgerEntry], now: datetime) -> int:
    rules = [row for row in all_rules() if row.basis == Basis.ACT.value and row.active]
    if not entries or not rules:
        return 0
    looked = Looked.at(entry.subject for entry in entries)
    found = []
    for entry in entries:
        if entry.subject not in looked.cases:
            continue
        asked = looked.asked(entry)
        owed = looked.cases[entry.subject].department
        for row in rules:
            if BREACHES[row.code](*asked):
                found.append(_breach(entry, row.code, row.level, owed, asked[0].account, now))
    fresh = notice(found)
    if to_alert := [one.pk for one in fresh if one.alerted_at is None]:
        spread({"warnings": to_alert}, now)
    return len(fresh)


def _breach(
    entry: LedgerEntry, rule: str, level: str, owed_by: int, told: int | None, now: datetime
) -> Warning:
    made = new_breach(entry.subject, entry.n, entry.verb, rule=rule, level=level, at=entry.at)
    made.owed_by_id, made.told, made.noticed_at = owed_by, told, now
    if level == Level.MARK.value:  # for sampling alone: nothing follows, no event of its own is waited for
        made.alerted_at = now
    return made


def _done(entry: LedgerEntry) -> Done:
    kind, _, number = entry.actor.partition(":")
    account = int(number) if kind == "staff" and number else None
    return Done(entry.n, entry.verb, entry.at, account, json.loads(entry.facts or "{}"))
