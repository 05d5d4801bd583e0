"""The two limits of an item: in which days they are counted, which of them ends first, how figures add them. Pure."""

from __future__ import annotations

from typing import Literal

from yichuang.kernel.clocks.comparing import most_within, never_later
from yichuang.kernel.clocks.rules import Limit, Unit

DayUnit = Literal["working_day", "calendar_day"]
DAY_UNITS = {unit.value: unit.noun for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)}
"""In which days an item's limits may be counted."""

YEAR, WORKED = 365, 248
"""Days of a year, and the working days among them: less 104 of weekends and 13 of festivals (人社部发〔2025〕2号)."""


def in_working_days(limit: Limit) -> int:
    """A limit as figures add it up: calendar days by the share of a year that is worked, halves up (RULEBOOK 9)."""
    if limit.unit is not Unit.CALENDAR_DAY:
        return limit.amount
    return (2 * limit.amount * WORKED + YEAR) // (2 * YEAR)


def why_later(name: str, limit: Limit, law: Limit) -> str:
    """Why a limit that is called so isn't within the law's, and what would be; "" where it is.

    A promise may end later than the law on no start day at all (RULEBOOK 2).
    """
    if never_later(limit, law):
        return ""
    said = f"{name} {limit.words}比法定时限 {law.words}长"
    if limit.unit is law.unit:
        return f"{said}，请改短"
    most = Limit(most_within(law, limit.unit), limit.unit).words
    when = "遇上长假" if limit.unit is Unit.WORKING_DAY else "碰上连续上班"
    return f"{said}：{when}，{law.words}里最少只有 {most}。请填不超过 {most}，或者把单位改成{law.unit.noun}"
