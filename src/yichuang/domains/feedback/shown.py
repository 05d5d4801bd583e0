"""How the clocks of a bad evaluation are shown: as the components `clock_light` and `due` take them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yichuang.kernel.clocks.lights import LightState
from yichuang.kernel.clocks.queries import Clock, Times, light_of
from yichuang.ui import formats

CLOCK_NAMES = {"verification": "核实", "rectification": "整改"}


def clock_facts(clock: Clock, now: datetime, times: Times) -> dict[str, Any]:
    """A clock with its light, its words and its name."""
    light = light_of(clock, now, times=times)
    running = light.state in (LightState.NORMAL, LightState.WARNING)
    words, sentence = light.words, light.sentence
    if clock.outcome == "void":
        words, sentence = "不用整改", "认定不计入，不用整改"
    elif clock.stopped_at is not None and not clock.used:
        words, sentence = "当日办完", f"{clock.limit.words}，当日办完"
    return {
        "state": light.state.value,
        "used": light.used,
        "over": light.over,
        "words": words,
        "sentence": f"{CLOCK_NAMES.get(clock.kind, clock.kind)}：{sentence}",
        "due_text": formats.day(light.due_at, formats.the_day(now)) if light.due_at and running else None,
        "due": formats.machine(light.due_at) if light.due_at else None,
        "due_at": light.due_at,
        "limit": clock.limit.words,
        "name": CLOCK_NAMES.get(clock.kind, clock.kind),
        "stopped": clock.stopped_at is not None,
    }


def next_due(clocks: Iterable[Clock]) -> Clock | None:
    """The running clock that ends first; None when none runs."""
    running = [clock for clock in clocks if clock.stopped_at is None and clock.due_at is not None]
    return min(running, key=lambda clock: clock.due_at or clock.started_at, default=None)
