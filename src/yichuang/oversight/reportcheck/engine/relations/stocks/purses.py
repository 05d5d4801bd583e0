"""Purses: what was left of the years before and what is left of this one make what is left now.

"当年结余8423万元，上年滚存结余96305万元，年末滚存结余104728万元": 8423 + 96305 = 104728.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind


def purses(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All purses of a document."""
    for passage in passages:
        yield from _of(passages, passage)


_HAD = re.compile(r"(?:上年|上期|年初|期初|历年)[^，；]{0,8}(?:结余|结转|结存)[^，；]{0,4}$")
_MADE = re.compile(r"(?:当年|本年|本期|年度)(?:收支)?(?:结余|盈余)(?:为|达)?$")
_HAS = re.compile(r"(?:年末|期末|累计|滚存|年底)[^，；]{0,6}(?:结余|结存)[^，；]{0,4}$")


def _of(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "当年结余8423万元，上年结余96305万元，年末滚存结余104728万元": the two make the third."""
    for number in range(len(passage.sentences)):
        told = passage.in_sentence(number)
        had = [f for f in told if _HAD.search(f.lead)]
        made = [f for f in told if _MADE.search(f.lead)]
        has = [f for f in told if _HAS.search(f.lead) and f not in had and f not in made]
        if not len(had) == len(made) == len(has) == 1 or len({f.unit for f in (*had, *made, *has)}) > 1:
            continue
        figures = (had[0], made[0], has[0])
        if not all(f.is_exact for f in figures):
            continue
        value = had[0].value + made[0].value
        arithmetic = f"{said(had[0])} + {said(made[0])} = {with_scale(value, has[0])}"
        slack = sum((f.step for f in figures), Decimal(0)) / 2
        if abs(value - has[0].value) <= slack:
            yield Judged(
                Kind.SUM, figures, quotes(passages, figures), True, f"{arithmetic}，与原文相符", claim=has[0]
            )
        elif abs(value - has[0].value) * 5 <= has[0].value:
            gap = has[0].value - value
            fixes = changes(
                instead(has[0], value),
                instead(had[0], had[0].value + gap),
                instead(made[0], made[0].value + gap),
            )
            yield Judged(
                Kind.SUM, figures, quotes(passages, figures), False,
                f"{arithmetic}，原文为 {said(has[0])}", fixes, claim=has[0],
            )  # fmt: skip
