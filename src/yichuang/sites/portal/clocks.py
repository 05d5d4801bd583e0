"""Clock lights as the portal's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yichuang.kernel.clocks.queries import Clock, Times, all_of, explain, light_of
from yichuang.kernel.clocks.rules import ExplainedDay
from yichuang.ui.formats import day, shanghai

NAMES = {
    "acceptance": "答复是否受理",
    "decision": "办结承诺",
    "statutory": "法定时限",
    "supplement": "您补材料的时间",
    "follow": "您补交容缺材料的时间",
    "delivery": "送达",
    "hearing": "听证",
}
# which running clock speaks for a case, most telling first
ORDER = ("supplement", "decision", "acceptance", "delivery", "follow")


@dataclass(frozen=True, slots=True)
class Shown:
    """A clock on a page: its light for the components, its name, and the days that make its due date."""

    name: str
    light: dict[str, Any]
    due_at: datetime | None
    provisional: bool
    days: list[ExplainedDay]
    limit: str


def main_light(ref: str, now: datetime) -> Shown | None:
    """The clock that speaks for a case now: a running one, or how the last promise ended; None without clocks."""
    clocks = all_of(ref)
    running = {clock.kind: clock for clock in clocks if clock.stopped_at is None}
    for kind in ORDER:
        if kind in running:
            return shown(running[kind], now, Times())
    kept = [clock for clock in clocks if clock.kind in ("decision", "acceptance")]
    return shown(kept[-1], now, Times()) if kept else None


def shown(clock: Clock, now: datetime, times: Times) -> Shown:
    """One clock with its light and its days."""
    light = light_of(clock, now, times=times)
    due = light.due_at
    return Shown(
        name=NAMES.get(clock.kind, "时限"),
        light={
            "state": str(light.state),
            "used": light.used,
            "over": light.over,
            "words": light.words,
            "sentence": light.sentence,
            "due_text": day(due, shanghai(now).date()) if due else None,
            "due": shanghai(due).date().isoformat() if due else None,
        },
        due_at=due,
        provisional=clock.provisional,
        days=explain(clock, times=times),
        limit=clock.limit.words,
    )
