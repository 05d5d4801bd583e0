"""Averages whose whole and sharers stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"出动车辆326台次、工作人员1,148人次，平均每台次3.9人": both stand in front of it in its sentence, no count of their
units is passed, and the average names its sharers. `_DOUBTS` are the places and words by which texts have meant
something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.average_offers import Sharing
from yichuang.oversight.reportcheck.engine.relations.averages import is_of_list, is_of_others

_ENOUGH = (
    0.75  # belief from which on structure decides; of texts that it wasn't fitted to none was misread so
)
_NEEDED = "mean"  # 平均, not 每村12场, which may be set beside what there is in all
_DOUBTS = frozenset({
    "of a part", "of a part alone", "same units", "called otherwise", "of income", "of then",
    "no average", "not by name", "no name", "average between them",
    "whole past average", "among past average", "whole is an average", "whole of a brother", "brother made otherwise",
    "among behind", "whole in bracket", "whole at front other sentence",
    "among at front other sentence", "whole at front 4", "among at front 4", "together 3", "together apart",
    "whole turn front 1", "whole turn front 2", "among turn front 1", "among turn front 2", "whole base",
    "whole target", "among base", "among target", "among time", "mean of a list", "sharers added up", "time untold",
    "time of other sentence", "time farther", "time behind whole", "timed by figure",
})  # fmt: skip
_TWICE = re.compile(
    r"均[^，。；]{0,2}[日月年]均|(?<!平)均每|[人户名个][^，。；]{0,3}[日月年天]均|[日月]均?[每人户]"
)


def is_forced(
    passage: Passage, average: Figure, sharing: Sharing, signs: Sequence[str], belief: float
) -> bool:
    """Whether an average that no reading gives can be of nothing but one that is believed in."""
    if belief < _ENOUGH or _NEEDED not in signs or not _DOUBTS.isdisjoint(signs):
        return False
    plain = average.bound is Bound.EXACT and all(figure.is_exact for figure in sharing.figures)
    other = is_of_list(passage, sharing.whole) or is_of_others(average, sharing.figures)
    return plain and not other and not _TWICE.search(average.lead)
