"""Rates that come out with another base than the one that their words say they are of. Pure.

"行政复议共9件，已审结7件，维持5件…，审结案件的维持率为55.6%": 5 of the 7 concluded are 71.4 %, 55.6 % of all 9.
That another count makes the rate to its last digit, and the one that is named doesn't, is the mark of a base mistaken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases_by_name import bases_by_name
from yichuang.oversight.reportcheck.engine.relations.rates.bases_by_time import bases_by_time
from yichuang.oversight.reportcheck.engine.relations.rates.bases_by_turn import bases_by_turn
from yichuang.oversight.reportcheck.engine.relations.rates.meant_bases import Meant
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.rates import (
    HUNDRED,
    accused_rate,
    fits_rate,
    is_odd,
)
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, told_whole
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_NEAR = 14  # figures in front of a rate among which its base stands,
_SENTENCES = 2  # from so many sentences before
_ABOVE = 2  # paragraphs in front of that of the rate in which the other base may stand
_FAR = 30  # where a share is told to be of all there was: 占全年支出的
_ALL_THERE_WAS = re.compile(r"全[年县市区镇乡村校].{2}")


def taken_bases(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates of a document that come out only with a base that isn't the one they name."""
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            if not _may_be(passage, rate):
                continue
            meant_bases = _meant_bases(passages, index, rate)
            found = (each for each in meant_bases if _is_another_taken(passages, rate, each))
            if meant := next(found, None):
                told = accused_rate(passages, rate, Pair((meant.part,), meant.base, sure=True))
                yield replace(told, frame=Frame.PROVEN, odds=FORCED)


def _may_be(passage: Passage, rate: Figure) -> bool:
    plain = rate.unit == PERCENT and rate.role is Role.RATE and rate.is_exact and 0 < rate.value < HUNDRED
    return plain and not is_odd(passage.text, rate)


def _meant_bases(passages: Sequence[Passage], index: int, rate: Figure) -> Iterator[Meant]:
    """What the words say that a rate is of, out of the counts in front of it."""
    passage = passages[rate.paragraph]
    front = passage.figures[max(0, index - _NEAR) : index]
    near = [f for f in front if rate.sentence - f.sentence <= _SENTENCES]
    counts = [f for f in near if _counts(f)]
    if not counts:
        return
    yield from bases_by_name(passage, rate, counts)
    yield from bases_by_time(passages, rate, counts)
    yield from bases_by_turn(passage, index, rate)
    above = [f for f in _above(passages, rate) if f.unit == counts[-1].unit]
    yield from bases_by_name(passage, rate, [*above, *counts])


def _is_another_taken(passages: Sequence[Passage], rate: Figure, meant: Meant) -> bool:
    """Whether the part makes the rate with another base alone, and nothing makes it with the one that is meant."""
    part, base = meant.part, meant.base
    if part.value == base.value:
        return False  # 运行26家。26家占运行总数的36.6%: told again, of a number that isn't told
    if _fits(rate, part, base) or _fits(rate, part, base, rest=True):
        return False
    here = passages[rate.paragraph].figures
    if any(f.unit == base.unit and f.is_exact and _fits(rate, f, base) for f in here):
        return False
    if _BY.search(rate.lead) or _is_of_the_total(passages[rate.paragraph], rate, part, base):
        return False
    others = [
        f
        for f in (*_above(passages, rate), *here)
        if _counts(f) and f.unit == part.unit and f.value >= part.value and _fits(rate, part, f)
    ]
    return bool(others) and not any(meant.may_be(f) or f.value == base.value + part.value for f in others)


_BY = re.compile(r"[按以][^，。；：\d]{1,8}(?:算|计)")  # 有效率按发出数算是95.4%
_TOTAL = re.compile(r"总额|总[数量]|合计")


def _is_of_the_total(passage: Passage, rate: Figure, part: Figure, base: Figure) -> bool:
    """Whether a greater count of its sentence makes it, and it is of a total: 欠款2,146万，连前期6,530万，…占总额."""
    front = (f for f in passage.in_sentence(rate.sentence) if f.at < rate.at and f.unit == base.unit)
    return _TOTAL.search(rate.lead) is not None and any(
        f.value > base.value and _fits(rate, part, f) for f in front
    )


def _fits(rate: Figure, part: Figure, base: Figure, *, rest: bool = False) -> bool:
    return fits_rate(rate, Pair((part,), base, sure=True, rest=rest))


def _above(passages: Sequence[Passage], rate: Figure) -> Iterator[Figure]:
    """The counts of the paragraphs in front of that of a rate."""
    far = _FAR if _ALL_THERE_WAS.match(told_whole(bare_lead(rate))) else _ABOVE
    for passage in passages[max(0, rate.paragraph - far) : rate.paragraph]:
        yield from filter(_counts, passage.figures)


def _counts(figure: Figure) -> bool:
    """Whether a figure is an exact count."""
    return is_count(figure) and figure.is_exact and figure.value > 0
