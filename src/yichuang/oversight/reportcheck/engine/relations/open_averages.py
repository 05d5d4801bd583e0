"""Averages that no way of writing explained: any two counts about one may be what is shared and among how many. Pure.

"校舍面积18,720平方米，生均21.7平方米；…以上均按在校生1,600人计算": 18720 ÷ 1600 = 11.7, a digit from what is printed.

All pairs near the average are tried, and the days and months of a year. If a likely one gives it it is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages import (
    NOT_NOW,
    OVER,
    Pair,
    fits_average,
    is_among,
    told_average,
    value_of,
)
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip
from yichuang.oversight.reportcheck.engine.units import compatible

_REACH = 200
_BEHIND = 80
_ALIKE = ({"人", "人次"}, {"次", "人次"}, {"册", "册次"})
_EACH = re.compile(r"(?:均|每[^，。；：、\d]{1,8})[^，。；：、\d]{0,6}$|平均[^，。；：、\d]{0,8}$")
_TWICE = re.compile(
    r"均[^，。；]{0,2}[日月]均|(?<!平)均每|每[人户][^，。；]{0,3}每[天日月年周]|[日月]均?每"
)  # of two things at once
_LATER = re.compile(r"按|以")


def open_averages(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the averages that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    for passage in passages:
        for average in passage.figures:
            if average.span in claimed or average.span in accused or not may_be(average):
                continue
            best = _best(passage, average)
            if best and best.whole.span not in accused and best.among.span not in accused:
                yield told_average(passages, average, best, holds=False)


def may_be(average: Figure) -> bool:
    """Whether a figure says how many each has."""
    return (
        not average.is_percent
        and average.bound in (Bound.EXACT, Bound.ABOUT)
        and average.value > 0
        and bool(average.role is Role.AVERAGE or _EACH.search(average.lead))
        and not NOT_NOW.search(average.lead)
        and not _TWICE.search(average.lead)
    )


def offers(passage: Passage, average: Figure) -> Iterator[Pair]:
    """All pairs of a whole and its sharers near an average."""
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, average.sentence + 1))
    near = [
        f
        for f in passage.between(max(begins, average.at - _REACH), min(ends, average.after + _BEHIND))
        if f is not average and not f.is_percent and f.role not in (Role.AVERAGE, Role.CHANGE) and f.is_exact
    ]
    for whole in near:
        if not (compatible(whole.unit, average.unit) or {whole.unit, average.unit} in _ALIKE):
            continue
        for among in near:
            if among is not whole and among.value > 1:
                yield Pair(whole, among)


def is_near_miss(average: Figure, pair: Pair) -> bool:
    """Whether the average printed is a slip of the pen away from that of the pair, or hardly off."""
    value = value_of(pair)
    near = abs(average.value - value) * _NEAR <= average.value or is_slip(average, value)
    single = not average.step and max(average.value, value) < 10 <= 10 * value  # 每人3条 where it is 5
    return near or single


_NEAR = 12


def _best(passage: Passage, average: Figure) -> Pair | None:
    weighed = [(weigh(passage, average, pair), pair) for pair in offers(passage, average)]
    slipped = [each for each in weighed if is_near_miss(average, each[1])]
    if not slipped:
        return None
    points, best = max(slipped, key=lambda each: each[0])
    likely = [pair for other, pair in weighed if other > points - _MARGIN]
    if points < ENOUGH or any(fits_average(pair, average) for pair in likely):
        return None
    return best


ENOUGH = 12
_MARGIN = 30
# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "any": -11, "by name": 12, "by unit": 8, "not by name": -17, "no name": -10, "same units": -16, "other unit": -2,
    "three digits": 14, "one digit": -6, "near": -19, "about": -5, "less than one": -23, "of a part": -25,
    "whole front": 0, "whole behind": -17, "whole beside": 12, "whole past average": 6,
    "whole apart 0": -6, "whole apart 1": -3, "whole apart 2": 6, "whole apart 3": -14, "whole apart 4": -5,
    "among front": -6, "among behind": -9, "among beside": 10, "among past average": 10, "among told later": 15,
    "among apart 0": -8, "among apart 1": -2, "among apart 2": 8, "among apart 3": -8, "among apart 4": -8,
}  # fmt: skip


def weigh(passage: Passage, average: Figure, pair: Pair) -> int:
    """The signs for it that the average is of this pair, added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs(passage, average, pair))


def signs(passage: Passage, average: Figure, pair: Pair) -> Iterator[str]:
    """What speaks for or against the pair, by name."""
    yield "any"
    whole, among = pair.whole, pair.among
    found = OVER.search(average.lead)
    if found and is_among(found, among):
        yield "by name"
    elif found:
        yield "not by name"
    elif among.unit and re.search(
        rf"每一?个?{re.escape(among.word)}|{re.escape(among.word)}均|均每?{re.escape(among.word)}",
        average.lead,
    ):
        yield "by unit"
    else:
        yield "no name"
    yield from _of_place(passage, average, whole, "whole")
    yield from _of_place(passage, average, among, "among")
    if whole.at < average.at and "其中" in passage.text[whole.after : average.at]:
        yield "of a part"
    if whole.unit != average.unit:
        yield "other unit"
    if among.unit == whole.unit:
        yield "same units"
    value = value_of(pair)
    if not is_slip(average, value):
        yield "near"
    if len(digits_of(average)) < 2:
        yield "one digit"
    elif len(digits_of(average)) > 2:
        yield "three digits"
    if value < 1:
        yield "less than one"
    if not average.is_exact:
        yield "about"


def _of_place(passage: Passage, average: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = sorted((figure, average), key=lambda f: f.at)
    between = [f for f in passage.between(low.after, high.at) if not f.is_percent]
    yield f"{name} {'front' if figure.at < average.at else 'behind'}"
    apart = rank_between(passage, low, high)
    yield f"{name} apart {min(4, apart)}"
    if not any(f.unit == figure.unit for f in between):
        yield f"{name} beside"
    if any(f.role is Role.AVERAGE for f in between):
        yield f"{name} past average"
    if figure.at > average.at and _LATER.search(figure.lead):
        yield f"{name} told later"


def fits(average: Figure, pair: Pair) -> bool:
    """Whether the pair gives the average."""
    return fits_average(pair, average)
