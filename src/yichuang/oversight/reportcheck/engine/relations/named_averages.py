"""Averages of few digits whose whole and sharers are named: that the division comes out, or a slip in them, decides.

"出动车辆236台次、人员708人次，平均每台次2人": 708 ÷ 236 is 3 without rest, which hardly happens by chance.
"全年受助132人，累计487人次，人均受助1.56次": 487 ÷ 1.56 is 312, two digits of 132 in other places.

One figure alone is named as what the average is over, and one of the average's unit stands next to it. If any other
two figures near give the average it is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.average_offers import may_be, near_figures
from yichuang.oversight.reportcheck.engine.relations.averages import (
    OVER,
    Pair,
    fits_average,
    is_among,
    is_by_unit,
    is_of_list,
    is_of_more,
    is_of_new,
    is_of_others,
    range_of_average,
    told_average,
    value_of,
)
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip, may_be_slip_within
from yichuang.oversight.reportcheck.engine.units import compatible

_ALIKE = ({"人", "人次"}, {"次", "人次"}, {"册", "册次"}, {"次", "家次"})
_TWICE = re.compile(r"均[^，。；]{0,2}[日月]均|(?<!平)均每|每[人户][^，。；]{0,3}每[天日月年周]|[日月]均?每")
_FEWEST = 5  # sharers among which a division hardly comes out by chance
_CLAUSES = 2
_MOST = 10


def named_averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document whose pair is named, and that nothing near explains."""
    for passage in passages:
        for average in passage.figures:
            if average.is_exact and may_be(average) and not _TWICE.search(average.lead):
                judged = _judged(passages, passage, average)
                if judged:
                    yield judged


def offers(passage: Passage, average: Figure) -> Iterator[Pair]:
    """All pairs of a whole and its sharers near an average."""
    near = [f for f in near_figures(passage, average) if f.role is not Role.AVERAGE and f.is_exact]
    for whole in near:
        if compatible(whole.unit, average.unit) or {whole.unit, average.unit} in _ALIKE:
            yield from (Pair(whole, among) for among in near if among is not whole and among.value > 1)


def _judged(passages: Sequence[Passage], passage: Passage, average: Figure) -> Judged | None:
    pairs = list(offers(passage, average))
    if any(fits_average(pair, average) for pair in pairs) or is_of_new(passage, average):
        return None
    pair = _named(passage, average, pairs)
    if pair is None or is_of_list(passage, pair.whole) or is_of_others(average, (pair.whole, pair.among)):
        return None
    if _comes_out(average, pair):
        return replace(told_average(passages, average, pair, holds=False), frame=Frame.PROVEN)
    if len(digits_of(average)) > 1 and (_among_slipped(average, pair) or _whole_slipped(average, pair)):
        return replace(told_average(passages, average, pair, holds=False), frame=Frame.PROVEN)
    return None


def _named(passage: Passage, average: Figure, pairs: Sequence[Pair]) -> Pair | None:
    """The pair whose sharers the average names, of one sentence, with the whole beside the average."""
    named = [
        pair
        for pair in pairs
        if pair.whole.sentence == pair.among.sentence == average.sentence
        and _is_over(average, pair.among)
        and pair.whole.role is Role.LEVEL
        and pair.whole.unit != pair.among.unit
        and pair.whole.at < average.at
        and average.clause - pair.whole.clause <= _CLAUSES
        and not is_of_more(passage, pair.whole, pair.among, average)
    ]
    begins = max(passage.text.rfind(sign, 0, average.at) for sign in "；。")
    beside = [pair for pair in named if begins < min(pair.whole.at, pair.among.at)]
    named = beside or named  # "旅馆126家，检查1,512家次，每家12次；网约房84家，检查588家次，每家9次"
    if len({pair.whole.span for pair in named}) != 1 or len({pair.among.span for pair in named}) != 1:
        return None
    between = passage.between(named[0].whole.after, average.at)
    parted = "其中" in passage.text[named[0].whole.at : average.at]
    return None if parted or any(f.role is Role.AVERAGE for f in between) else named[0]


def _is_over(average: Figure, among: Figure) -> bool:
    found = OVER.search(average.lead)
    return bool(found and is_among(found, among)) or bool(among.word and is_by_unit(average, among))


def _comes_out(average: Figure, pair: Pair) -> bool:
    """Whether the whole is shared without rest, in a handful each, and another handful is printed."""
    whole = pair.whole.value == int(pair.whole.value) and not pair.whole.step and not average.step
    if not whole or pair.among.value < _FEWEST or pair.whole.value % pair.among.value:
        return False
    value = value_of(pair)
    return max(value, average.value) < _MOST or (len(digits_of(average)) == 2 and is_slip(average, value))


def _among_slipped(average: Figure, pair: Pair) -> bool:
    share = pair.whole.interval.over(range_of_average(average))
    return share is not None and not pair.among.step and may_be_slip_within(pair.among, share)


def _whole_slipped(average: Figure, pair: Pair) -> bool:
    exact = range_of_average(average).times(Decimal(pair.among.value))
    return len(digits_of(pair.whole)) > 2 and may_be_slip_within(pair.whole, exact)
