"""A measurement as a row: what was measured, against what, and whether the goal holds."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `ratio` is measured / against; without `against` the goal bounds `measured` itself."""

    name: str
    measured: float
    unit: str
    against: float | None
    ratio: float | None
    goal: float | None
    holds: bool | None


def ratio(name: str, measured: float, unit: str, against: float, goal: float | None) -> Row:
    """A row whose goal is a ratio: at most `goal` times `against`; without a goal it only tells."""
    found = measured / against
    holds = None if goal is None else found <= goal
    return Row(name, round(measured, 3), unit, round(against, 3), round(found, 3), goal, holds)


def bound(name: str, measured: float, unit: str, goal: float) -> Row:
    """A row whose goal is a value: at most `goal`."""
    return Row(name, round(measured, 3), unit, None, None, goal, measured <= goal)


def fact(name: str, measured: float, unit: str) -> Row:
    """A row without a goal: one of the conditions under which the others were taken."""
    return Row(name, round(measured, 3), unit, None, None, None, None)


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def write_json(rows: Sequence[Row], file: Path) -> None:
    """The rows as a JSON list."""
    file.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
