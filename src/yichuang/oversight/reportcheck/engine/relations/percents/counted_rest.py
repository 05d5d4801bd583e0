"""Shares behind which the rest is told as a count alone: "判决37（36.6%），调解60（59.4%），其他4". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.passages import Passage

_HUNDRED: Final = Decimal(100)
_REST: Final = re.compile(
    r"）?[，、；]另?(?:其余|剩余|余下|其他|其它|剩下|另有?|未作答|未填|未表态|弃权|空白|缺失)[^，。；、：\d%]{0,8}"
)
_BESIDE: Final = 12


def leaves_a_counted_rest(passage: Passage, shares: Sequence[Figure]) -> bool:
    """Whether the rest behind some shares is a count, and may be what they lack of a hundred."""
    lacks = _HUNDRED - sum((share.value for share in shares), Decimal(0))
    _, ends = passage.sentence_range(shares[-1].sentence)
    rest = next(iter(passage.between(shares[-1].after, ends)), None)
    if rest is None or rest.is_percent or lacks <= 0 or rest.value <= 0:
        return False
    if not _REST.fullmatch(passage.text, shares[-1].after, rest.at):
        return False
    wholes = [
        divide(one.value * _HUNDRED, share.value) for share in shares if (one := _count_of(passage, share))
    ]
    steps = sum((share.step for share in shares), Decimal(0))
    made = [divide(rest.value * _HUNDRED, whole) for whole in wholes]
    return not made or any(abs(share - lacks) <= steps for share in made)


def _count_of(passage: Passage, share: Figure) -> Figure | None:
    """The count right in front of a share."""
    front = passage.between(max(0, share.at - _BESIDE), share.at)
    return front[-1] if front and not front[-1].is_percent and front[-1].value else None
