"""Lists behind 其中 that make more than their whole: nothing that they don't name explains it. Pure.

"用气18.36亿立方米，其中甲公司供应13.52亿、乙公司供应7.84亿": things of one noun, and one digit mended they make it.
What may be under two heads (党员, 35岁以下) is left out; a part that is itself above the whole is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.told_whole import mended_by_slip
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import disjoint, may_overlap
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of
from yichuang.oversight.reportcheck.engine.units import compatible

_NOUN = 2  # signs that names have in common at their end
_EXCUSED = re.compile(
    r"(?<![比较同与])(?:上年|去年)(?!同期|增|下|降)|结转|存量|积案|往年|历年|遗留|跨年|重复|兼|多选|可选|每人|（含|双重|同时"
)


def overfills(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts told behind their whole make more than it, by a slip of the pen in one of them."""
    made = sum((part.value for part in parts), Decimal(0))
    if made <= total.value or total.at > parts[0].at or total.role is not Role.LEVEL:
        return False
    if not _stand_alone(passage, total, parts) or _EXCUSED.search(passage.text, total.at, parts[-1].after):
        return False
    labels = labels_of(parts)
    apart = any(part.value > total.value for part in parts) or disjoint(labels) or are_of_one_noun(labels)
    return apart and mended_by_slip(total, parts)


def are_of_one_noun(labels: Sequence[str]) -> bool:
    """Whether different names end in one noun, and none tells a trait that others may have as well."""
    apart = len(set(labels)) == len(labels) and all(len(label) > _NOUN for label in labels)
    one = len({label[-_NOUN:] for label in labels}) == 1
    return one and apart and not any(may_overlap(label) for label in labels)


def _stand_alone(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether no other level of the unit stands in front of the total in its sentence, or between it and the parts."""
    begins, _ = passage.sentence_range(total.sentence)
    near = passage.between(begins, parts[-1].after)
    return all(
        figure is total or figure in parts or figure.role is not Role.LEVEL
        for figure in near
        if compatible(figure.unit, total.unit)
    )
