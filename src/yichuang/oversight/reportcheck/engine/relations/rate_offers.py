"""Which pairs of counts a rate may be of: all that stand near, and the wholes that its brothers or a sum tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rate_brothers import Known, may_count
from yichuang.oversight.reportcheck.engine.relations.rate_words import (
    is_capacity_rate,
    is_named_base,
    is_of_heads,
    sums_up,
)
from yichuang.oversight.reportcheck.engine.units import compatible, is_money

_REACH = 240  # signs in front of a rate
_BEHIND = 130
_SENTENCES = 2  # in front of its own
_MOST = 16
_ASIDE = 60  # signs behind a rate within which its part may stand
_RUN = 4  # counts side by side that may be the part together
_NEXT = 12
_THAT_IS = re.compile(r"[，（]?(?:即|为|计|共|有)")
_PEOPLE = frozenset({"人", "人次", "户"})


@lru_cache(maxsize=2)  # asked for each reading of a rate
def near_counts(passage: Passage, rate: Figure) -> tuple[Figure, ...]:
    """The counts near a rate: of its own sentence, the two before and the one behind."""
    begins, _ = passage.sentence_range(max(0, rate.sentence - _SENTENCES))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, rate.sentence + 1))
    near = passage.between(max(begins, rate.at - _REACH), min(ends, rate.to + _BEHIND))
    return tuple(f for f in near if may_count(f))[-_MOST:]


def offers(passage: Passage, rate: Figure, known: Known) -> Iterator[Pair]:
    """All pairs that a rate may be of: one count or up to four neighbours of a base, or all but one."""
    near = near_counts(passage, rate)
    wholes = known.bases_beside(rate)
    opens = not any(f.at < rate.at and f.sentence == rate.sentence for f in near)
    for at, part in enumerate(near):
        if part.at > rate.at and not _is_behind(passage, rate, part, opens=opens):
            continue
        told = known.wholes.get(part.span)
        beside = [*wholes, *known.told_wholes(rate, part.unit), *([told] if told is not None else [])]
        bases = [*near, *(base for base in dict.fromkeys(beside) if base not in near)]
        for run in _runs(passage, near, at):
            for base in bases:
                if base not in run and may_be_of(rate, run, base):
                    yield Pair(run, base, sure=False)
                    if len(run) == 1 and part.value < base.value and part.unit == base.unit:
                        yield Pair(run, base, sure=False, rest=True)


def _is_behind(passage: Passage, rate: Figure, part: Figure, *, opens: bool) -> bool:
    """Whether a count behind a rate may be its part: in a bracket at it, or of a sentence that begins with the rate."""
    aside = passage.text.startswith("（", rate.to) and part.bracket != rate.bracket
    told = _THAT_IS.match(passage.text[rate.to : part.at]) is not None
    return part.at < rate.to + _ASIDE and (
        aside or (part.sentence == rate.sentence and (opens or (told and part.at < rate.to + _NEXT)))
    )


def may_be_of(rate: Figure, run: Sequence[Figure], base: Figure) -> bool:
    """Whether parts and base are counted in units that may make a rate, and the base stands where a base may."""
    part = run[0]
    if is_money(part.unit) and is_of_heads(rate):
        return False
    alike = compatible(base.unit, part.unit) or _is_kindred(rate, base, part)
    if not alike and not (rate.clause - part.clause <= 1 and is_named_base(rate, base)):
        return False
    if base.paragraph != rate.paragraph or base.at < rate.at:
        return True
    return base.at <= rate.to + _ASIDE or sums_up(base) or is_named_base(rate, base)


def _is_kindred(rate: Figure, base: Figure, part: Figure) -> bool:
    """Whether what is used is counted in another unit than what there is: beds and persons, persons and attendances."""
    if base.paragraph != part.paragraph or base.at >= part.at:
        return False
    people = base.unit in _PEOPLE and part.unit in _PEOPLE and part.clause - base.clause <= 1
    return is_capacity_rate(rate) or (people and base.sentence == part.sentence)


def _runs(passage: Passage, near: Sequence[Figure], at: int) -> list[tuple[Figure, ...]]:
    """A count alone and with up to three neighbours."""
    runs: list[tuple[Figure, ...]] = [(near[at],)]
    for other in near[at + 1 : at + _RUN]:
        last = runs[-1]
        alike = other.unit == near[at].unit and other.sentence == near[at].sentence
        if not alike or rank_between(passage, last[-1], other) > 2:
            break
        runs.append((*last, other))
    return runs
