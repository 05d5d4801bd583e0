"""Averages whose whole and sharers stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"出动车辆326台次、工作人员1,148人次，平均每台次3.9人": both stand in front of it in its sentence, no count of their
units is passed, and the average names its sharers. `_DOUBTS` are the places and words by which texts have meant
something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval
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


def is_forced(
    passage: Passage, average: Figure, sharing: Sharing, signs: Sequence[str], belief: float
) -> bool:
    """Whether an average that no reading gives can be of nothing but one that is believed in."""
    if belief < _ENOUGH or _NEEDED not in signs:
        return False
    plain = average.bound is Bound.EXACT and all(figure.is_exact for figure in sharing.figures)
    if not plain or _TWICE.search(average.lead):
        return False
    if not is_of_all(passage, average, sharing):
        return False
    if belief >= _BEYOND_DOUBT and _GRAVE.isdisjoint(signs) and is_near(average, sharing, _CLOSE):
        return True
    return _DOUBTS.isdisjoint(signs) and is_near(average, sharing, _TENFOLD)


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
