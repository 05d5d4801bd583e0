"""Purses: what was left of the years before and what is left of this one make what is left now, whatever the digits.

"当年结余8423万元，上年滚存结余96305万元，年末滚存结余104728万元": 8423 + 96305 = 104728.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import ledger_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_WORD: Final = "结余"  # a paragraph without it tells of no purse
_HAD: Final = re.compile(
    r"(?:上年|去年|上期|年初|期初|历年|以前年度)[^，；]{0,8}(?:结余|结转|结存|余额|滚存|余款)[^，；]{0,4}$"
)
_HAD_TOLD_BEHIND: Final = re.compile(
    r"^(?:年初|上年末|期初|上年)(?:为|是|数)?$"
)  # in a bracket: 年末滚存结余936万元（年初855万元）
_MADE: Final = re.compile(r"(?:当年|本年度?|本期|年度)(?:收支)?(?:净)?(?:结余|盈余)(?:为|达|是)?$")
_HAS: Final = re.compile(r"(?:年末|年终|期末|累计|滚存|年底)[^，；]{0,6}(?:结余|结存|余额)[^，；]{0,4}$")
_SOME: Final = re.compile(r"其中|[比较]|增|减")
_FAR: Final = 2  # times what they make, that what is left is of another purse


def purses(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All purses of a document."""
    for passage in passages:
        if _WORD not in passage.text:
            continue
        told = [passage.in_sentence(number) for number in range(len(passage.sentences))]
        found = [purse for figures in told if (purse := _purse(figures))]
        for had, made, has in found or filter(None, [_purse(passage.figures)]):
            judged = ledger_of(passages, had, [(made, 1)], has, Kind.SUM)
            if judged.holds or not had.value + made.value >= has.value * _FAR:
                yield judged if judged.holds else replace(judged, frame=Frame.PROVEN, odds=FORCED)


def _purse(figures: Sequence[Figure]) -> tuple[Figure, Figure, Figure] | None:
    """What was left, what was left of this year and what is left now, if each is told once."""
    had = [f for f in figures if _HAD.search(f.lead) or (f.bracket and _HAD_TOLD_BEHIND.match(f.lead))]
    made = [f for f in figures if _MADE.search(f.lead)]
    has = [f for f in figures if _HAS.search(f.lead) and f not in had and f not in made]
    if not len(had) == len(made) == len(has) == 1:
        return None
    those = (had[0], made[0], has[0])
    alike = len({f.unit for f in those}) == 1 and all(f.is_exact and not _SOME.search(f.lead) for f in those)
    return those if alike else None
