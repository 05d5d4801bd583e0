"""Lists whose own text shows that they name all there is, whatever their numbers make. Pure.

"218条，现场解决142条，占65.1%；协调解决61条，占28.0%；尚未解决15条，占6.9%": the shares make 100, so must the counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    complementary,
    disjoint,
    names_rest,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import PERCENT, compatible

_HUNDRED = Decimal(100)
_BEHIND = 24  # signs between a part and its share
_FEWEST = 2


def is_told_whole(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether nothing else of the total's unit stands in the list, and its names or its shares leave no rest."""
    if not _is_all_between(passage, total, parts):
        return False
    labels = labels_of(parts)
    return (
        complementary(labels)
        or whole_scale(labels)
        or names_rest(labels)
        or are_named_together(total, labels)
        or shares_make_whole(passage, parts)
    )


_JOINED = re.compile(r"[、和及与]|以及")


def are_named_together(total: Figure, labels: Sequence[str]) -> bool:
    """Whether a total is told of just these parts: "服务高龄老人和残疾人286人次，其中高龄老人193人次、残疾人83人次"."""
    names = _JOINED.split(total.lead)
    if (
        len(labels) != len(names)
        or len(set(labels)) < len(labels)
        or any(len(label) < _NAME for label in labels)
    ):
        return False
    first, *others = names
    last = re.sub(r"(?:共计|合计|总计|累计|共|总数|的|为|达|有)+$", "", others.pop())
    alike = [name == label for name, label in zip((*others, last), labels[1:], strict=True)]
    return all(alike) and first.endswith(labels[0])


_NAME = 2


def is_of_its_kinds(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the names end in what the total is told of: "星级饭店6家，四星级1家、三星级4家、二星级2家"."""
    labels = labels_of(parts)
    ends = {label[-2:] for label in labels}
    return (
        len(set(labels)) == len(labels) > 1
        and len(ends) == 1
        and total.lead.startswith(labels[0][-2:])
        and all(len(label) > _NAME for label in labels)
    )


def is_too_much(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts of which none is under two heads make more than their total, which no rest explains."""
    made = sum((part.value for part in parts), Decimal(0))
    return made > total.value and disjoint(labels_of(parts)) and _is_all_between(passage, total, parts)


def _is_all_between(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether all figures of the unit from the total to the last part are parts."""
    low, high = min(total.at, parts[0].at), max(total.at, parts[-1].at)
    near = passage.between(low, high + 1)
    return all(
        figure is total or figure in parts
        for figure in near
        if (compatible(figure.unit, total.unit) or not figure.unit)
        and figure.bracket in (total.bracket, parts[0].bracket)
    )


def shares_make_whole(passage: Passage, parts: Sequence[Figure]) -> bool:
    """Whether each part has its share right behind it, and these make a hundred."""
    shares = [share_of(passage, part) for part in parts]
    if len(parts) < _FEWEST or not all(shares):
        return False
    made = sum((share.value for share in shares if share), Decimal(0))
    step = max(share.step for share in shares if share)
    return abs(made - _HUNDRED) <= step * len(parts) / 2


def shares_are_of(passage: Passage, parts: Sequence[Figure]) -> bool:
    """Whether each part has its share right behind it, of what they make together and of nothing else."""
    made = sum((part.value for part in parts), Decimal(0))
    shares = [share_of(passage, part) for part in parts]
    return made > 0 and all(
        share is not None and abs(divide(part.value * _HUNDRED, made) - share.value) <= share.step
        for part, share in zip(parts, shares, strict=True)
    )


@lru_cache(maxsize=256)  # asked for each reading of a list
def share_of(passage: Passage, part: Figure) -> Figure | None:
    """The share that a part has right behind it; None if there is none."""
    behind = passage.between(part.after, part.after + _BEHIND)
    share = next(iter(behind), None)
    if share is None or share.unit != PERCENT or share.role is not Role.RATE or not share.is_exact:
        return None
    told = passage.text[part.after : share.at]
    return share if "占" in told or told in ("（", "，") or "占" in share.tail else None


def mended_by_slip(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one number with a slip of the pen mended makes the sum right."""
    gap = total.value - sum((part.value for part in parts), Decimal(0))
    wanted = ((total, total.value - gap), *((part, part.value + gap) for part in parts))
    return any(value > 0 and is_slip(figure, value) for figure, value in wanted)
