"""How a case's clocks are shown: a clock as the component `clock_light` takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from yichuang.domains.cases import policies
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.rules import follow_clock, owed_code
from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.clocks.hours import Hours
from yichuang.kernel.clocks.lights import Glance, Light, LightState, Promise, glance, light, steady_until
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import RunningClock, Times
from yichuang.kernel.clocks.rungs import family
from yichuang.ui import formats

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Clock

CLOCK_NAMES = {
    "acceptance": "答复是否受理",
    "decision": "承诺时限",
    "statutory": "法定时限",
    "stage": "环节时限",
    "supplement": "申请人补正",
    "follow": "申请人补交容缺材料",
    "hearing_request": "申请人要求听证",
    "special_procedure": "特别程序",
    "upper": "上级审批",
    "delivery": "送达",
}
UPPER = "upper"
"""What the upper organ owes: shown apart, never counted as ours (上报件, RULEBOOK 2)."""
APPLICANTS = ("supplement", "follow", "hearing_request")
"""What the applicant owes, not the house."""
RUNS = (LightState.NORMAL, LightState.WARNING)
# which open clock stands at the head of a case, the first one found
_HEAD = ("decision", "acceptance", "supplement", "upper", "delivery")


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, with the calendars of every office: passed to everything that shows clocks on one page."""

    now: datetime
    times: Times
    today: date

    @classmethod
    def at(cls, now: datetime) -> Moment:
        """Read the calendars once."""
        return cls(now, Times(), formats.the_day(now))


def head_clock(clocks: Iterable[Clock]) -> Clock | None:
    """The clock that matters now: the one that runs, else the promise as it was kept."""
    found = list(clocks)
    for kind in _HEAD:
        running = [clock for clock in found if clock.kind == kind and clock.stopped_at is None]
        if running:
            return running[-1]
    kept = [clock for clock in found if clock.kind == "decision"]
    return kept[-1] if kept else None


class SmallLight(NamedTuple):
    """A clock as a long list shows it: the small light with its words, and the due instant for its own column."""

    state: str
    used: int
    words: str
    due_at: datetime | None
    per_minute: float


class _Steady(NamedTuple):
    """A small light, from the instant at which it was found until one before which it doesn't change."""

    light: SmallLight
    since: datetime
    until: datetime


_steady: dict[tuple[RunningClock, Calendar, Hours], _Steady] = {}
_MOST_STEADY = 20_000


def small_light(clock: RunningClock, moment: Moment) -> SmallLight:
    """The small light of a clock that runs. One that never stood still is found again when it may have changed."""
    if clock.pauses:
        promise = moment.times.promise(clock)
        return _small(glance(promise, moment.now), promise, moment)
    known = clock, *moment.times.of(clock.owed_by_id)
    kept = _steady.get(known)
    if kept is None or not kept.since <= moment.now < kept.until:
        promise = moment.times.promise(clock)
        seen = _small(glance(promise, moment.now), promise, moment)
        if len(_steady) >= _MOST_STEADY:
            _steady.clear()
        kept = _steady[known] = _Steady(seen, moment.now, steady_until(promise, moment.now))
    return kept.light


def _small(seen: Glance | Light, promise: Promise, moment: Moment) -> SmallLight:
    per_minute = _per_minute(promise, moment.now) if seen.state in RUNS else 0
    return SmallLight(seen.state.value, seen.used, seen.words, seen.due_at, per_minute)


def clock_facts(
    clock: Clock | ClockRow, moment: Moment, statutory_due: datetime | None = None
) -> dict[str, Any]:
    """A clock for `clock_light` and `due`: state, shares, words, due date."""
    promise = moment.times.promise(clock)
    seen = light(promise, moment.now, stopped_at=clock.stopped_at, statutory_due=statutory_due)
    runs = seen.state in RUNS
    return {
        **_small(seen, promise, moment)._asdict(),
        "due_text": formats.day(seen.due_at, moment.today) if seen.due_at and runs else None,
        "due": formats.machine(seen.due_at) if seen.due_at else None,
        "over": seen.over,
        "notch": _notch(clock, promise),
        "sentence": seen.sentence,
        "deep": seen.deep,
        "limit": clock.limit.words,
        "kind": clock.kind,
        "name": CLOCK_NAMES.get(family(clock.kind), clock.kind),
    }


def clock_name(clock: Clock | ClockRow, case: Case) -> str:
    """What a clock of this case is called; that of a paper names it."""
    code = owed_code(clock.kind)
    paper = next((one["name"] for one in case.materials if one["code"] == code), "") if code else ""
    return f"补交“{paper}”" if paper else CLOCK_NAMES.get(family(clock.kind), clock.kind)


def owed_papers(case: Case, clocks: Iterable[Clock], moment: Moment) -> list[dict[str, Any]]:
    """The papers that may follow and haven't come, each with its own light, the one due first on top."""
    running = {clock.kind: clock for clock in clocks if clock.stopped_at is None}
    found = [
        {"code": one["code"], "name": one["name"], "clock": clock_facts(clock, moment)}
        for one in policies.owed(case)
        if (clock := running.get(follow_clock(one["code"])))
    ]
    return sorted(found, key=lambda one: one["clock"]["due_at"])


def due_sentence(facts: dict[str, Any], now: datetime) -> str:
    """The small words beside a case's light: when it is due, and against which promise."""
    if facts["due_at"] is None or facts["state"] in ("paused", "done"):
        return f"{facts['name']} {facts['limit']}"
    today = formats.the_day(now)
    return f"{formats.moment(facts['due_at'], today)} 到期，{facts['name']} {facts['limit']}"


def head_of(case: Case, clocks: Iterable[Clock], moment: Moment) -> dict[str, Any] | None:
    """The light at the head of a case, deep red where the law's own limit has passed; None without any clock."""
    found = list(clocks)
    clock = head_clock(found)
    if clock is None:
        return None
    legal = next((one.due_at for one in found if one.kind == "statutory" and one.stopped_at is None), None)
    facts = clock_facts(clock, moment, legal)
    facts["sentence_short"] = due_sentence(facts, moment.now)
    if case.state == "awaiting_upper":
        facts["sentence_short"] = f"我方已办完，等{policies.reported_to(case)[0]}批复"
    return facts


def _notch(clock: Clock | ClockRow, promise: Promise) -> int | None:
    if clock.warn_at is None:
        return None
    used, whole = promise.elapsed(clock.warn_at)
    return min(100, 100 * used // whole) if whole else None


def _per_minute(promise: Promise, now: datetime) -> float:
    """Share of the limit that this minute takes; 0 outside service hours, when the arc stands."""
    passing = promise.passing(now)
    return round(100 * passing / promise.whole(), 4) if passing else 0
