"""Averages whose whole and sharers stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"出动车辆326台次、工作人员1,148人次，平均每台次3.9人": both stand in front of it in its sentence, no count of their
units is passed, and the average names its sharers. `_DOUBTS` are the places and words by which texts have meant
something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.relations.average_offers import Sharing

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


def is_forced(average: Figure, sharing: Sharing, signs: Sequence[str], belief: float) -> bool:
    """Whether an average that no reading gives can be of nothing but one that is believed in."""
    if belief < _ENOUGH or _NEEDED not in signs or not _DOUBTS.isdisjoint(signs):
        return False
    plain = average.bound is Bound.EXACT and all(figure.is_exact for figure in sharing.figures)
    return plain and not _TWICE.search(average.lead) and _is_near(average, sharing)


def _is_near(average: Figure, sharing: Sharing) -> bool:
    """Whether a slip of the pen can have made one of the other: it moves a number tenfold at most."""
    meant = average.interval
    return sharing.made is not None and sharing.made.meets(
        Interval(meant.low / _TENFOLD, meant.high * _TENFOLD)
    )


_TENFOLD = 10
