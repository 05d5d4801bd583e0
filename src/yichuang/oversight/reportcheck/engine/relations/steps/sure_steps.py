"""Steps whose two values stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"专项债额度3.6亿元，已发行2.85亿元，尚未发行0.85亿元": what the signs believe in is meant nine times of ten. What
is left are readings that another structure shows (`_DOUBTS`), and numbers far from what comes out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.comparands import comparand_of
from yichuang.oversight.reportcheck.engine.relations.steps.growth_signs import time_of, words_behind_last
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import words_of
from yichuang.oversight.reportcheck.engine.weighing import Weighed

_ENOUGH = 0.9  # belief from which on structure decides
_HARDLY = 0.02  # belief in readings that come out, times what that says, up to which none of them is meant
_FAR = 1.6  # what was reckoned wrong is seldom farther from what comes out
_DOUBTS = frozenset({"1 past 其中", "2 past 其中", "other words of measure", "listed in turn"})
_OF_MORE = re.compile(r"[年月日次户人件]均|平均每|每年|逐年|累计|滚存|其余|另|合计|共|约")
_MANY_YEARS = re.compile("常年|多年|历年")
_SPOKEN = re.compile("[一二两三四五六七八九十百]")


def most_believed(weighed: Sequence[Weighed]) -> int | None:
    """The reading that structure decides for, by its place, if none comes out: the likeliest that says the same."""
    if sum(each.belief * each.agreement for each in weighed) > _HARDLY:
        return None
    believed: dict[Hashable, float] = defaultdict(float)
    for each in weighed:
        if each.slips:
            believed[each.numbers] += each.belief
    numbers = max(believed, key=believed.__getitem__, default=None)
    if numbers is None or believed[numbers] < _ENOUGH:
        return None
    return max(
        (index for index, each in enumerate(weighed) if each.numbers == numbers and each.slips),
        key=lambda index: weighed[index].belief,
    )


def is_forced(
    passage: Passage, change: Figure, values: Sequence[Figure], made: Interval, signs: Collection[str]
) -> bool:
    """Whether nothing speaks against it that a step is of these values, and it is near what they make."""
    if not _DOUBTS.isdisjoint(signs) or any(_SPOKEN.search(f.written) for f in (change, *values)):
        return False
    words = words_behind_last(passage, change)
    return is_near(change, made) and not _OF_MORE.search(words) and is_compared_with(passage, change, values)


def is_near(change: Figure, made: Interval) -> bool:
    """Whether what is printed is so many times what comes out, or what comes out of it, at most."""
    told = abs(change.value)
    return made.low > 0 and float(made.low) <= float(told) * _FAR and float(told) <= float(made.high) * _FAR


def is_compared_with(passage: Passage, change: Figure, values: Sequence[Figure]) -> bool:
    """Whether one of the values is what the words compare with, as far as they tell: 比去年同期 is of no 常年."""
    comparand = comparand_of(words_of(passage, change))
    if not comparand:
        return True
    labels = [f.name + f.lead + f.tail for f in values]
    if not _MANY_YEARS.search(comparand) and any(map(_MANY_YEARS.search, labels)):
        return False
    if any(comparand in label for label in labels):
        return True
    then = time_of(comparand)
    if then != "no time":
        return any(time_of(label) == then for label in labels)
    pairs = [comparand[at : at + 2] for at in range(len(comparand) - 1)]
    return any(sum(pair in label for pair in pairs) * 2 >= len(pairs) for label in labels)
