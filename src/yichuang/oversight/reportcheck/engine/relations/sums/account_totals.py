"""Totals of an account: what came in this year, with all that is added to it, in front of its total. Pure.

"当年收入8.6亿元，加上级补助收入26.8亿元、上年结转2.2亿元，收入总计37.6亿元；…支出总计37.6亿元，收支平衡": each side
is all that stands between its beginning and its total. One that forgot a part is told by however much that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import gap_of, sure_sum
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import is_money

_TOTAL = re.compile(
    r"^(?:本年|全年|当年|全县|全[市区镇乡])?(?:收入|支出|收|支|来源|运用)(?:方)?(?:总计|总量|合计)(?:为|达|是)?$"
)
_ADDED = re.compile(r"，再?加(?:上|：)?(?!强|快|大|工|班|固|密)")
_WITHIN = re.compile(r"其中|含|（")
_FEWEST = 3  # parts of an account


def account_totals(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All totals of accounts of a document."""
    for passage in passages:
        for total in passage.figures:
            parts = _parts(passage, total) if _is_total(total) else ()
            if judged := sure_sum(passages, total, parts, is_error=_is_an_error(passage, total, parts)):
                yield judged


def _is_total(total: Figure) -> bool:
    return is_money(total.unit) and total.is_exact and _TOTAL.match(total.lead) is not None


def _parts(passage: Passage, total: Figure) -> tuple[Figure, ...]:
    """All amounts from the beginning of the account on, if the words add them and tell of no part of a part."""
    begins, _ = passage.sentence_range(total.sentence)
    begins = max(begins, passage.back_to("；：", total.at))
    front = passage.between(begins, total.at)
    between = [passage.text[one.after : other.at] for one, other in pairwise((*front, total))]
    plain = all(f.unit == total.unit and f.is_exact and f.role is Role.LEVEL for f in front)
    added = len(front) >= _FEWEST and _ADDED.search(between[0]) and not any(map(_WITHIN.search, between))
    return front if plain and added else ()


def _is_an_error(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a part was forgotten, a slip explains it, or the other side of the account is what the parts make."""
    made = sum((part.value for part in parts), Decimal(0))
    lacks = gap_of(total, parts)
    others = (f for f in passage.in_sentence(total.sentence) if f is not total and _is_total(f))
    return (
        is_slip(total, made)
        or any(part.value == lacks for part in parts)
        or any(other.value == made for other in others)
    )
