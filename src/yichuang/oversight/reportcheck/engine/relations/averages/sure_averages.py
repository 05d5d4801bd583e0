"""Averages whose whole and sharers stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"出动车辆326台次、工作人员1,148人次，平均每台次3.9人": both stand in front of it in its sentence, no count of their
units is passed, and the average names its sharers. `_DOUBTS` are the places and words by which texts have meant
something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, printed
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing

_ENOUGH = (
    0.75  # belief from which on structure decides; of texts that it wasn't fitted to none was misread so
)
_NEEDED = "mean"  # 平均, not 每村12场, which may be set beside what there is in all
_DOUBTS = frozenset({
    "of a part", "of a part alone", "same units", "called otherwise", "of then", "of income",
    "no average", "no name", "not by name", "average between them",
    "whole past average", "among past average", "whole is an average", "whole of a brother", "brother made otherwise",
    "among behind", "whole in bracket",
    "among at front other sentence", "whole at front 4", "among at front 4", "together 3", "together apart",
    "whole turn front 1", "among turn front 1", "among turn front 2", "whole base",
    "among base", "among target", "among time", "mean of a list", "sharers added up", "time untold",
    "time of other sentence", "time farther", "time behind whole",
    "of a list", "of others", "of several averages", "another by measure", "of points",
})  # fmt: skip
_TWICE = re.compile(
    r"均[^，。；]{0,2}[日月年]均|(?<!平)均每|[人户名个][^，。；]{0,3}[日月年天]均|[日月]均?[每人户]"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The reading of an average that is believed most, with its signs and the belief in it."""

    sharing: Sharing
    signs: Collection[str]
    belief: float


def is_forced(passage: Passage, average: Figure, meant: Meant) -> bool:
    """Whether an average that no reading gives can be of nothing but one that is believed in."""
    sharing = meant.sharing
    if meant.belief < _ENOUGH or _NEEDED not in meant.signs:
        return False
    if not _is_plain(average, sharing) or _TWICE.search(average.lead):
        return False
    if not is_of_all(passage, average, sharing):
        return False
    if is_beyond_doubt(average, meant):
        return True
    return _DOUBTS.isdisjoint(meant.signs) and is_near(average, sharing, _TENFOLD)


def is_beyond_doubt(average: Figure, meant: Meant) -> bool:
    """Whether a reading is believed whatever its places, and nearly comes out."""
    grave = _GRAVE - (_OF_A_MEASURE if _OF_BROTHERS in meant.signs else frozenset())
    believed = meant.belief >= _BEYOND_DOUBT and grave.isdisjoint(meant.signs)
    return believed and is_near(average, meant.sharing, _CLOSE)


def is_in_row(passage: Passage, average: Figure, meant: Meant, alike: int) -> bool:
    """Whether two averages beside it at least are of the same sharers: 垃圾640吨，每村80吨；沟渠36公里，每村4.5公里."""
    believed = meant.belief >= _HALF and alike > 1 and _GRAVE.isdisjoint(meant.signs)
    plain = believed and _is_plain(average, meant.sharing) and is_of_all(passage, average, meant.sharing)
    return plain and is_near(average, meant.sharing, _DOUBLED)


def is_misplaced(passage: Passage, average: Figure, meant: Meant) -> bool:
    """Whether only the point stands elsewhere in what is believed: 搬迁农户46户，用于安置1,380万元，户均3万元.

    Of five thousand averages in right texts none that was believed by half is off tenfold.
    """
    made = meant.sharing.made
    if meant.belief < _SURE or made is None or not _NOT_SURELY_OF_IT.isdisjoint(meant.signs):
        return False
    plain = _is_plain(average, meant.sharing) and is_of_all(passage, average, meant.sharing)
    begins, _ = passage.sentence_range(max(0, average.sentence - 1))
    _, ends = passage.sentence_range(average.sentence)
    if not plain or _TEN.search(passage.text, begins, ends):
        return False
    told = printed(average.value, average.step or Decimal(1))
    near = Interval(average.value * (1 - _ROUNDED), average.value * (1 + _ROUNDED))
    return any(made.times(scale).meets(told) and made.times(scale).meets(near) for scale in _MOVED)


def _is_plain(average: Figure, sharing: Sharing) -> bool:
    """Whether an average is told to three digits at least, or without 约, and all that it is made of exactly."""
    closely = average.bound is Bound.ABOUT and len(average.numeral.digits.rstrip("0")) >= _DIGITS
    exact = average.bound is Bound.EXACT or closely
    return exact and all(figure.is_exact for figure in sharing.figures)


_DIGITS = 3
_HALF, _SURE = 0.5, 0.75
_DOUBLED = Decimal(2)
_ROUNDED = Decimal("0.02")  # 0.16 isn't one of a handful with its point moved
# Ten of something may share too: 人均月补, 10个月; 每十户.
_TEN = re.compile(r"(?<![\d.,])10(?![\d.,%])|(?<![一二三四五六七八九])十(?![一二三四五六七八九几分])")
_MOVED = (Decimal(10), Decimal("0.1"))
_OF_BROTHERS = "sharers of a brother over the same"  # 平均每个书屋1,920册；平均每个书屋更新120册
_OF_A_MEASURE = frozenset({"another by measure"})
# What each has is told of heads (人均藏书 of those who live there), never of visits.
OF_OTHERS = frozenset({"of others", "of a list", "another by measure", "turns for heads, means"})
_NOT_SURELY_OF_IT = OF_OTHERS | {"time untold"}


def is_near(average: Figure, sharing: Sharing, times: Decimal) -> bool:
    """Whether what is printed is so many times what comes out, or what comes out of it, at most."""
    meant = average.interval
    return sharing.made is not None and sharing.made.meets(Interval(meant.low / times, meant.high * times))


_BEYOND_DOUBT = 0.93
_GRAVE = frozenset({
    "of others", "mean of a list", "of a list", "of several averages", "another by measure", "time untold",
    "of then",
})  # fmt: skip
_CLOSE, _TENFOLD = Decimal("1.5"), Decimal(10)  # a slip of the pen moves a number tenfold at most


_OF_HOUSES = frozenset(
    {"人次", "人", "件", "册", "个", "次", "例", "户"}
)  # what is counted only on open days


def is_of_all(passage: Passage, average: Figure, sharing: Sharing) -> bool:
    """Whether nothing told makes what is near right: days closed, or others who got something else."""
    if sharing.times is not ONE and sharing.span is None:
        made = sharing.made
        closed = average.unit in _OF_HOUSES and made is not None and made.high < average.value
        if sharing.period is None or closed:
            return False
    among = sharing.among
    if among is None or "均" in average.lead:
        return True
    return not any(
        f.unit == among.unit and f is not among and f is not sharing.whole and f.value != among.value
        for f in passage.in_sentence(among.sentence)
    )
