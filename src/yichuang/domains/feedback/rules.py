"""What a bad evaluation is owed, and when a service counts as not evaluated (国办发〔2019〕51号; RULEBOOK 6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from yichuang.kernel.clocks.rules import Limit

WORST_GOOD: Final = 3
"""The five levels go from 5 to 1: the first three are good, the last two bad (国办发〔2019〕51号, 三)."""
VERIFICATION: Final = Limit(1)
"""Local default: a bad evaluation is verified within one working day."""
RECTIFICATION: Final = Limit(5)
"""Local default: it is put right or explained within five working days."""
LONGEST_RECTIFICATION: Final = 15
"""Local default: what is complex goes into the ledger of problems and takes at most fifteen working days in all."""
SILENT_AFTER_DAYS: Final = 5
"""Local default: five days after its end a service without one counts as not evaluated, never as satisfied."""
FINDINGS: Final = {
    "true": "属实，要整改",
    "unfounded": "没有依据，要说明",
    "mistaken": "疑似误评，请别人认定",
    "malicious": "疑似恶意，请别人认定",
}
"""What a verification may find; the last two are only proposed, since somebody else decides on them."""
DOUBTED: Final = ("mistaken", "malicious")


def is_bad(level: int) -> bool:
    """Whether a level is one of the two bad ones, which are verified and put right."""
    return level < WORST_GOOD


def extra_days(whole: int) -> int:
    """Working days that a complex rectification gets on top. ValueError unless it is longer, and at most fifteen."""
    if not RECTIFICATION.amount < whole <= LONGEST_RECTIFICATION:
        raise ValueError(f"{whole} isn't between {RECTIFICATION.amount + 1} and {LONGEST_RECTIFICATION}")
    return whole - RECTIFICATION.amount


def last_day_to_evaluate(served_on: date) -> date:
    """The last day on which an evaluation still keeps a service from counting as not evaluated."""
    return served_on + timedelta(days=SILENT_AFTER_DAYS)
