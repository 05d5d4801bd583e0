"""Whether a card allows an act now. Each function gives a Chinese reason why not, or None."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import Clock
from yichuang.oversight.supervision.models import Card, CardState

SHANGHAI = ZoneInfo("Asia/Shanghai")


def to_uphold(card: Card, clock: ClockRow | Clock | None, at: datetime) -> str | None:
    """Nobody is judged unheard: explained, or the time for it is over."""
    if (
        card.state == CardState.ALERTED
        and clock is not None
        and clock.due_at is not None
        and at <= clock.due_at
    ):
        return f"承办人还可以说明，说明时限到 {clock.due_at.astimezone(SHANGHAI):%m月%d日 %H:%M}"
    return None


def to_object(clock: ClockRow | Clock | None, at: datetime) -> str | None:
    """Within three working days of the judgement."""
    if clock is None or (clock.due_at is not None and at > clock.due_at):
        return "申诉期限已过，认定生效"
    return None


def not_yet(name: str, card: Card, running: Iterable[Clock], at: datetime) -> str | None:
    """Why the clocks of a card don't allow an act now, for the button and its form; None where they do."""
    clocks = {clock.kind: clock for clock in running}
    if name == "card.uphold":
        return to_uphold(card, clocks.get("explanation"), at)
    if name == "card.object":
        return to_object(clocks.get("objection"), at)
    return None
