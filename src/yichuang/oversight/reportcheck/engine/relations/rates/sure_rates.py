"""Rates whose part and base stand so that nothing else can be meant: wrong by however much, they are told. Pure.

"查摆问题346个，已整改318个，整改率94.6%": both stand beside the rate in its sentence, the part has its name, and no
other count was passed. What the signs believe in is meant nine times of ten; what is left are readings that another
structure shows (`_DOUBTS`), counts that give the rate by some other way, and wholes that the text doesn't print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import place_of
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, around, is_listed
from yichuang.oversight.reportcheck.engine.relations.rates.rates import is_of_greater
from yichuang.oversight.reportcheck.engine.relations.rates.runs import CALLED

_CALLED_FOR = 0.15  # of parts of a sum that holds, of which the words call for so many
_WHOLE = "whole of part"
_ENOUGH = 0.95  # belief from which on structure decides; of texts that it was not fitted to hardly one was misread so
_DOUBTS = frozenset({
    "other paragraph", "whole elsewhere", "elsewhere", "part of other sentence", "parted 4", "part in bracket",
    "part far", "many clauses", "其中 of another", "part has another whole", "part taken", "part is a base", "rest",
    "other unit", "kindred unit", "part change", "part base", "part average", "target part", "base change",
    "base average", "part of time", "base of time", "other named", "rate not named", "share not named",
    "base not named", "together not named", "alike none of several", "kindred none of several",
})  # fmt: skip
_WIDER = re.compile(r"占(?P<place>全[省国市州]|[省市]级?)")  # of a place that the report isn't of
_NARROWER = re.compile(
    r"^(?P<level>本科|专科|重点|一本|二本|省级|市级|国家级)[^，。；：]{2,6}率"
)  # of some only
_ANOTHER = re.compile(
    r"最[大多高小少低]的"
)  # one of them is picked out: 净流出4.10万人次，占比最大的…，占流出的46.8%
_AWAY = frozenset({"other sentence", "base parted 4", "parted 3", "percent between"})
_TAKEN = "base has a share"  # a base that is away and has a share of its own is hardly that of another


def is_forced(
    passages: Sequence[Passage], rate: Figure, pair: Pair, signs: Sequence[str], belief: float
) -> bool:
    """Whether a rate that no reading gives can be of nothing but a pair that is believed in."""
    if belief > _CALLED_FOR and _WHOLE in signs and not CALLED.isdisjoint(signs):
        return all(figure.is_exact for figure in pair.figures)
    wider = _WIDER.search(rate.lead)
    narrower = _NARROWER.search(rate.lead)
    if narrower and narrower["level"] not in pair.parts[0].lead:
        return False
    if belief < _ENOUGH or (wider and wider["place"] not in pair.base.lead):
        return False
    away = _TAKEN in signs and not _AWAY.isdisjoint(signs)
    if away or not _DOUBTS.isdisjoint(signs) or not all(figure.is_exact for figure in pair.figures):
        return False
    passage = passages[rate.paragraph]
    at = around(passage, place_of(passage, rate), rate)
    if _ANOTHER.search(passage.text[pair.parts[-1].after : rate.at]):
        return False
    listed = len(pair.parts) == 1 and is_listed(at, pair.parts[0])
    return not listed and not is_of_greater(passages, at, pair)
