"""What averages beside one say of what it is made of: those that come out tell whom their row is over. Pure.

"日均收运38吨，10月份（31天）共1,178吨；日均回收62吨，10月份共1,922吨": the second is over the days of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.holders import holder_in
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing
from yichuang.oversight.reportcheck.engine.units import DURATIONS


@dataclass(frozen=True, slots=True)
class Brother:
    """An average beside that comes out far too exactly for chance, and what it is made of, by places in the passage."""

    average: Figure
    sharing: Sharing


Brothers = Sequence[Brother]


def of_brothers(
    passage: Passage, average: Figure, sharing: Sharing, named: str, others: Brothers
) -> Iterator[str]:
    """Whether an average beside that comes out is made alike: of the same sharers, or of those at the same places.

    `named`: how the sharers are called by the word that the average is over.
    """
    if not others:
        return
    found = {_likeness(passage, each, average, sharing) for each in others}
    yield from (f"brother {likeness}" for likeness in found if likeness)
    among = sharing.among
    if any(each.sharing.among is among is not None for each in others):
        yield "brother of the same sharers"
    if any(each.sharing.whole is sharing.whole for each in others):
        yield "whole of a brother"
        yield f"whole of a brother, {named}"  # 亩均105元；户均900元: shared out twice
    if among is not None and any(each.sharing.whole is among for each in others):
        yield "sharers are the whole of a brother"  # 学员1,620人，平均每班45人；人均补贴1,200元
    holder = holder_in(average.lead)
    alike = [each for each in others if holder and holder_in(each.average.lead) == holder]
    if alike:
        same = any(each.sharing.among is among for each in alike)
        yield f"{'sharers' if same else 'no sharers'} of a brother over the same"  # 院均45张；…院均58人


def made_alike(average: Figure, sharing: Sharing, brothers: Brothers) -> int:
    """How many averages beside one, over the same word, are of the same sharers or days and come out."""
    holder = holder_in(average.lead)
    return len({
        each.sharing.whole.at
        for each in brothers
        if each.average.at != average.at
        and each.sharing.among is sharing.among
        and each.sharing.times == sharing.times
        and each.sharing.whole is not sharing.whole
        and holder_in(each.average.lead) == holder
    })  # fmt: skip


def _likeness(passage: Passage, brother: Brother, average: Figure, sharing: Sharing) -> str:
    one, other = brother.sharing, sharing
    unlike = (one.among is None) != (other.among is None) or bool(one.wholes) != bool(other.wholes)
    if unlike or (one.times is ONE) != (other.times is ONE):
        return "made otherwise"
    apart = _turns(passage, brother.average, one.whole) == _turns(passage, average, other.whole)
    if one.among is None or other.among is None:
        return "alike" if apart and one.times == other.times else ""
    same = one.among is other.among
    beside = _turns(passage, brother.average, one.among) == _turns(passage, average, other.among)
    return "alike" if apart and (same or beside) else ""


def _turns(passage: Passage, average: Figure, figure: Figure) -> int:
    """How many figures, but days and months, a figure stands in front of an average; less than none if behind it."""
    low, high = sorted((figure.at, average.at))
    away = sum(f.unit not in DURATIONS for f in passage.between(low, high))
    return away if figure.at < average.at else -away
