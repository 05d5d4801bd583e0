"""Bases that no count beside a rate prints, but a paragraph above it, or words that count the part to it. Pure.

"岗位津贴513.5万元、住房补贴130万元" above, and "岗位津贴支付491.7万元，执行率95.8%" below.
"走了86个点" above, and "有牌子的83个，有专柜的71个，三样俱全的58个，占67.4%" below: none of those is of another.
"定单6,840单，取消360单，取消率5.0%（取消的不在6,840单内）": of both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases import named_base
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.rates import fits_rate
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of

_PARAGRAPHS = 3  # in front of that of a rate
_NAMED = 2  # signs of a name, at least
_VERB = 4  # signs behind it, at most
_PLAIN = (Role.LEVEL, Role.TARGET, Role.BASE)


def of_whole_above(passages: Sequence[Passage], rate: Figure, pair: Pair) -> Pair:
    """The pair with the base that stands above, if there is one of its part's name, or one that gives the rate."""
    if len(pair.parts) > 1 or pair.rest or pair.is_made:
        return pair
    above = [replace(pair, base=figure) for figure in _above(passages, rate, pair.parts[0])]
    fitting = [each for each in above if fits_rate(rate, each)]
    own = [each for each in above if _is_called_after(pair.parts[0], each.base)]
    if own and not _is_called_after(pair.parts[0], pair.base):
        return next((each for each in own if each in fitting), own[-1])
    passage = passages[rate.paragraph]
    telling = len(digits_of(rate)) >= TELLING and not named_base(passage, rate)
    wholes = [each for each in fitting if telling and _is_above_all(passage, rate, each)]
    return wholes[-1] if wholes else pair


def _above(passages: Sequence[Passage], rate: Figure, part: Figure) -> Iterator[Figure]:
    """The counts of its part's unit in the paragraphs above a rate, in open text."""
    for passage in passages[max(0, rate.paragraph - _PARAGRAPHS) : rate.paragraph]:
        for figure in passage.figures:
            alike = figure.unit == part.unit and figure.role in _PLAIN and figure.is_exact
            if alike and is_count(figure) and not figure.bracket:
                yield figure


def _is_called_after(part: Figure, base: Figure) -> bool:
    """Whether a part has the whole name of a base and a verb behind it: 岗位津贴支付 of 岗位津贴."""
    more = len(part.lead) - len(base.lead)
    return len(base.lead) >= _NAMED and part.lead.startswith(base.lead) and 0 < more <= _VERB


def _is_above_all(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether a base is more than any count of its unit that stands in front of a rate in its paragraph."""
    front = [f for f in passage.between(0, rate.at) if f.unit == pair.base.unit and is_count(f)]
    return all(f.value < pair.base.value for f in front)


_OUTSIDE = r"(?:不在[^，。；（）]{0,12}(?:[内中]|之列)|不[含算]|不包[括含]|[未不]计|未?另[行外]?[计算列]|加[回上]|还原)"
_ASIDE = re.compile(rf"（[^（）]{{0,16}}?{_OUTSIDE}[^（）]{{0,12}}）")
_GOES_ON = re.compile(rf"，[^，。；：（）\d]{{0,6}}{_OUTSIDE}")


def with_part_in_base(passage: Passage, rate: Figure, pair: Pair) -> Pair:
    """The pair with its part counted to the base, if words behind say that it isn't in it.

    Elsewhere than in a bracket behind the rate they may tell of something else, and the numbers must say so, too.
    """
    if len(pair.parts) > 1 or pair.is_made or pair.rest:
        return pair
    made = Pair(pair.parts, pair.base, sure=False, added=pair.parts)
    if _ASIDE.match(passage.text, rate.to):
        return made
    hinted = _ASIDE.match(passage.text, pair.parts[0].after) or _GOES_ON.match(passage.text, rate.to)
    return made if hinted and fits_rate(rate, made) else pair
