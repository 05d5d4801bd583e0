"""Running reactions: events are taken after commit, at least once, by as many workers as there are."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from yichuang.kernel.verbs.models import ActKey, Event
from yichuang.kernel.verbs.reactions import reactions_to

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
KEYS_KEPT = timedelta(days=30)


def react(now: datetime, most: int = 100) -> int:
    """Run the reactions of waiting events, oldest first; gives the number of events taken.

    An event whose reaction fails waits longer each time and keeps its error; after eight attempts it stays for a
    person to look at (`yichuang doctor` names it).
    """
    taken = 0
    for _ in range(most):
        with transaction.atomic():
            waiting = Q(not_before=None) | Q(not_before__lte=now)
            event = (
                Event.objects.select_for_update(skip_locked=True)
                .filter(waiting, done_at=None, attempts__lt=MOST_ATTEMPTS)
                .order_by("id")
                .first()
            )
            if event is None:
                break
            taken += 1
            _run(event, now)
    return taken


def waiting() -> int:
    """How many events wait for their reactions."""
    return Event.objects.filter(done_at=None).count()


def reacted() -> int:
    """How many events have had their reactions."""
    return Event.objects.exclude(done_at=None).count()


def _run(event: Event, now: datetime) -> None:
    try:
        with transaction.atomic():
            for reaction in reactions_to(event.name):
                reaction(event.facts, event.at)
    except Exception as error:
        log.exception("reaction to %s failed (event %s)", event.name, event.pk)
        wait = timedelta(seconds=2 ** (event.attempts + 1))
        Event.objects.filter(pk=event.pk).update(
            attempts=F("attempts") + 1, not_before=now + wait, error=f"{type(error).__name__}: {error}"[:500]
        )
    else:
        Event.objects.filter(pk=event.pk).update(done_at=now, error="")


def tell(name: str, subject: str, n: int, facts: dict[str, Any], at: datetime) -> None:
    """Let something be reacted to that no act says, in the caller's transaction; what nobody waits for isn't kept."""
    if reactions_to(name):
        Event.objects.create(name=name, subject=subject, n=n, facts=facts, at=at)


def forget_keys(now: datetime) -> int:
    """Forget clients' keys after 30 days, and with them the first answers; gives how many."""
    return ActKey.objects.filter(at__lt=now - KEYS_KEPT).delete()[0]
