"""Rates of what was decided, one way or the other: 不捕率 is of those 批捕 and 不捕, not of all 受理. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates import fits_whole

_DENIED = re.compile(r"[不未非无]")


def is_of_sides(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether the part and the count beside it are the two sides of what was decided, and the rate is of both.

    "受理1,563人，批捕904人、不捕648人，不捕率41.8%": of 904 and 648.
    """
    part = pair.parts[-1]
    beside = (
        f
        for f in passage.in_sentence(part.sentence)
        if f.unit == part.unit and f not in pair.figures and abs(f.clause - part.clause) <= 1 and is_count(f)
    )
    denied = _DENIED.search(part.lead) is not None
    return any(
        (_DENIED.search(f.lead) is not None) != denied
        and rank_between(passage, *sorted((f, part), key=lambda each: each.at)) <= 1
        and fits_whole(rate, part, part.interval + f.interval)
        for f in beside
    )
