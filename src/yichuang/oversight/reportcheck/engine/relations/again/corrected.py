"""Sentences that say that a number was printed wrong: what they tell contradicts the rest, and says so. Pure.

"快报中“疑点人员1,271人”系“1,217人”之误"; "年报写的“每百元15.30元”印错了"; "3,871.79万元，为录入错位".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage

_PRINTED_WRONG: Final = re.compile(
    r"之误|订正|颠倒|[印写录填报算抄登打][入记字]?错[了成误位为]|错[印写录填登]|误[写记录印填登](?:[成为作]|了)|笔误|勘误|更正(?:说明|如下|为)|应[为是]“|”[有无]误"
)


def without_corrected(passages: Sequence[Passage], told: Iterable[Judged]) -> list[Judged]:
    """What was judged without what accuses a number of a sentence that corrects one."""
    return [
        each
        for each in told
        if each.holds or not any(_corrects(passages[f.paragraph], f.sentence) for f in each.figures)
    ]


@lru_cache(maxsize=64)
def _corrects(passage: Passage, sentence: int) -> bool:
    return _PRINTED_WRONG.search(passage.text, *passage.sentence_range(sentence)) is not None
