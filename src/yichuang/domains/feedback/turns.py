"""What the tablet at a window shows: the case just handed over there, for two minutes, and then nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from yichuang.domains.cases.queries import Case, case_named
from yichuang.domains.feedback.invitations import device_of
from yichuang.domains.feedback.models import DeviceState, WindowDevice, WindowTurn

SHOWN_FOR: Final = timedelta(minutes=2)
WARNED_BEFORE: Final = timedelta(seconds=20)
"""Local default: who is still reading is told twenty seconds before it goes, and may have more time (WCAG 2.2.1)."""
MORE: Final = timedelta(minutes=1)
MOST_STAYS: Final = 10

# a later hand-over takes the place of an earlier one; the same event taken twice, or an older one, changes nothing
_SHOW = """
INSERT INTO window_turn (window_id, n, "case", until, stays) VALUES (%s, 1, %s, %s, 0)
ON CONFLICT (window_id) DO UPDATE SET n = window_turn.n + 1, "case" = excluded."case", until = excluded.until, stays = 0
WHERE window_turn.until < excluded.until
"""


def show(window: int, ref: str, at: datetime) -> None:
    """Put a case on the tablet of a window, from the instant of its delivery; only where there is a tablet."""
    if not WindowDevice.objects.filter(window_id=window, state=DeviceState.OPEN).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, [window, ref, at + SHOWN_FOR])


def device_named(token: str) -> WindowDevice | None:
    """The tablet of an address; None when it was given another one, is out of use, or was made up."""
    said = device_of(token)
    if said is None:
        return None
    window, edition = said
    return WindowDevice.objects.filter(window_id=window, edition=edition, state=DeviceState.OPEN).first()


def turn_of(device: WindowDevice, now: datetime) -> tuple[WindowTurn, Case] | None:
    """What it shows now, with the case; None when it rests."""
    turn = WindowTurn.objects.filter(window_id=device.window_id, until__gt=now).exclude(case="").first()
    case = case_named(turn.case) if turn else None
    return (turn, case) if turn and case else None


def ends_soon(turn: WindowTurn, now: datetime) -> bool:
    """Whether it goes within the next seconds."""
    return turn.until - now <= WARNED_BEFORE


def stay(device: WindowDevice, n: int, now: datetime) -> None:
    """Give whoever is still reading another minute, ten times at most."""
    found = WindowTurn.objects.filter(window_id=device.window_id, n=n, until__gt=now, stays__lt=MOST_STAYS)
    for turn in found:
        turn.until, turn.stays = max(turn.until, now) + MORE, turn.stays + 1
        turn.save(update_fields=["until", "stays"])


def clear(device: WindowDevice, n: int) -> None:
    """Rest again; the case's reference is forgotten."""
    WindowTurn.objects.filter(window_id=device.window_id, n=n).update(case="")


def forget(now: datetime) -> int:
    """Forget the cases whose time on a tablet is over; gives their number."""
    return WindowTurn.objects.filter(until__lt=now).exclude(case="").update(case="")
