"""How two numbers compare, in words: rose, fell, unchanged, or nothing to compare with (RULEBOOK 9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Direction(StrEnum):
    """Which way a number went."""

    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison: its direction and the words for it, with the sum that it comes from."""

    direction: Direction
    words: str
    sum: str = ""


def change(now: Decimal | None, before: Decimal | None, places: int, *, rate: bool) -> Change:
    """Compare two printed numbers.

    Rates differ by percentage points, never by per cent; there is no growth from zero; a difference under the unit of
    rounding is none.
    """
    if now is None or before is None:
        return Change(Direction.UNKNOWN, "没有可比的数")
    difference = now - before
    if abs(difference) < Decimal(1).scaleb(-places):
        return Change(Direction.UNCHANGED, "持平")
    direction = Direction.ROSE if difference > 0 else Direction.FELL
    if rate:
        word = "上升" if difference > 0 else "下降"
        points = _round(abs(difference))
        return Change(direction, f"{word} {points:,} 个百分点", f"{now:,}% − {before:,}%")
    word = "增加" if difference > 0 else "减少"
    if before == 0:
        return Change(direction, f"{word}，上期为 0，不算增幅")
    percent = _round(abs(difference) / before * 100)
    return Change(direction, f"{word} {percent:,}%", f"（{now:,} − {before:,}）÷ {before:,}")


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
