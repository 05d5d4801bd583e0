"""Clock lights as the portal's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yichuang.domains.cases.queries import Case
from yichuang.domains.cases.rules import owed_code
from yichuang.kernel.clocks.explaining import ExplainedDay
from yichuang.kernel.clocks.queries import Clock, Times, all_of, explain, light_of
from yichuang.kernel.clocks.rungs import family
from yichuang.ui.formats import day, shanghai

NAMES = {
    "acceptance": "答复是否受理",
    "decision": "办结承诺",
    "statutory": "法定时限",
    "supplement": "您补材料的时间",
    "follow": "您补交容缺材料的时间",
    "delivery": "送达",
    "hearing_request": "您要求听证的时间",
    "special_procedure": "特别程序",
    "upper": "上级审批",
}
# which running clock speaks for a case, most telling first
ORDER = ("supplement", "decision", "acceptance", "upper", "delivery")


@dataclass(frozen=True, slots=True)
class Shown:
    """A clock on a page: its light for the components, its name, and the days that make its due date."""

    name: str
    light: dict[str, Any]
    due_at: datetime | None
    provisional: bool
    days: list[ExplainedDay]
    limit: str


@dataclass(frozen=True, slots=True)
class Lights:
    """The clocks of a case for its applicant: the one that speaks for it, and what the applicant owes or may ask."""

    main: Shown | None
    owed: list[Shown]
    asking: Shown | None


def lights_of(case: Case, now: datetime) -> Lights:
    """The clock that speaks for a case now (a running one, or how the last promise ended), and the applicant's own.

    `owed`: one a paper that may follow, the first due on top; `asking`: while a hearing may be asked for.
    """
    clocks, times = all_of(case.ref), Times()
    running = {clock.kind: clock for clock in clocks if clock.stopped_at is None}
    kept = [clock for clock in clocks if clock.kind in ("decision", "acceptance")]
    main = next((running[kind] for kind in ORDER if kind in running), kept[-1] if kept else None)
    names = {one["code"]: one["name"] for one in case.materials}
    owed = [
        shown(clock, now, times, name=names.get(owed_code(kind), ""))
        for kind, clock in running.items()
        if family(kind) == "follow"
    ]
    asking = running.get("hearing_request")
    return Lights(
        shown(main, now, times) if main else None,
        sorted(owed, key=lambda one: one.due_at or now),
        shown(asking, now, times) if asking else None,
    )


def shown(clock: Clock, now: datetime, times: Times, *, name: str = "") -> Shown:
    """One clock with its light and its days."""
    light = light_of(clock, now, times=times)
    due = light.due_at
    return Shown(
        name=name or NAMES.get(family(clock.kind), "时限"),
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
