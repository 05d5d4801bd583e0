"""Words of a report: how two numbers compare (rose, fell, unchanged, RULEBOOK 9), and which were typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
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


_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.]*(?<![,，.])(?:\s*[%％‰])?")
_NO_COUNT = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{4}-\d{1,2}-\d{1,2}"
    r"|〔\d{4}〕\s*(?:第)?\d+\s*号|第\s*\d+\s*[条款项号章节次届期]|\d{1,2}[:：]\d{2}"
)


def typed_numbers(words: str) -> Iterator[tuple[str, bool]]:
    """The words in runs, each with whether it is a number that somebody counted.

    Days, hours, document numbers and articles of law are no counts.
    """
    spared = [found.span() for found in _NO_COUNT.finditer(words)]
    at = 0
    for found in _NUMBER.finditer(words):
        if any(start < found.end() and found.start() < end for start, end in spared):
            continue
        if found.start() > at:
            yield words[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(words):
        yield words[at:], False


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


_UNIT = re.compile(r"〔[^〔〕]*〕|[A-Za-z0-9.,%]+|.", re.DOTALL)


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """What stayed ("same"), was taken out ("out") and came in ("in"), in order; a token or a number is never parted."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        found += [(kind, "".join(part)) for kind, part in (("out", old[a:b]), ("in", new[c:d])) if part]
    return found
