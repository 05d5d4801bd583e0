"""When a message may go out, and when to try again: no database, no clock of the machine."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
QUIET_FROM: Final = time(21, 0)
"""Local default: nobody's phone rings about a case between nine in the evening and eight in the morning."""
QUIET_UNTIL: Final = time(8, 0)
QUIET_CHANNELS: Final = ("sms",)
MOST_ATTEMPTS: Final = 8

STALE_AFTER: Final = timedelta(days=7)
"""A message about something this long ago isn't sent any more: news of a replayed or imported year rings no phone."""


def not_before(channel: str, urgent: bool, now: datetime) -> datetime | None:
    """The end of the quiet hours, when a message of that channel has to wait for it; None when it may go now."""
    if urgent or channel not in QUIET_CHANNELS:
        return None
    here = now.astimezone(SHANGHAI)
    if here.time() >= QUIET_FROM:
        return datetime.combine(here.date() + timedelta(days=1), QUIET_UNTIL, SHANGHAI)
    if here.time() < QUIET_UNTIL:
        return datetime.combine(here.date(), QUIET_UNTIL, SHANGHAI)
    return None


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 2, 4 … 64 minutes."""
    return timedelta(minutes=2 ** (min(attempts, 7) - 1))
